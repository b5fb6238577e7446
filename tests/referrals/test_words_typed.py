"""Words that are still being typed get the save's own judgement, and leave no trace of themselves."""

import html
import logging
import re
import threading
import time
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from mdt.team.pace import is_too_often
from mdt.team.views.words import A_MINUTE
from privacy.guard import examination, lexicon
from privacy.guard.fields import GuardedText, Written
from privacy.guard.notes import Note
from privacy.wall import acting_as
from referrals.forms import NOTE_LIMIT
from referrals.models import Referral
from tests.conftest import Ledger
from tests.referrals.cast import Cast, client_of

CANARY = "Zzyzxcanary"
ADDRESS = "/words/check/"


@pytest.fixture(autouse=True)
def unhurried() -> None:
    cache.clear()


def said(words: str, name: str = "note", **more: str) -> dict[str, str]:
    return {"words-field": name, "words-limit": str(NOTE_LIMIT), name: words} | more


def check(cast: Cast, words: str, **more: str) -> str:
    answer = client_of(cast.alice).post(ADDRESS, said(words, **more))
    assert answer.status_code == 200
    return answer.content.decode()


SENTENCES = (
    "Call 503-555-0157 after school.",
    "Marisol told her aunt.",
    "Born 3/14/2009, has a rose tattoo.",
    "Needs a bed tonight.",
    "x" * (NOTE_LIMIT + 1),
    "bed\x00tonight",
)


@pytest.mark.parametrize("words", SENTENCES)
def test_it_says_what_the_save_says(cast: Cast, words: str) -> None:
    """Messages, marks and ticks of the page that refused the save stand in the live answer, word for word."""
    client = client_of(cast.alice)
    page = client.post(reverse("send"), {"note": words}).content.decode()
    live = check(cast, words)

    field = GuardedText(max_length=NOTE_LIMIT)
    for problem in field.look(Written(words)):
        (message,) = problem.messages
        assert html.escape(message) in live
        assert html.escape(message) in page
    assert re.findall(r"<mark.*?</mark>|name=\"note-keep-\w+\"", live) == re.findall(
        r"<mark.*?</mark>|name=\"note-keep-\w+\"", page
    )


def test_a_clean_text_gets_no_words_at_all(cast: Cast) -> None:
    assert check(cast, "Needs a bed tonight.").strip() == ""


def test_a_tick_beside_typed_words_counts_when_they_are_saved(cast: Cast) -> None:
    (tick,) = re.findall(r'name="(note-keep-\w+)"', check(cast, "Marisol told her aunt."))

    assert "checked" in check(cast, "Marisol told her aunt.", **{tick: "on"})
    page = client_of(cast.alice).post(reverse("send"), {"note": "Marisol told her aunt.", "later": "1", tick: "on"})
    assert page.status_code == 302


def test_a_field_is_asked_about_as_it_is_described(cast: Cast) -> None:
    line = {"words-lets": "address", "words-stops-only": ""}
    assert "street address" not in check(cast, "At 1430 NE Alder Street", **line)
    assert "street address" in check(cast, "At 1430 NE Alder Street")
    assert check(cast, "Marisol", **{"words-stops-only": "yes"}).strip() == ""


@pytest.mark.parametrize(
    "odd", [{}, {"words-limit": "99999999999999999999"}, {"words-limit": "-1", "words-lets": "nothing such"}]
)
def test_what_no_page_says_of_a_field_is_no_error(cast: Cast, odd: dict[str, str]) -> None:
    answer = client_of(cast.alice).post(ADDRESS, odd | {"words-field": "note", "note": "Call 503-555-0157"})

    assert answer.status_code == 200
    assert "phone number" in answer.content.decode()


def test_markup_in_a_name_or_a_text_stays_text(cast: Cast) -> None:
    bad = '"><script>alert(1)</script>'
    answer = client_of(cast.alice).post(ADDRESS, said(f"{bad} Call 503-555-0157", name=bad))

    assert "<script" not in answer.content.decode()


