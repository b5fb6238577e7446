"""What an agenda shows one reader: the sources of its items, and their words made at that moment.

The floors above register sources; this floor knows only the protocol. What a source does not present to a reader
is not there for that reader: no row, no number, no gap, no minutes in a sum.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from django.db.models import F, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as formatted

from audit.ledger import Acts, Recorded
from audit.opening import Holds, Words, opening
from mdt.meetings.models import AgendaItem, ItemState, Lane, Meeting, Part, PartBasis, PartKind, Series, State
from mdt.meetings.querysets import RecordNotKeptFromMe
from mdt.meetings.sheet import Row, Sheet
from mdt.team.models import Membership, User
from privacy.plans import Constant, Whichever

DRAFT = "Draft. Not published yet."
LATE = "Late: came after the cut-off"
NOT_HELD = "This meeting is not held."
# The lanes in the order of an agenda, with what an item in them says first.
LANES = {Lane.URGENT: "Urgent", Lane.DISCUSS: "", Lane.LIST: "For the list, not for discussion"}
# What stands at the head of each part's packet.
SHIELDS = {
    PartBasis.NONE: "This part may be open to the public. It names no case.",
    PartBasis.CHILD_ABUSE_TEAM: "Confidential: child abuse team, ORS 418.747, 418.795. Keep it apart from other parts.",
    PartBasis.CHILD_FATALITY: "Confidential: child fatality review, ORS 192.690(1)(g). Keep it apart from other parts.",
    PartBasis.AGREEMENT: "Confidential by the members' written agreement. Keep it apart from other parts.",
    PartBasis.COUNSEL: "Confidential on a basis that county counsel has named. Keep it apart from other parts.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """What one reader is shown of one record: coded words, with its reason ("Unanswered for 6 days").

    `door` is the door it was found by. A record whose title is in its sealed `words` stands in `sealed`.
    """

    record: UUID
    code: str
    title: str
    detail: str = ""
    reason: str = ""
    url: str = ""
    door: str = ""
    sealed: Holds | None = None
    # The code of the case that it is of, where a page puts together what is of one case.
    case: str = ""

    @property
    def pk(self) -> UUID:
        return self.record


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that belongs on an agenda, and in which kind of part; a meeting without that part does not get it.

    Its `lane`, if the source names one, goes before the one that its section has.
    """

    record: UUID
    part: PartKind = PartKind.OPEN
    lane: Lane | None = None


@dataclass(frozen=True, slots=True)
class Asks:
    """What a series may set for a section, and what it is until then. `days_label` names a number of days, if any."""

    lane: Lane = Lane.DISCUSS
    days: int | None = None
    days_label: str = ""


class AgendaSource(Protocol):
    """Where items come from. `key` is stored and never changes; `title` heads its suggestions, in `order`.

    `for_guests` says that whoever sits in an open part as a guest may read its items too.
    """

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def order(self) -> int: ...
    @property
    def for_guests(self) -> bool: ...

    def candidates(self, meeting: Meeting) -> Iterable[Candidate]:
        """The records that belong on this agenda, most pressing first. Called in the system's context."""
        ...

    def present(self, items: Sequence[AgendaItem], user: User) -> Mapping[UUID, Line]:
        """The lines of those items' records that `user` may see at this moment, by record; one or two queries."""
        ...


class ForMembers:
    """What a source is until it says otherwise: nothing of it is for guests. None inherits from one that is open."""

    for_guests = False


_SOURCES: dict[str, AgendaSource] = {}
_SHOWN_BY: dict[str, str] = {}
_ASKS: dict[str, Asks] = {}


def register_source(source: AgendaSource, *, asks: Asks | None = None, shown_by: str = "") -> None:
    """Add a source; called in `AppConfig.ready()`.

    Sources of the same kind of record name the one that presents them all (`shown_by`), in one look.

    Raises:
        ValueError: its key is taken.
    """
    if _SOURCES.setdefault(source.key, source) is not source:
        raise ValueError(f"The agenda source {source.key} is registered twice.")
    _ASKS[source.key] = asks or Asks()
    _SHOWN_BY[source.key] = shown_by or source.key


def asks_of(key: str) -> Asks:
    """What a series may set for a source."""
    return _ASKS.get(key, Asks())


