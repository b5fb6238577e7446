"""Lanes: urgent before discuss before list only, each kept in its order, and what is only listed takes no time."""

import pytest
from django.urls import reverse

from mdt.meetings.actions.editing import Gone, move, set_minutes
from mdt.meetings.actions.lanes import set_lane
from mdt.meetings.agenda import entries
from mdt.meetings.models import Lane
from privacy.wall import acting_as
from tests.cast import client_of
from tests.meetings.conftest import Drafted


def lane(drafted: Drafted, letter: str, to: Lane) -> None:
    chair = drafted.cast.chair
    with acting_as(chair):
        set_lane(drafted.meeting, item=drafted.item(letter), lane=to, by=chair)


def test_an_item_goes_to_the_end_of_its_new_lane_and_lanes_stand_in_their_order(drafted: Drafted) -> None:
    lane(drafted, "D", Lane.URGENT)
    lane(drafted, "B", Lane.URGENT)
    lane(drafted, "A", Lane.LIST)
    assert drafted.order() == "DBCEFA"

    lane(drafted, "D", Lane.DISCUSS)
    assert drafted.order() == "BCEFDA"


def test_the_lane_that_it_has_already_changes_no_place(drafted: Drafted) -> None:
    lane(drafted, "A", Lane.DISCUSS)
    assert drafted.order() == "ABCDEF"


@pytest.mark.parametrize(
    ("letter", "to", "order"), [("F", 1, "DBFACE"), ("B", 1, "BDACEF"), ("D", 6, "BDACEF"), ("A", 5, "DBCEAF")]
)
def test_a_move_ends_at_the_ends_of_its_lane(drafted: Drafted, letter: str, to: int, order: str) -> None:
    lane(drafted, "D", Lane.URGENT)
    lane(drafted, "B", Lane.URGENT)
    with acting_as(drafted.cast.chair):
        move(drafted.meeting, item=drafted.item(letter), to=to, by=drafted.cast.chair)
    assert drafted.order() == order


def test_what_is_only_listed_takes_no_time_and_keeps_its_minutes(drafted: Drafted) -> None:
    """Six papers of five minutes; B has twenty until it is only listed."""
    chair = drafted.cast.chair
    with acting_as(chair):
        set_minutes(drafted.meeting, minutes={drafted.item("B"): 20}, by=chair)
        assert [one.until for one in entries(drafted.meeting, chair)] == [5, 25, 30, 35, 40, 45]
    lane(drafted, "B", Lane.LIST)
    with acting_as(chair):
        shown = entries(drafted.meeting, chair)
        assert [one.until for one in shown] == [5, 10, 15, 20, 25, 25]
        assert (shown[-1].item.minutes, shown[-1].reason) == (20, "For the list, not for discussion")


def test_lanes_are_moved_by_buttons_and_a_made_up_lane_is_refused_in_words(drafted: Drafted) -> None:
    client = client_of(drafted.cast.chair)
    item = [drafted.meeting.pk, drafted.item("F")]
    page = client.get(reverse("agenda-item", args=item)).content.decode()
    assert "Move to: Urgent" in page and "Move to: List only" in page and "Move to: Discuss" not in page

    client.post(reverse("set-lane", args=item), {"lane": "urgent"})
    assert drafted.order() == "FABCDE"
    refused = client.post(reverse("set-lane", args=item), {"lane": "soon"}, follow=True).content.decode()
    assert "Choose a lane: urgent, discuss or list only." in refused
    assert drafted.order() == "FABCDE"


def test_a_lane_of_what_the_chair_does_not_see_is_not_changed(drafted: Drafted) -> None:
    drafted.binder.hidden = {"Chris": "B"}
    with pytest.raises(Gone):
        lane(drafted, "B", Lane.URGENT)
    assert drafted.order(drafted.cast.dana) == "ABCDEF"
