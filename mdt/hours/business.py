"""When an answer is due: business hours counted over a desk's own days, in its county's zone. Pure; no queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

_COUNTRY, _STATE = "US", "OR"
_SATURDAY = 5

# First and last day, both closed.
Closed = tuple[date, date]


@dataclass(frozen=True)
class Hours:
    """When a desk works: from `opens` to `closes` in `zone`, not on weekends, holidays and the days in `closed`.

    A desk that is `always_open` works at every hour of every day.
    """

    zone: ZoneInfo
    opens: time = time(8)
    closes: time = time(17)
    always_open: bool = False
    closed: Sequence[Closed] = ()


def deadline(start: datetime, hours: float, at: Hours) -> datetime:
    """The moment, in UTC, at which `hours` of the desk's working time after `start` are over.

    Hours are measured as they pass, so the night in which clocks are changed is neither longer nor shorter than it is.
    """
    left = timedelta(hours=hours)
    if at.always_open:
        return start.astimezone(UTC) + left
    day = start.astimezone(at.zone).date()
    # Closures are rows, so there are finitely many and the walk ends.
    while True:
        if is_working_day(day, at):
            begins = max(start, _at(day, at.opens, at.zone))
            ends = _at(day, at.closes, at.zone)
            if ends - begins >= left:
                return begins + left
            left -= max(ends - begins, timedelta(0))
        day += timedelta(days=1)


def opening_of(day: date, at: Hours) -> datetime:
    """When the desk begins to work on `day`, whether or not it works on it; `deadline` goes on from there."""
    return _at(day, time(0) if at.always_open else at.opens, at.zone)


def is_working_day(day: date, at: Hours) -> bool:
    if day.weekday() >= _SATURDAY or day in holidays_of(day.year):
        return False
    return not any(first <= day <= last for first, last in at.closed)


@lru_cache(maxsize=16)
def holidays_of(year: int) -> dict[date, str]:
    """The state's holidays of one year with their names, the days on which they are observed included."""
    return dict(sorted(holidays.country_holidays(_COUNTRY, subdiv=_STATE, years=year).items()))


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)
