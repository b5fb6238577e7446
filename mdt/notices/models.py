"""A notice: something waits for a desk. The row is the promise; mail is sent from it, after commit, once.
Who has read it, and who was mailed or why not, are rows of their own."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from mdt.notices.choices import Cadence, NotMailed
from mdt.notices.kinds import NoticeKind, notice_kind
from mdt.notices.querysets import MailSet, NoticeSet
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
    # Who sat there when it was left, by their keys: whom a mail may go to, if it still may when it goes out.
    left_for = ArrayField(models.UUIDField(), default=list)
    # When each of them got their row of mail.
    addressed_at = models.DateTimeField(null=True)

    objects = NoticeSet.as_manager()

    class Privacy:
        workflow = ("team_id", "desk", "only_for", "kind", "record_id", "at", "left_for", "addressed_at")
        plain = {"kind": "the key of a registered kind of notice"}

    class Meta:
        indexes = [models.Index(fields=["at"], name="notices_to_address", condition=models.Q(addressed_at=None))]

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


class MailWish(models.Model):
    """How often one person wants mail, in whichever team. Held while their mail is sent, so that a digest goes once."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+")
    cadence = models.CharField(max_length=10, choices=Cadence.choices, default=Cadence.DAILY)
    digested_at = models.DateTimeField(null=True)

    class Privacy:
        workflow = ("user", "cadence", "digested_at")

    def __str__(self) -> str:
        return f"mail wish of {self.user_id}"


class NoticeMail(models.Model):
    """The mail of one notice to one person: when it is due, and what became of it. Nobody reads it but the system."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team_id = models.UUIDField()
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="mails")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    decided_at = models.DateTimeField(null=True)
    # Nothing where it was mailed.
    not_mailed_because = models.CharField(max_length=20, choices=NotMailed.choices, blank=True)

    objects = MailSet.as_manager()

    class Privacy:
        workflow = ("team_id", "notice", "user", "due_at", "tries", "decided_at", "not_mailed_because")

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="mail_that_is_due", condition=models.Q(decided_at=None))]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["notice", "user"], name="mailed_once_to_a_person"),
            models.CheckConstraint(
                condition=models.Q(not_mailed_because="") | models.Q(decided_at__isnull=False),
                name="a_reason_is_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"mail {self.pk}"
