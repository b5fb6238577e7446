"""Leaving a notice for a desk, in the transaction of what it tells of."""

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
