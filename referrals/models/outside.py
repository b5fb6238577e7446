"""Whom an agency sent to an organisation outside the team."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models import Case
from mdt.directory.models import Organisation
from mdt.team.models import Agency, Desk, Team
from privacy.keys import new_key
from referrals import choices
from referrals.querysets import OutsideReferrals


class OutsideReferral(models.Model):
    """A person of a case was sent to an organisation outside the team. The desk that noted it sees it, nobody else.

    No clock runs and nobody is told: the organisation takes no part here.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=24, choices=choices.Service.choices)
    referred_on = models.DateField()
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    logged_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=16, choices=choices.OutsideOutcome.choices, blank=True)
    outcome_at = models.DateTimeField(null=True)

    objects = OutsideReferrals.as_manager()

    class Privacy:
        workflow = (
            "team", "case", "agency", "desk", "organisation", "service", "referred_on", "logged_by", "logged_at",
            "outcome", "outcome_at",
        )  # fmt: skip

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="") ^ Q(outcome_at__isnull=False), name="an_outside_outcome_with_its_time"
            )
        ]

    def __str__(self) -> str:
        return f"outside {self.pk}"
