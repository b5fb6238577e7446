"""What a body has given itself to do: actions, which come back until they are done, and standing topics."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mdt.meetings.models.naming import reference
from mdt.meetings.models.parts import Part
from mdt.meetings.querysets import ActionItemQuerySet, TopicQuerySet
from mdt.team.models import Agency, Body, Membership, Team
from privacy.keys import new_key
from privacy.sealing import SealedText


class ActionKind(models.TextChoices):
    """Coded, so that an action can hold no name; what it is about is said in the room."""

    REPORT_BACK = "report_back", "Report back to the group"
    ANSWER = "answer", "Answer what is waiting"
    CONTACT = "contact", "Contact another agency"
    FOLLOW_UP = "follow_up", "Follow up on services"
    TRAINING = "training", "Prepare a training"
    WRITTEN = "written", "Write or change a document"


class ActionItem(models.Model):
    """Work that a meeting gave to an agency. It returns to each agenda until it is done."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="actions")
    # The part of the meeting where it was given; there it comes back.
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=ActionKind.choices)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField()
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ActionItemQuerySet.as_manager()

    class Privacy:
        workflow = (
            "team",
            "body",
            "part",
            "kind",
            "agency",
            "person",
            "due_on",
            "given_at",
            "given_by",
            "done_at",
            "done_by",
        )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="done_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return reference("AC", self.pk)


class Topic(models.Model):
    """A topic of a body's open part, in a member's words. Never about a person.

    A standing topic is on each agenda until it is ended. One that a member raised is there `once`.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="topics")
    words = SealedText()
    once = models.BooleanField(default=False)
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = TopicQuerySet.as_manager()

    class Privacy:
        workflow = ("team", "body", "once", "given_at", "given_by", "ended_at", "ended_by")
        sealed = ("words",)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="topic_ended_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return reference("TP", self.pk)

    @property
    def sealed_under(self) -> UUID:
        return self.pk
