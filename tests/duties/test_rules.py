"""The table of rules, and its times worked out by hand: hours of the clock, nights, weekends and both changes of it."""

from datetime import UTC, datetime, timedelta

import pytest

from cases.duties.choices import Recipient, Trigger
from cases.duties.rules import FOREIGN_CHILD, RULES, Confidence, rules_for, waiting_rules
from mdt.team.sectors import Sector

ZONE = "America/Los_Angeles"
SECOND = timedelta(seconds=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# Rule, trigger, due; both in UTC, with the team's clock beside.
BY_HAND = [
    # Friday 16:59 PST -> Saturday 16:59: a weekend stops nothing.
    ("foreign_child", "2026-11-21T00:59:00", "2026-11-22T00:59:00"),
    # Thanksgiving, Thursday 09:00 PST -> Friday 09:00: nor does a holiday.
    ("missing", "2026-11-26T17:00:00", "2026-11-27T17:00:00"),
    # Saturday 14:00 PDT before clocks go back -> Sunday 13:00 PST: 24 hours, not the same time of day.
    ("missing", "2026-10-31T21:00:00", "2026-11-01T21:00:00"),
    # Saturday 14:00 PST before clocks go forward -> Sunday 15:00 PDT.
    ("determined_in_care", "2027-03-13T22:00:00", "2027-03-14T22:00:00"),
    # Friday 20:00 PDT -> Sunday 20:00 PDT.
    ("injury", "2026-07-04T03:00:00", "2026-07-06T03:00:00"),
    # 23:30 PST on New Year's Eve -> 01:30 on New Year's Day.
    ("ncic", "2027-01-01T07:30:00", "2027-01-01T09:30:00"),
    # The same day ends at midnight: 10:00 PST -> 08:00 UTC of the next day.
    ("cross_report", "2026-11-24T18:00:00", "2026-11-25T08:00:00"),
    # 00:30 PDT of the day of 25 hours -> its midnight is PST.
    ("cross_report", "2026-11-01T07:30:00", "2026-11-02T08:00:00"),
    # 23:59:59 PST has one second left.
    ("cross_report", "2026-11-25T07:59:59", "2026-11-25T08:00:00"),
    # 45 days over the change of the clock: 1,080 hours.
    ("breach", "2026-10-10T19:00:00", "2026-11-24T19:00:00"),
]


@pytest.mark.parametrize(("rule", "triggered", "due"), BY_HAND)
def test_due_times_by_hand(rule: str, triggered: str, due: str) -> None:
    assert RULES[rule].due_at(utc(triggered), ZONE) == utc(due)


@pytest.mark.parametrize(("rule", "triggered", "due"), BY_HAND)
def test_a_second_before_is_in_time_and_a_second_after_is_late(rule: str, triggered: str, due: str) -> None:
    law, limit = RULES[rule], utc(due)

    assert [law.is_late(limit + by, limit) for by in (-SECOND, timedelta(0), SECOND)] == [False, False, True]


def test_a_rule_without_a_number_is_never_late_and_has_no_time() -> None:
    at = utc("2026-11-21T00:59:00")

    assert RULES["located"].due_at(at, ZONE) is None
    assert not RULES["located"].is_late(at + timedelta(days=90), None)


def test_at_once_is_due_at_its_trigger_and_not_called_late() -> None:
    at = utc("2026-11-21T00:59:00")

    assert RULES["abuse_report"].due_at(at, ZONE) == at
    assert not RULES["abuse_report"].is_late(at + timedelta(hours=5), at)
    limits = ["abuse_report", "missing", "injury", "breach", "cross_report", "located"]
    assert [RULES[key].limit for key in limits] == [
        "At once",
        "At once, and within 24 hours",
        "Within 48 hours",
        "Within 45 days",
        "The same day",
        "As soon as you can",
    ]


def test_reminders_stand_at_the_fractions_of_the_hours() -> None:
    at = utc("2026-11-21T00:00:00")

    assert RULES["missing"].reminders(at, utc("2026-11-22T00:00:00")) == [
        utc("2026-11-21T12:00:00"),
        utc("2026-11-21T18:00:00"),
        utc("2026-11-22T00:00:00"),
    ]
    assert RULES["abuse_report"].reminders(at, at) == [
        utc("2026-11-21T01:00:00"),
        utc("2026-11-21T04:00:00"),
        utc("2026-11-22T00:00:00"),
    ]
    assert all(rule.reminders(at, rule.due_at(at, ZONE)) for rule in RULES.values())


def test_what_was_not_read_ships_switched_off() -> None:
    """The brief marks these four and the two of federal law as memory."""
    off = {"B7", "B8", "B11", "B18", "B20"}

    assert {rule.number for rule in waiting_rules()} == off
    assert {rule.number for rule in RULES.values() if rule.confidence == Confidence.MEMORY} == off
    assert all(rule.citation and rule.trigger and rule.not_trigger and rule.to for rule in RULES.values())


def numbers(sector: Sector, *confirmed: str) -> list[str]:
    return [rule.number for rule in rules_for(sector, confirmed)]


def test_who_owes_what() -> None:
    assert numbers(Sector.CHILD_WELFARE) == ["B1", "B1b", "B2", "B3", "B4", "B4a", "B5", "B6", "B9", "B10", "B12"]
    assert numbers(Sector.LAW_ENFORCEMENT) == ["B1", "B1b", "B9", "B10", "B12", "B15"]
    assert numbers(Sector.JUVENILE) == ["B1", "B1b", "B9", "B13"]
    assert numbers(Sector.HEALTH) == ["B9"]
    assert numbers(Sector.CONFIDENTIAL_ADVOCACY) == ["B9", "B17"]
    assert numbers(Sector.LAW_ENFORCEMENT, "ncic") == ["B1", "B1b", "B8", "B9", "B10", "B12", "B15"]


def test_the_three_24_hour_clocks_begin_with_three_different_things() -> None:
    """Only a determination starts one by itself, and then neither the foreign child's nor the missing child's."""
    assert [rule.number for rule in RULES.values() if rule.starts_on == Trigger.DETERMINED] == ["B2"]
    triggers = {RULES[key].trigger for key in (FOREIGN_CHILD, "determined_in_care", "missing")}
    assert len(triggers) == 3


def test_a_determination_is_told_to_three() -> None:
    assert RULES["determined_in_care"].to == (
        (Recipient.ODHS_SCREENER,),
        (Recipient.LAW_ENFORCEMENT,),
        (Recipient.NCMEC,),
    )
    assert RULES["abuse_report"].to == ((Recipient.HOTLINE, Recipient.LAW_ENFORCEMENT),)
