"""What an auditor looks for in the ledger, and what is found. Each look is one event, written before anything is read.

Reads run on the ledger's own connection, in the auditor's context: row-level security shows nobody else a row.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import DatabaseError, InterfaceError, connections
from django.utils import timezone

from audit.doors import Person
from audit.ledger import LedgerUnavailable, witness
from audit.models import Event
from audit.querysets import EventQuerySet
from audit.sentences import Line, tell
from privacy.wall import acting_as

PAGE = 25
DAYS = 7


class Reader(Person, Protocol):
    """Who explores: what the floors above say of the user, without this floor knowing them."""

    @property
    def time_zone(self) -> str: ...
    def team_people(self) -> list[tuple[UUID, str]]: ...
    def team_agencies(self) -> list[tuple[UUID, str]]: ...


@dataclass(frozen=True)
class Cursor:
    """The last event of a page. Written as `2026-01-31T09:14:00.123+00:00 018f...`"""

    at: datetime
    event: UUID

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """The cursor that `str()` wrote; ValueError for anything else."""
        at, _, event = text.partition(" ")
        cursor = cls(datetime.fromisoformat(at), UUID(event))
        if timezone.is_naive(cursor.at):
            raise ValueError("a time without its zone")
        return cursor

    def __str__(self) -> str:
        return f"{self.at.isoformat()} {self.event}"


@dataclass(frozen=True)
class Sought:
    """A code that was looked for: an event can name it like a record, of which it knows no key."""

    code: str
    pk: None = None


@dataclass(frozen=True)
class Search:
    """Who, what code, which agency, on which days of the reader's zone (both included)."""

    first: date
    last: date
    zone: ZoneInfo
    code: str = ""
    person: UUID | None = None
    agency: UUID | None = None
    before: Cursor | None = None

    @property
    def since(self) -> datetime:
        return datetime.combine(self.first, time(), self.zone)

    @property
    def until(self) -> datetime:
        """The end of the last day."""
        return datetime.combine(self.last + timedelta(days=1), time(), self.zone)

    @property
    def sought(self) -> list[Sought]:
        return [Sought(self.code)] if self.code else []

    @property
    def detail(self) -> dict[str, str]:
        """What the ledger keeps of the search: days and keys, nothing that was typed."""
        kept = {"first": self.first, "last": self.last, "person": self.person, "agency": self.agency}
        return {name: str(value) for name, value in kept.items() if value}

    def events(self, by: Reader, until: datetime) -> EventQuerySet[Event]:
        """What is found of the time before `until`, newest first."""
        found = Event.objects.using("audit").visible_to(by).between(self.since, min(until, self.until))
        if self.person:
            found = found.by(self.person)
        if self.agency:
            found = found.of(self.agency)
        if self.code:
            found = found.about(self.code)
        if self.before:
            found = found.older_than(self.before.at, self.before.event)
        return found.newest_first()


@dataclass(frozen=True)
class InnerCount:
    """How often an agency bound by releases did something that only its own auditor reads."""

    day: date
    agency: str
    events: int


@dataclass(frozen=True)
class Found:
    """One page, newest first. `older` is where the next one begins, None on the last."""

    lines: Sequence[Line]
    older: Cursor | None
    inner: Sequence[InnerCount]

    @property
    def days(self) -> list[tuple[str, list[Line]]]:
        return [(day, list(lines)) for day, lines in groupby(self.lines, key=lambda line: line.day)]


def last_days(by: Reader, days: int = DAYS) -> Search:
    """Everything of the last `days` days, today included."""
    zone = ZoneInfo(by.time_zone)
    today = timezone.localdate(timezone=zone)
    return Search(today - timedelta(days=days - 1), today, zone)


def look(search: Search, *, by: Reader) -> Found:
    """One page of what `search` finds.

    Raises:
        LedgerUnavailable: the look could not be recorded, or the ledger not be read.
    """
    until = now()
    witness("ledger.searched", by=by, records=search.sought, detail=search.detail)
    with reading(by):
        events = list(search.events(by, until)[: PAGE + 1])
        inner = _inner_counts(search)
    more = len(events) > PAGE
    shown = events[:PAGE]
    older = Cursor(shown[-1].at, shown[-1].pk) if more else None
    return Found([tell(event, search.zone, search.code) for event in shown], older, inner)


def everything(search: Search, *, by: Reader, until: datetime, size: int = 500) -> Iterator[Event]:
    """All that `search` finds, in short reads so that nothing is held while somebody downloads slowly."""
    while True:
        with reading(by):
            events = list(search.events(by, until)[:size])
        yield from events
        if len(events) < size:
            return
        search = replace(search, before=Cursor(events[-1].at, events[-1].pk))


def now() -> datetime:
    """Before this moment everything counts; events are dated to the millisecond, so the look itself does not."""
    moment = timezone.now()
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


@contextmanager
def reading(by: Reader) -> Iterator[None]:
    """Read the ledger as the auditor `by`; without the ledger, LedgerUnavailable."""
    try:
        with acting_as(by, using="audit"):
            yield
    except (DatabaseError, InterfaceError) as error:
        connections["audit"].close()
        raise LedgerUnavailable from error


def _inner_counts(search: Search) -> list[InnerCount]:
    """Counts for a search by day or agency. A person's or a code's would say what the agency keeps to itself."""
    if search.person or search.code or search.before:
        return []
    with connections["audit"].cursor() as cursor:
        cursor.execute(
            "SELECT day, name, events FROM ledger.inner_counts(%s, %s, %s) WHERE %s::uuid IS NULL OR agency = %s",
            [search.since, search.until, search.zone.key, search.agency, search.agency],
        )
        return [InnerCount(*row) for row in cursor.fetchall()]
