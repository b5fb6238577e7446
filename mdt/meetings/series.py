"""When a series of meetings falls: a rule ("first Thursday, 12:00, Los Angeles"), its skips and its moves."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, rrule, weekday
from dateutil.tz import resolve_imaginary

from mdt.hours.business import holidays_of

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKS = {1: "First", 2: "Second", 3: "Third", 4: "Fourth", 5: "Fifth", -1: "Last"}
LONGEST_GAP = 12  # months between two meetings of one series

COUNTY_DAY = "A closed day of the county"

_SATURDAY = 5
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_TEXT = re.compile(r"FREQ=MONTHLY;INTERVAL=([1-9]\d?);BYDAY=([1-5]|-1)(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True, slots=True)
class Rule:
    """An nth weekday of every so many months, counted from the month of `starts_on`.

    `week` is a key of WEEKS (5: only in months that have five, -1: the last one), `day` is 0 for Monday,
    `every` is in months, 1 to 12. ValueError when a field is outside these.
    """

    week: int
    day: int
    every: int
    starts_on: date

    def __post_init__(self) -> None:
        if self.week not in WEEKS or self.day not in range(7) or self.every not in range(1, LONGEST_GAP + 1):
            raise ValueError(f"No such rule: week {self.week}, day {self.day}, every {self.every} months")

    @classmethod
    def parse(cls, text: str, starts_on: date) -> "Rule":
        """The rule in an RRULE that `str(rule)` wrote (RFC 5545, 3.3.10). ValueError for any other text."""
        found = _TEXT.fullmatch(text)
        if found is None:
            raise ValueError("Not a rule of a series")
        every, week, code = found.groups()
        return cls(int(week), _CODES.index(code), int(every), starts_on)

    def __str__(self) -> str:
        return f"FREQ=MONTHLY;INTERVAL={self.every};BYDAY={self.week}{_CODES[self.day]}"

    @property
    def words(self) -> str:
        """As a person says it: "First Thursday of each month"."""
        months = "each month" if self.every == 1 else f"every {self.every} months"
        return f"{WEEKS[self.week]} {WEEKDAYS[self.day]} of {months}"

    def dates(self) -> Iterator[date]:
        """Each date of the rule, from `starts_on` on, without end."""
        # The interval counts from the first of that month; from a later day, short months would be lost.
        first = datetime.combine(self.starts_on.replace(day=1), time())
        for day in rrule(
            MONTHLY, interval=self.every, byweekday=weekday(self.day, self.week), dtstart=first, cache=False
        ):
            if day.date() >= self.starts_on:
                yield day.date()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting date. `original` is the rule's own date, which stays its name when the meeting is moved."""

    original: date
    starts: datetime


@dataclass(frozen=True, slots=True)
class Timetable:
    """A rule at a local time and its exceptions: an original date maps to its new date or None (skipped)."""

    rule: Rule
    at: time
    zone: ZoneInfo
    changes: Mapping[date, date | None] = field(default_factory=dict)
    county_days: Collection[date] = frozenset()
    on_holiday: str = "hold"

    def why_closed(self, day: date) -> str:
        """The holiday that a day is, or that the county is closed; nothing for any other day."""
        return holidays_of(day.year).get(day, COUNTY_DAY if day in self.county_days else "")

    def day_of(self, original: date) -> date | None:
        """On which day the rule's own date is held, None when on none. What a person changed goes before holidays."""
        if original in self.changes:
            return self.changes[original]
        if self.on_holiday == "hold" or not self.why_closed(original):
            return original
        if self.on_holiday == "skip":
            return None
        step = timedelta(days=7 if self.on_holiday == "week_later" else 1)
        day = original + step
        while self.why_closed(day) or day.weekday() >= _SATURDAY > original.weekday():
            day += step
        return day

    def occurrences(self, after: datetime, count: int) -> list[Occurrence]:
        """The next `count` occurrences that start after `after`, in order of their starts (UTC)."""
        # A move may pass its neighbours, so look at as many more dates as there are exceptions.
        kept = (o for o in self._all() if o.starts > after)
        return sorted(islice(kept, count + len(self.changes)), key=lambda o: (o.starts, o.original))[:count]

    def start_of(self, original: date) -> datetime | None:
        """When the rule's own date is held (UTC); None when it is skipped or is no date of the rule."""
        upto = takewhile(lambda day: day <= original, self.rule.dates())
        if original not in upto:
            return None
        moved = self.day_of(original)
        return self._start(moved) if moved else None

    def _all(self) -> Iterator[Occurrence]:
        for original in self.rule.dates():
            moved = self.day_of(original)
            if moved is not None:
                yield Occurrence(original, self._start(moved))

    def _start(self, day: date) -> datetime:
        return instant(day, self.at, self.zone)


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A local time on a day as UTC; an hour that the clocks skip becomes the next one (RFC 5545)."""
    return resolve_imaginary(datetime.combine(day, at, zone)).astimezone(UTC)
