"""Rows of hours and closed days: a lead sets their own agency's, the coordinator the county's."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from mdt.hours.models import Closure, CountyDay
from privacy.wall import acting_as_system
from tests.access.matrix import desk_of, row
from tests.cast import Cast

TOMORROW = str(timezone.localdate() + timedelta(days=1))
HOURS = {"opens": "08:00", "closes": "17:00", "today": "4", "two_days": "18", "routine": "45", "deputy": ""}


def closure(cast: Cast) -> dict[str, Any]:
    with acting_as_system():
        made = Closure.objects.create(agency=cast.agencies["child_welfare"], first_day=TOMORROW, last_day=TOMORROW)
    return {"pk": made.pk}


def county_day(cast: Cast) -> dict[str, Any]:
    with acting_as_system(cast.team.pk):
        return {"pk": CountyDay.objects.create(team=cast.team, day=TOMORROW).pk}


DESK = desk_of("child_welfare")
OWN: dict[str, Any] = {"others": 403, "lead": 302, "other_lead": 404}

ROWS = [
    row("desk-hours", at=DESK, **(OWN | {"lead": 200})),
    row("desk-hours", "POST", at=DESK, data=HOURS, **OWN),
    row("closures", others=403, leads=200),
    row("closures", "POST", data={"first_day": TOMORROW, "last_day": TOMORROW}, others=403, leads=302),
    row("end-closure", "POST", at=closure, **OWN),
    row("county-days", others=403, coordinator=200),
    row("county-days", "POST", data={"day": TOMORROW}, others=403, coordinator=302),
    row("end-county-day", "POST", at=county_day, others=403, coordinator=302),
]
