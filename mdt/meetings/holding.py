"""A meeting as it is held, for one reader: its items with what came of them, who writes, who is in the room."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.models import Group
from django.utils import timezone

from audit.ledger import Recorded
from audit.opening import Words, opening
from mdt.meetings.agenda import Entry, shelves, sources
from mdt.meetings.models import (
    Acknowledgement,
    Attendance,
    HoldingRules,
    ItemState,
    Lane,
    Lease,
    Meeting,
    Outcome,
    PartKind,
    Result,
    Sitting,
    Statement,
    Task,
)
from mdt.meetings.turns import NO_TIME, Spent, spent_on
from mdt.team.models import Membership, User
from mdt.team.sectors import Sector
from privacy.wall import acting_as

YEARLY = timedelta(days=365)
STATEMENT = (
    "What is said here about people stays here. I will not pass it on, write it elsewhere or look anybody up because "
    "of it, unless the law requires it or the agency that spoke of it agrees. If I know the person, I say so and step "
    "out. This agreement takes the place of no release: what needs a person's release still needs it."
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One item of a meeting that is held or over, with what came of it."""

    entry: Entry
    title: str
    outcome: Outcome | None = None
    words: str = ""
    tasks: tuple[Task, ...] = ()
    seconds: int = 0
    now: bool = False

    @property
    def result(self) -> str:
        return Result(self.outcome.result).label if self.outcome and self.outcome.result else ""

    @property
    def done(self) -> bool:
        return bool(self.outcome and (self.outcome.result or self.outcome.words))

    @property
    def minutes_used(self) -> int:
        return round(self.seconds / 60)


def on_the_table(meeting: Meeting, user: User, among: Collection[UUID] | None = None) -> list[Entry]:
    """What the meeting spoke of, as `user` may see it: its agenda and what it put off itself, without a gap.

    If given, only of the items `among`.
    """
    held = shelves(meeting, user, ItemState.LISTED, ItemState.DEFERRED, among=among)
    put_off = set(
        Outcome.objects.filter(item__in=[one.item.pk for one in held[ItemState.DEFERRED]]).values_list("item")
    )
    shown = [*held[ItemState.LISTED], *(one for one in held[ItemState.DEFERRED] if (one.item.pk,) in put_off)]
    shown.sort(key=lambda one: (one.item.part.place, list(Lane).index(Lane(one.item.lane)), one.item.position))
    return numbered(shown)


def numbered(shown: Sequence[Entry]) -> list[Entry]:
    """The same entries, numbered in each part from 1."""
    last: Counter[UUID] = Counter()
    made = []
    for one in shown:
        last[one.item.part_id] += 1
        made.append(replace(one, number=last[one.item.part_id]))
    return made


@dataclass(frozen=True)
class Came:
    """What came of some items, before any of its words are opened."""

    outcomes: dict[UUID, Outcome]
    tasks: dict[UUID, list[Task]]

    @classmethod
    def of(cls, shown: Sequence[Entry]) -> "Came":
        """Two queries, for items that the reader sees."""
        keys = [entry.item.pk for entry in shown]
        outcomes = {one.item_id: one for one in Outcome.objects.filter(item__in=keys)}
        tasks: dict[UUID, list[Task]] = defaultdict(list)
        given = Task.objects.filter(item__in=keys).select_related("agency", "person__user", "person__agency")
        for task in given.order_by("due_on", "pk"):
            tasks[task.item_id].append(task)
        return cls(outcomes, tasks)

    def sealed(self, shown: Sequence[Entry]) -> list[Outcome]:
        """The outcomes that have words."""
        found = [self.outcomes.get(entry.item.pk) for entry in shown]
        return [outcome for outcome in found if outcome and outcome.words is not None]

    def spoken(self, entry: Entry, words: Words, spent: Spent = NO_TIME) -> Spoken:
        """One item in words, while they are open."""
        key, line = entry.item.pk, entry.line
        outcome = self.outcomes.get(key)
        said: str = (words.read(outcome, "words") if outcome else None) or ""
        title: str = words.read(line.sealed, "words") if line.sealed else line.title
        tasks, seconds = tuple(self.tasks.get(key, ())), spent.seconds.get(key, 0)
        return Spoken(entry, title, outcome, said, tasks, seconds, key == spent.now)


def shown_items(
    kind: str, meeting: Meeting, shown: Sequence[Entry], user: User, *, among: Sequence[Entry] | None = None
) -> list[Spoken]:
    """Items with what came of them, once the one event of this look, `kind`, is written.

    Their times are those that they have `among` all that the reader sees of the meeting, if that is more.

    Raises:
        LedgerUnavailable, WordsBroken: as `audit.opening.opening`.
    """
    came, spent = Came.of(shown), spent_on(meeting, shown if among is None else among)
    lines = [entry.line.sealed for entry in shown if entry.line.sealed]
    beside: list[Recorded] = [meeting, *(entry.line for entry in shown if not entry.line.sealed)]
    with opening([*lines, *came.sealed(shown)], by=user, purpose="meeting", kind=kind, beside=beside) as words:
        return [came.spoken(entry, words, spent) for entry in shown]


