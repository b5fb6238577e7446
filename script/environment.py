"""Makes `.venv` and installs a hashed lock into it: `python3 script/environment.py requirements/run.txt`.

Runs before anything is installed, so it uses the standard library only. docs/errors.md lists the exit codes.
"""

import contextlib
import fcntl
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
FOLDER = PROJECT / ".venv"
NO_VENV_MODULE, PACKAGES_NOT_INSTALLED, DISK_FULL, FOLDER_UNUSABLE = 11, 12, 15, 23


class Problem(Exception):
    """An exit code and the sentence that a person reads."""

    def __init__(self, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def disk_full() -> Problem:
    return Problem(DISK_FULL, f"The disk that holds {PROJECT} is full. Free some space, then start again.")


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two starts at once take turns."""
    with (PROJECT / "requirements").joinpath("run.txt").open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def stamps(lock: Path) -> list[Path]:
    """Copies of the locks that are installed; the one for development holds everything of the other."""
    names = ["run.txt", "dev.txt"] if lock.name == "run.txt" else ["dev.txt"]
    return [FOLDER / f"installed-{name}" for name in names]


def is_installed(lock: Path) -> bool:
    """True when this lock, or the larger one, was installed whole."""
    return any(
        stamp.exists() and stamp.read_bytes() == (lock.parent / stamp.name.removeprefix("installed-")).read_bytes()
        for stamp in stamps(lock)
    )


def make_folder() -> None:
    """Make `.venv` with this Python, unless a working one is there."""
    python = FOLDER / "bin" / "python"
    # A start that was killed half-way leaves a Python without its pip.
    works = "import sys, pip._internal.cli.main; sys.exit(sys.version_info < (3, 11))"
    if python.exists() and subprocess.run([python, "-c", works], capture_output=True).returncode == 0:
        return
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        version = ".".join(map(str, sys.version_info[:2]))
        raise Problem(
            NO_VENV_MODULE,
            f"This Python ({sys.executable}) has no venv module. On Debian or Ubuntu: apt install python{version}-venv",
        )
    run([sys.executable, "-m", "venv", "--clear", str(FOLDER)], "The folder .venv could not be made")


def install(lock: Path) -> None:
    """Install the lock with pip; every file must have the hash that the lock names."""
    pip = [str(FOLDER / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet"]
    run(
        # Only what is used is compiled, when it is used first.
        [*pip, "install", "--require-hashes", "--no-deps", "--no-compile", "--requirement", str(lock)],
        "The packages could not be installed",
    )
    shutil.copyfile(lock, FOLDER / f"installed-{lock.name}")


def run(command: list[str], sentence: str) -> None:
    """Run a program; its words go to a file, ours to the screen."""
    record = FOLDER.with_name("var") / "log" / "packages.log"
    for folder in (record.parent.parent, record.parent):
        folder.mkdir(mode=0o700, exist_ok=True)
    with record.open("w", encoding="utf-8") as words:
        code = subprocess.run(command, stdout=words, stderr=subprocess.STDOUT, cwd=PROJECT).returncode
    if code == 0:
        return
    text = record.read_text(encoding="utf-8", errors="replace")
    if "No space left on device" in text or "Disk quota exceeded" in text:
        raise disk_full()
    raise Problem(PACKAGES_NOT_INSTALLED, f"{sentence}. {record} says why.")


def main(lock: Path) -> None:
    with one_at_a_time():
        if not is_installed(lock):
            print("Installing packages (once; this takes a minute) ...", flush=True)
            make_folder()
            install(lock)


if __name__ == "__main__":
    try:
        main(PROJECT / sys.argv[1])
    except Problem as problem:
        print(problem, file=sys.stderr)
        sys.exit(problem.code)
    except OSError as error:
        full = shutil.disk_usage(PROJECT).free < 2**20
        print(disk_full() if full else f"{error.filename} cannot be used: {error.strerror}.", file=sys.stderr)
        sys.exit(DISK_FULL if full else FOLDER_UNUSABLE)
    except KeyboardInterrupt:
        os._exit(130)
