"""Beat's ticks for meetings: keep coming dates planned and drafts up to date, and do what the month has due."""

from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from audit.ledger import System
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.months import take_one
from mdt.meetings.actions.packets import make_packet
from mdt.meetings.actions.planning import plan
from mdt.meetings.models import Series, State
from privacy.wall import acting_as_system

JOB = "agenda job"
_BATCH = 500


@shared_task(name="meetings.look_for_due")
def look_for_due() -> None:
    """Start one job for each series, so that one that cannot be done holds up no other."""
    with acting_as_system():
        due = list(Series.objects.values_list("pk", "team_id"))
    for series, team in due:
        prepare_next.delay(str(series), str(team))


@shared_task(name="meetings.prepare_next")
def prepare_next(series_id: str, team_id: str) -> None:
    """Plan the coming meetings of a series, and bring the next one's draft up to date once there is one.

    Each step is one transaction and may be done twice, so a job that was killed is simply done again.
    """
    team = UUID(team_id)
    with acting_as_system(team):
        series = Series.objects.get(pk=series_id)
        plan(series)
    with acting_as_system(team):
        drafted = series.meetings.standing().after(timezone.now()).exclude(state=State.PLANNED)
        meeting = drafted.order_by("starts_at").first()
        if meeting:
            draft_agenda(meeting, by=System(JOB, team))


@shared_task(name="meetings.month")
def month() -> int:
    """Do the pieces that are due, read from the database, so that a beat that stood still has lost nothing."""
    done = 0
    while done < _BATCH and take_one():
        done += 1
    return done


@shared_task(name="meetings.make_packet")
def make(packet: str, team: str) -> None:
    """One reader's packet."""
    make_packet(UUID(packet), UUID(team))


SCHEDULE: dict[str, dict[str, Any]] = {
    "plan meetings": {"task": "meetings.look_for_due", "schedule": 300.0},
    "the month of meetings": {"task": "meetings.month", "schedule": 60.0},
}
