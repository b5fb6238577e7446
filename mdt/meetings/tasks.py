"""Beat's tick for meetings: keep coming dates planned and draft the agendas that are due."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from audit.ledger import System
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.planning import plan
from mdt.meetings.models import Series
from privacy.wall import acting_as_system

JOB = "agenda job"


@shared_task(name="meetings.look_for_due")
def look_for_due() -> None:
    """Start one job for each series, so that one that cannot be done holds up no other."""
    with acting_as_system():
        due = list(Series.objects.values_list("pk", "team_id"))
    for series, team in due:
        prepare_next.delay(str(series), str(team))


@shared_task(name="meetings.prepare_next")
def prepare_next(series_id: str, team_id: str) -> None:
    """Plan the coming meetings of a series, and draft the next one's agenda once its time has come.

    Each step is one transaction and may be done twice, so a job that was killed is simply done again.
    """
    team = UUID(team_id)
    with acting_as_system(team):
        series = Series.objects.get(pk=series_id)
        plan(series)
    with acting_as_system(team):
        now = timezone.now()
        due = series.meetings.standing().after(now).before(now + timedelta(days=series.draft_days))
        meeting = due.order_by("starts_at").first()
        if meeting:
            draft_agenda(meeting, by=System(JOB, team))


SCHEDULE: dict[str, dict[str, Any]] = {"draft agendas": {"task": "meetings.look_for_due", "schedule": 300.0}}
