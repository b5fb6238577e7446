"""Leaving a notice for a desk, in the transaction of what it tells of."""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from django.db import transaction

from mdt.notices.models import Notice
from mdt.notices.tasks import mail_notices
from mdt.team.models import Desk


class Recorded(Protocol):
    @property
    def pk(self) -> UUID: ...
    @property
    def team_id(self) -> UUID: ...


def notify(kind: str, *, to: Desk, record: Recorded) -> None:
    """Keep a notice for a desk; its mail is sent after the commit, and by the next tick if that is lost."""
    Notice.objects.create(team_id=record.team_id, desk=to, kind=kind, record_id=record.pk)
    transaction.on_commit(mail_notices.delay, robust=True)


def notify_of_list(kind: str, *, to: Iterable[Desk], team_id: UUID) -> None:
    """Keep one notice for each desk of a list that is its own: the desk stands for its list."""
    Notice.objects.bulk_create(Notice(team_id=team_id, desk=desk, kind=kind, record_id=desk.pk) for desk in to)
    transaction.on_commit(mail_notices.delay, robust=True)
