"""Setting a desk's hours, an agency's closures, the county's days. What was sent before keeps its times."""

from datetime import date, time
from typing import Any, TypedDict

from django.db import transaction
from django.utils import timezone

from audit.ledger import enter
from mdt.hours.models import Closure, CountyDay, DeskHours
from mdt.team.models import Desk, User
from mdt.team.policies import require

MOST_DAYS = 92


class Settings(TypedDict):
    always_open: bool
    opens: time
    closes: time
    today: int
    two_days: int
    routine: int
    deputy: User | None


@transaction.atomic
def set_hours(*, desk: Desk, by: User, settings: Settings) -> DeskHours:
    """Say when a desk works, in how many hours it answers, and who its deputy is.

    Raises:
        Refused: another agency's desk, it closes before it opens, what is urgent is answered later than what is not,
            or the deputy does not sit there.
    """
    require(why_not_hours(desk, by, settings))
    values: dict[str, Any] = dict(settings)
    hours, _ = DeskHours.objects.update_or_create(desk=desk, defaults=values)
    enter("hours.set", by=by, fields=sorted(values), detail={"desk": str(desk.pk)})
    return hours


def why_not_hours(desk: Desk, by: User, settings: Settings) -> str | None:
    if desk.agency_id != by.place.agency_id:
        return "Only the agency's own lead can set this."
    if settings["opens"] >= settings["closes"]:
        return "The desk opens before it closes. Change one of the two times."
    if not settings["today"] <= settings["two_days"] <= settings["routine"]:
        return "What is more urgent is answered sooner. Change the hours."
    deputy = settings["deputy"]
    if deputy and not deputy.groups.filter(pk=desk.group_id).exists():
        return "The deputy sits at this desk. Choose somebody who does."
    return None


@transaction.atomic
def add_closure(*, by: User, first_day: date, last_day: date) -> Closure:
    """Close the agency of `by` from `first_day` to `last_day`; the same days twice are once.

    Raises:
        Refused: the days are over, in the wrong order, or too many.
    """
    require(_why_not_days(first_day, last_day))
    agency = by.place.agency
    closure, new = Closure.objects.get_or_create(agency=agency, first_day=first_day, last_day=last_day)
    if new:
        enter("closure.added", by=by, detail=_days(closure))
    return closure


@transaction.atomic
def end_closure(*, closure: Closure, by: User) -> None:
    enter("closure.ended", by=by, detail=_days(closure))
    closure.delete()


@transaction.atomic
def add_county_day(*, by: User, day: date) -> CountyDay:
    """Close the county of `by` on one more day; the same day twice is once.

    Raises:
        Refused: the day is over.
    """
    require(_why_not_days(day, day))
    county_day, new = CountyDay.objects.get_or_create(team=by.place.team, day=day)
    if new:
        enter("county_day.added", by=by, detail={"day": day.isoformat()})
    return county_day


@transaction.atomic
def end_county_day(*, county_day: CountyDay, by: User) -> None:
    enter("county_day.ended", by=by, detail={"day": county_day.day.isoformat()})
    county_day.delete()


def _why_not_days(first: date, last: date) -> str | None:
    if last < first:
        return "The last day comes after the first. Change one of the two."
    if last < timezone.localdate():
        return "These days are over. Choose days to come."
    if (last - first).days >= MOST_DAYS:
        return f"A closure has at most {MOST_DAYS} days. If your desk stays closed longer, close the desk."
    return None


def _days(closure: Closure) -> dict[str, str | int]:
    return {"first": closure.first_day.isoformat(), "last": closure.last_day.isoformat()}
