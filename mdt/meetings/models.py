"""When a body meets, what is on each agenda, and the actions that come back until they are done."""

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Deferrable, Q
from django.utils import timezone

from mdt.meetings.querysets import ActionItemQuerySet, MeetingQuerySet, TopicQuerySet
from mdt.meetings.series import Rule, Timetable
from mdt.team.models import Agency, Body, Membership, Team
from privacy.keys import new_key
from privacy.sealing import SealedText

USUAL_MINUTES = 5
LONGEST_ITEM = 240


def reference(kind: str, key: UUID) -> str:
    """A short name for screens and ledger, from the random end of the key: "MT-9F03C1D2"."""
    return f"{kind}-{key.hex[-8:].upper()}"


class Series(models.Model):
    """By which rule a body meets, and how many days before it the agenda is drafted."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    body = models.OneToOneField(Body, on_delete=models.PROTECT, related_name="series")
    rule = models.CharField(max_length=60)
    starts_on = models.DateField()
    at = models.TimeField()
    zone = models.CharField(max_length=60)
    minutes = models.PositiveSmallIntegerField(default=120, validators=[MinValueValidator(15), MaxValueValidator(480)])
    place = models.CharField(max_length=120)
    draft_days = models.PositiveSmallIntegerField(default=7, validators=[MaxValueValidator(31)])

    class Privacy:
        reference = ("team", "body", "rule", "starts_on", "at", "zone", "minutes", "place", "draft_days")

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return reference("SE", self.pk)

    def timetable(self) -> Timetable:
        """The rule with its skips and moves; one query. ValueError when the stored rule is none."""
        changes = dict(self.changes.values_list("original", "moved_to"))
        return Timetable(Rule.parse(self.rule, self.starts_on), self.at, ZoneInfo(self.zone), changes)


class SeriesChange(models.Model):
    """One date of a series that is moved, or skipped when it has no new date."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="changes")
    original = models.DateField()
    moved_to = models.DateField(null=True, blank=True)

    class Privacy:
        reference = ("team", "series", "original", "moved_to")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "original"], name="date_changed_once_in_a_series"),
        ]

    def __str__(self) -> str:
        return reference("SC", self.pk)


class State(models.TextChoices):
    PLANNED = "planned", "Planned"
    DRAFT = "draft", "Agenda in draft"
    PUBLISHED = "published", "Agenda published"
    CANCELLED = "cancelled", "Not held"


class Meeting(models.Model):
    """One meeting and its one agenda. `occurrence` is the date that the series gave it, wherever it was moved."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="meetings")
    occurrence = models.DateField()
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=120)
    zone = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # How often time, place or holding it changed, and when last: the calendar file's SEQUENCE and DTSTAMP.
    revision = models.PositiveIntegerField(default=0)
    revised_at = models.DateTimeField(default=timezone.now)

    objects = MeetingQuerySet.as_manager()

    class Privacy:
        workflow = (
            "team",
            "body",
            "series",
            "occurrence",
            "starts_at",
            "minutes",
            "place",
            "zone",
            "state",
            "published_at",
            "published_by",
            "revision",
            "revised_at",
        )
        plain = {"place": "where the body meets", "zone": "the name of a time zone"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "occurrence"], name="one_agenda_for_a_date"),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None) & ~Q(state=State.PUBLISHED)
                | Q(published_at__isnull=False, published_by__isnull=False)
                & Q(state__in=[State.PUBLISHED, State.CANCELLED]),
                name="published_at_and_by_once_published",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["body", "starts_at"], name="meetings_of_a_body")]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return reference("MT", self.pk)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    def local(self, moment: datetime) -> datetime:
        """A moment on the clock of the room."""
        return moment.astimezone(ZoneInfo(self.zone))


class ItemState(models.TextChoices):
    SUGGESTED = "suggested", "Suggested"
    LISTED = "listed", "On the agenda"
    DEFERRED = "deferred", "Deferred"


class AgendaItem(models.Model):
    """A place on an agenda: which source, which of its records, in what order. Never a copy of what it says.

    `position` orders the rows of a meeting and has gaps; what a reader sees is counted anew for that reader.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    source = models.CharField(max_length=40)
    record = models.UUIDField()
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.SUGGESTED)
    position = models.PositiveIntegerField()
    minutes = models.PositiveSmallIntegerField(default=USUAL_MINUTES, validators=[MaxValueValidator(LONGEST_ITEM)])
    presenter = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    deferred_to = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="deferred_here"
    )
    carried_from = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Privacy:
        workflow = (
            "team",
            "meeting",
            "source",
            "record",
            "state",
            "position",
            "minutes",
            "presenter",
            "deferred_to",
            "carried_from",
        )
        plain = {"source": "the key of a registered source"}

    class Meta:
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
    """A standing topic of a body, in its chair's words: on each agenda until it is ended. Never about a person."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="topics")
    words = SealedText()
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = TopicQuerySet.as_manager()

    class Privacy:
        workflow = ("team", "body", "given_at", "given_by", "ended_at", "ended_by")
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
