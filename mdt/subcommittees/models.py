"""The queue of a room, and what it reports back: words through the guard, sealed, each under its own key."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mdt.meetings.models import PartKind
from mdt.meetings.models.naming import reference
from mdt.subcommittees.querysets import QueueItems, Reports
from mdt.team.models import Body, Membership, Team
from privacy.keys import new_key
from privacy.sealing import SealedText


class Step(models.TextChoices):
    WAITING = "waiting", "Nobody has taken it"
    TAKEN = "taken", "Taken"
    REPORTED = "reported", "Reported back"
    RETURNED = "returned", "Given back"


class Advice(models.TextChoices):
    """What a room recommends; each agency decides for itself."""

    CONTINUE = "continue", "Go on as before"
    CHANGE = "change", "Change what is done"
    CLOSE = "close", "Nothing more to do"
    DECIDE = "decide", "The group is to decide"
    INFORM = "inform", "For information"


class GivenBack(models.TextChoices):
    NOT_OURS = "not_ours", "It is not for this subcommittee"
    NO_TIME = "no_time", "It cannot be done in time"
    NOT_ENOUGH = "not_enough", "Not enough is known to work on it"
    ELSEWHERE = "elsewhere", "Somebody else works on it"


class QueueItem(models.Model):
    """Something that a room is to work on: raised by one of its members, or given by its main body.

    What it is about, when it comes from an agenda, is that item's source and record: a key, never a title. Whoever is
    in the room sees the record only by the record's own door.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="queue")
    words = SealedText(null=True)
    from_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    # The part of the main body's meetings where its report will stand.
    part = models.CharField(max_length=10, choices=PartKind.choices)
    source = models.CharField(max_length=40, blank=True)
    record = models.UUIDField(null=True)
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=10, choices=Step.choices, default=Step.WAITING)
    taken_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = QueueItems.as_manager()

    class Privacy:
        workflow = (
            "team", "body", "from_body", "part", "source", "record", "given_at", "given_by", "step", "taken_by",
            "taken_at", "closed_at",
        )  # fmt: skip
        sealed = ("words",)
        plain = {"source": "the key of a registered source"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(taken_by=None, taken_at=None) | Q(taken_by__isnull=False, taken_at__isnull=False),
                name="taken_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(step=Step.WAITING, taken_by=None, closed_at=None)
                | Q(step=Step.TAKEN, taken_by__isnull=False, closed_at=None)
                | Q(step__in=[Step.REPORTED, Step.RETURNED], closed_at__isnull=False),
                name="a_queue_item_is_where_its_step_says",
            ),
            models.CheckConstraint(
                condition=Q(record=None, source="") | Q(record__isnull=False, from_body__isnull=False) & ~Q(source=""),
                name="only_a_main_body_gives_a_record",
            ),
            models.CheckConstraint(
                condition=Q(part__in=[PartKind.OPEN, PartKind.MEMBERS]) | Q(record__isnull=False),
                name="words_alone_stand_apart_from_cases",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["body", "step", "given_at"], name="queue_of_a_room"),
            models.Index(fields=["record"], name="queued_on_a_record", condition=Q(record__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return reference("QI", self.pk)

    @property
    def sealed_under(self) -> UUID:
        return self.pk


class Report(models.Model):
    """What a room tells its main body of one item. Written once and never changed; only a new report adds to it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    item = models.OneToOneField(QueueItem, on_delete=models.PROTECT, related_name="report")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    to_body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=PartKind.choices)
    source = models.CharField(max_length=40, blank=True)
    record = models.UUIDField(null=True)
    # Where `record` is another report: what that one is about. The database fills it in, and the wall asks for it.
    about = models.UUIDField(null=True, editable=False)
    # Under which name the room came forward: the room's own row stays closed to those who read its report.
    said_by = models.CharField(max_length=120)
    advice = models.CharField(max_length=10, choices=Advice.choices, blank=True)
    given_back = models.CharField(max_length=12, choices=GivenBack.choices, blank=True)
    words = SealedText(null=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    objects = Reports.as_manager()

    class Privacy:
        workflow = (
            "team", "item", "body", "to_body", "part", "source", "record", "about", "said_by", "advice", "given_back",
            "at", "by",
        )  # fmt: skip
        sealed = ("words",)
        plain = {"source": "the key of a registered source", "said_by": "the name of the subcommittee, a group's"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(given_back="") & ~Q(advice="") | Q(advice="", words=None) & ~Q(given_back=""),
                name="a_report_advises_or_gives_back",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["to_body", "at"], name="reports_to_a_body"),
            # `wall.actions_of` looks for it for each kept key, in every policy.
            models.Index(fields=["record"], name="reports_on_a_record", condition=Q(record__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return reference("RP", self.pk)

    @property
    def sealed_under(self) -> UUID:
        return self.pk
