"""All checks of the project, one after the other, on a database of their own; called by `script/test`."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LAUNCHER = [sys.executable, "-m", "config.launcher"]
# Production settings are checked as a county's server would have them.
PRODUCTION = {"DJANGO_SETTINGS_MODULE": "config.settings.production", "MDT_HOSTS": "mdt.example.org"}
# The whole suite is shared by two processes, each with a test database of its own, in the order of tests/conftest.py.
TWO_PROCESSES = ["--numprocesses", "2", "--dist", "loadgroup", "--no-loadscope-reorder"]
TESTING = {"DJANGO_SETTINGS_MODULE": "config.settings.testing"}


def checks(pytest_arguments: list[str]) -> dict[str, tuple[list[str], dict[str, str]]]:
    """Name, command and environment of each check, the quickest first."""
    tool = Path(sys.executable).parent
    manage = [sys.executable, "manage.py"]
    return {
        "ruff check": ([f"{tool}/ruff", "check", "."], {}),
        "ruff format": ([f"{tool}/ruff", "format", "--check", "."], {}),
        "import-linter": ([f"{tool}/lint-imports"], {}),
        "makemigrations --check": ([*manage, "makemigrations", "--check", "--dry-run"], TESTING),
        "check --deploy": ([*manage, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
        "mypy": ([f"{tool}/mypy"], {}),
        "pytest": ([sys.executable, "-m", "pytest", *(pytest_arguments or TWO_PROCESSES)], TESTING),
    }


def run(name: str, command: list[str], environment: dict[str, str]) -> bool:
    print(f"\n--- {name}", flush=True)
    return subprocess.run(command, cwd=PROJECT, env=os.environ | environment).returncode == 0


def main(pytest_arguments: list[str]) -> int:
    """Returns the launcher's exit code, or 1 when a check found something."""
    # Never the folder of script/server: this one may lose its data, and is emptied by tests.
    os.environ.setdefault("MDT_HOME", str(PROJECT / "var" / "test"))
    code = subprocess.run([*LAUNCHER, "database", "--disposable"], cwd=PROJECT).returncode
    if code:
        return code
    try:
        red = [name for name, check in checks(pytest_arguments).items() if not run(name, *check)]
    finally:
        subprocess.run([*LAUNCHER, "stop"], cwd=PROJECT)
    print(f"\nRed: {', '.join(red)}" if red else "\nAll green.", flush=True)
    return 1 if red else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
