"""The dates of a series: nth weekdays, summer time, skips, moves, and rules that are none."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from mdt.meetings.series import Rule, Timetable

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
FIRST_THURSDAY = Rule(week=1, day=3, every=1, starts_on=date(2026, 10, 1))


def noon(changes: dict[date, date | None] | None = None, rule: Rule = FIRST_THURSDAY) -> Timetable:
    return Timetable(rule, time(12), LOS_ANGELES, changes or {})


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def starts(timetable: Timetable, after: datetime, count: int) -> list[datetime]:
    return [occurrence.starts for occurrence in timetable.occurrences(after, count)]


def originals(timetable: Timetable, after: datetime, count: int) -> list[date]:
    return [occurrence.original for occurrence in timetable.occurrences(after, count)]


def test_noon_stays_noon_over_both_changes_of_the_clock():
    """2026: summer time ends on 1 November; 2027: it begins on 14 March."""
    assert starts(noon(), utc(2026, 9, 30), 7) == [
        utc(2026, 10, 1, 19),
        utc(2026, 11, 5, 20),
        utc(2026, 12, 3, 20),
        utc(2027, 1, 7, 20),
        utc(2027, 2, 4, 20),
        utc(2027, 3, 4, 20),
        utc(2027, 4, 1, 19),
    ]


def test_a_meeting_in_the_hour_that_the_clocks_skip_is_held_an_hour_later():
    """2:30 a.m. does not exist on 8 March 2026 in Los Angeles; it is read as 3:30 a.m. summer time."""
    second_sunday = Rule(week=2, day=6, every=1, starts_on=date(2026, 3, 1))
    night = Timetable(second_sunday, time(2, 30), LOS_ANGELES)
    assert starts(night, utc(2026, 3, 1), 1) == [utc(2026, 3, 8, 10, 30)]


def test_a_meeting_in_the_hour_that_comes_twice_is_held_the_first_time():
    first_sunday = Rule(week=1, day=6, every=1, starts_on=date(2026, 11, 1))
    night = Timetable(first_sunday, time(1, 30), LOS_ANGELES)
    assert starts(night, utc(2026, 11, 1), 1) == [utc(2026, 11, 1, 8, 30)]


def test_a_skipped_date_is_left_out_and_no_other_takes_its_place():
    assert starts(noon({date(2026, 12, 3): None}), utc(2026, 11, 1), 2) == [
        utc(2026, 11, 5, 20),
        utc(2027, 1, 7, 20),
    ]


def test_a_moved_date_keeps_its_own_name():
    moved = noon({date(2026, 11, 5): date(2026, 11, 12)}).occurrences(utc(2026, 11, 1), 1)[0]
    assert (moved.original, moved.starts) == (date(2026, 11, 5), utc(2026, 11, 12, 20))


def test_a_date_moved_over_the_end_of_summer_time_is_still_at_noon():
    assert starts(noon({date(2026, 11, 5): date(2026, 10, 29)}), utc(2026, 10, 2), 1) == [utc(2026, 10, 29, 19)]


def test_a_date_moved_past_its_neighbor_is_listed_by_when_it_is_held():
    moved = noon({date(2026, 11, 5): date(2026, 12, 10)})
    assert starts(moved, utc(2026, 10, 2), 2) == [utc(2026, 12, 3, 20), utc(2026, 12, 10, 20)]


def test_a_date_moved_before_its_neighbors_is_found_although_its_own_day_is_later():
    moved = noon({date(2027, 1, 7): date(2026, 11, 12)})
    assert starts(moved, utc(2026, 10, 2), 2) == [utc(2026, 11, 5, 20), utc(2026, 11, 12, 20)]


def test_a_meeting_that_has_begun_is_not_the_next_one():
    assert starts(noon(), utc(2026, 11, 5, 20), 1) == [utc(2026, 12, 3, 20)]


def test_months_without_a_fifth_monday_have_no_meeting():
    fifth_monday = noon(rule=Rule(week=5, day=0, every=1, starts_on=date(2026, 1, 1)))
    assert originals(fifth_monday, utc(2026, 1, 1), 4) == [
        date(2026, 3, 30),
        date(2026, 6, 29),
        date(2026, 8, 31),
        date(2026, 11, 30),
    ]


def test_the_last_friday_is_the_fourth_or_the_fifth():
    last_friday = noon(rule=Rule(week=-1, day=4, every=1, starts_on=date(2026, 10, 1)))
    assert originals(last_friday, utc(2026, 10, 1), 2) == [date(2026, 10, 30), date(2026, 11, 27)]


def test_every_third_month_counts_from_the_month_it_starts_in_even_late_in_that_month():
    """The first Thursday of October is before the start, so the first meeting is in January."""
    quarterly = noon(rule=Rule(week=1, day=3, every=3, starts_on=date(2026, 10, 20)))
    assert originals(quarterly, utc(2026, 10, 1), 2) == [date(2027, 1, 7), date(2027, 4, 1)]


def test_a_series_that_starts_on_the_31st_meets_in_short_months_too():
    from_january = noon(rule=Rule(week=1, day=3, every=1, starts_on=date(2027, 1, 31)))
    assert originals(from_january, utc(2027, 1, 1), 2) == [date(2027, 2, 4), date(2027, 3, 4)]


def test_a_rule_is_stored_as_text_and_comes_back():
    assert str(FIRST_THURSDAY) == "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TH"
    assert Rule.parse("FREQ=MONTHLY;INTERVAL=1;BYDAY=1TH", date(2026, 10, 1)) == FIRST_THURSDAY
    assert Rule.parse("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR", date(2026, 10, 1)) == Rule(-1, 4, 3, date(2026, 10, 1))


def test_a_rule_in_words():
    assert FIRST_THURSDAY.words == "First Thursday of each month"
    assert Rule(-1, 4, 3, date(2026, 1, 1)).words == "Last Friday of every 3 months"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ=MONTHLY",
        "FREQ=WEEKLY;INTERVAL=1;BYDAY=1TH",
        "FREQ=MONTHLY;INTERVAL=0;BYDAY=1TH",
        "FREQ=MONTHLY;INTERVAL=13;BYDAY=1TH",
        "FREQ=MONTHLY;INTERVAL=1;BYDAY=6TH",
        "FREQ=MONTHLY;INTERVAL=1;BYDAY=0TH",
        "FREQ=MONTHLY;INTERVAL=1;BYDAY=1XX",
        "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TH;COUNT=3",
        "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TH\nDTSTART:20260101",
        "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TH\n",
        "freq=monthly;interval=1;byday=1th",
    ],
)
def test_a_malformed_rule_is_refused(text: str):
    with pytest.raises(ValueError, match="rule"):
        Rule.parse(text, date(2026, 1, 1))


@pytest.mark.parametrize(("week", "day", "every"), [(0, 3, 1), (6, 3, 1), (1, 7, 1), (1, -1, 1), (1, 3, 0), (1, 3, 13)])
def test_fields_outside_the_calendar_are_refused(week: int, day: int, every: int):
    with pytest.raises(ValueError, match="No such rule"):
        Rule(week, day, every, date(2026, 1, 1))


# Holidays -----------------------------------------------------------------------------------------------------

# Fourth Thursdays: 22 October, 26 November (Thanksgiving), 24 December.
FOURTH_THURSDAY = Rule(week=4, day=3, every=1, starts_on=date(2026, 10, 1))


@pytest.mark.parametrize(
    ("what", "held"),
    [
        ("hold", date(2026, 11, 26)),
        ("skip", None),
        ("week_later", date(2026, 12, 3)),
        ("next_day", date(2026, 11, 27)),
    ],
)
def test_a_date_on_a_holiday_goes_where_the_series_says(what: str, held: date | None):
    timetable = Timetable(FOURTH_THURSDAY, time(12), LOS_ANGELES, {}, frozenset(), what)
    assert timetable.day_of(date(2026, 11, 26)) == held
    assert timetable.day_of(date(2026, 10, 22)) == date(2026, 10, 22)
    assert "Thanksgiving" in timetable.why_closed(date(2026, 11, 26))


def test_a_closed_day_of_the_county_counts_and_a_weekend_is_passed_over():
    closed = frozenset({date(2026, 11, 27)})
    timetable = Timetable(FOURTH_THURSDAY, time(12), LOS_ANGELES, {}, closed, "next_day")
    assert timetable.day_of(date(2026, 11, 26)) == date(2026, 11, 30)
    assert timetable.start_of(date(2026, 11, 26)) == utc(2026, 11, 30, 20)


def test_what_a_person_changed_goes_before_a_holiday():
    thanksgiving = date(2026, 11, 26)
    for moved in (thanksgiving, date(2026, 11, 24), None):
        timetable = Timetable(FOURTH_THURSDAY, time(12), LOS_ANGELES, {thanksgiving: moved}, frozenset(), "skip")
        assert timetable.day_of(thanksgiving) == moved


def test_a_skipped_holiday_leaves_its_neighbours_alone():
    timetable = Timetable(FOURTH_THURSDAY, time(12), LOS_ANGELES, {}, frozenset(), "skip")
    assert originals(timetable, utc(2026, 10, 1), 3) == [date(2026, 10, 22), date(2026, 12, 24), date(2027, 1, 28)]
