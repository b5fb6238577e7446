"""Who sets hours and closed days, what is refused, and what a referral's clock makes of them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection, transaction
from django.db.utils import DatabaseError

from mdt.hours.actions import Settings, add_closure, add_county_day, set_hours
from mdt.hours.desks import deputy_of, hours_of
from mdt.hours.models import Closure, DeskHours
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from referrals.choices import Urgency
from tests.referrals.build import make_sent
from tests.referrals.cast import Cast

ZONE = ZoneInfo("America/Los_Angeles")
FRIDAY = datetime(2027, 9, 17, 16, 59, tzinfo=ZONE)
SETTINGS: Settings = {
    "always_open": False, "opens": time(9), "closes": time(13), "today": 2, "two_days": 8, "routine": 20,
    "deputy": None,
}  # fmt: skip


def changed(**more: object) -> Settings:
    return SETTINGS | more  # type: ignore[operator,return-value]


def test_a_referral_is_due_by_the_hours_of_the_desk_that_receives_it(cast: Cast) -> None:
    """Nine to one on four days a week that are open: the county is closed on Tuesday, the sheriff on Wednesday."""
    with time_machine.travel(FRIDAY, tick=False):
        with acting_as(cast.lena):
            set_hours(desk=cast.sheriff, by=cast.lena, settings=SETTINGS)
            add_closure(by=cast.lena, first_day=date(2027, 9, 22), last_day=date(2027, 9, 22))
        with acting_as(cast.cora):
            add_county_day(by=cast.cora, day=date(2027, 9, 21))
        due = {one: make_sent(cast.alice, cast.welfare, cast.sheriff, urgency=one) for one in Urgency}
        other = make_sent(cast.alice, cast.welfare, cast.hospital, urgency=Urgency.TODAY)

    def local(*at: int) -> datetime:
        return datetime(2027, *at, tzinfo=ZONE)  # type: ignore[misc]

    today = due[Urgency.TODAY]
    assert today.answer_by == today.deputy_at == local(9, 20, 11)
    assert (today.remind_at, today.lapse_at) == (local(9, 20, 10), local(9, 23, 11))
    assert due[Urgency.TWO_DAYS].answer_by == local(9, 23, 13)
    assert due[Urgency.ROUTINE].answer_by == local(9, 28, 13)
    assert other.answer_by == local(9, 20, 11, 59)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"opens": time(13)}, "opens before it closes"),
        ({"two_days": 1}, "more urgent is answered sooner"),
        ({"routine": 7}, "more urgent is answered sooner"),
    ],
)
def test_hours_that_cannot_be_are_refused(cast: Cast, more: dict[str, object], why: str) -> None:
    with acting_as(cast.lena), pytest.raises(Refused, match=why):
        set_hours(desk=cast.sheriff, by=cast.lena, settings=changed(**more))


def test_a_deputy_sits_at_the_desk_and_stands_in_only_as_long_as_they_do(cast: Cast) -> None:
    with acting_as(cast.lena):
        with pytest.raises(Refused, match="sits at this desk"):
            set_hours(desk=cast.sheriff, by=cast.lena, settings=changed(deputy=cast.carol))
        set_hours(desk=cast.sheriff, by=cast.lena, settings=changed(deputy=cast.bea))
        cast.sheriff.refresh_from_db()
        assert deputy_of(cast.sheriff) == cast.bea
        cast.bea.groups.clear()
        assert deputy_of(cast.sheriff) is None


def test_another_agency_sets_nothing_neither_by_the_action_nor_behind_it(cast: Cast) -> None:
    with acting_as(cast.carol), pytest.raises(Refused):
        set_hours(desk=cast.sheriff, by=cast.carol, settings=SETTINGS)
    with acting_as(cast.carol), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        DeskHours.objects.create(desk=cast.sheriff, today=1)
    with acting_as(cast.carol), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Closure.objects.create(agency=cast.sheriff.agency, first_day=date(2030, 1, 2), last_day=date(2030, 1, 2))
    with acting_as_system():
        assert not DeskHours.objects.exists()


def test_everybody_in_a_team_reads_hours_and_nobody_without_a_place(cast: Cast) -> None:
    with acting_as(cast.lena):
        set_hours(desk=cast.sheriff, by=cast.lena, settings=SETTINGS)
    with acting_as(cast.alice):
        assert hours_of(cast.sheriff, cast.team).opens == time(9)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM hours_deskhours")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [(5, 4, "after the first"), (-3, -1, "are over"), (0, 92, "at most 92 days")],
)
def test_days_that_cannot_be_are_refused(cast: Cast, first: int, last: int, why: str) -> None:
    today = date(2027, 9, 17)
    with time_machine.travel(FRIDAY), acting_as(cast.lena), pytest.raises(Refused, match=why):
        days = {"first_day": today + timedelta(days=first), "last_day": today + timedelta(days=last)}
        add_closure(by=cast.lena, **days)


def test_setting_the_same_days_twice_is_once(cast: Cast) -> None:
    days = {"first_day": date(2030, 1, 2), "last_day": date(2030, 1, 3)}
    with acting_as(cast.lena):
        add_closure(by=cast.lena, **days)
        add_closure(by=cast.lena, **days)

        assert Closure.objects.count() == 1


def test_the_night_before_in_utc_is_still_the_day_of_the_county(cast: Cast) -> None:
    """Eleven at night on a Monday here is Tuesday in UTC; the closure of Tuesday still counts."""
    with time_machine.travel(datetime(2027, 9, 21, 6, 0, tzinfo=UTC), tick=False):
        with acting_as(cast.lena):
            add_closure(by=cast.lena, first_day=date(2027, 9, 21), last_day=date(2027, 9, 21))
        sent = make_sent(cast.alice, cast.welfare, cast.sheriff, urgency=Urgency.TODAY)

    assert sent.answer_by == datetime(2027, 9, 22, 12, tzinfo=ZONE)
