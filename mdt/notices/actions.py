"""Leaving a notice for a desk, in the transaction of what it tells of, and reading one."""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from django.db import transaction

from audit.ledger import enter
from mdt.notices.kinds import notice_kind
from mdt.notices.models import Notice, NoticeReading
from mdt.notices.tasks import mail_notices
from mdt.team.models import Desk, User


class TeamRecord(Protocol):
    @property
    def pk(self) -> UUID: ...
    @property
    def team_id(self) -> UUID: ...


def notify(kind: str, *, to: Desk, record: TeamRecord, only_for: User | None = None) -> None:
    """Keep a notice for a desk, or for one person at it; its mail is sent after the commit, and by the next tick if
    that is lost."""
    key = notice_kind(kind).key
    Notice.objects.create(team_id=record.team_id, desk=to, only_for=only_for, kind=key, record_id=record.pk)
    transaction.on_commit(mail_notices.delay, robust=True)


def notify_of_list(kind: str, *, to: Iterable[Desk], team_id: UUID) -> None:
    """Keep one notice for each desk of a list that is its own: the desk stands for its list."""
    key = notice_kind(kind).key
    Notice.objects.bulk_create(Notice(team_id=team_id, desk=desk, kind=key, record_id=desk.pk) for desk in to)
    transaction.on_commit(mail_notices.delay, robust=True)


@transaction.atomic
def mark_read(*, notice: Notice, by: User) -> None:
    """Others at the desk still have it as unread. Reading it twice is reading it once."""
    _, new = NoticeReading.objects.get_or_create(notice=notice, user=by, defaults={"team_id": notice.team_id})
    if new:
        enter("notice.read", by=by, detail={"notice": str(notice.pk)})
