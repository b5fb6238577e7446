"""Home of those who sit in a group: when it meets next, and what its agenda still needs from whoever prepares it."""

import re
from html import unescape

from audit.ledger import System
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.editing import add
from mdt.meetings.agenda import entries
from mdt.meetings.models import ItemState
from mdt.team.models import User
from privacy.wall import acting_as, acting_as_system
from tests.cast import client_of
from tests.meetings.conftest import Binder, Cast

FIRST = "Thursday, November 5, 2026, noon to 2 p.m. PST Case review"


def home(user: User) -> str:
    """What stands on the page, without its tags."""
    main = client_of(user).get("/").content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_before_a_series_is_set_nothing_is_said(cast: Cast) -> None:
    assert "Meetings" not in home(cast.chair)


def test_only_the_next_meeting_of_a_group_is_shown_to_whoever_sits_in_it(cast: Cast) -> None:
    cast.series()

    assert f"{FIRST} · Planned Build agenda" in home(cast.chair)
    assert "December 3" not in home(cast.chair)
    assert f"{FIRST} · Planned" in home(cast.dana)
    assert "Build agenda" not in home(cast.dana)
    for elsewhere in (cast.outsider, cast.stranger):
        assert "Case review" not in home(elsewhere)


def test_the_counts_hold_nothing_that_the_reader_may_not_see(cast: Cast, binder: Binder) -> None:
    cast.series()
    binder.put("ABCDEF")
    binder.hidden = {"Chris": "EF"}
    meeting = cast.next_meeting()
    with acting_as_system(cast.team.pk):
        draft_agenda(meeting, by=System("agenda job"))
    with acting_as(cast.chair):
        first, *_ = entries(meeting, cast.chair, ItemState.SUGGESTED)
        add(meeting, items=[first.item.pk], by=cast.chair)

    assert f"{FIRST} · Agenda in draft · 3 suggested · 1 on the agenda Build agenda" in home(cast.chair)
    assert "suggested" not in home(cast.dana)
