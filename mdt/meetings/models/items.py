"""What stands on an agenda: places, never words."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Deferrable, Q
from django.utils import timezone

from mdt.meetings.models.naming import reference
from mdt.meetings.models.parts import Part
from mdt.meetings.models.planning import Meeting
from mdt.team.models import Membership, Team
from privacy.keys import new_key

USUAL_MINUTES = 5
LONGEST_ITEM = 240


class ItemState(models.TextChoices):
    SUGGESTED = "suggested", "Suggested"
    LISTED = "listed", "On the agenda"
    DEFERRED = "deferred", "Deferred"


class Lane(models.TextChoices):
    """How an item is taken, in the order of an agenda. What is only listed takes no time."""

    URGENT = "urgent", "Urgent"
    DISCUSS = "discuss", "Discuss"
    LIST = "list", "List only"


class AgendaItem(models.Model):
    """A place on an agenda: which source, which of its records, in what order. Never a copy of what it says.

    `position` orders the rows of a meeting and has gaps; what a reader sees is counted anew for that reader.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="items")
    source = models.CharField(max_length=40)
    record = models.UUIDField()
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.SUGGESTED)
    lane = models.CharField(max_length=10, choices=Lane.choices, default=Lane.DISCUSS)
    position = models.PositiveIntegerField()
    minutes = models.PositiveSmallIntegerField(default=USUAL_MINUTES, validators=[MaxValueValidator(LONGEST_ITEM)])
    presenter = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Who was reminded that they present it: a new presenter is reminded anew.
    reminded = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    deferred_to = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="deferred_here"
    )
    # When it came to this agenda, for what came after the first draft.
    came_at = models.DateTimeField(null=True, blank=True, default=timezone.now)
    # Where it goes on, when the meeting was over and it had not been handled.
    rolled_to = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    carried_from = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    came_unhandled = models.BooleanField(default=False)

    class Privacy:
        workflow = (
            "team",
            "meeting",
            "part",
            "source",
            "record",
            "state",
            "lane",
            "position",
            "minutes",
            "presenter",
            "reminded",
            "deferred_to",
            "rolled_to",
            "carried_from",
            "came_unhandled",
            "came_at",
        )
        plain = {"source": "the key of a registered source"}

    class Meta:
        indexes: ClassVar = [models.Index(fields=["record"], name="agendas_of_a_record")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "record"], name="record_once_on_an_agenda"),
            # Checked at commit, so that one statement may renumber several rows.
            models.UniqueConstraint(
                fields=["meeting", "position"], name="one_item_in_a_place", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(state=ItemState.DEFERRED, deferred_to__isnull=False)
                | ~Q(state=ItemState.DEFERRED) & Q(deferred_to=None),
                name="deferred_to_some_meeting",
            ),
        ]

    def __str__(self) -> str:
        return reference("AI", self.pk)

    @property
    def time(self) -> int:
        """The minutes that it takes: none when it is only listed."""
        return 0 if self.lane == Lane.LIST else self.minutes
