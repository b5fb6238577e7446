#!/usr/bin/env python
"""Django's command line, with the settings of this installation."""

import os
import sys

NOT_INSTALLED = "This Python lacks the packages. Run script/server once, then use .venv/bin/python manage.py"
NO_ANSWER = (
    "The database does not answer. Start it with script/server, or alone: .venv/bin/python -m config.launcher database"
)


def main() -> int | str:
    """Run one command; what a person can mend is a sentence instead of a traceback."""
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        return NOT_INSTALLED
    from django.db import OperationalError

    from config.home import NotSetUp

    try:
        execute_from_command_line(sys.argv)
    except NotSetUp as problem:
        return str(problem)
    except OperationalError as error:
        # Only a server that was reached gives a state.
        if getattr(error.__cause__, "sqlstate", None) is not None:
            raise
        return NO_ANSWER
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    sys.exit(main())
