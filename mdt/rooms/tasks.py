"""Beat's tick for rooms: a chair is told that theirs ends soon, and that it has ended, each once."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from audit.ledger import System, enter
from mdt.rooms.actions import tell
from mdt.rooms.models import Room
from mdt.team.models import Membership
from privacy.wall import acting_as_system

# What one tick does at most; the next goes on.
_BATCH = 200
# The event and notice of each, by the column that says when it is due and is emptied with them.
_TOLD = {"warn_at": "room.ends_soon", "end_at": "room.over"}


@shared_task
def tell_of_ends() -> int:
    """Tell what is due, each in a transaction of its own. Returns how many were told of."""
    told = 0
    while told < _BATCH and _tell_one():
        told += 1
    return told


def _tell_one() -> bool:
    """One notice, its event and the emptied column, or none of them; a row that another tick holds is left to it."""
    now = timezone.now()
    with acting_as_system():
        for column, kind in _TOLD.items():
            due = Room.objects.filter(**{f"{column}__lte": now}).select_related("body").order_by(column, "pk")
            room = due.select_for_update(skip_locked=True, of=("self",)).first()
            if room is not None:
                # One that ended before its chair was warned is told of once.
                emptied = ("warn_at", "end_at") if column == "end_at" else (column,)
                Room.objects.filter(pk=room.pk).update(**dict.fromkeys(emptied))
                if kind == "room.ends_soon" and room.is_over(now):
                    return True
                enter(kind, by=System("The clock of subcommittees", room.team_id), records=[room], fields=[column])
                chair = Membership.objects.standing().filter(team=room.team_id, user=room.body.chair_id).first()
                if chair:
                    tell(kind, room.body, chair)
                return True
    return False


SCHEDULE: dict[str, dict[str, Any]] = {
    "tell of subcommittees": {"task": "mdt.rooms.tasks.tell_of_ends", "schedule": 60.0}
}
