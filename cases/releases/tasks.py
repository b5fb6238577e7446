"""Beat's tick for releases: what ends soon, and what has ended, is told to its desk, each once."""

from datetime import datetime
from typing import Any

from celery import shared_task
from django.db.models import QuerySet
from django.utils import timezone

from audit.ledger import System, enter
from cases.releases.models import Release
from mdt.notices.actions import notify
from privacy.wall import acting_as_system

# What one tick does at most; the next goes on a minute later.
_BATCH = 200
# The event and notice of each, by the column that says when it is due and is emptied with them.
_TOLD = {"warn_at": "release.ends_soon", "end_at": "release.ended"}


@shared_task
def tell_of_ends() -> int:
    """Tell what is due, each in a transaction of its own. Returns how many notices were left."""
    left = 0
    while left < _BATCH and _tell_one():
        left += 1
    return left


def _tell_one() -> bool:
    """One notice, its event and the emptied column, or none of them; a row that another tick holds is left to it."""
    now = timezone.now()
    with acting_as_system():
        for column, kind in _TOLD.items():
            release = _due(column, now).select_for_update(skip_locked=True, of=("self",)).first()
            if release is not None:
                Release.objects.filter(pk=release.pk).update(**{column: None})
                giver = release.agency
                by = System("The clock of releases", release.team_id, giver.pk, giver.name, inner=giver.release_bound)
                enter(kind, by=by, records=[release], fields=[column])
                notify(kind, to=release.desk, record=release)
                return True
    return False


def _due(column: str, now: datetime) -> QuerySet[Release]:
    own = Release.objects.select_related("agency", "desk")
    return own.to_warn(now) if column == "warn_at" else own.to_end(now)


SCHEDULE: dict[str, dict[str, Any]] = {
    "tell of releases": {"task": "cases.releases.tasks.tell_of_ends", "schedule": 60.0}
}
