"""`python -m config.launcher serve | setup | database | stop`: the launcher's command line."""

import argparse
import shutil
import sys
import traceback

from config.home import home
from config.launcher import installation, serve
from config.launcher.problems import Exit, Problem, disk_full, from_os_error, says_full

# PostgreSQL keeps room for its log in pieces of 16 MB; with less free it may stop in the middle of a start.
_LEAST_FREE_BYTES = 64 * 2**20


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m config.launcher", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="start everything and watch over it; PORT chooses the port")
    for name, words in {
        "setup": "make the folder, the secrets and the database, and start PostgreSQL",
        "database": "start PostgreSQL and leave it running",
    }.items():
        command = commands.add_parser(name, help=words)
        command.add_argument("--disposable", action="store_true", help="a new database may lose data on a crash")
    commands.add_parser("stop", help="stop everything")
    commands.add_parser("steps", help="used by serve itself").add_argument("port", type=int)
    return parser.parse_args()


def _run(arguments: argparse.Namespace) -> None:
    if arguments.command == "stop":
        serve.stop()
        return
    place = installation.make_home()
    if shutil.disk_usage(place).free < _LEAST_FREE_BYTES:
        raise disk_full(place)
    if arguments.command == "serve":
        serve.serve()
    elif arguments.command == "steps":
        from config.launcher import steps

        steps.main(arguments.port)
    else:
        installation.start_database(disposable=arguments.disposable)


def _unexpected(error: Exception) -> Problem:
    """Keep the traceback for whoever repairs it; the person at the screen gets a sentence."""
    if says_full(str(error)):
        return disk_full(home())
    record = home() / "log" / "launcher.log"
    record.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with record.open("a", encoding="utf-8") as file:
        traceback.print_exception(error, file=file)
    return Problem(Exit.UNEXPECTED, f"Something that nobody expected stopped the start. {record} says what.")


def _guarded(arguments: argparse.Namespace) -> Problem | None:
    try:
        _run(arguments)
    except Problem as problem:
        return problem
    except OSError as error:
        return from_os_error(error, home())
    except Exception as error:  # noqa: BLE001 - the last stop before a person would see a traceback
        return _unexpected(error)
    return None


def main() -> int:
    """Run one command; print the sentence of what stopped it. Returns the exit code."""
    arguments = _arguments()
    problem = _guarded(arguments)
    if problem is None:
        return 0
    if arguments.command == "steps":
        print(f"problem {problem.code:d} {problem}", flush=True)
    else:
        print(problem, file=sys.stderr)
    return int(problem.code)


if __name__ == "__main__":
    sys.exit(main())
