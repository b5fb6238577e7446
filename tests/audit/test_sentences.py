import json
import uuid
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from audit.kinds import _SENTENCES, doors, kinds, register_doors
from audit.ledger import Actor, System, compose
from audit.models import Event
from audit.sentences import tell

ZONE = ZoneInfo("America/Los_Angeles")
MORNING = datetime(2026, 1, 16, 17, 14, tzinfo=UTC)
DANA = Actor(uuid.uuid4(), "Dana R.", uuid.uuid4(), "Eastside CPS", ("partner",))


def event(kind: str, *codes: str, by: Actor = DANA, at: datetime = MORNING, **said: Any) -> Event:
    body = json.loads(compose("words.opened", by, (), said.get("door", ""), said.get("purpose", ""), (), {}))
    body |= {"kind": kind, "detail": said.get("detail", {})}
    return Event(id=uuid.uuid4(), at=at, kind=kind, codes=list(codes), body=json.dumps(body).encode())


def say(*arguments: Any, sought: str = "", **more: Any) -> str:
    return str(tell(event(*arguments, **more), ZONE, sought))


def test_a_sentence_says_who_did_what_when_by_which_door_and_what_for() -> None:
    assert say("words.opened", "HT-1", door="receiver", purpose="answer") == (
        "Dana R. (Eastside CPS) opened HT-1 at 9:14 a.m. as the receiver: answer"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("words.opened", "HT-1", "RF-2"), "Dana R. (Eastside CPS) opened HT-1 and RF-2 at 9:14 a.m."),
        (
            ("words.opened", "A-1", "A-2", "A-3", "A-4"),
            "Dana R. (Eastside CPS) opened A-1, A-2, A-3 and A-4 at 9:14 a.m.",
        ),
        (
            ("words.opened", "A-1", "A-2", "A-3", "A-4", "A-5"),
            "Dana R. (Eastside CPS) opened A-1, A-2, A-3 and 2 more at 9:14 a.m.",
        ),
        (("words.opened",), "Dana R. (Eastside CPS) opened nothing at 9:14 a.m."),
        (("ledger.searched",), "Dana R. (Eastside CPS) searched the ledger at 9:14 a.m."),
        (("ledger.searched", "HT-1"), "Dana R. (Eastside CPS) searched the ledger (HT-1) at 9:14 a.m."),
        (("old.kind", "HT-1"), "Dana R. (Eastside CPS) did “old.kind” (HT-1) at 9:14 a.m."),
    ],
)
def test_what_was_done(arguments: tuple[str, ...], sentence: str) -> None:
    assert say(*arguments) == sentence


def test_the_code_that_was_looked_for_is_named_first() -> None:
    codes = [f"A-{number}" for number in range(9)]
    line = tell(event("words.opened", *codes), ZONE, "A-7")

    assert "opened A-7, A-0, A-1 and 6 more" in str(line)
    assert line.unnamed == ["A-2", "A-3", "A-4", "A-5", "A-6", "A-8"]


def test_a_sentence_can_be_cut_around_its_codes() -> None:
    line = tell(event("words.opened", "HT-1", "RF-2"), ZONE)
    assert line.pieces == [
        ("Dana R. (Eastside CPS) opened ", False),
        ("HT-1", True),
        (" and ", False),
        ("RF-2", True),
        (" at 9:14 a.m.", False),
    ]
    assert tell(event("ledger.searched"), ZONE).pieces == [
        ("Dana R. (Eastside CPS) searched the ledger at 9:14 a.m.", False)
    ]


@pytest.mark.parametrize(
    ("door", "purpose", "end"),
    [
        ("", "", "a.m."),
        ("sender", "", "a.m. as the sender"),
        ("receiver, sender", "inbox", "a.m. as the receiver and as the sender: inbox"),
        ("cellar", "", "a.m. by “cellar”"),
        ("", "regular_review", "a.m.: regular review"),
    ],
)
def test_by_which_door_and_what_for(door: str, purpose: str, end: str) -> None:
    assert say("words.opened", "HT-1", door=door, purpose=purpose).endswith(end)


def test_a_job_is_the_system_and_nobody_else_is() -> None:
    assert say("words.opened", by=System("sealer").as_actor()).startswith("The system (sealer) opened")
    assert say("words.opened", by=Actor(None, "Dana R.")).startswith("Dana R. opened")


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [(8, 0, "12:00 a.m."), (20, 5, "12:05 p.m."), (7, 59, "11:59 p.m."), (16, 0, "8:00 a.m.")],
)
def test_times_are_as_on_a_clock(hour: int, minute: int, words: str) -> None:
    moment = datetime(2026, 1, 16, hour, minute, tzinfo=UTC)
    assert f" at {words}" in say("words.opened", at=moment)


def test_days_and_clocks_follow_the_zones_own_summer() -> None:
    july = tell(event("words.opened", at=datetime(2026, 7, 1, 6, 30, tzinfo=UTC)), ZONE)
    assert (july.day, july.time) == ("Tuesday, June 30, 2026", "11:30 p.m.")


def test_counts_of_an_event_are_put_into_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_SENTENCES, "rows.counted", "counted {new} of {all} rows")
    assert say("rows.counted", detail={"new": 3}).startswith("Dana R. (Eastside CPS) counted 3 of some rows at")


def test_every_registered_sentence_can_be_said() -> None:
    """Whatever the floors above have registered: no kind stops the page, and each begins in the past tense."""
    assert len(kinds()) > 10
    for kind, sentence in kinds().items():
        said = say(kind, "HT-1")
        assert "HT-1" in said
        assert "{" not in said, sentence
        assert sentence[0].islower(), sentence


def test_the_teams_doors_have_words() -> None:
    assert doors()["receiver"] == "as the receiver"
    register_doors({"receiver": "as the receiver"})
