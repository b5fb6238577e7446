"""A notice: something waits for a desk. The row is the promise; mail is sent from it, after commit, once."""

from django.db import models
from django.utils import timezone

from mdt.team.models import Desk
from privacy.keys import new_key


class Notice(models.Model):
    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team_id = models.UUIDField()
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    record_id = models.UUIDField()
    at = models.DateTimeField(default=timezone.now)
    mailed_at = models.DateTimeField(null=True)

    class Privacy:
        workflow = ("team_id", "desk", "kind", "record_id", "at", "mailed_at")
        plain = {"kind": "the key of a registered kind of notice"}

    class Meta:
        indexes = [models.Index(fields=["at"], name="notices_to_mail", condition=models.Q(mailed_at=None))]

    def __str__(self) -> str:
        return f"notice {self.pk}"
