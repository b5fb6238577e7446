"""What a chair does to an agenda, alone and two at once, and with items that the chair may not see."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine

from mdt.meetings.actions.editing import (
    Gone,
    add,
    defer,
    later_meetings,
    move,
    publish,
    set_minutes,
    set_presenter,
    take_off,
)
from mdt.meetings.actions.planning import change_date
from mdt.meetings.actions.running import start
from mdt.meetings.agenda import entries
from mdt.meetings.models import AgendaItem, ItemState, Meeting
from mdt.meetings.people import presenters
from mdt.team.models import User
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from tests.conftest import Ledger
from tests.meetings.conftest import Cast, Drafted, at_once


def test_added_items_stand_at_the_end_in_the_order_of_the_suggestions(drafted: Drafted) -> None:
    chair = drafted.cast.chair
    assert drafted.order() == "ABCDEF"
    with acting_as(chair):
        take_off(drafted.meeting, item=drafted.item("B"), by=chair)
    assert (drafted.order(), drafted.order(state=ItemState.SUGGESTED)) == ("ACDEF", "B")

    with acting_as(chair):
        add(drafted.meeting, items=[drafted.item("B")], by=chair)
    assert drafted.order() == "ACDEFB"


@pytest.mark.parametrize(
    ("letter", "to", "order"),
    [
        ("C", 1, "CABDEF"),
        ("C", 2, "ACBDEF"),
        ("C", 3, "ABCDEF"),
        ("C", 4, "ABDCEF"),
        ("C", 6, "ABDEFC"),
        ("A", 0, "ABCDEF"),
        ("A", -5, "ABCDEF"),
        ("F", 99, "ABCDEF"),
        ("A", 99, "BCDEFA"),
    ],
)
def test_an_item_takes_the_number_it_is_given(drafted: Drafted, letter: str, to: int, order: str) -> None:
    with acting_as(drafted.cast.chair):
        move(drafted.meeting, item=drafted.item(letter), to=to, by=drafted.cast.chair)
    assert drafted.order() == order


def test_each_reader_has_numbers_without_gaps(drafted: Drafted) -> None:
    drafted.binder.hidden = {"Lee": "BCEF", "Dana": "AD"}

    assert drafted.order(drafted.cast.lee) == "AD"
    assert drafted.order(drafted.cast.dana) == "BCEF"
    assert drafted.order(drafted.cast.chair) == "ABCDEF"


@pytest.mark.parametrize(
    ("letter", "to", "seen", "order"),
    [
        ("F", 1, "FBCE", "AFBCDE"),
        ("F", 3, "BCFE", "ABCDFE"),
        ("B", 2, "CBEF", "ACDBEF"),
        ("B", 4, "CEFB", "ACDEFB"),
        ("E", 4, "BCFE", "ABCDFE"),
    ],
)
def test_moving_goes_by_what_the_mover_sees_and_leaves_hidden_items_in_their_order(
    drafted: Drafted, letter: str, to: int, seen: str, order: str
) -> None:
    drafted.binder.hidden = {"Chris": "AD"}
    with acting_as(drafted.cast.chair):
        move(drafted.meeting, item=drafted.item(letter), to=to, by=drafted.cast.chair)

    assert drafted.order() == seen
    assert drafted.order(drafted.cast.coordinator) == order


def test_what_the_chair_may_not_see_is_not_there_to_be_changed(drafted: Drafted) -> None:
    drafted.binder.hidden = {"Chris": "A"}
    chair, hidden = drafted.cast.chair, drafted.item("A")
    for attempt in (
        lambda: add(drafted.meeting, items=[hidden], by=chair),
        lambda: take_off(drafted.meeting, item=hidden, by=chair),
        lambda: move(drafted.meeting, item=hidden, to=3, by=chair),
        lambda: set_presenter(drafted.meeting, item=hidden, presenter=None, by=chair),
        lambda: defer(drafted.meeting, item=hidden, by=chair),
        lambda: move(drafted.meeting, item=uuid4(), to=3, by=chair),
    ):
        with pytest.raises(Gone), acting_as(chair):
            attempt()
    with acting_as(chair):
        set_minutes(drafted.meeting, minutes={hidden: 60, drafted.item("B"): 15}, by=chair)
    with acting_as_system():
        minutes = dict(AgendaItem.objects.values_list("pk", "minutes"))

    assert (minutes[hidden], minutes[drafted.item("B")]) == (5, 15)
    assert drafted.order(drafted.cast.coordinator) == "ABCDEF"


@pytest.mark.parametrize("name", ["dana", "outsider", "stranger"])
def test_nobody_else_changes_an_agenda(drafted: Drafted, name: str) -> None:
    """A member is refused; to others the meeting is not there."""
    user: User = getattr(drafted.cast, name)
    expected = Refused if name == "dana" else Meeting.DoesNotExist
    item = drafted.item("B")
    for attempt in (
        lambda: add(drafted.meeting, items=[item], by=user),
        lambda: take_off(drafted.meeting, item=item, by=user),
        lambda: move(drafted.meeting, item=item, to=1, by=user),
        lambda: set_minutes(drafted.meeting, minutes={item: 60}, by=user),
        lambda: set_presenter(drafted.meeting, item=item, presenter=None, by=user),
        lambda: defer(drafted.meeting, item=item, by=user),
        lambda: publish(drafted.meeting, by=user),
    ):
        with pytest.raises(expected), acting_as(user):
            attempt()

    assert drafted.order() == "ABCDEF"
    assert drafted.fresh().state == "draft"


def test_presenters_are_the_people_at_the_desks_of_the_body(drafted: Drafted) -> None:
    cast = drafted.cast
    with acting_as(cast.chair):
        assert [str(place.user) for place in presenters(cast.body)] == ["Dana", "Lee", "Chris", "Cory"]
        set_presenter(drafted.meeting, item=drafted.item("B"), presenter=cast.dana.place, by=cast.chair)
        for wrong in (cast.outsider, cast.stranger):
            with pytest.raises(Refused, match="sits in this group"):
                set_presenter(drafted.meeting, item=drafted.item("B"), presenter=wrong.place, by=cast.chair)

        assert AgendaItem.objects.get(pk=drafted.item("B")).presenter == cast.dana.place


def test_deferring_takes_an_item_to_the_next_meeting_or_to_a_named_one(drafted: Drafted) -> None:
    chair = drafted.cast.chair
    with acting_as(chair):
        december, january = later_meetings(drafted.meeting)
        assert defer(drafted.meeting, item=drafted.item("B"), by=chair) == december
        assert defer(drafted.meeting, item=drafted.item("C"), to=january, by=chair) == january
        with pytest.raises(Refused, match="No later meeting"):
            defer(drafted.meeting, item=drafted.item("D"), to=drafted.meeting, by=chair)

    assert drafted.order() == "ADEF"


def test_a_deferred_item_can_come_back(drafted: Drafted) -> None:
    chair = drafted.cast.chair
    with acting_as(chair):
        defer(drafted.meeting, item=drafted.item("B"), by=chair)
        add(drafted.meeting, items=[drafted.item("B")], by=chair)

    assert drafted.order() == "ACDEFB"


def test_once_published_it_says_who_and_when_to_whoever_comes_second(drafted: Drafted) -> None:
    cast = drafted.cast
    with acting_as(cast.chair):
        publish(drafted.meeting, by=cast.chair)
    with (
        acting_as(cast.coordinator),
        pytest.raises(Refused, match=r"Chris, Practice Attorney, published this agenda at 9 a\.m\. on October 26\."),
    ):
        publish(drafted.meeting, by=cast.coordinator)

    assert drafted.fresh().published_by == cast.chair.place


def test_an_agenda_that_was_never_drafted_is_not_published(cast: Cast) -> None:
    cast.series()
    with pytest.raises(Refused, match="Build the agenda first"), acting_as(cast.chair):
        publish(cast.next_meeting(), by=cast.chair)


def test_a_published_agenda_still_changes_until_the_meeting_begins(
    drafted: Drafted, clock: time_machine.Traveller
) -> None:
    chair = drafted.cast.chair
    with acting_as(chair):
        publish(drafted.meeting, by=chair)
        move(drafted.meeting, item=drafted.item("F"), to=1, by=chair)
    assert drafted.order() == "FABCDE"

    clock.move_to(datetime(2026, 11, 5, 20, 0, tzinfo=UTC))
    with pytest.raises(Refused, match="has begun"), acting_as(chair):
        move(drafted.meeting, item=drafted.item("F"), to=2, by=chair)


def test_nothing_changes_on_a_meeting_that_is_not_held(drafted: Drafted) -> None:
    chair = drafted.cast.chair
    with acting_as(chair):
        change_date(drafted.cast.body.series, original=date(2026, 11, 5), moved_to=None, by=chair)
    with pytest.raises(Refused, match="is not held"), acting_as(chair):
        publish(drafted.meeting, by=chair)


@pytest.mark.django_db(transaction=True)
def test_two_chairs_publish_at_a_barrier_and_one_of_them_did(drafted: Drafted, ledger: Ledger) -> None:
    cast = drafted.cast

    def attempt(user: User) -> str:
        try:
            with acting_as(user):
                publish(drafted.meeting, by=user)
        except Refused as refusal:
            return str(refusal)
        return user.name

    for number in range(1, 51):
        with acting_as_system():
            Meeting.objects.filter(pk=drafted.meeting.pk).update(state="draft", published_at=None, published_by=None)
        said = at_once(lambda: attempt(cast.chair), lambda: attempt(cast.coordinator))
        winner = str(drafted.fresh().published_by.user)
        assert winner in said
        (loser,) = (words for words in said if words != winner)
        assert loser == f"{winner}, Practice Attorney, published this agenda at 9 a.m. on October 26."
        assert len(ledger.events("agenda.published")) == number


@pytest.mark.django_db(transaction=True)
def test_two_chairs_add_move_and_defer_at_a_barrier_and_nothing_is_lost_or_doubled(drafted: Drafted) -> None:
    cast = drafted.cast

    def move_last_to_the_top(user: User) -> None:
        with acting_as(user):
            shown = entries(drafted.meeting, user)
            move(drafted.meeting, item=shown[-1].item.pk, to=1, by=user)

    for _ in range(10):
        at_once(lambda: move_last_to_the_top(cast.chair), lambda: move_last_to_the_top(cast.coordinator))
        assert sorted(drafted.order()) == list("ABCDEF")


@pytest.mark.django_db(transaction=True)
def test_every_change_is_one_event_with_the_codes_it_changed(drafted: Drafted, ledger: Ledger) -> None:
    chair = drafted.cast.chair
    with acting_as(chair):
        move(drafted.meeting, item=drafted.item("F"), to=1, by=chair)
        set_minutes(drafted.meeting, minutes={drafted.item("A"): 10, drafted.item("B"): 20}, by=chair)
        set_minutes(drafted.meeting, minutes={drafted.item("A"): 10}, by=chair)
        defer(drafted.meeting, item=drafted.item("C"), by=chair)
        publish(drafted.meeting, by=chair)

    told = {event.kind: sorted(event.codes) for event in ledger.events()}
    assert told == {
        "agenda.moved": ["PA-F"],
        "agenda.timed": ["PA-A", "PA-B"],
        "agenda.deferred": ["PA-C"],
        "agenda.published": [drafted.meeting.code],
    }
    assert len(ledger.events()) == 4


def test_an_agenda_stays_as_it_is_once_its_meeting_is_held_before_its_time(
    drafted: Drafted, clock: time_machine.Traveller
) -> None:
    """Started at nine in the morning for a meeting at noon: what was spoken of is not taken off any more."""
    drafted.publish()
    chair = drafted.cast.chair
    clock.move_to(datetime(2026, 11, 5, 17, 0, tzinfo=UTC))
    with acting_as(chair):
        start(drafted.fresh(), by=chair)
        for act in (take_off, defer):
            with pytest.raises(Refused, match="has begun"):
                act(drafted.fresh(), item=drafted.item("A"), by=chair)
    assert drafted.order() == "ABCDEF"
