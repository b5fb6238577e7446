"""Two programs that take turns: each waits for the name of a task, does it once, and answers with the milliseconds.

Each side runs in an environment and on a database of its own, and the two still share one interleaved run.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

PROJECT = Path(__file__).resolve().parent.parent


def serve(tasks: Mapping[str, Callable[[], float]]) -> None:
    """The side that works. A task gives its milliseconds."""
    print("ready", flush=True)
    for line in sys.stdin:
        print(tasks[line.strip()](), flush=True)


def clocked(work: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def often(work: Callable[[], object]) -> Callable[[], float]:
    """A task that gives the milliseconds of one call, of ten in a row: the first alone would time cold caches."""
    return lambda: clocked(lambda: [work() for _ in range(10)]) / 10


def asked(work: Callable[[], object]) -> float:
    """Milliseconds that one call spends in its statements, PostgreSQL's planning and the way there included."""
    spent: list[float] = []

    def note(execute: Any, *statement: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*statement)
        finally:
            spent.append(1000 * (time.perf_counter() - began))

    with connection.execute_wrapper(note):
        work()
    return sum(spent)


def settled(work: Callable[[], object]) -> float:
    """`asked` of the last of twelve calls: a plan is kept when its statement has come ten times, until a rollback."""
    for _ in range(11):
        work()
    return asked(work)


class Side:
    """The other end of `serve`."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self._hear()

    def do(self, task: str) -> float:
        assert self.process.stdin
        self.process.stdin.write(task + "\n")
        self.process.stdin.flush()
        return float(self._hear())

    def _hear(self) -> str:
        assert self.process.stdout
        line = self.process.stdout.readline().strip()
        if not line:
            raise RuntimeError("One side of the bench ended early.")
        return line


@contextmanager
def side(module: str, *arguments: str, python: str = sys.executable, environment: Mapping[str, str]) -> Iterator[Side]:
    """Run `module`, which serves tasks."""
    process = subprocess.Popen(
        [python, "-m", module, *arguments],
        cwd=PROJECT,
        env=os.environ | dict(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Side(process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def in_turn(ours: Side, theirs: Side, tasks: Sequence[tuple[str, str]], rounds: int) -> list[list[float]]:
    """For each pair of tasks the samples of ours and of theirs; the first turn of each is not counted."""
    samples: list[list[float]] = [[] for _ in range(2 * len(tasks))]
    for number in range(rounds + 1):
        for place, (mine, other) in enumerate(tasks):
            one, two = ours.do(mine), theirs.do(other)
            if number:
                samples[2 * place].append(one)
                samples[2 * place + 1].append(two)
    return samples
