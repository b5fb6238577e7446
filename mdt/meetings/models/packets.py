"""Whose packets were made: how far a job has come, and nothing of what stands in them."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from mdt.meetings.models.naming import reference
from mdt.meetings.models.planning import Meeting
from mdt.team.models import Membership, Team
from privacy.keys import new_key


class PacketState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    READY = "ready", "Ready"
    FAILED = "failed", "Could not be made"
    AWAY = "away", "Not in this meeting now"
    NOT_HELD = "not_held", "The agenda was taken back"


class Packet(models.Model):
    """One reader's packet of a meeting: asked for, and how it went. The files, one for each part, are not kept."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="packets")
    reader = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=PacketState.choices, default=PacketState.WAITING)
    asked_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    class Privacy:
        workflow = ("team", "meeting", "reader", "state", "asked_at", "done_at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "reader"], name="one_packet_of_a_meeting_for_a_reader"),
            models.CheckConstraint(
                condition=models.Q(state=PacketState.WAITING, done_at=None)
                | ~models.Q(state=PacketState.WAITING) & models.Q(done_at__isnull=False),
                name="packet_done_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return reference("PK", self.pk)
