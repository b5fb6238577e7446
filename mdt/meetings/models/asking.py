"""What a chair asks an agency to put forward, so that more of the members see an item."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mdt.meetings.models.items import AgendaItem
from mdt.meetings.querysets import ForwardAskQuerySet
from mdt.team.models import Body, Desk, Membership, Team
from privacy.keys import new_key


class ForwardAsk(models.Model):
    """One question to the desk of the agency that owns an item's record. It says nothing of who cannot see it.

    That it was answered is kept, and not how: what an agency puts forward shows by itself, and a no is its own.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="asks")
    record = models.UUIDField(db_index=True)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    # When the meeting begins, for a desk that does not sit there; then nobody waits for an answer.
    meets_at = models.DateTimeField()
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    objects = ForwardAskQuerySet.as_manager()

    class Privacy:
        workflow = (
            "team",
            "body",
            "item",
            "record",
            "desk",
            "asked_by",
            "meets_at",
            "asked_at",
            "answered_at",
            "taken_back_at",
        )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item"], condition=Q(taken_back_at=None), name="an_item_is_asked_for_once"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(taken_back_at=None), name="answered_or_taken_back"
            ),
        ]

    def __str__(self) -> str:
        return f"ask {self.pk}"
