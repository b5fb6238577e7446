"""Reminding of duties: one tick reads from the database what is due. The notice's row is the promise."""

from celery import shared_task
from django.utils import timezone

from audit.ledger import System, enter
from cases.duties.actions.starting import next_reminder
from cases.duties.models import Duty
from mdt.notices.actions import notify
from privacy.wall import acting_as_system

_BATCH = 200


@shared_task
def remind() -> int:
    """Leave the notice of every reminder that is due, the longest waiting first. Returns how many were left."""
    left = 0
    while left < _BATCH and _remind_one():
        left += 1
    return left


def _remind_one() -> bool:
    """One reminder in one transaction: the notice, its event and what is due next, or none of them."""
    with acting_as_system():
        due = Duty.objects.to_remind(timezone.now()).select_related("agency")
        duty = due.select_for_update(skip_locked=True, of=("self",)).first()
        if duty is None:
            return False
        duty.reminded += 1
        duty.remind_at = next_reminder(duty)
        duty.save(update_fields=["reminded", "remind_at"])
        owes = duty.agency
        by = System("The clock of duties", duty.team_id, owes.pk, owes.name, inner=owes.release_bound)
        enter("duty.reminded", by=by, records=[duty], detail={"reminder": duty.reminded})
        notify("duty.reminder", to=duty.desk, record=duty)
    return True


SCHEDULE = {"remind of duties": {"task": "cases.duties.tasks.remind", "schedule": 60.0}}
