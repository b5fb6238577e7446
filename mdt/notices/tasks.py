"""Beat's ticks for notices: mailing what is due, whoever lost the nudge; and forgetting read ones."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from mdt.notices.kinds import notice_kinds
from mdt.notices.mailing import address_one, mail_one
from mdt.notices.models import Notice
from privacy.wall import acting_as_system

# What one tick does at most; the next goes on a minute later.
_BATCH = 200


@shared_task
def mail_notices() -> int:
    """Address what was left, then mail what is due, each in a transaction of its own. Returns how many there were."""
    done = 0
    while done < _BATCH and (address_one() or mail_one()):
        done += 1
    return done


@shared_task
def forget_notices() -> int:
    """Delete what somebody read longer ago than its kind stays. Returns how many notices went."""
    gone, now = 0, timezone.now()
    with acting_as_system():
        for kind in notice_kinds().values():
            over = Notice.objects.filter(kind=kind.key).read_before(now - timedelta(days=kind.days))
            _, counts = Notice.objects.filter(pk__in=over.values("pk")).delete()
            gone += counts.get("notices.Notice", 0)
    return gone


SCHEDULE = {
    "mail notices": {"task": "mdt.notices.tasks.mail_notices", "schedule": 60.0},
    "forget notices": {"task": "mdt.notices.tasks.forget_notices", "schedule": 3600.0},
}
