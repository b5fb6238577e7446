"""An invented team: its chair, two agencies whose desks sit in the body, one that does not, and another team."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TypeVar
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connections
from pytest_django import Settings

from audit.ledger import System
from mdt.meetings import agenda
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.editing import add, publish
from mdt.meetings.actions.planning import set_series
from mdt.meetings.actions.presence import add_guests, mark_present
from mdt.meetings.actions.running import start
from mdt.meetings.agenda import Candidate, ForMembers, Line, entries
from mdt.meetings.models import ActionItem, ActionKind, AgendaItem, ItemState, Meeting, Part, PartKind, Series, State
from mdt.meetings.series import Rule
from mdt.team.models import Body, Desk, Team, User
from mdt.team.roles import Role
from mdt.team.sectors import Sector
from privacy.wall import acting_as, acting_as_system
from tests.cast import make_agency, make_desk, make_person, seat

Result = TypeVar("Result")

# A Monday in October 2026, 9:00 in Los Angeles; the first Thursdays to come are 5 November, 3 December, 7 January.
NOW = datetime(2026, 10, 26, 16, 0, tzinfo=UTC)
FIRST_THURSDAY = Rule(week=1, day=3, every=1, starts_on=date(2026, 10, 1))
SETTINGS = {
    "rule": str(FIRST_THURSDAY),
    "starts_on": date(2026, 10, 1),
    "at": time(12),
    "zone": "America/Los_Angeles",
    "minutes": 120,
    "place": "Courthouse Annex, room 210",
    "draft_days": 14,
}


def person(name: str, team: Team, desk: Desk, *roles: Role) -> User:
    """Somebody who sits at `desk`, as each of their requests would find them."""
    return User.objects.with_place().get(pk=make_person(name, team, desk.agency, *roles, desk=desk).pk)


@dataclass
class Cast:
    team: Team
    body: Body
    chair: User
    coordinator: User
    dana: User
    lee: User
    outsider: User
    stranger: User

    def series(self) -> Series:
        """The body's series, set by its chair; three meetings are planned."""
        with acting_as(self.chair):
            return set_series(self.body, settings=SETTINGS, by=self.chair)

    def part(self, kind: PartKind) -> Part:
        with acting_as_system():
            return Part.objects.get(body=self.body, kind=kind)

    def next_meeting(self) -> Meeting:
        with acting_as_system():
            return Meeting.objects.select_related("body").order_by("starts_at").first()

    def action(self, owner: User, due_on: date, kind: ActionKind = ActionKind.REPORT_BACK) -> ActionItem:
        """An action that the body gave to the agency of `owner` a week ago."""
        with acting_as_system():
            return ActionItem.objects.create(
                team=self.team,
                body=self.body,
                part=self.part(PartKind.OPEN),
                kind=kind,
                agency=owner.place.agency,
                due_on=due_on,
                given_at=datetime(2026, 10, 19, tzinfo=UTC),
                given_by=self.chair.place,
            )


@pytest.fixture
def clock(settings: Settings) -> Iterator[time_machine.Traveller]:
    """Stands still at NOW until a test moves it. The database's clock does not, so contexts last for years."""
    settings.WALL_CONTEXT_SECONDS = 10 * 366 * 86_400
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def make_cast() -> Cast:
    team = Team.objects.create(name="Practice County")
    attorney, eastside, juvenile, elsewhere = (
        make_desk(make_agency(name, team))
        for name in ("Practice Attorney", "Eastside Practice", "Juvenile Practice", "Elsewhere Practice")
    )
    chair = person("Chris", team, attorney, Role.CHAIR)
    body = Body.objects.create(team=team, name="Case review", chair=chair)
    seat(body, attorney, eastside, juvenile)
    return Cast(
        team=team,
        body=body,
        chair=chair,
        coordinator=person("Cory", team, attorney, Role.COORDINATOR),
        dana=person("Dana", team, eastside, Role.PARTNER),
        lee=person("Lee", team, juvenile, Role.PARTNER),
        outsider=person("Olga", team, elsewhere, Role.PARTNER),
        stranger=person("Sam", Team.objects.create(name="Other Practice County"), eastside, Role.CHAIR),
    )


class Binder(ForMembers):
    """A source as a floor above would register it: papers with letters, some of them hidden from some people."""

    key, title, order = "tests.binder", "Papers", 90

    def __init__(self) -> None:
        self.papers: dict[UUID, str] = {}
        self.hidden: dict[str, str] = {}
        self.sides: dict[str, PartKind] = {}

    def put(self, letters: str) -> None:
        self.papers |= {uuid4(): letter for letter in letters}

    def candidates(self, meeting: Meeting) -> Iterable[Candidate]:
        return [Candidate(record, self.sides.get(letter, PartKind.OPEN)) for record, letter in self.papers.items()]

    def present(self, items: Sequence[AgendaItem], user: User) -> Mapping[UUID, Line]:
        return {
            item.record: Line(item.record, f"PA-{self.papers[item.record]}", f"Paper {self.papers[item.record]}")
            for item in items
            if self.papers[item.record] not in self.hidden.get(user.name, "")
        }


