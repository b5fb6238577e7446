"""`judge`: what forms ask before they accept a text. No answer in time, or none at all, is a refusal."""

import signal
import threading
import time
from collections.abc import Callable, Collection
from types import FrameType
from typing import Any

from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from privacy.guard.examination import allowed_phrases, examine
from privacy.guard.findings import Report
from privacy.guard.lexicon import lexicon

# After the first alarm the next come at this pace, for a detector that swallows the first.
_INSISTS_AFTER = 0.2


class GuardUnavailable(Exception):
    """The text could not be examined, so it may not be accepted; holds the reason, never the text."""


class _TimeUp(BaseException):
    """Rings through detectors that catch `Exception`."""


@sensitive_variables()
def judge(text: str, *, allowed: Collection[str] | None = None) -> Report:
    """Examine `text` within `settings.GUARD_SECONDS`; without `allowed`, with what all sources allow.

    Raises:
        GuardUnavailable: a word list is missing, something raised, or time ran out; the caller keeps the text.
    """
    report, reason = _attempt(text, allowed)
    if report is None:
        # Raised here, outside any `except`, so that no chain of exceptions leads back to frames with the text.
        raise GuardUnavailable(reason)
    return report


@sensitive_variables()
def _attempt(text: str, allowed: Collection[str] | None) -> tuple[Report | None, str]:
    """The report, or the reason why there is none."""
    try:
        # The lists are read once in a process, which may take longer on a slow machine than a text may.
        lexicon()
        known = allowed_phrases() if allowed is None else allowed
        return _limited(lambda: examine(text, allowed=known)), ""
    except _TimeUp:
        return None, "time"
    except Exception as problem:  # noqa: BLE001 - any failure of any detector must refuse, not pass
        return None, type(problem).__name__


def _limited(work: Callable[[], Report]) -> Report:
    begun = time.monotonic()
    waits = _by_alarm if threading.current_thread() is threading.main_thread() else _by_waiting
    report = waits(work)
    if time.monotonic() - begun > settings.GUARD_SECONDS:
        # A detector that let nothing interrupt it has not thereby passed.
        raise _TimeUp
    return report


def _by_alarm(work: Callable[[], Report]) -> Report:
    """In the main thread (gunicorn's sync workers, Celery's solo workers) a timer signal interrupts the work.

    The regex engine looks for signals too, so that even one endless match ends.
    """
    armed = True

    def ring(number: int, frame: FrameType | None) -> None:
        if armed:
            raise _TimeUp

    def disarm() -> None:
        nonlocal armed
        armed = False
        signal.setitimer(signal.ITIMER_REAL, *_left(before, begun))
        signal.signal(signal.SIGALRM, handler)

    begun = time.monotonic()
    before = signal.setitimer(signal.ITIMER_REAL, 0)
    handler: Any = signal.signal(signal.SIGALRM, ring)
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, settings.GUARD_SECONDS, _INSISTS_AFTER)
            return work()
        finally:
            disarm()
    except _TimeUp:
        # The alarm may have rung inside the first call.
        disarm()
        raise


def _left(before: tuple[float, float], begun: float) -> tuple[float, float]:
    """What is left of a timer that somebody else had set."""
    seconds, interval = before
    return (max(seconds - (time.monotonic() - begun), 0.001), interval) if seconds else (0.0, 0.0)


def _by_waiting(work: Callable[[], Report]) -> Report:
    """Elsewhere (threaded servers) the work has a thread of its own, which is left behind when time is up.

    A thread cannot be killed: it ends with its detector. It is a daemon, so it holds up no shutdown.
    """
    reports: list[Report] = []
    problems: list[Exception] = []

    def run() -> None:
        try:
            reports.append(work())
        except Exception as problem:  # noqa: BLE001 - raised again by the one who waits
            problems.append(problem)

    thread = threading.Thread(target=run, name="guard", daemon=True)
    thread.start()
    thread.join(settings.GUARD_SECONDS)
    if problems:
        raise problems[0]
    if not reports:
        raise _TimeUp
    return reports[0]
