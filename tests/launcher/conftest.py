"""The real launcher in a folder of its own: nothing here is replaced by a stand-in."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg
import pytest

PROJECT = Path(__file__).resolve().parents[2]
# A start that takes longer has failed; it is a limit for the test, not a measurement.
PATIENCE_SECONDS = 180


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Installation:
    """One data folder, and the launcher that runs on it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.launcher: subprocess.Popen[str] | None = None
        # What each start printed, the first one's first.
        self.printed: list[list[str]] = []

    @property
    def environment(self) -> dict[str, str]:
        ours = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "CELERY_BROKER_URL", "MDT_KEYRING")
        kept = {name: value for name, value in os.environ.items() if name not in ours}
        keys = {"XDG_CONFIG_HOME": str(self.home.parent / "keys")}
        return kept | keys | {"MDT_HOME": str(self.home), "PORT": str(self.port)}

    def run(self, *command: str, before: Sequence[str] = (), **more: str) -> subprocess.CompletedProcess[str]:
        """A launcher's command that ends by itself; `before` are words that run it elsewhere."""
        return subprocess.run(
            [*before, sys.executable, "-m", "config.launcher", *command],
            cwd=PROJECT,
            env=self.environment | more,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
        )

    def start(self, before: Sequence[str] = ()) -> list[str]:
        """Start the launcher and return what it printed up to *Ready*; `before` are words that start it elsewhere."""
        self.launcher = subprocess.Popen(
            [*before, sys.executable, "-m", "config.launcher", "serve"],
            cwd=PROJECT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self.launcher.stdout is not None
        lines: list[str] = []
        self.printed.append(lines)
        for line in self.launcher.stdout:
            lines.append(line.rstrip("\n"))
            if line.startswith("Ready:"):
                return lines
        self.launcher.communicate()
        raise AssertionError(f"The launcher ended with {self.launcher.returncode}: {lines}")

    def kill(self) -> None:
        """As the power switch of the launcher alone."""
        assert self.launcher is not None
        self.launcher.kill()
        self.launcher.communicate()

    def stop(self) -> int:
        """TERM; returns the exit code. Ten seconds are what a person is promised."""
        assert self.launcher is not None
        self.launcher.send_signal(signal.SIGTERM)
        self.launcher.communicate(timeout=10)
        return self.launcher.returncode

    def commands(self) -> list[str]:
        """The command line of each living process of this installation, PostgreSQL's postmaster included."""
        mark, data = f"MDT_HOME={self.home}".encode(), str(self.home / "postgres")
        found = []
        for entry in Path("/proc").iterdir():
            try:
                if not entry.name.isdigit() or (entry / "stat").read_text().rpartition(")")[2].split()[0] == "Z":
                    continue
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                if mark in (entry / "environ").read_bytes().split(b"\0") or f" -D {data} " in command:
                    found.append(f"{entry.name} {command}")
            except OSError:
                continue
        return found

    def pids(self, words: str) -> list[int]:
        """Processes whose command line holds `words`."""
        return [int(line.split(" ", 1)[0]) for line in self.commands() if words in line]

    def sql(self, statement: str, *values: object, role: str = "owner") -> list[tuple[object, ...]]:
        place = json.loads((self.home / "services.json").read_text())["database"]
        login = place["roles"][role]
        with psycopg.connect(
            host=place["host"], port=place["port"], dbname=place["name"], autocommit=True, **login
        ) as connection:
            cursor = connection.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    def clear(self) -> None:
        """End whatever a failed test left, and remove the folder."""
        if self.launcher is not None and self.launcher.poll() is None:
            self.launcher.terminate()
            self.launcher.communicate(timeout=30)
        self.run("stop")
        for pid in self.pids(""):
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self.home.parent, ignore_errors=True)


@pytest.fixture
def installation() -> Iterator[Installation]:
    """A folder with a short path, where nothing is set up yet."""
    made = Installation(Path(tempfile.mkdtemp(prefix="mdt-test-")) / "var")
    yield made
    made.clear()


@pytest.fixture(scope="session")
def shared() -> Iterator[Installation]:
    """One installation for all tests that leave it whole."""
    made = Installation(Path(tempfile.mkdtemp(prefix="mdt-test-")) / "var")
    yield made
    made.clear()


@pytest.fixture
def running(shared: Installation) -> Installation:
    """The shared installation, started unless an earlier test left it running."""
    if shared.launcher is None or shared.launcher.poll() is not None:
        shared.start()
    return shared


@pytest.fixture
def stopped(shared: Installation) -> Installation:
    """The shared installation, set up and not running."""
    if not (shared.home / "services.json").exists():
        shared.start()
    if shared.launcher is not None and shared.launcher.poll() is None:
        shared.stop()
    return shared