def test_a_long_body_is_turned_away_unread(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = client_of(cast.alice)
    client.raise_request_exception = False
    assert client.post(ADDRESS, said(f"{CANARY} " * 2000)).status_code == 413
    big = client.post(ADDRESS, said(f"{CANARY} " * 300_000))

    assert big.status_code == 400
    assert CANARY not in big.content.decode() + caplog.text


def test_a_person_who_asks_all_the_time_is_told_to_wait(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(time, "time", lambda: 1_800_000_000.0)
    client, other = client_of(cast.alice), client_of(cast.bob)
    answers = [client.post(ADDRESS, said("Fine.")).status_code for _ in range(A_MINUTE + 1)]

    assert answers == [200] * A_MINUTE + [429]
    assert other.post(ADDRESS, said("Fine.")).status_code == 200
    monkeypatch.setattr(time, "time", lambda: 1_800_000_060.0)
    assert client.post(ADDRESS, said("Fine.")).status_code == 200


def test_the_pace_is_each_ones_own(cast: Cast) -> None:
    assert [is_too_often("x", cast.alice.pk, at_most=1) for _ in range(2)] == [False, True]
    assert not is_too_often("x", cast.bob.pk, at_most=1)
    assert not is_too_often("y", cast.alice.pk, at_most=1)


def test_it_needs_its_token(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.alice)

    assert client.post(ADDRESS, said("Fine.")).status_code == 403


def test_it_says_that_it_could_not_check(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(note: object) -> list[Any]:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(examination, "DETECTORS", [fail])
    assert "We could not check this text for names." in check(cast, f"{CANARY} came.")


def test_nothing_of_it_is_recorded(cast: Cast, ledger: Ledger, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = client_of(cast.alice)
    client.post(ADDRESS, said(f"{CANARY} called 503-555-0157"))

    assert ledger.events() == []
    assert CANARY not in repr(dict(client.session))
    assert CANARY not in caplog.text
    assert CANARY not in repr(vars(cache).get("_cache", {}))


def _raising(note: Note) -> list[Any]:
    raise ValueError(note.text)


def _hanging(note: Note) -> list[Any]:
    threading.Event().wait(30)
    return []


@pytest.mark.parametrize("broken", ["raises", "hangs", "no list"])
def test_without_a_judge_nothing_is_saved_and_every_word_stays(
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Any,
    broken: str,
) -> None:
    """The save refuses, the live check says that it could not check; what was typed is on the page and in no log."""
    caplog.set_level(logging.DEBUG)
    settings.GUARD_SECONDS = 0.1
    if broken == "no list":
        lexicon.lexicon.cache_clear()
        monkeypatch.setattr(lexicon, "WORDS", tmp_path)
    else:
        monkeypatch.setattr(examination, "DETECTORS", [_raising if broken == "raises" else _hanging])
    try:
        live = check(cast, f"{CANARY} came.")
        page = client_of(cast.alice).post(reverse("send"), {"note": f"{CANARY} came.", "later": "1"})
    finally:
        monkeypatch.undo()
        lexicon.lexicon.cache_clear()

    assert page.status_code == 200
    for drawn in (live, page.content.decode()):
        assert "We could not check this text for names." in drawn
    assert f"{CANARY} came." in page.content.decode()
    assert "note-keep" not in live
    assert CANARY not in caplog.text
    with acting_as(cast.alice):
        assert not Referral.objects.exists()


@pytest.mark.parametrize("address", [ADDRESS, "/referrals/new/"])
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"note=" + CANARY.encode() + b"%FF%FE&words-field=note", "application/x-www-form-urlencoded"),
        (b"note=" + CANARY.encode() + b"\xff\xfe&words-field=note", "application/x-www-form-urlencoded; charset=utf-7"),
        (
            b"--x\r\nContent-Disposition: form-data; name=n\r\n\r\n" + CANARY.encode(),
            "multipart/form-data; boundary=x",
        ),
        (b"--x\r\n" + CANARY.encode(), "multipart/form-data"),
        (b'{"note": "' + CANARY.encode(), "application/json"),
        (b"note=" + CANARY.encode() + b"&a" * 3000, "application/x-www-form-urlencoded"),
    ],
)
def test_a_body_that_no_browser_sends_reaches_no_log(
    cast: Cast,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    address: str,
    body: bytes,
    kind: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    client = client_of(cast.alice)
    client.raise_request_exception = False
    answer = client.generic("POST", address, body, content_type=kind)
    said = capfd.readouterr()

    assert answer.status_code < 500
    assert CANARY not in caplog.text + said.out + said.err


def test_a_crash_tells_its_log_no_word(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: Any, caplog: pytest.LogCaptureFixture, capfd: Any
) -> None:
    """The page gives what was typed back to its own writer, who sent it from our page; nobody else gets a word."""
    settings.DEBUG = False
    caplog.set_level(logging.DEBUG)

    def crash(*args: object) -> None:
        raise RuntimeError("no words here")

    monkeypatch.setattr(GuardedText, "look", crash)
    client = client_of(cast.alice)
    client.raise_request_exception = False
    for address in (ADDRESS, reverse("send")):
        strange = client.post(address, said(f"{CANARY} came."))
        own = client.post(address, said(f"{CANARY} came."), headers={"sec-fetch-site": "same-origin"})
        assert (strange.status_code, own.status_code) == (500, 500)
        assert CANARY not in strange.content.decode()
        assert CANARY in own.content.decode()
    told = capfd.readouterr()
    assert "no words here" in caplog.text + told.err
    assert CANARY not in caplog.text + told.out + told.err
