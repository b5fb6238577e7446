"""Who is at a meeting, what they have agreed to keep to, and what a body has set for the holding of its meetings."""

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from mdt.meetings.models.naming import reference
from mdt.meetings.models.planning import Meeting
from mdt.team.models import Agency, Body, Membership, Team
from mdt.team.sectors import Sector
from privacy.keys import new_key
from privacy.sealing import SealedText

MOST_GUESTS = 40
KEEP_OPEN_YEARS = 5
KEEP_CASE_YEARS = 3


class Attendance(models.Model):
    """A member who is, or was, at a meeting; or guests of one organisation, counted and never named.

    Agency and discipline are those of that day. Who has left stays in the minutes and no longer counts as in the room.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    person = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sector = models.CharField(max_length=30, choices=Sector.choices)
    guests = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(MOST_GUESTS)])
    # The organisation of guests.
    words = SealedText(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    came_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    marked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        workflow = (
            "team",
            "meeting",
            "person",
            "agency",
            "sector",
            "guests",
            "agreed_at",
            "came_at",
            "left_at",
            "marked_by",
        )
        sealed = ("words",)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "person"], name="person_once_at_a_meeting"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, agency__isnull=False, guests=0, words=None)
                | Q(person=None, agency=None, guests__gte=1, guests__lte=MOST_GUESTS),
                name="a_member_or_guests",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return reference("AT", self.pk)

    @property
    def sealed_under(self) -> UUID:
        return self.pk

    @property
    def here(self) -> bool:
        return self.left_at is None


class Statement(models.Model):
    """A team's words on confidentiality, one row for each wording; the newest is in force. Never about a person."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=2000)
    set_at = models.DateTimeField(default=timezone.now)
    set_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        reference = ("team", "words", "set_at", "set_by")

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return reference("CS", self.pk)


class Acknowledgement(models.Model):
    """That somebody keeps to the statement: for a year, or for one meeting. Written once and never changed.

    `statement` is empty for the wording that comes with the system.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="acknowledgements")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="acknowledgements"
    )
    at = models.DateTimeField(default=timezone.now)
    # Who wrote it down: the person, or whoever runs a meeting where it was said aloud.
    noted_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Privacy:
        workflow = ("team", "person", "statement", "meeting", "at", "noted_by")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "person"], name="acknowledged_once_for_a_meeting"),
        ]

    def __str__(self) -> str:
        return reference("AK", self.pk)


class HoldingRules(models.Model):
    """What a body has set for its meetings: which disciplines it wants present, and how long it keeps its minutes."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    body = models.OneToOneField(Body, on_delete=models.PROTECT, related_name="holding_rules")
    # Said when it is not met; it never stops a meeting.
    quorum = ArrayField(models.CharField(max_length=30, choices=Sector.choices), default=list, blank=True)
    keep_open_years = models.PositiveSmallIntegerField(
        default=KEEP_OPEN_YEARS, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    keep_case_years = models.PositiveSmallIntegerField(
        default=KEEP_CASE_YEARS, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    class Privacy:
        reference = ("team", "body", "quorum", "keep_open_years", "keep_case_years")

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return reference("HR", self.pk)
