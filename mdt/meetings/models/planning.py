"""When a body meets: its series, and the meetings that follow from it."""

from datetime import datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from mdt.hours.models import CountyDay
from mdt.meetings.models.naming import reference
from mdt.meetings.models.parts import Part
from mdt.meetings.querysets import MeetingQuerySet
from mdt.meetings.series import Rule, Timetable
from mdt.team.models import Body, Membership, Team
from privacy.keys import new_key


class OnHoliday(models.TextChoices):
    """What becomes of a date of the rule that is a holiday or a closed day of the county."""

    HOLD = "hold", "It is held all the same"
    SKIP = "skip", "It is not held"
    NEXT_DAY = "next_day", "It is held on the next working day"
    WEEK_LATER = "week_later", "It is held a week later"


class Series(models.Model):
    """By which rule a body meets, how many days before it the agenda is drafted, and from when new items are late."""

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
    cut_off_days = models.PositiveSmallIntegerField(default=2, validators=[MaxValueValidator(31)])
    remind_days = models.PositiveSmallIntegerField(default=3, validators=[MaxValueValidator(31)])
    on_holiday = models.CharField(max_length=10, choices=OnHoliday.choices, default=OnHoliday.HOLD)

    class Privacy:
        reference = (
            "team",
            "body",
            "rule",
            "starts_on",
            "at",
            "zone",
            "minutes",
            "place",
            "draft_days",
            "cut_off_days",
            "remind_days",
            "on_holiday",
        )

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return reference("SE", self.pk)

    def timetable(self) -> Timetable:
        """The rule with its skips, moves and closed days; two queries. ValueError when the stored rule is none."""
        changes = dict(self.changes.values_list("original", "moved_to"))
        closed = frozenset(CountyDay.objects.filter(team=self.team_id).values_list("day", flat=True))
        rule = Rule.parse(self.rule, self.starts_on)
        return Timetable(rule, self.at, ZoneInfo(self.zone), changes, closed, self.on_holiday)


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
    """One meeting and its one agenda. `occurrence` is the date that the series gave it, wherever it was moved.

    A special staffing belongs to no series: it was asked for, and holds one part alone (`only_part`).
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    occurrence = models.DateField(null=True, blank=True)
    only_part = models.ForeignKey(Part, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=120)
    zone = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # When the cut-off was closed: what comes to the agenda later is late.
    closed_at = models.DateTimeField(null=True, blank=True)
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
            "only_part",
            "starts_at",
            "minutes",
            "place",
            "zone",
            "state",
            "published_at",
            "published_by",
            "closed_at",
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
            models.CheckConstraint(
                condition=Q(series=None, occurrence=None, only_part__isnull=False)
                | Q(series__isnull=False, occurrence__isnull=False, only_part=None),
                name="of_a_series_or_a_special_staffing",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["body", "starts_at"], name="meetings_of_a_body")]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return reference("MT", self.pk)

    @property
    def is_special(self) -> bool:
        """A special staffing, which belongs to no series."""
        return self.series_id is None

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    def local(self, moment: datetime) -> datetime:
        """A moment on the clock of the room."""
        return moment.astimezone(ZoneInfo(self.zone))
