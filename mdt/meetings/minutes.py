"""The minutes of a meeting as one reader sees them, by part: what the page, the print and the PDF all say.

Drafted from the outcomes, so there is no second text that could differ. What the reader may not see leaves no number,
gap or count; what an action became later changes nothing, since tasks keep what was given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.dateformat import format as formatted

from audit.ledger import Recorded
from audit.opening import Words, opening
from mdt.counted import counted
from mdt.meetings.actions.minutes import disposal_of, years_kept
from mdt.meetings.agenda import SHIELDS, Entry, Section, named, printed_by, sections, when
from mdt.meetings.holding import Came, Spoken, attendance_of, on_the_table, present_in_words, sitting_of
from mdt.meetings.models import (
    Addendum,
    Attendance,
    Meeting,
    Minutes,
    Part,
    PartBasis,
    PartKind,
    Sitting,
    Task,
)
from mdt.meetings.policies import may_dispose_of
from mdt.meetings.recusals import recusals_of
from mdt.team.models import User

DRAFT = "Draft. Not approved yet."
NOBODY = "Nobody was marked as present."
NOTHING = "Nothing is in this part for you."
DISPOSED_OF = "Disposed of."


@dataclass(frozen=True, slots=True)
class MinutesRow:
    """One item with what came of it."""

    number: int
    code: str
    title: str
    result: str
    words: str
    tasks: tuple[str, ...]
    stepped_back: str = ""


@dataclass(frozen=True, slots=True)
class Addition:
    """A dated correction, and what it is about."""

    said: str
    words: str


@dataclass(frozen=True, slots=True)
class MinutesSheet:
    """One part of the minutes; all words are ready to be shown."""

    body: str
    when: str
    place: str
    held: str
    status: str
    part: str
    shield: str
    present: tuple[str, ...]
    rows: tuple[MinutesRow, ...]
    additions: tuple[Addition, ...]
    kept: str
    printed: str
    nobody: str
    empty: str
    title: str = "Minutes"


def minutes_of(
    kind: str, meeting: Meeting, user: User, only: Part | None = None
) -> list[tuple[Part, Minutes | None, MinutesSheet]]:
    """The parts that `user` reads, once the one event of this look is written: drafts only for who prepares.

    Raises:
        LedgerUnavailable, WordsBroken: as `audit.opening.opening`.
    """
    approved = {one.part_id: one for one in _approved(meeting)}
    gone = {part for part, one in approved.items() if one.disposed_at}
    shown = [entry for entry in on_the_table(meeting, user) if entry.item.part_id not in gone]
    made = [one for one in sections(meeting, user, shown) if only is None or one.part == only]
    entries = [entry for section in made for entry in section.entries]
    rows = attendance_of(meeting) if any(one.part.pk not in gone for one in made) else []
    came, sitting = Came.of(entries), sitting_of(meeting)
    additions = list(Addendum.objects.filter(minutes__in=approved.values()).select_related("by__user", "by__agency"))
    theirs = [one for one in additions if one.item_id is None or one.item_id in {entry.item.pk for entry in entries}]
    told = [one for one in theirs if one.minutes_id in {m.pk for m in approved.values() if only in (None, m.part)}]
    sealed = [
        *(entry.line.sealed for entry in entries if entry.line.sealed),
        *came.sealed(entries),
        *(row for row in rows if row.words is not None),
        *told,
    ]
    beside: list[Recorded] = [meeting, *(approved[one.part.pk] for one in made if one.part.pk in approved)]
    beside += [entry.line for entry in entries if not entry.line.sealed]
    with opening(sealed, by=user, purpose="minutes", kind=kind, beside=beside) as words:
        book = _Book(meeting, user, sitting, _present(rows, words), _stepped_back(meeting, entries, user))
        return [
            (section.part, approved.get(section.part.pk), book.sheet(section, came, words, approved, told))
            for section in made
        ]


def past_their_date(user: User) -> list[Minutes]:
    """The minutes that `user` may dispose of now, the longest due first."""
    now = timezone.now()
    known = Minutes.objects.filter(
        meeting__in=Meeting.objects.visible_to(user), part__in=Part.objects.sat_in_by(user), disposed_at=None
    )
    # Roughly, since each room has a clock of its own, which decides below.
    tomorrow = (now + timedelta(days=1)).date()
    due = known.filter(dispose_on__lte=tomorrow).select_related("part", "meeting__body__room")
    ordered = due.order_by("dispose_on", "meeting__starts_at", "part__kind", "pk")
    return [one for one in ordered if may_dispose_of(user, one, now) is None]


def _approved(meeting: Meeting) -> list[Minutes]:
    rows = Minutes.objects.filter(meeting=meeting).select_related(
        "approved_by__user", "approved_by__agency", "disposed_by__user", "disposed_by__agency", "part"
    )
    return list(rows)


def _stepped_back(meeting: Meeting, shown: Sequence[Entry], user: User) -> dict[UUID, str]:
    """Who had stepped back from which record, for those who see the record; why is not written."""
    said = recusals_of(meeting, [entry.item.record for entry in shown], user)
    return {record: f"Stepped back: {'; '.join(one.person for one in people)}." for record, people in said.items()}


def _present(rows: Sequence[Attendance], words: Words) -> tuple[str, ...]:
    """By discipline: "Health: Dana R., Eastside; 2 guests"."""
    by_sector: dict[str, list[str]] = {}
    for row in rows:
        organisation = (words.read(row, "words") if row.words is not None else None) or ""
        by_sector.setdefault(row.get_sector_display(), []).append(present_in_words(row, organisation))
    return tuple(f"{sector}: {'; '.join(people)}" for sector, people in sorted(by_sector.items()))


@dataclass(frozen=True)
class _Book:
    """What all parts of one reader's minutes share."""

    meeting: Meeting
    user: User
    sitting: Sitting | None
    present: tuple[str, ...]
    stepped_back: dict[UUID, str]

    def sheet(
        self,
        section: Section,
        came: Came,
        words: Words,
        approved: dict[UUID, Minutes],
        additions: Sequence[Addendum],
    ) -> MinutesSheet:
        minutes = approved.get(section.part.pk)
        numbers = {entry.item.pk: entry.number for entry in section.entries}
        own = [one for one in additions if minutes and one.minutes_id == minutes.pk]
        gone = bool(minutes and minutes.disposed_at)
        return MinutesSheet(
            body=self.meeting.body.name,
            when=when(self.meeting),
            place=self.meeting.place,
            held=self._held(),
            status=self._status(minutes),
            part=section.part.get_kind_display(),
            shield=SHIELDS[PartBasis(section.part.basis)],
            present=() if gone else self.present,
            nobody=DISPOSED_OF if gone else NOBODY,
            rows=tuple(
                _row(came.spoken(entry, words), self.stepped_back.get(entry.item.record, ""))
                for entry in section.entries
            ),
            additions=tuple(
                Addition(self._added(one, numbers.get(one.item_id) if one.item_id else None), words.read(one, "words"))
                for one in sorted(own, key=lambda one: (one.at, one.pk))
            ),
            kept=self._kept(section.part, minutes),
            printed=printed_by(self.meeting, self.user),
            empty=DISPOSED_OF if gone else NOTHING,
        )

    def _held(self) -> str:
        if self.sitting is None:
            return "Not held yet."
        ended = f", ended at {self._clock(self.sitting.ended_at)}" if self.sitting.ended_at else ", in progress"
        return f"Started at {self._clock(self.sitting.started_at)}{ended}."

    def _clock(self, moment: datetime) -> str:
        return formatted(self.meeting.local(moment), "P T")

    def _status(self, minutes: Minutes | None) -> str:
        if minutes is None:
            return DRAFT
        said = f"Approved by {named(minutes.approved_by)}, on {self._day(minutes.approved_at)}."
        if minutes.disposed_at:
            said += f" Disposed of by {named(minutes.disposed_by)}, on {self._day(minutes.disposed_at)}."
        return said

    def _day(self, moment: datetime) -> str:
        return formatted(self.meeting.local(moment), "F j, Y, P T")

    def _added(self, addendum: Addendum, number: int | None) -> str:
        about = f" About item {number}." if number else ""
        return f"Added on {self._day(addendum.at)} by {named(addendum.by)}.{about}"

    def _kept(self, part: Part, minutes: Minutes | None) -> str:
        """The date of disposal, by the type of these minutes."""
        kind = PartKind(part.kind)
        day = minutes.dispose_on if minutes else disposal_of(self.meeting, part)
        years = counted(years_kept(self.meeting.body, kind), "year")
        how = "" if minutes else f" (minutes of this kind are kept for {years})"
        if minutes and minutes.disposed_at:
            return f"They were to be kept until {formatted(day, 'F j, Y')}: {kind.label.lower()}."
        return f"To be disposed of on {formatted(day, 'F j, Y')}: {kind.label.lower()}{how}."


def _row(one: Spoken, stepped_back: str) -> MinutesRow:
    return MinutesRow(
        number=one.entry.number,
        code=one.entry.line.code,
        title=one.title,
        result=one.result or "Nothing recorded",
        words=one.words,
        tasks=tuple(_task(task) for task in one.tasks),
        stepped_back=stepped_back,
    )


def _task(task: Task) -> str:
    owner = named(task.person) or task.agency.name
    return f"Action: {task.get_kind_display()}. {owner}, due {formatted(task.due_on, 'F j, Y')}."
