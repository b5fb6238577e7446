"""The mail of notices: one fixed text, from the rows that wait, whoever lost the nudge; and forgetting read ones."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from celery import shared_task
from django.contrib.auth.models import Group
from django.core.mail import EmailMessage
from django.utils import timezone

from mdt.notices.kept import kept_from
from mdt.notices.kinds import notice_kinds
from mdt.notices.models import Notice
from mdt.team.models import Membership, User
from privacy.wall import acting_as_system

logger = logging.getLogger(__name__)

SUBJECT = "You have an update"
TEXT = "There is something new for you. Sign in the way you usually do to see it. We never put case details in email."

_BATCH = 50


@shared_task
def mail_notices() -> int:
    """Mail what waits. Returns how many notices were taken; a killed worker leaves the rest waiting."""
    taken = 0
    while _mail_one():
        taken += 1
        if taken >= _BATCH:
            break
    return taken


def _mail_one() -> bool:
    """Take one waiting notice under a row lock, mail the people now at its desk, and mark it in the same commit."""
    with acting_as_system():
        notice = Notice.objects.select_for_update(skip_locked=True).filter(mailed_at=None).order_by("at", "pk").first()
        if notice is None:
            return False
        group = Group.objects.get(desk=notice.desk_id)
        standing = User.objects.filter(is_active=True, current__ended_at=None, current__agency__suspended_at=None)
        people = standing.filter(groups=group).exclude(current=None)
        # Of the desk's agency in this team now: somebody who left between queue and mail is told nothing.
        places = Membership.objects.standing().filter(team=notice.team_id, agency__desks=notice.desk_id)
        people = people.filter(pk__in=places.values("user"))
        people = people.exclude(pk__in=kept_from(notice.record_id))
        if notice.only_for_id:
            people = people.filter(pk=notice.only_for_id)
        for address in people.order_by("pk").values_list("email", flat=True):
            _send(address)
        notice.mailed_at = timezone.now()
        notice.save(update_fields=["mailed_at"])
    return True


def _send(address: str) -> None:
    """One address that cannot be reached must not keep the others, or the next notice, from their mail."""
    try:
        EmailMessage(SUBJECT, TEXT, to=[address]).send()
    except (OSError, SMTPException) as problem:
        logger.warning("A notice could not be mailed: %s", type(problem).__name__)


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
