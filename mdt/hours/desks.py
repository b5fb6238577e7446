"""The hours of one desk as they stand now, from its own rows."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from mdt.hours.business import Hours
from mdt.hours.models import Closure, CountyDay, DeskHours
from mdt.team.models import Desk, Team, User


def settings_of(desk: Desk) -> DeskHours:
    """What the desk's lead has set, or the defaults. No query if `desk` was fetched with its `hours`."""
    try:
        return desk.hours
    except DeskHours.DoesNotExist:
        return DeskHours(desk=desk)


def with_hours(desks: QuerySet[Desk], team: Team) -> QuerySet[Desk]:
    """Desks with their agency, their settings, and the days from now on on which they are closed: one query."""
    since = timezone.localdate(timezone=ZoneInfo(team.time_zone))
    county = CountyDay.objects.filter(team=team, day__gte=since)
    agency = Closure.objects.filter(agency=OuterRef("agency"), last_day__gte=since)
    return desks.select_related("agency", "hours").annotate(
        closed_county=ArraySubquery(county.values(days=JSONObject(first="day", last="day"))),
        closed_agency=ArraySubquery(agency.values(days=JSONObject(first="first_day", last="last_day"))),
    )


def hours_of(desk: Desk, team: Team) -> Hours:
    """When the desk works from now on. `desk` may come from `with_hours`; else it is fetched so."""
    known: Any = desk if hasattr(desk, "closed_county") else with_hours(Desk.objects.all(), team).get(pk=desk.pk)
    own, zone = settings_of(known), ZoneInfo(team.time_zone)
    if own.always_open:
        return Hours(zone, always_open=True)
    rows = [*known.closed_county, *known.closed_agency]
    closed = [(date.fromisoformat(row["first"]), date.fromisoformat(row["last"])) for row in rows]
    return Hours(zone, own.opens, own.closes, closed=closed)


def deputy_of(desk: Desk) -> User | None:
    """The desk's named second person, as long as they still sit there."""
    deputy = settings_of(desk).deputy
    here = deputy and deputy.is_active and deputy.groups.filter(pk=desk.group_id).exists()
    return deputy if here else None
