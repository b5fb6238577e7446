"""Random edits between rebuilds and changes of the source keep order, minutes, lanes and deferrals.

A model written by hand, of lists and dictionaries alone, says what must stand after each step.
"""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.ledger import System
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.editing import add, defer, later_meetings, move, set_minutes, take_off
from mdt.meetings.actions.lanes import set_lane
from mdt.meetings.agenda import entries
from mdt.meetings.models import AgendaItem, ItemState, Lane
from privacy.wall import acting_as, acting_as_system
from tests.meetings.conftest import Binder, Cast, Drafted

LETTERS = "ABCDEF"
LANES = (Lane.URGENT, Lane.DISCUSS, Lane.LIST)
WHICH = st.integers(min_value=0, max_value=5)
STEPS = st.one_of(
    st.tuples(st.just("add"), WHICH, st.just(0)),
    st.tuples(st.just("take off"), WHICH, st.just(0)),
    st.tuples(st.just("move"), WHICH, st.integers(min_value=0, max_value=8)),
    st.tuples(st.just("minutes"), WHICH, st.integers(min_value=0, max_value=240)),
    st.tuples(st.just("lane"), WHICH, st.integers(min_value=0, max_value=2)),
    st.tuples(st.just("defer"), WHICH, st.integers(min_value=0, max_value=1)),
    st.tuples(st.just("gone"), WHICH, st.just(0)),
    st.tuples(st.just("back"), WHICH, st.just(0)),
    st.tuples(st.just("draft"), st.just(0), st.just(0)),
)


@dataclass
class Model:
    """What is on the agenda by lane, what waits, what was put off, and what the source still offers."""

    lanes: dict[Lane, list[str]] = field(default_factory=lambda: {lane: [] for lane in LANES})
    waiting: list[str] = field(default_factory=list)
    deferred: dict[str, int] = field(default_factory=dict)
    offered: set[str] = field(default_factory=set)
    minutes: dict[str, int] = field(default_factory=dict)
    lane_of: dict[str, Lane] = field(default_factory=dict)
    # The lane that the source asks for.
    comes_in: Lane = Lane.DISCUSS

    @property
    def listed(self) -> list[str]:
        return [letter for lane in LANES for letter in self.lanes[lane]]

    def draft(self) -> None:
        """What waits and is offered no more goes; what is new joins; what was decided stays."""
        self.waiting = [one for one in self.waiting if one in self.offered]
        known = {*self.waiting, *self.listed, *self.deferred}
        for letter in LETTERS:
            if letter in self.offered - known:
                self.waiting.append(letter)
                self.minutes[letter], self.lane_of[letter] = 5, self.comes_in

    def apply(self, what: str, letter: str, number: int) -> bool:
        """Whether it may be done, and then it is."""
        if what in ("gone", "back"):
            (self.offered.discard if what == "gone" else self.offered.add)(letter)
        elif what == "draft":
            self.draft()
        elif what == "add" and (letter in self.waiting or letter in self.deferred):
            self.deferred.pop(letter, None)
            self.waiting = [one for one in self.waiting if one != letter]
            self.lanes[self.lane_of[letter]].append(letter)
        elif what == "defer" and (letter in self.listed or letter in self.waiting):
            self._out(letter)
            self.deferred[letter] = number
        elif letter not in self.listed or what == "add":
            return False
        elif what == "take off":
            self._out(letter)
            self.waiting.append(letter)
        elif what == "minutes":
            self.minutes[letter] = number
        elif what == "lane" and LANES[number] != self.lane_of[letter]:
            self._out(letter)
            self.lane_of[letter] = LANES[number]
            self.lanes[LANES[number]].append(letter)
        elif what == "move":
            self._move(letter, number)
        return True

    def _out(self, letter: str) -> None:
        for held in (self.waiting, *self.lanes.values()):
            if letter in held:
                held.remove(letter)

    def _move(self, letter: str, to: int) -> None:
        lane = self.lanes[self.lane_of[letter]]
        first = self.listed.index(lane[0]) + 1
        lane.remove(letter)
        lane.insert(min(max(to - first, 0), len(lane)), letter)


def press(drafted: Drafted, what: str, letter: str, number: int) -> None:
    chair, meeting = drafted.cast.chair, drafted.meeting
    with acting_as(chair):
        item = drafted.item(letter)
        presses = {
            "add": lambda: add(meeting, items=[item], by=chair),
            "take off": lambda: take_off(meeting, item=item, by=chair),
            "move": lambda: move(meeting, item=item, to=number, by=chair),
            "minutes": lambda: set_minutes(meeting, minutes={item: number}, by=chair),
            "lane": lambda: set_lane(meeting, item=item, lane=LANES[number], by=chair),
            "defer": lambda: defer(meeting, item=item, to=later_meetings(meeting)[number], by=chair),
        }
        presses[what]()


def stands(drafted: Drafted, names: dict[object, str]) -> tuple[object, ...]:
    chair = drafted.cast.chair
    with acting_as(chair):
        listed = entries(drafted.meeting, chair)
        waiting = entries(drafted.meeting, chair, ItemState.SUGGESTED)
        put_off = entries(drafted.meeting, chair, ItemState.DEFERRED)
        later = {meeting.pk: place for place, meeting in enumerate(later_meetings(drafted.meeting))}
    assert [one.number for one in listed] == list(range(1, len(listed) + 1))
    return (
        [(names[one.item.record], one.lane, one.item.minutes) for one in listed],
        {names[one.item.record] for one in waiting},
        {names[one.item.record]: later[one.item.deferred_to_id] for one in put_off},
    )


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=4, max_size=14))
def test_edits_between_rebuilds_and_changes_of_the_source_keep_what_the_chair_decided(
    cast: Cast, binder: Binder, steps: list[tuple[str, int, int]]
) -> None:
    cast.series()
    binder.papers = {}
    with acting_as_system():
        AgendaItem.objects.all().delete()
    binder.put(LETTERS)
    records = {letter: record for record, letter in binder.papers.items()}
    names: dict[object, str] = {record: letter for letter, record in records.items()}
    model = Model(offered=set(LETTERS))
    drafted = Drafted(cast, binder, cast.next_meeting())
    binder_papers = dict(binder.papers)

    def draft() -> None:
        """The source offers what the model says; what is on an agenda it can still present."""
        binder.candidates = lambda meeting: [  # type: ignore[method-assign]
            one for one in Binder.candidates(binder, meeting) if binder_papers[one.record] in model.offered
        ]
        with acting_as_system(cast.team.pk):
            draft_agenda(drafted.meeting, by=System("agenda job"))

    model.draft(), draft()
    for what, which, number in steps:
        letter = LETTERS[which]
        allowed = model.apply(what, letter, number)
        if what == "draft":
            draft()
        elif what not in ("gone", "back") and allowed:
            press(drafted, what, letter, number)
        listed = [(one, model.lane_of[one], model.minutes[one]) for one in model.listed]
        assert stands(drafted, names) == (listed, set(model.waiting), model.deferred)
