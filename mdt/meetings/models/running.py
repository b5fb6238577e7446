"""A meeting as it is held: when, who writes, what is spoken of, and what came of each item."""

from typing import ClassVar, Final
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mdt.meetings.models.items import AgendaItem
from mdt.meetings.models.naming import reference
from mdt.meetings.models.planning import Meeting
from mdt.meetings.models.work import ActionItem, ActionKind
from mdt.team.models import Agency, Membership, Team
from privacy.keys import new_key
from privacy.sealing import SealedText


class Sitting(models.Model):
    """The meeting as it is held. In progress from its start to its end; only then is kept what came of items."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="sitting")
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Privacy:
        workflow = ("team", "meeting", "started_at", "started_by", "ended_at", "ended_by")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="sitting_ended_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return reference("ST", self.pk)

    @property
    def in_progress(self) -> bool:
        return self.ended_at is None


class Lease(models.Model):
    """Who writes at a meeting, and until when; one row for each meeting, so two people cannot both get it.

    `term` counts the holders: what a page says that was opened under an earlier one is not written any more.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="lease")
    # Nobody, once the last one has let go.
    holder = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    until = models.DateTimeField()
    term = models.PositiveIntegerField(default=1)

    class Privacy:
        workflow = ("team", "meeting", "holder", "until", "term")

    def __str__(self) -> str:
        return reference("LE", self.pk)


class Turn(models.Model):
    """A time during which an item was spoken of; the one that has no end is spoken of now."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="turns")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="turns")
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        workflow = ("team", "meeting", "item", "began_at", "ended_at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting"], condition=Q(ended_at=None), name="one_item_at_a_time"),
        ]

    def __str__(self) -> str:
        return reference("TU", self.pk)


class Result(models.TextChoices):
    """What came of an item: a decision, a recommendation, information, a task, or nothing since time was short."""

    CONTINUE = "continue", "Decision: it goes on"
    CLOSE = "close", "Decision: it is closed"
    SUBCOMMITTEE = "subcommittee", "Decision: it goes to a subcommittee"
    NEXT_MEETING = "next_meeting", "Decision: it comes to the next meeting"
    RECOMMENDATION = "recommendation", "Recommendation"
    INFORMATION = "information", "Information"
    TASK = "task", "Action"
    NOT_REACHED = "not_reached", "Not reached: it comes to the next meeting"


# What the next meeting gets by itself.
COMES_BACK: Final = (Result.NEXT_MEETING, Result.NOT_REACHED)


class Outcome(models.Model):
    """What came of an item, and the words for the minutes. Written while it is held, by the lease's holder.

    `revision` counts its writings: a page that knows an older one is told so and keeps its words.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="outcome")
    result = models.CharField(max_length=20, choices=Result.choices, blank=True)
    words = SealedText(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    term = models.PositiveIntegerField()
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        workflow = ("team", "item", "result", "revision", "term", "written_at", "written_by")
        sealed = ("words",)

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return reference("OC", self.pk)

    @property
    def sealed_under(self) -> UUID:
        return self.pk


class Task(models.Model):
    """An action that came of an item, as it was given: what becomes of the action later changes no minutes."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="tasks")
    action = models.OneToOneField(ActionItem, on_delete=models.PROTECT, related_name="task")
    kind = models.CharField(max_length=20, choices=ActionKind.choices)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField()
    term = models.PositiveIntegerField()
    written_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        workflow = ("team", "item", "action", "kind", "agency", "person", "due_on", "term", "written_by")

    def __str__(self) -> str:
        return reference("TK", self.pk)
