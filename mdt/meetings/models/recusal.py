"""Who stepped back from what: from then on its record does not exist for them."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from mdt.meetings.models.naming import reference
from mdt.meetings.models.planning import Meeting
from mdt.team.models import Membership, Team
from privacy.keys import new_key


class RecusalReason(models.TextChoices):
    """None says whom one knows: "a relative" would point to the person."""

    CONFLICT = "conflict", "A conflict of interest"
    KNOWS = "knows", "I know somebody in it outside my work"
    AGENCY = "agency", "It concerns a colleague or my own agency"
    UNSAID = "unsaid", "I would rather not say"


class StoodAs(models.TextChoices):
    """What somebody was for an item beside a member; each has a successor (mdt/meetings/succession.py)."""

    PREPARES = "prepares", "Prepares the meeting"
    PRESENTER = "presenter", "Presenter"
    OWNER = "owner", "Owner of the action"


class Recusal(models.Model):
    """Somebody stepped back from a record at a meeting. It holds for that record at every meeting to come.

    It names the record and not the item, since a suggestion may be dropped and drafted anew.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="recusals")
    record = models.UUIDField(db_index=True)
    place = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    stood_as = ArrayField(models.CharField(max_length=10, choices=StoodAs.choices), default=list)
    at = models.DateTimeField(default=timezone.now)
    # Whoever prepares the meeting may let them back in: they cannot ask for what they do not see.
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Privacy:
        workflow = ("team", "meeting", "record", "place", "stood_as", "at", "ended_at", "ended_by")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["place", "record"], condition=Q(ended_at=None), name="stepped_back_once_from_a_record"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="recusal_ended_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return reference("RC", self.pk)


class WhySteppedBack(models.Model):
    """Why, in a row of its own that the wall shows to who prepares the meeting alone. Written once."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    recusal = models.OneToOneField(Recusal, on_delete=models.PROTECT, related_name="why")
    reason = models.CharField(max_length=10, choices=RecusalReason.choices)

    class Privacy:
        workflow = ("team", "recusal", "reason")

    def __str__(self) -> str:
        return reference("WS", self.pk)
