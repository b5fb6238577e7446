"""Names for the filters of a list."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from mdt.team.models import Agency, Desk
from privacy.keys import new_key


class SavedView(models.Model):
    """A name for a list's filters: its owner's own, or also for whoever sits at their desk. It opens nothing."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team_id = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # With a desk, its people see it too.
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+", null=True)
    of = models.CharField(max_length=8, choices=[("inbox", "Inbox"), ("outbox", "My referrals")])
    name = models.CharField(max_length=40)
    filters = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    class Privacy:
        workflow = ("team_id", "agency", "owner", "desk", "of", "name", "filters", "created_at")
        plain = {
            "name": "a label for a list, which the guard has read",
            "filters": "coded choices, as an address says them",
        }

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "agency", "of", "name"], name="one_view_of_a_name")
        ]

    def __str__(self) -> str:
        return f"view {self.pk}"
