"""No answer in time, or none at all, is a refusal: with detectors that really hang and lists that are really gone."""

import contextlib
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from privacy.guard import GuardUnavailable, Span, Tier, add_detector, allow, examination, judge, lexicon
from privacy.guard.notes import Note

TEXT = "Denise canary-words"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard as it is without the floors above, whose sources ask the database."""
    monkeypatch.setattr(examination, "_sources", [])


@pytest.fixture
def extended() -> Iterator[Callable[[Callable[[Note], Any]], None]]:
    """Detectors that are put in through the seam, taken out again."""
    detectors = list(examination.DETECTORS)
    yield lambda detector: add_detector(detector) and None
    examination.DETECTORS[:] = detectors


@pytest.fixture
def lists(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The word lists read anew, before and after."""
    lexicon.lexicon.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    lexicon.lexicon.cache_clear()


def spin(note: Note) -> list[Span]:
    while True:
        pass


def sleep(note: Note) -> list[Span]:
    threading.Event().wait(60)
    return []


def backtrack(note: Note) -> list[Span]:
    """One single match that would take years: no Python code runs in it."""
    re.search(r"(?:a|a|ab){80}c", "a" * 200)
    return []


def swallow(note: Note) -> list[Span]:
    """Hangs and catches whatever is meant to end it, once."""
    with contextlib.suppress(BaseException):
        sleep(note)
    return sleep(note)


def in_a_thread(work: Callable[[], Any]) -> Exception | None:
    raised: list[Exception] = []

    def run() -> None:
        try:
            work()
        except GuardUnavailable as problem:
            raised.append(problem)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(30)
    assert not thread.is_alive()
    return raised[0] if raised else None


@pytest.mark.parametrize("detector", [spin, sleep, backtrack, swallow])
def test_a_hanging_detector_is_a_refusal(extended: Any, settings: Any, detector: Any) -> None:
    """In the main thread, where gunicorn's sync workers and Celery's solo workers work."""
    settings.GUARD_SECONDS = 0.05
    extended(detector)

    with pytest.raises(GuardUnavailable, match=r"^time$"):
        judge(TEXT)


def test_so_it_is_in_a_thread(extended: Any, settings: Any) -> None:
    settings.GUARD_SECONDS = 0.05
    ended = threading.Event()

    def hang(note: Note) -> list[Span]:
        ended.wait(60)
        return []

    extended(hang)
    refusal = in_a_thread(lambda: judge(TEXT))
    ended.set()

    assert isinstance(refusal, GuardUnavailable)
    assert str(refusal) == "time"


def test_an_answer_that_comes_too_late_is_no_answer(extended: Any, settings: Any) -> None:
    """A detector that lets nothing interrupt it has not thereby passed."""
    settings.GUARD_SECONDS = 0.05

    def stubborn(note: Note) -> list[Span]:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        time.sleep(0.2)
        signal.setitimer(signal.ITIMER_REAL, 0)
        return []

    extended(stubborn)
    try:
        with pytest.raises(GuardUnavailable, match="time"):
            judge(TEXT)
    finally:
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


def test_after_a_refusal_the_next_text_is_judged(extended: Any, settings: Any) -> None:
    settings.GUARD_SECONDS = 0.05
    extended(sleep)
    with pytest.raises(GuardUnavailable):
        judge(TEXT)
    examination.DETECTORS.pop()
    settings.GUARD_SECONDS = 2

    assert judge(TEXT).tier is Tier.ASK


def test_the_alarm_of_somebody_else_still_rings() -> None:
    """The caller's own timer and handler are as before, less the time that passed."""
    rung: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda number, frame: rung.append(number))
    signal.setitimer(signal.ITIMER_REAL, 500, 7)
    try:
        judge(TEXT)
        left, interval = signal.getitimer(signal.ITIMER_REAL)
        signal.raise_signal(signal.SIGALRM)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    assert 400 < left <= 500
    assert interval == 7
    assert rung == [signal.SIGALRM]


@pytest.mark.parametrize("run", [lambda work: work(), in_a_thread], ids=["main", "thread"])
def test_a_detector_that_raises_is_a_refusal(extended: Any, run: Callable[[Any], Exception | None]) -> None:
    """What it raised may hold the text, so nothing of it is left to find."""

    def fail(note: Note) -> list[Span]:
        raise ValueError(note.text)

    extended(fail)
    try:
        refusal = run(lambda: judge(TEXT))
    except GuardUnavailable as raised:
        refusal = raised

    assert isinstance(refusal, GuardUnavailable)
    assert str(refusal) == "ValueError"
    assert refusal.__cause__ is None
    assert refusal.__context__ is None


def test_a_detector_can_add_a_finding_and_take_none_away(extended: Any) -> None:
    extended(lambda note: [Span(0, len(note.text), "local", Tier.CLEAN), Span(7, 13, "local", Tier.STOP)])

    assert [(span.start, span.kind) for span in judge(TEXT).spans] == [(0, "name"), (7, "local")]


@pytest.mark.parametrize("name", ["first_names", "vocabulary", "places"])
def test_a_missing_list_is_a_refusal(lists: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    """Even a text that none of the lists could say anything about is refused."""
    for path in lexicon.WORDS.glob("*.txt"):
        if path.stem != name:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    lists.setattr(lexicon, "WORDS", tmp_path)

    with pytest.raises(GuardUnavailable, match="WordListMissing"):
        judge("")


def test_an_empty_list_is_a_missing_one(lists: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for path in lexicon.WORDS.glob("*.txt"):
        (tmp_path / path.name).write_bytes(b"# nothing\n" if path.stem == "first_names" else path.read_bytes())
    lists.setattr(lexicon, "WORDS", tmp_path)

    with pytest.raises(GuardUnavailable, match="WordListMissing"):
        judge("Fine.")


def test_so_is_a_dictionary_that_is_not_there(lists: pytest.MonkeyPatch) -> None:
    lists.setattr(lexicon, "LANGUAGE", "not-a-language")

    with pytest.raises(GuardUnavailable, match="WordListMissing"):
        judge("Fine.")


def test_sources_say_what_is_not_asked_about(extended: Any) -> None:
    names = ["Harbor Light"]
    allow(lambda: names)

    assert judge("Ask Harbor Light.").tier is Tier.CLEAN
    names[:] = ["Other House"]
    assert judge("Ask Harbor Light.").tier is Tier.ASK


def test_a_source_that_raises_is_a_refusal(extended: Any) -> None:
    def fail() -> list[str]:
        raise LookupError

    allow(fail)

    with pytest.raises(GuardUnavailable, match="LookupError"):
        judge("Fine.")
