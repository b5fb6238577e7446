"""`manage.py audit_verify FILE [--checkpoint NOTE ...] [--key KEY]`: the same as `python -m audit.verify`."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from audit import verify


class Command(BaseCommand):
    help = verify.__doc__ or ""
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        verify.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        code = verify.run(options["file"], options["checkpoint"], options["key"])
        if code:
            sys.exit(code)
