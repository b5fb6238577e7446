"""`python -m config.launcher setup | database | stop`: the launcher's command line."""

import argparse
import sys
import traceback

from config.home import home
from config.launcher import installation
from config.launcher.problems import Exit, Problem, from_os_error


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m config.launcher", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in {
        "setup": "make the folder, the secrets and the database, and start PostgreSQL",
        "database": "start PostgreSQL and leave it running",
    }.items():
        command = commands.add_parser(name, help=words)
        command.add_argument("--disposable", action="store_true", help="a new database may lose data on a crash")
    commands.add_parser("stop", help="stop PostgreSQL")
    return parser.parse_args()


def _run(arguments: argparse.Namespace) -> None:
    if arguments.command == "stop":
        installation.stop_database()
    else:
        installation.start_database(disposable=arguments.disposable)


def _unexpected() -> Problem:
    """Keep the traceback for whoever repairs it; the person at the screen gets a sentence."""
    record = home() / "log" / "launcher.log"
    record.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with record.open("a", encoding="utf-8") as file:
        traceback.print_exc(file=file)
    return Problem(Exit.UNEXPECTED, f"Something that nobody expected stopped the start. {record} says what.")


def _guarded(arguments: argparse.Namespace) -> int:
    try:
        try:
            _run(arguments)
        except OSError as error:
            raise from_os_error(error, home()) from error
        except Problem:
            raise
        except Exception:  # noqa: BLE001 - the last stop before a person would see a traceback
            raise _unexpected() from None
    except Problem as problem:
        print(problem, file=sys.stderr)
        return int(problem.code)
    return 0


if __name__ == "__main__":
    sys.exit(_guarded(_arguments()))
