"""A release of information, and what a team has set about releases."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.models import Case
from cases.releases.choices import Category, Purpose, Revoked
from cases.releases.querysets import Releases
from mdt.team.models import Agency, Body, Desk, Team
from privacy.keys import new_key
from privacy.sealing import SealedDocument

LONGEST_DAYS = 30
WARN_DAYS = 7


def bound_by_default() -> list[str]:
    return [Category.SUBSTANCE_USE.value]


class ReleaseSettings(models.Model):
    """What a team has set: how long a release may last, how early its end is told, what always needs one."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE, primary_key=True, related_name="+")
    longest_days = models.PositiveSmallIntegerField(default=LONGEST_DAYS)
    warn_days = models.PositiveSmallIntegerField(default=WARN_DAYS)
    bound = ArrayField(models.CharField(max_length=20, choices=Category.choices), default=bound_by_default, blank=True)

    class Privacy:
        reference = ("team", "longest_days", "warn_days", "bound")

    class Meta:
        verbose_name_plural = "release settings"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(longest_days__gte=1, longest_days__lte=366, warn_days__gte=1), name="releases_are_short"
            )
        ]

    def __str__(self) -> str:
        return f"release settings {self.team_id}"


def settings_of(team_id: UUID) -> ReleaseSettings:
    """What the team has set, or the defaults."""
    return ReleaseSettings.objects.filter(team=team_id).first() or ReleaseSettings(team_id=team_id)


class Release(models.Model):
    """What one person lets one agency tell one other, or the named members of one body, and until when.

    Its terms are frozen by the database: it gets its case once, and it is revoked. `named` holds the receiving
    agencies as they were at that moment. A release for a new person has no case until a first referral goes out.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=14, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", null=True)
    named = ArrayField(models.UUIDField())
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", null=True)
    categories = ArrayField(models.CharField(max_length=20, choices=Category.choices))
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    starts_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answers_may_flow_back = models.BooleanField()
    # "Services do not depend on it": said to the person, or there is no release.
    freely_given = models.BooleanField()
    signature = SealedDocument()
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_how = models.CharField(max_length=8, choices=Revoked.choices, blank=True)
    # When its desk is to be told that it ends soon, and that it has ended; empty once that is done.
    warn_at = models.DateTimeField(null=True)
    end_at = models.DateTimeField(null=True)

    objects = Releases.as_manager()

    class Privacy:
        workflow = (
            "team", "code", "agency", "desk", "case", "named", "body", "categories", "purpose", "starts_at",
            "expires_at", "answers_may_flow_back", "freely_given", "recorded_at", "recorded_by", "revoked_at",
            "revoked_how", "warn_at", "end_at",
        )  # fmt: skip
        sealed = ("signature",)
        plain = {"code": "random, never derived"}

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["case", "agency"], name="release_by_case"),
            models.Index(fields=["agency", "-expires_at", "-id"], name="release_by_giver"),
            models.Index(fields=["warn_at", "id"], name="release_to_warn", condition=Q(warn_at__isnull=False)),
            models.Index(fields=["end_at", "id"], name="release_to_end", condition=Q(end_at__isnull=False)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "code"], name="release_code_once_in_a_team"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("starts_at")), name="a_release_begins_and_ends"),
            models.CheckConstraint(condition=Q(freely_given=True), name="services_do_not_depend_on_a_release"),
            models.CheckConstraint(
                condition=Q(named__len=1) | Q(named__len__gt=1, body__isnull=False), name="a_release_names_one_receiver"
            ),
            models.CheckConstraint(condition=Q(categories__len__gte=1), name="a_release_says_what"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_how="") | Q(revoked_at__isnull=False) & ~Q(revoked_how=""),
                name="a_release_is_revoked_in_some_way",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def sealed_under(self) -> UUID:
        """Whose data key seals how it was signed: its own."""
        return self.pk

    @property
    def ended_at(self) -> datetime:
        """When it ended or will end."""
        return min(self.revoked_at, self.expires_at) if self.revoked_at else self.expires_at
