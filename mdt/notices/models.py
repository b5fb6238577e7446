"""A notice: something waits for a desk. The row is the promise; mail is sent from it, after commit, once.
Who has read it is a row of their own."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from mdt.notices.kinds import NoticeKind, notice_kind
from mdt.notices.querysets import NoticeSet
from mdt.team.models import Desk
from privacy.keys import new_key


class Notice(models.Model):
    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team_id = models.UUIDField()
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+")
    # One person at the desk, e.g. its deputy; nobody else at it is told.
    only_for = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    record_id = models.UUIDField()
    at = models.DateTimeField(default=timezone.now)
    mailed_at = models.DateTimeField(null=True)

    objects = NoticeSet.as_manager()

    class Privacy:
        workflow = ("team_id", "desk", "only_for", "kind", "record_id", "at", "mailed_at")
        plain = {"kind": "the key of a registered kind of notice"}

    class Meta:
        indexes = [models.Index(fields=["at"], name="notices_to_mail", condition=models.Q(mailed_at=None))]

    def __str__(self) -> str:
        return f"notice {self.pk}"

    @property
    def says(self) -> NoticeKind:
        return notice_kind(self.kind)


class NoticeReading(models.Model):
    """One person at the desk has read it. It is gone a set number of days after the first of them."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team_id = models.UUIDField()
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        workflow = ("team_id", "notice", "user", "at")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["notice", "user"], name="read_once_by_a_person")]

    def __str__(self) -> str:
        return f"reading {self.pk}"
