"""Start everything, say *Ready*, watch over it, and stop it all again."""

import contextlib
import errno
import fcntl
import json
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import IO, NoReturn, cast

from config.launcher import children, installation
from config.launcher.children import Child, Crew
from config.launcher.postgres import Cluster
from config.launcher.problems import Exit, Problem

_WEB_PROCESSES = 2
_LOOK_SECONDS = 0.25


class Stopped(BaseException):
    """Somebody pressed Ctrl-C or sent TERM; not an error, so nothing but the way out may catch it."""


def _wanted_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Problem(Exit.PORT_UNUSABLE, f"PORT is {text!r}; it must be a number from 1 to 65535.")
    return int(text)


def address(port: int) -> str:
    """Where this installation answers."""
    return f"http://127.0.0.1:{port}/"


@contextlib.contextmanager
def _only_one(home: Path, port: int) -> Iterator[None]:
    """Hold the installation for this launcher. The kernel lets go of it however the launcher ends."""
    with (home / "server.lock").open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _already_running(home) from None
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "port": port}))
        file.flush()
        yield
        file.truncate(0)


def holder(home: Path) -> dict[str, int] | None:
    """Process id and port of the launcher that runs here, or None."""
    path = home / "server.lock"
    if not path.exists():
        return None
    with path.open("r", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return dict(json.loads(file.read() or "{}"))
    return None


def _already_running(home: Path) -> Problem:
    found = holder(home) or {}
    where = f" at {address(found['port'])} (process {found['pid']})" if found else ""
    return Problem(Exit.ALREADY_RUNNING, f"It runs already{where}. Press Ctrl-C in its window to stop it.")


def _listen(port: int) -> socket.socket:
    """Take the port before anything else is started; the web server is handed the open socket."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise Problem(
                Exit.PORT_TAKEN, f"Port {port} is taken by another program. Choose one: PORT=8010 script/server"
            ) from None
        reason = (error.strerror or "unknown reason").lower()
        raise Problem(Exit.PORT_UNUSABLE, f"Port {port} cannot be used here: {reason}.") from None
    listener.listen(128)
    return listener


class _Signals:
    """Turns Ctrl-C, TERM and a closed terminal into `Stopped`, once, and not in the middle of what must be whole."""

    KINDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def __init__(self) -> None:
        self._holding = False
        self._came = False
        for kind in self.KINDS:
            signal.signal(kind, self._stop)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._came = True
        if not self._holding:
            self._raise()

    def _raise(self) -> NoReturn:
        for kind in self.KINDS:
            signal.signal(kind, signal.SIG_IGN)
        raise Stopped

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Let this block end first."""
        self._holding = True
        yield
        self._holding = False
        if self._came:
            self._raise()


def _crew(home: Path, listener: socket.socket) -> Crew:
    python = sys.executable
    celery = [python, "-m", "celery", "--quiet", "--app", "config"]
    worker = ["--pool", "solo", "--concurrency", "1", "--without-mingle", "--without-gossip", "--without-heartbeat"]
    web = [
        *(python, "-m", "gunicorn", "config.wsgi:application", "--bind", f"fd://{listener.fileno()}"),
        *("--workers", str(_WEB_PROCESSES), "--preload", "--no-control-socket", "--graceful-timeout", "3"),
    ]
    ticks, jobs = (
        Child(
            queue,
            [*celery, "worker", "--queues", queue, "--hostname", f"{queue}@{socket.gethostname()}", *worker],
        )
        for queue in ("ticks", "jobs")
    )
    beat = Child("beat", [*celery, "beat", "--scheduler", "celery.beat:Scheduler", "--pidfile", ""])
    return Crew(home, [Child("web", web, keep=[listener.fileno()]), ticks, jobs, beat])


class Steps:
    """The process that does what needs Django (`config/launcher/steps.py`)."""

    def __init__(self, home: Path, port: int) -> None:
        command = [sys.executable, "-m", "config.launcher", "steps", str(port)]
        self.process = children.start(command, home / "log" / "launcher.log", talks=True)
        self.home = home

    def wait_for(self, word: str, crew: Crew) -> None:
        """Read lines until `word`; print what is meant for the person who waits.

        Raises:
            Problem: the step ended with one, or one of the crew keeps ending.
        """
        stdout = cast(IO[bytes], self.process.stdout)
        with selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            while True:
                if not selector.select(_LOOK_SECONDS):
                    crew.check()
                elif self._hear(stdout.readline().decode()) == word:
                    return

    def _hear(self, line: str) -> str:
        if not line:
            raise Problem(Exit.UNEXPECTED, f"The start broke off. {self.home / 'log' / 'launcher.log'} says more.")
        kind, _, rest = line.rstrip("\n").partition(" ")
        if kind == "problem":
            code, _, sentence = rest.partition(" ")
            raise Problem(Exit(int(code)), sentence)
        if kind == "tell":
            print(rest, flush=True)
        return kind

    def go(self) -> None:
        """Let the second half begin."""
        cast(IO[bytes], self.process.stdin).write(b"go\n")

    def stop(self) -> None:
        """End it, if it has not ended."""
        self.process.terminate()
        self.process.wait()


def serve() -> None:
    """Run this installation until somebody stops it. `PORT` chooses the port (8000).

    Raises:
        Problem: with the sentence to print; nothing of it is left running.
    """
    port = _wanted_port()
    home = installation.make_home()
    with _only_one(home, port), contextlib.suppress(Stopped):
        signals = _Signals()
        children.end_orphans(home)
        with _listen(port) as listener:
            _run(home, port, listener, signals)


def _run(home: Path, port: int, listener: socket.socket, signals: _Signals) -> None:
    crew = _crew(home, listener)
    with contextlib.ExitStack() as stack:
        stack.callback(installation.stop_database)
        with signals.held():
            cluster = installation.start_database()
        steps = Steps(home, port)
        stack.callback(steps.stop)
        steps.wait_for("prepared", crew)
        stack.callback(crew.stop)
        crew.start()
        steps.go()
        steps.wait_for("answered", crew)
        steps.stop()
        print(f"Ready: {address(port)}", flush=True)
        _watch(crew, cluster)


def _watch(crew: Crew, cluster: Cluster | None) -> NoReturn:
    """Start again what ends by itself, until a signal comes."""
    while True:
        time.sleep(_LOOK_SECONDS)
        crew.check()
        if cluster is not None and cluster.running() is None:
            installation.start_database()


def stop() -> None:
    """Stop a running launcher with all that it runs; without one, stop PostgreSQL."""
    home = installation.make_home()
    found = holder(home)
    if found is None:
        installation.stop_database()
        return
    os.kill(found["pid"], signal.SIGTERM)
    while holder(home) is not None:
        time.sleep(_LOOK_SECONDS)
