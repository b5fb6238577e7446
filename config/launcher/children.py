"""Child programs of the launcher: started so that they die with it, watched, restarted, and ended whole.

Each child leads a session of its own. A signal from the keyboard reaches only the launcher, and whatever a child has
started itself can be found and ended with it, also after the launcher was killed.
"""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from config.home import PROJECT
from config.launcher.problems import Exit, Problem

_PR_SET_PDEATHSIG = 1
_KEEP_LOG_BYTES = 5_000_000
_PATIENCE_SECONDS = 5.0
# More exits than this within a minute mean that starting again does not help.
_MOST_EXITS = 5
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Process:
    """A process as the kernel tells it apart from a later one with the same number."""

    pid: int
    session: int
    began: int


def _look(pid: int) -> Process | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # The program's name stands in brackets and may hold anything; fields 3 onward follow it (proc(5)).
    fields = text.rpartition(")")[2].split()
    if fields[0] == "Z":
        return None
    return Process(pid, session=int(fields[3]), began=int(fields[19]))


def _members(leaders: Iterable[Process]) -> list[Process]:
    """Whoever lives in the sessions of `leaders`, unless a leader's number has since gone to somebody else."""
    began = {leader.pid: leader.began for leader in leaders}
    found = (_look(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    living = [process for process in found if process is not None and process.session in began]
    strangers = {one.pid for one in living if one.pid in began and one.began != began[one.pid]}
    return [process for process in living if process.session not in strangers]


def end(leaders: Sequence[Process]) -> None:
    """Ask the sessions of `leaders` to end, and after five seconds end them."""
    for kind in (signal.SIGTERM, signal.SIGKILL):
        limit = time.monotonic() + _PATIENCE_SECONDS
        for process in _members(leaders):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, kind)
        while _members(leaders) and time.monotonic() < limit:
            time.sleep(0.05)


def _die_with(launcher: int) -> None:
    """Run between fork and exec: end when the launcher ends, however it ends."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != launcher:
        os._exit(0)


def start(
    command: Sequence[str], log: Path, *, keep: Sequence[int] = (), talks: bool = False
) -> subprocess.Popen[bytes]:
    """Start one program whose words go to `log`.

    `keep` are open files that it may use. One that `talks` has pipes for stdin and stdout instead, unbuffered.
    """
    log.parent.mkdir(mode=0o700, exist_ok=True)
    if log.exists() and log.stat().st_size > _KEEP_LOG_BYTES:
        log.replace(log.with_suffix(".old"))
    launcher = os.getpid()
    with log.open("a", encoding="utf-8") as words:
        return subprocess.Popen(
            command,
            cwd=PROJECT,
            bufsize=0,
            stdin=subprocess.PIPE if talks else subprocess.DEVNULL,
            stdout=subprocess.PIPE if talks else words,
            stderr=words,
            pass_fds=keep,
            start_new_session=True,
            # The launcher has one thread, so running Python between fork and exec is safe.
            preexec_fn=lambda: _die_with(launcher),
        )


@dataclass
class Child:
    """One program that must go on running."""

    name: str
    command: Sequence[str]
    keep: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = None
    exits: deque[float] = field(default_factory=lambda: deque(maxlen=_MOST_EXITS))
    due: float = 0.0

    def fails_for_good(self) -> bool:
        """It ended five times within the last minute."""
        return len(self.exits) == _MOST_EXITS and self.exits[-1] - self.exits[0] < 60


class Crew:
    """The children of one installation, and the file that lets the next start find them."""

    def __init__(self, home: Path, children: Sequence[Child]) -> None:
        self.home = home
        self.children = children
        self.leaders: dict[str, Process] = {}

    def start(self) -> None:
        """Start all of them."""
        for child in self.children:
            self._start(child)

    def _start(self, child: Child) -> None:
        child.process = start(child.command, self.home / "log" / f"{child.name}.log", keep=child.keep)
        leader = _look(child.process.pid)
        if leader is not None:
            self.leaders[child.name] = leader
        _record(self.home).write_text(
            json.dumps([[one.pid, one.session, one.began] for one in self.leaders.values()]), encoding="ascii"
        )

    def check(self) -> None:
        """Start again what has ended, a little later each time.

        Raises:
            Problem: a child ended five times within a minute.
        """
        now = time.monotonic()
        for child in self.children:
            if child.process is None and 0 < child.due <= now:
                self._start(child)
            elif child.process is not None and child.process.poll() is not None:
                self._note_exit(child, now)

    def _note_exit(self, child: Child, now: float) -> None:
        child.process = None
        child.exits.append(now)
        child.due = now + 0.25 * 2 ** len(child.exits)
        if child.fails_for_good():
            raise Problem(
                Exit.CHILD_FAILING,
                f"The {child.name} program ended {_MOST_EXITS} times within a minute, so everything was stopped. "
                f"{self.home / 'log' / child.name}.log says why.",
            )
        # Whatever it had started would hold the port or a task.
        end([self.leaders.pop(child.name)])

    def stop(self) -> None:
        """End all of them, with whatever they started."""
        end(list(self.leaders.values()))
        _record(self.home).unlink(missing_ok=True)


def _record(home: Path) -> Path:
    return home / "children.json"


def end_orphans(home: Path) -> None:
    """End what a launcher that was killed has left behind."""
    try:
        left = [Process(*one) for one in json.loads(_record(home).read_text(encoding="ascii"))]
    except (FileNotFoundError, ValueError, TypeError):
        return
    end(left)
    _record(home).unlink(missing_ok=True)
