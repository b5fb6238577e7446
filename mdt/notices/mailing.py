"""Who of a notice gets mail, judged for each when it goes out: as them, by the record's own door.

One text for everything. A row of mail is decided in the transaction that sends it, under the lock of its person's wish,
so that two ticks send once and a killed one leaves the row to the next; a repeated try is the same message by its id.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from mdt.notices.choices import Cadence, NotMailed
from mdt.notices.digest import due_after
from mdt.notices.kinds import notice_kinds
from mdt.notices.models import MailWish, Notice, NoticeMail
from mdt.team.models import Membership, Team, User
from privacy.wall import acting_as, acting_as_system

logger = logging.getLogger(__name__)

SUBJECT: Final = "You have an update"
TEXT: Final = (
    "There is something new for you. Sign in the way you usually do to see it. We never put case details in email."
)

# A mail server that is away is asked again for an hour.
_AGAIN: Final = timedelta(minutes=10)
_MOST_TRIES: Final = 6


def address_one() -> bool:
    """Give everybody whom the next notice was left for their row of mail. False when none waits."""
    with acting_as_system():
        waiting = Notice.objects.filter(addressed_at=None).order_by("at", "pk")
        notice = waiting.select_for_update(skip_locked=True).first()
        if notice is None:
            return False
        people = User.objects.filter(pk__in=notice.left_for).select_related("current__team").order_by("pk")
        MailWish.objects.bulk_create((MailWish(user=person) for person in people), ignore_conflicts=True)
        wishes = MailWish.objects.in_bulk(notice.left_for)
        home = Team.objects.get(pk=notice.team_id)
        NoticeMail.objects.bulk_create(
            NoticeMail(team_id=notice.team_id, notice=notice, user=person, due_at=_due(notice, wish, person, home))
            for person in people
            if (wish := wishes[person.pk])
        )
        notice.addressed_at = timezone.now()
        notice.save(update_fields=["addressed_at"])
    return True


def _due(notice: Notice, wish: MailWish, person: User, home: Team) -> datetime:
    """By its person's own clock. What comes too late for a digest that went out waits for the next."""
    kind = notice_kinds().get(notice.kind)
    if kind and kind.at_once:
        return notice.at
    team = person.current.team if person.current else home
    after = max(notice.at, wish.digested_at) if wish.digested_at else notice.at
    return due_after(after, wish.cadence, ZoneInfo(team.time_zone))


def mail_one() -> bool:
    """Mail one person what is due: one notice, or one digest of all of them. False when nothing is."""
    now = timezone.now()
    with acting_as_system():
        due = NoticeMail.objects.due(now).filter(user=OuterRef("pk")).order_by("due_at", "pk")
        wishes = MailWish.objects.filter(Exists(due)).order_by(Subquery(due.values("due_at")[:1]), "pk")
        wish = wishes.select_for_update(skip_locked=True, of=("self",)).first()
        if wish is None:
            return False
        # Asked again under the lock: another tick may have mailed them since.
        rows = NoticeMail.objects.due(now).filter(user=wish.pk).select_related("notice__desk")
        whole = wish.cadence in (Cadence.DAILY, Cadence.WEEKLY)
        _mail(wish, list(rows.order_by("notice__at", "pk")[: None if whole else 1]), now)
    return True


def _mail(wish: MailWish, rows: Sequence[NoticeMail], now: datetime) -> None:
    told = []
    for row in rows:
        reason = NotMailed.NOT_WANTED if wish.cadence == Cadence.NONE else why_not_mailed(row)
        if reason is None:
            told.append(row)
        else:
            row.not_mailed_because, row.decided_at = reason, now
    if told and not _send(User.objects.get(pk=wish.pk).email, told[0]):
        _try_again(told, now)
    else:
        for row in told:
            row.decided_at = now
        if told and wish.cadence != Cadence.EACH:
            wish.digested_at = now
            wish.save(update_fields=["digested_at"])
    NoticeMail.objects.bulk_update(rows, ["not_mailed_because", "decided_at", "due_at", "tries"])


def _try_again(rows: Sequence[NoticeMail], now: datetime) -> None:
    for row in rows:
        row.tries, row.due_at = row.tries + 1, now + _AGAIN
        if row.tries >= _MOST_TRIES:
            row.not_mailed_because, row.decided_at = NotMailed.NOT_DELIVERED, now


def why_not_mailed(row: NoticeMail) -> NotMailed | None:
    """Why its person is told nothing of a notice at this moment: whoever moved or left since is as if never there."""
    notice, person = row.notice, User.objects.select_related("current__agency").get(pk=row.user_id)
    places = Membership.objects.standing().filter(user=person, team=notice.team_id)
    place = places.select_related("agency", "team").first()
    if not person.is_active:
        return NotMailed.TURNED_OFF
    if place is None or person.current is None or person.current.ended_at:
        return NotMailed.LEFT
    if place.agency.suspended_at or person.current.agency.suspended_at:
        return NotMailed.SUSPENDED
    if place.agency_id != notice.desk.agency_id or not person.groups.filter(pk=notice.desk.group_id).exists():
        return NotMailed.MOVED
    if notice.readings.filter(user=person).exists():
        return NotMailed.READ
    kind = notice_kinds().get(notice.kind)
    # As they would look in this team, whichever they work in at the moment.
    person.current = place
    with acting_as(person):
        return kind.why_not_told(notice.record_id, person) if kind else NotMailed.OVER


def _send(address: str, first: NoticeMail) -> bool:
    """Whether the mail server took it. One address that cannot be reached keeps nobody else from their mail."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    headers = {"Message-ID": f"<{first.pk}@{domain}>", "Auto-Submitted": "auto-generated"}
    try:
        return bool(EmailMessage(SUBJECT, TEXT, to=[address], headers=headers).send())
    except (OSError, SMTPException) as problem:
        logger.warning("A notice could not be mailed: %s", type(problem).__name__)
    return False
