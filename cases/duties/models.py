"""A duty, its proofs, which desks see it, and which rules counsel has confirmed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.duties.choices import Held, How, NotApplicable, Recipient, Stop
from cases.duties.querysets import Duties
from cases.duties.rules import RULES, Rule
from cases.models import Case
from mdt.team.access import DeskGrant
from mdt.team.models import Agency, Body, Desk, Team
from mdt.team.sectors import Basis
from privacy.keys import new_key

# Each injury that is seen starts the clock again, while an earlier one may still run.
REPEATS = "injury"


class Duty(models.Model):
    """What one agency owes about one case by a rule, from its trigger until one of three things stops it.

    What it began with is frozen by the database, and so is a stopped duty (migration 0002).
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=14, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    # The desk that is reminded.
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=24)
    triggered_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    # How many reminders went out, and when the next is due.
    reminded = models.PositiveSmallIntegerField(default=0)
    remind_at = models.DateTimeField(null=True)

    offered_to = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True)
    offered_desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+", null=True)
    offered_at = models.DateTimeField(null=True)

    stop = models.CharField(max_length=16, choices=Stop.choices, blank=True)
    stopped_at = models.DateTimeField(null=True)
    # When the last notice that the rule asks for was given.
    proved_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=16, choices=NotApplicable.choices, blank=True)
    taken_over_by = models.OneToOneField("self", on_delete=models.PROTECT, related_name="taken_from", null=True)

    objects = Duties.as_manager()

    class Privacy:
        workflow = (
            "team", "case", "code", "agency", "desk", "rule", "triggered_at", "due_at", "started_at", "started_by",
            "reminded", "remind_at", "offered_to", "offered_desk", "offered_at", "stop", "stopped_at", "proved_at",
            "reason", "taken_over_by",
        )  # fmt: skip
        plain = {"code": "random, never derived", "rule": "the key of a rule in the table of rules"}

    class Meta:
        verbose_name_plural = "duties"
        indexes: ClassVar = [models.Index(fields=["remind_at", "id"], name="duties_to_remind", condition=Q(stop=""))]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "code"], name="duty_code_once_in_a_team"),
            models.UniqueConstraint(
                fields=["agency", "case", "rule"],
                condition=Q(stop="") & ~Q(rule=REPEATS),
                name="one_open_duty_of_a_rule",
            ),
            models.CheckConstraint(
                condition=(Q(stop="", stopped_at=None, proved_at=None, reason="", taken_over_by=None))
                | Q(stop=Stop.PROOF, stopped_at__isnull=False, proved_at__isnull=False, reason="", taken_over_by=None)
                | Q(stop=Stop.NOT_APPLICABLE, stopped_at__isnull=False, proved_at=None, taken_over_by=None)
                & ~Q(reason="")
                | Q(
                    stop=Stop.TAKEN_OVER,
                    stopped_at__isnull=False,
                    proved_at=None,
                    reason="",
                    taken_over_by__isnull=False,
                ),
                name="a_duty_stops_in_one_way",
            ),
            models.CheckConstraint(
                condition=Q(triggered_at__lte=F("started_at"))
                & (Q(due_at=None) | Q(due_at__gte=F("triggered_at")))
                & (Q(stopped_at=None) | Q(stopped_at__gte=F("started_at")))
                & (Q(proved_at=None) | Q(proved_at__gte=F("triggered_at"), proved_at__lte=F("stopped_at"))),
                name="the_times_of_a_duty_follow_each_other",
            ),
            models.CheckConstraint(
                condition=Q(stop="") | Q(offered_to=None, remind_at=None), name="a_stopped_duty_waits_for_nothing"
            ),
            models.CheckConstraint(
                condition=Q(offered_to=None, offered_desk=None, offered_at=None)
                | Q(offered_to__isnull=False, offered_desk__isnull=False, offered_at__isnull=False)
                & ~Q(offered_to=F("agency")),
                name="a_duty_is_offered_whole_and_to_another",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def law(self) -> Rule:
        """Its rule."""
        return RULES[self.rule]

    @property
    def is_open(self) -> bool:
        return not self.stop

    @property
    def was_late(self) -> bool:
        """Whether the last notice came after the time."""
        return self.proved_at is not None and self.law.is_late(self.proved_at, self.due_at)


class Proof(models.Model):
    """One notice was given: when, to whom and how. The number that came back stays with the agency."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="proofs")
    team_id = models.UUIDField()
    recipient = models.CharField(max_length=20, choices=Recipient.choices)
    how = models.CharField(max_length=12, choices=How.choices)
    held = models.CharField(max_length=4, choices=Held.choices)
    done_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=80)

    class Privacy:
        workflow = ("duty", "team_id", "recipient", "how", "held", "done_at", "recorded_at", "by", "by_name")
        plain = {"by_name": "a colleague's name, as at that moment"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["duty", "recipient"], name="one_proof_for_a_recipient"),
            models.CheckConstraint(condition=Q(done_at__lte=F("recorded_at")), name="a_proof_is_of_the_past"),
        ]

    def __str__(self) -> str:
        return f"proof {self.pk}"

    @property
    def was_late(self) -> bool:
        return self.duty.law.is_late(self.done_at, self.duty.due_at)


class DutyDeskGrant(DeskGrant):
    """A desk may see a duty."""

    content_object = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="desk_grants")

    class Privacy:
        workflow = ("team_id", "holder", "sort_at", "via", "group", "permission", "content_object")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["group", "-sort_at", "-content_object"], name="duty_grant_sorted")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "content_object", "via"], name="duty_granted_once_by_a_door")
        ]


class DutyForward(models.Model):
    """The agency that owes a duty lets a meeting body see it, on a basis it may use.

    The row stays when it is taken back, so that no standing rule puts forward again what a person took back.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team_id = models.UUIDField()
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="put_forward")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=30, choices=Basis.choices)
    by_rule = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)

    class Privacy:
        workflow = ("team_id", "duty", "body", "basis", "by_rule", "at", "taken_back_at")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["duty", "body"], name="duty_put_forward_once")]

    def __str__(self) -> str:
        return f"put forward {self.pk}"


class ForwardedDuty(models.Model):
    """What stands put forward to a body now, by a row of its own or as part of a case that a desk shares with a room.

    A view (migration 0005), as `referrals.Forwarded` is.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    team_id = models.UUIDField()
    duty = models.ForeignKey(Duty, on_delete=models.DO_NOTHING, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.DO_NOTHING, related_name="+")
    at = models.DateTimeField()

    class Privacy:
        workflow = ("team_id", "duty", "body", "at")

    class Meta:
        managed = False
        db_table = "duties_forwarded"

    def __str__(self) -> str:
        return f"forwarded {self.pk}"


class ConfirmedRule(models.Model):
    """A rule that ships switched off, and that counsel has confirmed for a team."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(max_length=24)
    confirmed_at = models.DateTimeField(default=timezone.now)

    class Privacy:
        reference = ("team", "rule", "confirmed_at")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["team", "rule"], name="rule_confirmed_once_in_a_team")]

    def __str__(self) -> str:
        return f"{self.rule} {self.pk}"
