"""Leaving a notice for a desk, in the transaction of what it tells of, and reading one."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.utils import timezone

from audit.ledger import enter
from mdt.notices.choices import Cadence
from mdt.notices.digest import due_after
from mdt.notices.kinds import notice_kind
from mdt.notices.models import MailWish, Notice, NoticeMail, NoticeReading
from mdt.notices.tasks import mail_notices
from mdt.team.models import Desk, User
from privacy.wall import acting_as_system


class TeamRecord(Protocol):
    @property
    def pk(self) -> UUID: ...
    @property
    def team_id(self) -> UUID: ...


def notify(kind: str, *, to: Desk, record: TeamRecord, only_for: User | None = None) -> None:
    """Keep a notice for a desk, or for one person at it; its mail is sent after the commit, and by the next tick if
    that is lost."""
    key = notice_kind(kind).key
    left_for: Any = [only_for.pk] if only_for else sitting_at(to)
    Notice.objects.create(
        team_id=record.team_id, desk=to, only_for=only_for, kind=key, record_id=record.pk, left_for=left_for
    )
    transaction.on_commit(mail_notices.delay, robust=True)


def notify_person(kind: str, *, person: User, agency: UUID, record: TeamRecord) -> None:
    """Leave a notice for one person, at the first of their desks in that agency; without a desk Home alone tells."""
    desk = Desk.objects.open().filter(agency=agency, group__user=person).order_by("name", "pk").first()
    if desk:
        notify(kind, to=desk, record=record, only_for=person)


def sitting_at(desk: Desk) -> ArraySubquery:
    """The keys of who sits there now, found inside the statement that leaves the notice."""
    seats = User.groups.through.objects.filter(group_id=desk.group_id).order_by("user_id")
    return ArraySubquery(seats.values("user_id"))


def notify_of_list(kind: str, *, to: Iterable[Desk], team_id: UUID) -> None:
    """Keep one notice for each desk of a list that is its own: the desk stands for its list."""
    key = notice_kind(kind).key
    Notice.objects.bulk_create(
        Notice(team_id=team_id, desk=desk, kind=key, record_id=desk.pk, left_for=sitting_at(desk)) for desk in to
    )
    transaction.on_commit(mail_notices.delay, robust=True)


@transaction.atomic
def mark_read(*, notice: Notice, by: User) -> None:
    """Others at the desk still have it as unread. Reading it twice is reading it once."""
    _, new = NoticeReading.objects.get_or_create(notice=notice, user=by, defaults={"team_id": notice.team_id})
    if new:
        enter("notice.read", by=by, detail={"notice": str(notice.pk)})


@transaction.atomic
def mark_all_read(*, by: User, until: datetime) -> int:
    """All that was left for `by` until then, so that what came since the page was drawn stays new. How many it was."""
    unread = Notice.objects.visible_to(by).unread().filter(at__lte=until)
    readings = [NoticeReading(notice=notice, user=by, team_id=notice.team_id) for notice in unread]
    NoticeReading.objects.bulk_create(readings, ignore_conflicts=True)
    if readings:
        enter("notices.all_read", by=by, detail={"count": len(readings)})
    return len(readings)


@transaction.atomic
def set_cadence(*, by: User, cadence: Cadence) -> None:
    """How often `by` gets mail from now on, of what waits already too."""
    wish, _ = MailWish.objects.update_or_create(user=by, defaults={"cadence": cadence})
    now = timezone.now()
    # Nobody may read what became of their mail, so its rows are moved by the system.
    with acting_as_system():
        due = due_after(now, wish.cadence, ZoneInfo(by.time_zone))
        NoticeMail.objects.open().filter(user=by).update(due_at=due)
    enter("mail.cadence_set", by=by, fields=["cadence"], detail={"cadence": cadence.value})