@pytest.fixture
def binder(monkeypatch: pytest.MonkeyPatch) -> Binder:
    """Registered for one test; its papers are what `put` puts in."""
    source = Binder()
    monkeypatch.setitem(agenda._SOURCES, source.key, source)
    return source


@dataclass
class Drafted:
    """A meeting with the papers A to F on its agenda."""

    cast: "Cast"
    binder: Binder
    meeting: Meeting

    def item(self, letter: str) -> UUID:
        record = next(key for key, value in self.binder.papers.items() if value == letter)
        with acting_as_system():
            return AgendaItem.objects.get(meeting=self.meeting, record=record).pk

    def order(self, user: User | None = None, state: ItemState = ItemState.LISTED) -> str:
        """The letters that a person sees, in order. Their numbers are always 1, 2, 3 and so on."""
        reader = user or self.cast.chair
        with acting_as(reader):
            shown = entries(self.meeting, reader, state)
        assert [entry.number for entry in shown] == list(range(1, len(shown) + 1))
        return "".join(self.binder.papers[entry.item.record] for entry in shown)

    def fresh(self) -> Meeting:
        with acting_as_system():
            return Meeting.objects.select_related("body").get(pk=self.meeting.pk)

    def publish(self) -> None:
        with acting_as(self.cast.chair):
            publish(self.meeting, by=self.cast.chair)


def draft_and_add(cast: "Cast", binder: Binder, letters: str) -> Drafted:
    cast.series()
    binder.put(letters)
    meeting = cast.next_meeting()
    with acting_as_system(cast.team.pk):
        draft_agenda(meeting, by=System("agenda job"))
    with acting_as(cast.chair):
        shown = entries(meeting, cast.chair, ItemState.SUGGESTED)
        add(meeting, items=[entry.item.pk for entry in shown], by=cast.chair)
    return Drafted(cast, binder, cast.next_meeting())


@pytest.fixture
def drafted(cast: "Cast", binder: Binder) -> Drafted:
    return draft_and_add(cast, binder, "ABCDEF")


@pytest.fixture
def cast(db: None, clock: time_machine.Traveller) -> Cast:
    return make_cast()


# The first Thursday of November, ten minutes past noon in Los Angeles.
IN_THE_ROOM = datetime(2026, 11, 5, 20, 10, tzinfo=UTC)


def hold(drafted: Drafted, clock: time_machine.Traveller) -> Meeting:
    """Publish the agenda if it is not, and let its chair start the meeting on its day."""
    if drafted.fresh().state != State.PUBLISHED:
        drafted.publish()
    clock.move_to(IN_THE_ROOM)
    meeting = drafted.fresh()
    with acting_as(drafted.cast.chair):
        start(meeting, by=drafted.cast.chair)
    return meeting


@pytest.fixture
def held(drafted: Drafted, clock: time_machine.Traveller) -> Meeting:
    return hold(drafted, clock)


@pytest.fixture
def mixed(cast: Cast, binder: Binder, clock: time_machine.Traveller) -> Drafted:
    """A and B in the open part, C a child's, D an adult's; A came to a task, B was not reached."""
    from tests.meetings.held import write

    binder.sides = {"C": PartKind.CHILD, "D": PartKind.ADULT}
    drafted = draft_and_add(cast, binder, "ABCD")
    meeting = hold(drafted, clock)
    task = {"kind": "report_back", "agency": cast.dana.place.agency, "person": None, "due_on": date(2026, 12, 1)}
    write(meeting, drafted.item("A"), cast.chair, "task", words="Spoken of at length;\nit goes on in spring", task=task)
    write(meeting, drafted.item("C"), cast.chair, "continue", words="A child's words")
    write(meeting, drafted.item("D"), cast.chair, "close", words="An adult's words")
    with acting_as(cast.chair):
        mark_present(meeting, present=[cast.dana.place.pk, cast.chair.place.pk], by=cast.chair)
        add_guests(meeting, sector=Sector.HEALTH, number=2, words="North clinic", kept_words=0, by=cast.chair)
    return drafted


def at_once(*works: Callable[[], Result]) -> list[Result]:
    """Run each on a thread and connections of its own, all let go at the same moment; their results in order."""
    barrier = threading.Barrier(len(works))

    def run(work: Callable[[], Result]) -> Result:
        try:
            connections["default"].ensure_connection()
            barrier.wait(10)
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))
