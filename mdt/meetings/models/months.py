"""What is done for each meeting by itself, and what was asked beside the series."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from mdt.meetings.models.items import AgendaItem
from mdt.meetings.models.naming import reference
from mdt.meetings.models.parts import Part
from mdt.meetings.models.planning import Meeting
from mdt.meetings.querysets import StaffingQuerySet, StepQuerySet
from mdt.team.models import Body, Membership, Team
from privacy.keys import new_key


class StepKind(models.TextChoices):
    """In the order in which they come."""

    DRAFT = "draft", "Draft the agenda"
    REMIND = "remind", "Remind presenters"
    CUT_OFF = "cut_off", "Close it to new items"
    MINUTES = "minutes", "Ask for minutes"
    ROLL_OVER = "roll_over", "Roll over what was not handled"


class Step(models.Model):
    """One thing that the month does for a meeting: due, done, and how far it is. `next_at` is when it is tried next.

    The row is written in the transaction of each piece of work, so whoever is killed leaves it where they were.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=StepKind.choices)
    due_at = models.DateTimeField()
    next_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    # Pieces of work: how many there were when it was last looked at, and how many of them are done.
    pieces = models.PositiveSmallIntegerField(default=0)
    finished = models.PositiveSmallIntegerField(default=0)
    # How often it could not be done since it was last done.
    failed = models.PositiveSmallIntegerField(default=0)

    objects = StepQuerySet.as_manager()

    class Privacy:
        workflow = ("team", "meeting", "kind", "due_at", "next_at", "done_at", "pieces", "finished", "failed")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["next_at", "kind"], name="steps_due", condition=Q(done_at=None))]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "kind"], name="a_step_once_for_a_meeting"),
            models.CheckConstraint(condition=Q(finished__lte=F("pieces")), name="no_more_finished_than_there_is"),
        ]

    def __str__(self) -> str:
        return reference("ST", self.pk)


class Known(models.TextChoices):
    """What a member tells the presenter of an item beforehand."""

    KNOWN = "known", "We know this person"
    PHONE = "phone", "Ask me by phone"


class KnownAnswer(models.Model):
    """A member's word to whoever presented an item at that moment, and to nobody else."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="known_answers")
    place = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    told = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=10, choices=Known.choices)
    at = models.DateTimeField(default=timezone.now)

    class Privacy:
        workflow = ("team", "item", "place", "told", "answer", "at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "place"], name="one_answer_of_a_member_on_an_item"),
            models.CheckConstraint(condition=~Q(place=F("told")), name="nobody_tells_themselves"),
        ]

    def __str__(self) -> str:
        return reference("KA", self.pk)


class HowSoon(models.TextChoices):
    TODAY = "today", "Today or tomorrow"
    WEEK = "week", "Within a week"
    LATER = "later", "Before the next meeting"


class WhyStaffing(models.TextChoices):
    """Coded, so that it can hold nothing of a person; what it is about is said in the room."""

    SAFETY = "safety", "A safety worry"
    MISSING = "missing", "Somebody is missing"
    CHANGE = "change", "Something has changed"
    COURT = "court", "A date in court is near"
    STUCK = "stuck", "We are stuck and need the others"


class StaffingState(models.TextChoices):
    ASKED = "asked", "Asked"
    PLANNED = "planned", "Planned"
    NOT_HELD = "not_held", "Not held"


class StaffingAsk(models.Model):
    """A member asks that one part meets beside its series. Whoever prepares the meetings plans it, or says why not."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="staffing_asks")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    soon = models.CharField(max_length=10, choices=HowSoon.choices)
    why = models.CharField(max_length=10, choices=WhyStaffing.choices)
    minutes = models.PositiveSmallIntegerField(default=30, validators=[MinValueValidator(15), MaxValueValidator(240)])
    state = models.CharField(max_length=10, choices=StaffingState.choices, default=StaffingState.ASKED)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="ask")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = StaffingQuerySet.as_manager()

    class Privacy:
        workflow = (
            "team", "body", "part", "asked_by", "asked_at", "soon", "why", "minutes", "state", "meeting",
            "answered_at", "answered_by",
        )  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=StaffingState.ASKED, meeting=None, answered_at=None, answered_by=None)
                | Q(state=StaffingState.PLANNED, meeting__isnull=False, answered_at__isnull=False)
                & Q(answered_by__isnull=False)
                | Q(state=StaffingState.NOT_HELD, meeting=None, answered_at__isnull=False, answered_by__isnull=False),
                name="a_staffing_is_answered_in_one_way",
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return reference("SS", self.pk)