def sources() -> list[AgendaSource]:
    """All sources in their order."""
    return sorted(_SOURCES.values(), key=lambda source: (source.order, source.key))


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as one reader sees it, with the number it has for that reader in its part."""

    number: int
    item: AgendaItem
    line: Line
    late: bool = False
    # The minutes of the agenda that are used once this item is over, as this reader sees it.
    until: int = 0

    @property
    def presenter(self) -> str:
        name, agency = (getattr(self.item, f"presenter_{of}", None) for of in ("name", "agency"))
        return f"{name}, {agency}" if name else ""

    @property
    def reason(self) -> str:
        """Why it is here, beginning with its lane, where it comes from, or that it came after the cut-off."""
        origin = self.item.carried_from
        how = "Not handled on" if self.item.came_unhandled else "Deferred from"
        carried = f"{how} {formatted(origin.local(origin.starts_at), 'F j')}" if origin else ""
        return ". ".join(filter(None, [LANES[self.lane], carried, LATE if self.late else "", self.line.reason]))

    @property
    def lane(self) -> Lane:
        return Lane(self.item.lane)


def parts_for(meeting: Meeting, user: User) -> list[Part]:
    """The parts of its body in which `user` sits, those that have ended too, in their order."""
    return _in_order(Part.objects.sat_in_by(user).filter(body=meeting.body_id))


def parts_shown(meeting: Meeting, user: User) -> list[Part]:
    """The same for whom `visible_to` has given the meeting, and so its body."""
    return _in_order(Part.objects.sat_in_at(user, meeting))


def _in_order(parts: QuerySet[Part]) -> list[Part]:
    return sorted(parts, key=lambda part: part.place)


def entries(
    meeting: Meeting, user: User, state: ItemState = ItemState.LISTED, parts: Iterable[Part] | None = None
) -> list[Entry]:
    """The items of one state that `user` may see, by part and in order, numbered in each from 1 without a gap.

    `parts` are those of `parts_for` or `parts_shown`, where a page has asked for them already.
    """
    return shelves(meeting, user, state, parts=parts)[state]


def shelves(
    meeting: Meeting,
    user: User,
    *states: ItemState,
    parts: Iterable[Part] | None = None,
    among: Collection[UUID] | None = None,
) -> dict[ItemState, list[Entry]]:
    """The items of each state as in `entries`, in one query and one look at each source; if given, of those `among`."""
    sat_in = {part.pk: part for part in (parts_for(meeting, user) if parts is None else parts)}
    series = Series.objects.filter(pk=meeting.series_id) if meeting.series_id else Series.objects.none()
    found = (
        # Of a meeting and a part behind their own walls, keys: what is known already is not joined.
        AgendaItem.objects.filter(RecordNotKeptFromMe("record"), meeting=Whichever(meeting.pk))
        .filter(Q() if among is None else Q(pk__in=among), state__in=[Constant(state) for state in states])
        # Of a person, the words: three objects for each item are most of what it takes to read one.
        .annotate(presenter_name=F("presenter__user__name"), presenter_agency=F("presenter__agency__name"))
        # Few have one, and a join behind the wall costs the others as much.
        .prefetch_related("carried_from", "deferred_to")
        .annotate(cut_off_days=Subquery(series.values("cut_off_days")))
        .order_by("position")
    )
    items = [item for item in found if item.part_id in sat_in]
    for item in items:
        item.meeting, item.part = meeting, sat_in[item.part_id]
    lines = lines_of(items, user)
    held: dict[ItemState, list[Entry]] = {state: [] for state in states}
    last: Counter[tuple[str, UUID]] = Counter()
    used: Counter[str] = Counter()
    lanes = list(LANES)
    for item in sorted(items, key=lambda one: (one.part.place, lanes.index(Lane(one.lane)))):
        if item.record in lines:
            last[item.state, item.part_id] += 1
            used[item.state] += item.time
            number, late = last[item.state, item.part_id], _is_late(item, meeting)
            entry = Entry(number, item, lines[item.record], late, used[item.state])
            held[ItemState(item.state)].append(entry)
    return held


def _is_late(item: AgendaItem, meeting: Meeting) -> bool:
    """Whether it came new to this agenda after the cut-off; what an earlier meeting left over did not.

    The cut-off is when it was closed, and until then the series' days before. A special staffing has none.
    """
    days = getattr(item, "cut_off_days", None)
    cut_off = meeting.closed_at or (None if days is None else meeting.starts_at - timedelta(days=days))
    return bool(cut_off and item.carried_from_id is None and item.came_at and item.came_at > cut_off)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a meeting with what one reader sees in it."""

    part: Part
    entries: tuple[Entry, ...]

    @property
    def minutes(self) -> int:
        return sum(entry.item.time for entry in self.entries)

    @property
    def lanes(self) -> list[tuple[str, list[Entry]]]:
        """The lanes that hold something, each with its name."""
        by_lane = ((lane, [one for one in self.entries if one.lane == lane]) for lane in LANES)
        return [(str(lane.label), held) for lane, held in by_lane if held]