# Who writes -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Writing:
    """The lease of a meeting as one person finds it: theirs until somebody takes it, free for others once it ended."""

    lease: Lease
    mine: bool
    free: bool

    @classmethod
    def of(cls, meeting: Meeting, user: User) -> "Writing | None":
        lease = Lease.objects.select_related("holder__user", "holder__agency").filter(meeting=meeting).first()
        if lease is None:
            return None
        free = lease.holder_id is None or lease.until <= timezone.now()
        return cls(lease, lease.holder_id == user.place.pk, free)


def sitting_of(meeting: Meeting) -> Sitting | None:
    rows = Sitting.objects.select_related("started_by__user", "ended_by__user").filter(meeting=meeting)
    return rows.first()


# Who is in the room -----------------------------------------------------------------------------------------


def attendance_of(meeting: Meeting) -> list[Attendance]:
    """Everybody who was marked, members by agency and name, then guests."""
    rows = Attendance.objects.filter(meeting=meeting).select_related("person__user", "agency")
    return sorted(
        rows,
        key=lambda row: (
            row.person is None,
            row.agency.name if row.agency else "",
            row.person.user.name if row.person else "",
            row.pk,
        ),
    )


@dataclass(frozen=True)
class Room:
    """Counts for whoever runs the meeting; they are on the page and in no file."""

    by_sector: tuple[tuple[str, int], ...]
    people: int
    guests: int
    missing: tuple[str, ...]

    @classmethod
    def of(cls, meeting: Meeting, rows: Sequence[Attendance]) -> "Room":
        """Who is here now, by discipline, and which disciplines of the quorum are not."""
        here = [row for row in rows if row.here]
        count: Counter[str] = Counter()
        for row in here:
            count[row.sector] += row.guests or 1
        rules = HoldingRules.objects.filter(body=meeting.body_id).first()
        members = {row.sector for row in here if row.person_id}
        return cls(
            by_sector=tuple((sector.label, count[sector]) for sector in Sector if count[sector]),
            people=sum(1 for row in here if row.person_id),
            guests=sum(row.guests for row in here),
            missing=tuple(Sector(one).label for one in (rules.quorum if rules else ()) if one not in members),
        )


def seated(place: Membership) -> User:
    """A member as their own requests in this team would find them, wherever else they work just now."""
    user = User.objects.get(pk=place.user_id)
    user.current = place
    groups = Group.objects.filter(user=user, desk__agency=place.agency_id)
    user.__dict__["desk_groups_now"] = sorted(groups.values_list("pk", flat=True))
    return user


def for_the_room(meeting: Meeting, user: User, rows: Sequence[Attendance]) -> list[Entry]:
    """Of what `user` sees, what everybody in the room may see at this moment (adr/0096).

    Each member is asked for behind their own wall. Guests see nothing but what a source says is everybody's, in an open
    part; with nobody marked there is nobody to show it to.
    """
    here = [row for row in rows if row.here]
    shown = on_the_table(meeting, user) if here else []
    for place in [row.person for row in here if row.person]:
        other = seated(place)
        with acting_as(other):
            # Only of what is left: what others see besides would make this page slower for who does not see it.
            among = [entry.item.pk for entry in shown]
            theirs = {entry.item.pk for entry in on_the_table(meeting, other, among)} if _may_see(other) else set()
        shown = [entry for entry in shown if entry.item.pk in theirs]
    if any(row.guests for row in here):
        public = {source.key for source in sources() if source.for_guests}
        shown = [one for one in shown if one.item.part.kind == PartKind.OPEN and one.item.source in public]
    return numbered(shown)


def _may_see(user: User) -> bool:
    """Somebody who was turned off or has left since sees nothing any more, though they are marked as here."""
    place = user.place
    return place.ended_at is None and place.agency.suspended_at is None and user.has_perm("meetings.read")


# What is agreed ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Agreed:
    """The team's statement, and when somebody last said that they keep to it."""

    statement: Statement | None
    last: datetime | None

    @property
    def words(self) -> str:
        return self.statement.words if self.statement else STATEMENT

    @property
    def due(self) -> bool:
        """They have never said so, not for a year, or not to these words."""
        return self.last is None or self.last <= timezone.now() - YEARLY

    @classmethod
    def of(cls, user: User) -> "Agreed":
        team = user.place.team_id
        statement = Statement.objects.filter(team=team).order_by("-set_at", "-pk").first()
        mine = Acknowledgement.objects.filter(person=user.place, meeting=None, statement=statement)
        return cls(statement, mine.order_by("-at").values_list("at", flat=True).first())


def agreed_in(meeting: Meeting, rows: Sequence[Attendance]) -> dict[UUID, datetime]:
    """Since when each row keeps to the statement in this meeting: members by their own word or aloud, guests aloud."""
    said = dict(Acknowledgement.objects.filter(meeting=meeting).values_list("person", "at"))
    held = {row.pk: row.agreed_at or (said.get(row.person_id) if row.person_id else None) for row in rows}
    return {key: at for key, at in held.items() if at}


def present_in_words(row: Attendance, organisation: str = "") -> str:
    """One row as minutes and pages say it: "Dana R., Eastside", or "2 guests, Eastside School"."""
    if row.person and row.agency:
        return f"{row.person.user.name}, {row.agency.name}"
    many = "1 guest" if row.guests == 1 else f"{row.guests} guests"
    return f"{many}, {organisation}" if organisation else many
