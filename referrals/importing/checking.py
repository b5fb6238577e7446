"""Checking the old log cell by cell: what may come in, and for what may not, where and why, never with the value."""

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils import timezone

from cases.profile import AgeGroup, Area, Concern, FirstContact, Gender, Language, Noticed, Profile, YesNo
from cases.releases.models import settings_of
from mdt.team.models import Desk, Team
from privacy.guard import KINDS, GuardUnavailable, Tier, judge
from privacy.guard.examination import allowed_phrases
from referrals.choices import CATEGORY_OF, State
from referrals.importing import words
from referrals.importing.spreadsheet import LogSheet, SourceRow

MAX_CELL = 1000
# What spreadsheet programs take for a formula at the beginning of a cell (OWASP, CSV injection).
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")

_EMPTY = "This is empty, and the log must say it."
_FORMULA = "This is a formula or begins like one. Write plain text that begins with a word or a number."
_LONG = f"This is longer than {MAX_CELL:,} characters."
_NO_DAY = "This day does not exist, or it is not written like 2026-08-03."
_NO_AGENCY = "This is not the name of an agency of this team with an open desk."
_NO_CHOICE = "This is not one of the words that we know for this column."
_TOO_EARLY = "The answer is dated before the referral was sent."
_TO_COME = "This day is still to come."
_NO_REASON = "A declined row must say why."
_NOT_CHECKED = "We could not check this for names and numbers. Try again."
_STRAY_REASON = "A reason is given, but the row is not declined."
_MISSING = "This column is missing."
_TWICE = "Two columns have this name."


class Refusal(NamedTuple):
    """One cell that may not come in. `column` is a name of the log, or the letter of a column that we do not know."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class LogRow:
    """One row of the log in our own terms. `note` has passed the guard; whether it is kept is the agency's to say."""

    number: int
    sent_on: date
    sender: Desk
    receiver: Desk
    service: str
    urgency: str
    profile: Profile
    state: State
    answered_on: date | None
    decline_reason: str
    note: str = field(repr=False)


@dataclass(frozen=True)
class Checked:
    """What came of a file. `left_out` are the letters of columns that are no part of a referral and are not kept."""

    rows: Sequence[LogRow]
    refusals: Sequence[Refusal]
    left_out: Sequence[str]
    # The categories that need a release whoever sends.
    bound: Sequence[str] = ()

    @property
    def waiting(self) -> int:
        """How many rows open to nobody else until there is a release for them."""
        return sum(
            1 for row in self.rows if row.sender.agency.release_bound or CATEGORY_OF.get(row.service) in self.bound
        )

    @property
    def refused(self) -> int:
        """How many rows of the spreadsheet are refused, the header counted as one."""
        return len({refusal.row for refusal in self.refusals})


def check(sheet: LogSheet, *, team: Team) -> Checked:
    """Check every cell, also of columns that are not kept. With a refused header no row is looked at."""
    checker = _Checker(sheet.header, _desks(team), timezone.localdate(timezone=ZoneInfo(team.time_zone)))
    if header := list(checker.header_refusals()):
        return Checked((), header, checker.left_out)
    rows, refusals = [], []
    for row in sheet.rows:
        found = list(checker.refusals(row))
        refusals += found
        if not found:
            rows.append(checker.accepted(row))
    return Checked(rows, refusals, checker.left_out, settings_of(team.pk).bound)


def _desks(team: Team) -> dict[str, Desk]:
    """By an agency's folded name, the desk that its rows belong to: the log names no desks, so its oldest open one."""
    desks = Desk.objects.filter(agency__memberships__team=team, agency__memberships__left_on=None, closed_at=None)
    newest_first = desks.filter(agency__suspended_at=None).select_related("agency").order_by("-pk")
    return {words.fold(desk.agency.name): desk for desk in newest_first}


