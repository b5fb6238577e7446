"""Minutes: that those of a part are approved, and what was added later. What they say is in the outcomes."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mdt.meetings.models.items import AgendaItem
from mdt.meetings.models.naming import reference
from mdt.meetings.models.parts import Part
from mdt.meetings.models.planning import Meeting
from mdt.team.models import Membership, Team
from privacy.keys import new_key
from privacy.sealing import SealedText


class Minutes(models.Model):
    """The approval of the minutes of one part. From its row on, the database lets nobody change what they say."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes_of")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="minutes")
    approved_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    # The day from which they are to be disposed of, as the body had set it on the day of approval.
    dispose_on = models.DateField()
    # Once set, the database has deleted what they said (docs/adr/0118); this row says that there were such minutes.
    disposed_at = models.DateTimeField(null=True, blank=True)
    disposed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Privacy:
        workflow = (
            "team",
            "meeting",
            "part",
            "approved_at",
            "approved_by",
            "dispose_on",
            "disposed_at",
            "disposed_by",
        )

    class Meta:
        verbose_name_plural = "minutes"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "part"], name="minutes_once_for_a_part"),
            models.CheckConstraint(
                condition=Q(disposed_at=None, disposed_by=None)
                | Q(disposed_at__isnull=False, disposed_by__isnull=False),
                name="minutes_disposed_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return reference("MN", self.pk)

    def is_past_its_date(self, now: datetime) -> bool:
        """By the clock of the room, from the first moment of the day of disposal."""
        return self.meeting.local(now).date() >= self.dispose_on


class Addendum(models.Model):
    """A correction of approved minutes: dated, appended, never changed. About an item, it is for those who see it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="addenda")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = SealedText()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        workflow = ("team", "minutes", "item", "at", "by")
        sealed = ("words",)

    class Meta:
        verbose_name_plural = "addenda"

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return reference("AD", self.pk)

    @property
    def sealed_under(self) -> UUID:
        return self.pk
