"""Deadlines in business hours, worked out by hand with the calendars of 2026 and 2027 for Oregon."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from mdt.hours.business import Hours, deadline, opening_of

LOCAL = ZoneInfo("America/Los_Angeles")
OFFICE = Hours(LOCAL)
DAY_AND_NIGHT = Hours(LOCAL, always_open=True)


def closed(*days: tuple[date, date]) -> Hours:
    return Hours(LOCAL, closed=days)


WEEK = closed((date(2026, 9, 21), date(2026, 9, 25)))
COUNTY_DAY = closed((date(2026, 11, 27), date(2026, 11, 27)))

# Office hours are 8 to 17, nine hours a day. Times are the county's own.
TABLE = [
    ("within a day", OFFICE, (2026, 9, 14, 9, 0), 4, (2026, 9, 14, 13, 0)),
    ("to the last minute of the day", OFFICE, (2026, 9, 14, 13, 0), 4, (2026, 9, 14, 17, 0)),
    ("one minute later is the next day", OFFICE, (2026, 9, 14, 13, 1), 4, (2026, 9, 15, 8, 1)),
    ("before it opens", OFFICE, (2026, 9, 14, 5, 30), 4, (2026, 9, 14, 12, 0)),
    ("after it closed", OFFICE, (2026, 9, 14, 22, 0), 4, (2026, 9, 15, 12, 0)),
    ("Friday 16:59, four hours", OFFICE, (2026, 9, 18, 16, 59), 4, (2026, 9, 21, 11, 59)),
    ("Friday 16:59, two days", OFFICE, (2026, 9, 18, 16, 59), 18, (2026, 9, 22, 16, 59)),
    ("Friday 17:00 is Monday's opening", OFFICE, (2026, 9, 18, 17, 0), 18, (2026, 9, 22, 17, 0)),
    ("five days", OFFICE, (2026, 9, 14, 9, 0), 45, (2026, 9, 21, 9, 0)),
    ("Saturday night", OFFICE, (2026, 9, 19, 23, 0), 1, (2026, 9, 21, 9, 0)),
    ("over Labor Day", OFFICE, (2026, 9, 4, 16, 0), 4, (2026, 9, 8, 11, 0)),
    ("on Veterans Day itself", OFFICE, (2026, 11, 11, 10, 0), 4, (2026, 11, 12, 12, 0)),
    ("the Fourth on a Saturday is observed on Friday", OFFICE, (2026, 7, 2, 16, 0), 4, (2026, 7, 6, 11, 0)),
    ("New Year of 2028 is observed in 2027", OFFICE, (2027, 12, 30, 16, 0), 4, (2028, 1, 3, 11, 0)),
    ("over the year's end", OFFICE, (2026, 12, 31, 16, 0), 4, (2027, 1, 4, 11, 0)),
    ("the day after Thanksgiving is a working day", OFFICE, (2026, 11, 25, 16, 0), 4, (2026, 11, 27, 11, 0)),
    ("unless the county closes it", COUNTY_DAY, (2026, 11, 25, 16, 0), 4, (2026, 11, 30, 11, 0)),
    ("closed all week", WEEK, (2026, 9, 18, 16, 59), 4, (2026, 9, 28, 11, 59)),
    ("sent while closed", WEEK, (2026, 9, 23, 10, 0), 4, (2026, 9, 28, 12, 0)),
    ("over the beginning of DST", OFFICE, (2026, 3, 6, 16, 0), 4, (2026, 3, 9, 11, 0)),
    ("over the end of DST", OFFICE, (2026, 10, 30, 16, 0), 4, (2026, 11, 2, 11, 0)),
    ("day and night, at night", DAY_AND_NIGHT, (2026, 9, 18, 23, 30), 4, (2026, 9, 19, 3, 30)),
    ("day and night, on a holiday", DAY_AND_NIGHT, (2026, 12, 25, 12, 0), 4, (2026, 12, 25, 16, 0)),
    ("day and night, the hour that is not there", DAY_AND_NIGHT, (2026, 3, 8, 1, 30), 4, (2026, 3, 8, 6, 30)),
    ("day and night, the hour that comes twice", DAY_AND_NIGHT, (2026, 11, 1, 0, 30), 4, (2026, 11, 1, 3, 30)),
]


@pytest.mark.parametrize(
    ("start", "hours", "due", "at"), [(s, h, d, at) for _, at, s, h, d in TABLE], ids=[row[0] for row in TABLE]
)
def test_the_table_of_deadlines(start: tuple[int, ...], hours: int, due: tuple[int, ...], at: Hours) -> None:
    began = datetime(*start, tzinfo=LOCAL)  # type: ignore[misc,arg-type]

    for moment in (began, began.astimezone(UTC)):
        assert deadline(moment, hours, at) == datetime(*due, tzinfo=LOCAL).astimezone(UTC)  # type: ignore[misc,arg-type]


def test_a_desk_that_works_at_night_goes_on_after_the_weekend() -> None:
    """Clocks change on a Sunday, on which it does not work: Friday has five of the hours, Monday the sixth."""
    night = Hours(LOCAL, opens=time(0), closes=time(6))

    assert deadline(datetime(2026, 3, 6, 1, 0, tzinfo=LOCAL), 6, night) == datetime(2026, 3, 9, 1, tzinfo=LOCAL)


def test_a_county_in_the_east_has_its_own_clock() -> None:
    east = Hours(ZoneInfo("America/Boise"))

    assert deadline(datetime(2026, 9, 14, 16, 0, tzinfo=UTC), 4, east) == datetime(2026, 9, 14, 20, 0, tzinfo=UTC)


def test_a_day_begins_when_the_desk_opens() -> None:
    assert opening_of(date(2026, 9, 14), OFFICE) == datetime(2026, 9, 14, 8, tzinfo=LOCAL)
    assert opening_of(date(2026, 9, 14), DAY_AND_NIGHT) == datetime(2026, 9, 14, tzinfo=LOCAL)
