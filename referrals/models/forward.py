"""Putting referrals forward to a meeting body: what stands put forward, and the rules that do it by themselves."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from mdt.team.models import Agency, Body
from mdt.team.sectors import Basis
from privacy.keys import new_key
from referrals.models.referral import Referral


class PutForward(models.Model):
    """An agency that holds a referral lets a meeting body see it, on a basis it may use."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="put_forward")
    team_id = models.UUIDField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    holder = models.UUIDField()
    basis = models.CharField(max_length=30, choices=Basis.choices)
    # By hand, or which of the agency's standing rules did it.
    rule = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField(default=timezone.now)
    # The row stays, so that no standing rule puts forward again what a person took back.
    taken_back_at = models.DateTimeField(null=True)

    class Privacy:
        workflow = ("referral", "team_id", "body", "holder", "basis", "rule", "at", "taken_back_at")
        plain = {"rule": "the key of a standing rule's kind"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["referral", "body", "holder"], name="put_forward_once_by_an_agency")
        ]

    def __str__(self) -> str:
        return f"put forward {self.pk}"


class Forwarded(models.Model):
    """What stands put forward to a body now, by a row of its own or as part of a case that a desk shares with a room.

    A view (migration 0031), read by jobs, and by people as far as they see the rows that it is made of. What is of a
    shared case counts from when both were there.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    team_id = models.UUIDField()
    referral = models.ForeignKey(Referral, on_delete=models.DO_NOTHING, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.DO_NOTHING, related_name="+")
    holder = models.UUIDField()
    rule = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()

    class Privacy:
        workflow = ("team_id", "referral", "body", "holder", "rule", "at")
        plain = {"rule": "the key of a standing rule's kind"}

    class Meta:
        managed = False
        db_table = "referrals_forwarded"

    def __str__(self) -> str:
        return f"forwarded {self.pk}"


class StandingRule(models.Model):
    """An agency's own rule that puts its referrals, or its duties, forward by themselves, e.g. past their time."""

    class Kind(models.TextChoices):
        NEW = "new", "New referrals, from now on"
        UNANSWERED = "unanswered", "Referrals unanswered past their day"
        WAITLISTED = "waitlisted", "Referrals waitlisted past their review day"
        DUTIES = "duties", "Duties that we owe and that are past their time"

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team_id = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    days = models.PositiveSmallIntegerField(default=0)
    basis = models.CharField(max_length=30, choices=Basis.choices)
    created_at = models.DateTimeField(default=timezone.now)

    class Privacy:
        reference = ("team_id", "agency", "body", "kind", "days", "basis", "created_at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team_id", "agency", "body", "kind"], name="one_standing_rule_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