def letter(place: int) -> str:
    """The letters over a spreadsheet's column; `place` counts from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class _Checker:
    """Knows the columns of one file and the desks of one team; asks the guard once about each text."""

    def __init__(self, header: Sequence[str], desks: Mapping[str, Desk], today: date) -> None:
        self.header = header
        self.today = today
        self.desks = desks
        self.names = [words.column_name(heading) for heading in header]
        self.places = {name: place for place, name in enumerate(self.names) if name in words.COLUMNS}
        self.left_out = [letter(place) for place, name in enumerate(self.names) if name not in words.COLUMNS]
        self._allowed = allowed_phrases() | {desk.agency.name for desk in desks.values()}
        self._judged: dict[str, str | None] = {}

    def header_refusals(self) -> Iterator[Refusal]:
        for place, name in enumerate(self.names):
            if name not in words.COLUMNS and (reason := self._words_reason(self.header[place])):
                yield Refusal(1, letter(place), reason)
            if name in words.COLUMNS and self.names.count(name) > 1:
                yield Refusal(1, name, _TWICE)
        for name in words.REQUIRED:
            if name not in self.names:
                yield Refusal(1, name, _MISSING)

    def refusals(self, row: SourceRow) -> Iterator[Refusal]:
        """Everything that keeps a row out, by column; at most one reason for a cell."""
        for place, cell in enumerate(row.cells):
            name = self.names[place] if place < len(self.names) else ""
            if reason := self._cell_reason(name, cell):
                yield Refusal(row.number, name if name in words.COLUMNS else letter(place), reason)
        for name in words.REQUIRED:
            if not self._cell(row, name):
                yield Refusal(row.number, name, _EMPTY)
        yield from self._contradictions(row)

    def _contradictions(self, row: SourceRow) -> Iterator[Refusal]:
        sent, answered = (words.read_day(self._cell(row, name)) for name in ("date_sent", "answered_on"))
        for name, day in (("date_sent", sent), ("answered_on", answered)):
            if day and day > self.today:
                yield Refusal(row.number, name, _TO_COME)
        if sent and answered and answered < sent:
            yield Refusal(row.number, "answered_on", _TOO_EARLY)
        declined = words.fold(self._cell(row, "status")) == "declined"
        if declined and not self._cell(row, "decline_reason"):
            yield Refusal(row.number, "decline_reason", _NO_REASON)
        if not declined and self._choice(row, "decline_reason"):
            yield Refusal(row.number, "decline_reason", _STRAY_REASON)

    def _cell(self, row: SourceRow, name: str) -> str:
        place = self.places.get(name, len(row.cells))
        return row.cells[place].strip() if place < len(row.cells) else ""

    def _choice(self, row: SourceRow, name: str) -> str:
        return words.CHOICES[name].get(words.fold(self._cell(row, name)), "")

    def _cell_reason(self, name: str, cell: str) -> str | None:
        """Why a cell may not come in. A coded column takes exactly our own words; all else is read by the guard."""
        if not cell.strip():
            return None
        if name in words.COLUMNS and name != "note":
            return None if self._is_known(name, cell) else _FORMULA if _is_formula(cell) else _unknown(name)
        return self._words_reason(cell)

    def _is_known(self, name: str, cell: str) -> bool:
        if name in words.DAYS:
            return words.read_day(cell) is not None
        if name in words.AGENCIES:
            return words.fold(cell) in self.desks
        return words.fold(cell) in words.CHOICES.get(name, ())

    def _words_reason(self, cell: str) -> str | None:
        if _is_formula(cell):
            return _FORMULA
        if len(cell) > MAX_CELL:
            return _LONG
        if cell not in self._judged:
            self._judged[cell] = _guard_reason(cell, self._allowed)
        return self._judged[cell]

    def accepted(self, row: SourceRow) -> LogRow:
        """A row without refusals, in our terms."""
        sent_on = words.read_day(self._cell(row, "date_sent"))
        assert sent_on is not None  # noqa: S101 - a row without a day was refused
        return LogRow(
            number=row.number,
            sent_on=sent_on,
            sender=self.desks[words.fold(self._cell(row, "from_agency"))],
            receiver=self.desks[words.fold(self._cell(row, "to_agency"))],
            service=self._choice(row, "help_needed"),
            urgency=self._choice(row, "how_soon"),
            profile=self._profile(row),
            state=State(self._choice(row, "status")),
            answered_on=words.read_day(self._cell(row, "answered_on")),
            decline_reason=self._choice(row, "decline_reason"),
            note=self._cell(row, "note"),
        )

    def _profile(self, row: SourceRow) -> Profile:
        noticed = self._choice(row, "noticed")
        return Profile(
            age_group=AgeGroup(self._choice(row, "age_group")),
            gender=Gender(self._choice(row, "gender")),
            language=Language(self._choice(row, "language")),
            concern=Concern(self._choice(row, "concern")),
            area=Area(self._choice(row, "area")),
            in_danger=YesNo(self._choice(row, "in_danger_now")),
            first_contact=FirstContact.NOT_KNOWN,
            noticed=Noticed(noticed) if noticed else None,
        )


def _is_formula(cell: str) -> bool:
    return unicodedata.normalize("NFKC", cell).lstrip(" ").startswith(_FORMULA_SIGNS)


def _unknown(name: str) -> str:
    return _NO_DAY if name in words.DAYS else _NO_AGENCY if name in words.AGENCIES else _NO_CHOICE


def _guard_reason(text: str, allowed: Collection[str]) -> str | None:
    """What the guard says of free words. Nobody can be asked about a doubt here, so it keeps the row out too."""
    try:
        report = judge(text, allowed=allowed)
    except GuardUnavailable:
        return _NOT_CHECKED
    if report.tier is Tier.CLEAN:
        return None
    found = KINDS[report.kinds(report.tier)[0]].words
    if report.tier is Tier.STOP:
        return f"This looks like {found}. Take it out."
    return f"This may be {found}. Take it out, or say it in other words."