def sections(
    meeting: Meeting, user: User, shown: Sequence[Entry], parts: Iterable[Part] | None = None
) -> list[Section]:
    """`shown` by part, in the order of the parts: those that stand and those that still hold something."""
    held = {entry.item.part_id: entry.item.part for entry in shown}
    for part in parts_for(meeting, user) if parts is None else parts:
        if part.ended_at is None and meeting.only_part_id in (None, part.pk):
            held[part.pk] = part
    return [
        Section(part, tuple(entry for entry in shown if entry.item.part_id == part.pk))
        for part in sorted(held.values(), key=lambda part: part.place)
    ]


def opened(kind: str, meeting: Meeting, shown: Sequence[Entry], user: Acts) -> list[Entry]:
    """`shown` with the words that are sealed, once the one event of this look, `kind`, is written.

    Raises:
        LedgerUnavailable, WordsBroken: as `audit.opening.opening`.
    """
    sealed = [entry.line.sealed for entry in shown if entry.line.sealed]
    beside: list[Recorded] = [meeting, *(entry.line for entry in shown if not entry.line.sealed)]
    with opening(sealed, by=user, purpose="agenda", kind=kind, beside=beside) as words:
        return [_worded(entry, words) for entry in shown]


def _worded(entry: Entry, words: Words) -> Entry:
    if entry.line.sealed is None:
        return entry
    return replace(entry, line=replace(entry.line, title=words.read(entry.line.sealed, "words")))


def lines_of(items: Sequence[AgendaItem], user: User) -> dict[UUID, Line]:
    """By record, what each item's source shows `user` at this moment; nothing where it shows nothing."""
    lines: dict[UUID, Line] = {}
    for source in sources():
        own = [item for item in items if _SHOWN_BY.get(item.source, item.source) == source.key]
        if own:
            lines |= source.present(own, user)
    return lines


def sheet(meeting: Meeting, section: Section, user: User) -> Sheet:
    """The words of one part of an agenda for `user`, as the page, the print and the PDF show them."""
    return Sheet(
        body=meeting.body.name,
        when=when(meeting),
        place=meeting.place,
        status=status_of(meeting),
        part=section.part.get_kind_display(),
        shield=SHIELDS[PartBasis(section.part.basis)],
        rows=tuple(_row(entry) for entry in section.entries),
        printed=printed_by(meeting, user),
    )


def printed_by(meeting: Meeting, user: User) -> str:
    """Who had a paper made, and when."""
    return f"Printed by {user.name}, {user.place.agency.name}, {_minute(meeting, timezone.now())}"


def status_of(meeting: Meeting) -> str:
    """What stands above an agenda that is not in force; nothing above one that is."""
    notes = {State.PUBLISHED: "", State.CANCELLED: NOT_HELD}
    return notes.get(State(meeting.state), DRAFT)


def _row(entry: Entry) -> Row:
    return Row(
        number=entry.number,
        code=entry.line.code,
        title=entry.line.title,
        detail=entry.line.detail,
        reason=entry.reason,
        presenter=entry.presenter,
        minutes=entry.item.time,
        url=entry.line.url,
        step_back=reverse("step-back", args=[entry.item.meeting_id, entry.item.pk]),
    )


def named(person: Membership | None) -> str:
    """A person of the team with their agency: "Dana R., Eastside"."""
    return f"{person.user.name}, {person.agency.name}" if person else ""


def when(meeting: Meeting) -> str:
    """The time of a meeting in the room's zone: "Thursday, November 5, 2026, noon to 2 p.m. PST"."""
    start, end = meeting.local(meeting.starts_at), meeting.local(meeting.ends_at)
    return f"{formatted(start, 'l, F j, Y, P')} to {formatted(end, 'P T')}"


def _minute(meeting: Meeting, moment: datetime) -> str:
    return formatted(meeting.local(moment), "F j, Y, P T")
