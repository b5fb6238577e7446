"""The builder's presses, by the addresses that the page gives."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from mdt.meetings.actions.editing import later_meetings
from mdt.meetings.models import ActionItem, AgendaItem, ItemState, Series, Step, StepKind
from privacy.wall import acting_as, acting_as_system
from tests.cast import client_of
from tests.meetings.conftest import Cast, Drafted


def press(drafted: Drafted, route: str, letter: str = "", **typed: object) -> str:
    """Press one button as the chair; the words of the message that comes back, if one does."""
    keys = [drafted.meeting.pk, *([drafted.item(letter)] if letter else [])]
    page = client_of(drafted.cast.chair).post(reverse(route, args=keys), typed, follow=True)
    assert page.status_code == 200
    found = re.search(r'role="status">\s*<div>(.*?)</div>', page.content.decode(), re.DOTALL)
    return found[1].strip() if found else ""


def test_from_nothing_to_a_published_agenda(cast: Cast) -> None:
    """Walk 6 without a browser: draft, add all, move, defer, minutes, publish."""
    cast.series()
    actions = [cast.action(cast.dana, date(2026, 11, day)) for day in (1, 2, 3)]
    chair, meeting = client_of(cast.chair), cast.next_meeting()
    chair.post(reverse("draft-agenda", args=[meeting.pk]))
    page = chair.get(reverse("build-agenda", args=[meeting.pk])).content.decode()
    assert "Add all (3)" in page
    keys = re.findall(r'type="hidden" name="item" value="([0-9a-f-]{36})"', page)
    chair.post(reverse("add-items", args=[meeting.pk]), {"item": keys})
    chair.post(reverse("move-item", args=[meeting.pk, keys[2]]), {"move": "up"})
    chair.post(reverse("defer-item", args=[meeting.pk, keys[0]]))
    chair.post(reverse("set-minutes", args=[meeting.pk]), {f"minutes-{keys[1]}": "15"})
    chair.post(reverse("publish-agenda", args=[meeting.pk]))

    with acting_as(cast.chair):
        listed = AgendaItem.objects.filter(state=ItemState.LISTED).order_by("position")
        assert list(listed.values_list("record", "minutes")) == [(actions[2].pk, 5), (actions[1].pk, 15)]
    assert cast.next_meeting().state == "published"


@pytest.mark.parametrize(
    ("letter", "typed", "order"),
    [
        ("C", {"move": "up"}, "ACBDEF"),
        ("C", {"move": "down"}, "ABDCEF"),
        ("A", {"move": "up"}, "ABCDEF"),
        ("F", {"move": "down"}, "ABCDEF"),
        ("F", {"move": "to", "position": "2"}, "AFBCDE"),
        ("F", {"position": "2"}, "AFBCDE"),
        ("F", {"move": "to", "position": "everywhere"}, "ABCDEF"),
        ("F", {}, "ABCDEF"),
    ],
)
def test_moving(drafted: Drafted, letter: str, typed: dict[str, str], order: str) -> None:
    assert press(drafted, "move-item", letter, **typed) == ""
    assert drafted.order() == order


def test_minutes_that_are_none_are_said_and_the_others_saved(drafted: Drafted) -> None:
    typed = {f"minutes-{drafted.item('A')}": "12", f"minutes-{drafted.item('B')}": "a lot", "minutes-everything": "9"}
    said = press(drafted, "set-minutes", **typed, **{f"minutes-{drafted.item('C')}": "-1"})

    assert said == "Minutes are whole numbers from 0 to 240. The others were saved."
    with acting_as_system():
        minutes = AgendaItem.objects.in_bulk([drafted.item(letter) for letter in "ABC"])
    assert [minutes[drafted.item(letter)].minutes for letter in "ABC"] == [12, 5, 5]


def test_deferring_to_a_chosen_meeting_and_with_one_press_to_the_next(drafted: Drafted) -> None:
    with acting_as(drafted.cast.chair):
        december, january = later_meetings(drafted.meeting)
    press(drafted, "defer-item", "A", to=january.pk)
    press(drafted, "defer-item", "B")

    with acting_as_system():
        assert AgendaItem.objects.get(pk=drafted.item("A")).deferred_to == january
        assert AgendaItem.objects.get(pk=drafted.item("B")).deferred_to == december


def test_presenters_are_chosen_among_the_body(drafted: Drafted) -> None:
    press(drafted, "set-presenter", "A", presenter=drafted.cast.dana.place.pk)
    assert press(drafted, "set-presenter", "A", presenter=drafted.cast.outsider.place.pk) == (
        "Choose somebody who sits in this group."
    )

    with acting_as_system():
        assert AgendaItem.objects.get(pk=drafted.item("A")).presenter == drafted.cast.dana.place


def test_an_item_that_is_gone_is_said_and_nothing_else_changes(drafted: Drafted) -> None:
    item = drafted.item("A")
    press(drafted, "take-off-item", "A")
    said = client_of(drafted.cast.chair).post(
        reverse("move-item", args=[drafted.meeting.pk, item]), {"move": "up"}, follow=True
    )

    assert "That item is not on this list any more. Nothing was changed." in said.content.decode()
    assert drafted.order() == "BCDEF"


def test_the_page_of_an_item_that_the_chair_may_not_see_is_not_there(drafted: Drafted) -> None:
    drafted.binder.hidden = {"Chris": "A"}
    chair = client_of(drafted.cast.chair)

    for item in (drafted.item("A"), uuid4()):
        assert chair.get(reverse("agenda-item", args=[drafted.meeting.pk, item])).status_code == 404


PRESSES = ("draft-agenda", "add-items", "set-minutes", "publish-agenda")
ITEM_PRESSES = ("move-item", "defer-item", "take-off-item", "set-presenter")


@pytest.mark.parametrize("route", [*PRESSES, *ITEM_PRESSES])
@pytest.mark.parametrize(("name", "status"), [("dana", 403), ("outsider", 403), ("stranger", 404)])
def test_presses_of_others_change_nothing(drafted: Drafted, route: str, name: str, status: int) -> None:
    """A member lacks the permission; a chair of another team has it, and the meeting is not there."""
    keys = [drafted.meeting.pk, *([drafted.item("A")] if route in ITEM_PRESSES else [])]
    with acting_as_system():
        before = list(AgendaItem.objects.order_by("pk").values())
    answer = client_of(getattr(drafted.cast, name)).post(reverse(route, args=keys), {"move": "down"})

    assert answer.status_code == status
    with acting_as_system():
        assert list(AgendaItem.objects.order_by("pk").values()) == before
    assert drafted.fresh().state == "draft"


@pytest.mark.parametrize("route", PRESSES)
def test_looking_is_not_pressing(drafted: Drafted, route: str) -> None:
    assert client_of(drafted.cast.chair).get(reverse(route, args=[drafted.meeting.pk])).status_code == 405


# When a group meets -------------------------------------------------------------------------------------------

RULE = {
    "week": "1",
    "day": "3",
    "every": "1",
    "starts_on": "2026-10-01",
    "at": "12:00",
    "minutes": "120",
    "place": "Courthouse Annex, room 210",
    "draft_days": "7",
    "cut_off_days": "3",
    "remind_days": "5",
    "on_holiday": "skip",
}


def test_a_group_that_has_met_for_long_keeps_its_first_day(cast: Cast, clock: time_machine.Traveller) -> None:
    """Its day is over by now, which must not stand in the way of another place; another day that is over does."""
    chair, address = client_of(cast.chair), reverse("series", args=[cast.body.pk])
    chair.post(address, RULE)
    clock.move_to(datetime(2027, 1, 20, tzinfo=UTC))
    chair = client_of(cast.chair)

    assert chair.post(address, RULE | {"place": "Library, room 2"}).status_code == 302
    page = chair.post(address, RULE | {"starts_on": "2026-11-01"})
    assert "That month is over. Give a day of this month or a later one." in page.content.decode()
    with acting_as(cast.chair):
        series = Series.objects.get()
    assert (series.place, series.starts_on) == ("Library, room 2", date(2026, 10, 1))


def test_a_rule_is_set_from_plain_fields_in_the_teams_zone(cast: Cast) -> None:
    client_of(cast.chair).post(reverse("series", args=[cast.body.pk]), RULE)

    with acting_as(cast.chair):
        series = Series.objects.get()
    assert (series.rule, series.zone) == ("FREQ=MONTHLY;INTERVAL=1;BYDAY=1TH", "America/Los_Angeles")
    assert cast.next_meeting().occurrence == date(2026, 11, 5)


def test_the_reminder_of_who_presents_is_due_as_many_days_before_as_the_chair_says(cast: Cast) -> None:
    chair, address = client_of(cast.chair), reverse("series", args=[cast.body.pk])
    chair.post(address, RULE)
    chair.post(address, RULE | {"remind_days": "1"})

    assert 'name="remind_days" value="1"' in chair.get(address).content.decode()
    meeting = cast.next_meeting()
    with acting_as_system():
        step = Step.objects.get(meeting=meeting, kind=StepKind.REMIND)
    assert step.due_at == meeting.starts_at - timedelta(days=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"week": "6"},
        {"week": ""},
        {"day": "7"},
        {"every": "0"},
        {"every": "5"},
        {"starts_on": "soon"},
        {"starts_on": "2026-09-30"},
        {"starts_on": "0001-01-01"},
        {"starts_on": "2028-10-28"},
        {"starts_on": "2999-01-01"},
        {"at": "25:00"},
        {"minutes": "0"},
        {"minutes": "100000"},
        {"place": ""},
        {"draft_days": "-1"},
        {"draft_days": "32"},
        {"remind_days": "-1"},
        {"remind_days": "32"},
        {"remind_days": ""},
    ],
)
def test_a_rule_that_is_none_comes_back_with_what_was_typed(cast: Cast, wrong: dict[str, str]) -> None:
    page = client_of(cast.chair).post(reverse("series", args=[cast.body.pk]), {**RULE, **wrong})

    assert "There is something to fix" in page.content.decode()
    assert 'value="2026-10-01"' in page.content.decode() or "starts_on" in wrong
    with acting_as_system():
        assert not Series.objects.exists()


def test_a_date_is_moved_skipped_and_taken_back(cast: Cast) -> None:
    cast.series()
    chair, address = client_of(cast.chair), reverse("change-date", args=[cast.body.pk])
    chair.post(address, {"original": "2026-11-05", "what": "move", "moved_to": "2026-11-12"})
    assert cast.next_meeting().starts_at.date() == date(2026, 11, 12)

    chair.post(address, {"original": "2026-11-05", "what": "skip"})
    assert cast.next_meeting().state == "cancelled"

    chair.post(address, {"original": "2026-11-05", "what": "keep"})
    assert (cast.next_meeting().starts_at.date(), cast.next_meeting().state) == (date(2026, 11, 5), "draft")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"original": "2026-11-05", "what": "move"}, "Give the new day."),
        ({"original": "2026-11-05", "what": "move", "moved_to": "2026-10-01"}, "That date is over."),
        ({"original": "2026-11-05", "what": "move", "moved_to": "2999-01-01"}, "more than two years away"),
        ({"original": "2026-11-05"}, "Choose what changes."),
        ({"original": "2026-11-06", "what": "skip"}, "Select a valid choice"),
        ({"what": "skip"}, "Choose the meeting."),
    ],
)
def test_a_date_that_cannot_be_changed_so_says_why(cast: Cast, typed: dict[str, str], words: str) -> None:
    cast.series()
    page = client_of(cast.chair).post(reverse("change-date", args=[cast.body.pk]), typed)

    assert words in page.content.decode()
    assert cast.next_meeting().revision == 0


@pytest.mark.parametrize(("name", "status"), [("dana", 403), ("outsider", 403), ("stranger", 404)])
@pytest.mark.parametrize("route", ["series", "change-date", "give-action"])
def test_others_set_no_series_and_give_no_action(cast: Cast, name: str, status: int, route: str) -> None:
    cast.series()
    answer = client_of(getattr(cast, name)).post(reverse(route, args=[cast.body.pk]), {**RULE, "place": "Elsewhere"})

    assert answer.status_code == status
    assert cast.next_meeting().place == "Courthouse Annex, room 210"


# Actions ------------------------------------------------------------------------------------------------------


def give(cast: Cast, **typed: object) -> str:
    answers = {"kind": "contact", "agency": cast.dana.place.agency_id, "due_on": "2026-11-20", **typed}
    page = client_of(cast.chair).post(reverse("give-action", args=[cast.body.pk]), answers, follow=True)
    return page.content.decode()


def given() -> list[tuple[str, str, date]]:
    with acting_as_system():
        return [(a.kind, str(a.agency), a.due_on) for a in ActionItem.objects.select_related("agency")]


def test_an_action_is_given_to_an_agency_and_a_person_of_it(cast: Cast) -> None:
    give(cast, person=cast.dana.place.pk)

    assert given() == [("contact", "Eastside Practice", date(2026, 11, 20))]


@pytest.mark.parametrize("wrong", ["person", "agency", "day", "kind"])
def test_an_action_for_others_or_for_a_past_day_is_not_given(cast: Cast, wrong: str) -> None:
    typed, words = {
        "person": ({"person": cast.lee.place.pk}, "Choose a person of that agency."),
        "agency": ({"agency": cast.outsider.place.agency_id}, "Select a valid choice"),
        "day": ({"due_on": "2026-10-25"}, "That day is over."),
        "kind": ({"kind": ""}, "Choose what is to be done."),
    }[wrong]

    assert words in give(cast, **typed)
    assert given() == []


def page_of_actions(client: Client) -> str:
    return client.get(reverse("actions")).content.decode()


def test_an_action_is_seen_and_done_by_its_agency_and_undone(cast: Cast) -> None:
    action = cast.action(cast.dana, date(2026, 10, 20))
    dana, lee = client_of(cast.dana), client_of(cast.lee)
    assert "Overdue for 6 days" in page_of_actions(dana)
    assert "Nothing is open." in page_of_actions(lee)
    assert lee.post(reverse("action-done", args=[action.pk])).status_code == 404

    dana.post(reverse("action-done", args=[action.pk]))
    assert "Nothing is open." in page_of_actions(dana)
    again = dana.post(reverse("action-done", args=[action.pk]), follow=True)
    assert "That action is done already." in again.content.decode()

    dana.post(reverse("action-reopen", args=[action.pk]))
    assert "Overdue for 6 days" in page_of_actions(dana)
