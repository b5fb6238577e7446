"""A case: a person as the team knows them. It starts with the first referral and is a code."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.profile import Track
from cases.querysets import Shares, Walls
from mdt.team.models import Body, Desk, Membership, Team
from mdt.team.sectors import Basis
from privacy.keys import new_key


class Case(models.Model):
    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=14, editable=False)
    track = models.CharField(max_length=10, choices=Track.choices)
    opened_at = models.DateTimeField(default=timezone.now)

    class Privacy:
        workflow = ("team", "code", "track", "opened_at")
        plain = {"code": "random, never derived"}

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["team", "code"], name="case_code_once_in_a_team")]

    def __str__(self) -> str:
        return self.code


class CaseWall(models.Model):
    """A case is kept from a named person, in all its records and whatever comes to it later.

    By an agency that holds it (`holder`), or by who prepares a `body`'s meetings. Neither learns of the other's, and
    the person of none. No reason is kept: it would say who the person is to whom.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="walls")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    holder = models.UUIDField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    set_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = Walls.as_manager()

    class Privacy:
        workflow = ("team", "case", "user", "holder", "body", "set_by", "set_at", "ended_at", "ended_by")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "user", "holder"], condition=Q(ended_at=None, body=None), name="kept_once_by_an_agency"
            ),
            models.UniqueConstraint(
                fields=["case", "user", "set_by"],
                condition=Q(ended_at=None, body__isnull=False),
                name="kept_once_by_who_prepares",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="wall_ended_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return f"wall {self.pk}"


class CaseShare(models.Model):
    """All that a desk holds of a case is open to a room where one of the desk's people is inside, what comes later too.

    It ends when somebody at the desk takes it back, or with the last that the desk holds of the case. Until then it
    counts while the room works and somebody who sits at the desk is in it, which the wall asks at each statement
    (`wall.share_stands`; who sits there themselves is answered as if nobody were kept from the case).
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="shares")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    # Not the agency: a colleague at another of its desks knows nothing of what this one holds.
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=30, choices=Basis.choices)
    shared_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = Shares.as_manager()

    class Privacy:
        workflow = ("team", "case", "body", "desk", "basis", "shared_by", "shared_at", "ended_at", "ended_by")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "body", "desk"], condition=Q(ended_at=None), name="shared_once_by_a_desk"
            ),
            models.CheckConstraint(
                # Nobody's own doing when it ends with what the desk held.
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False),
                name="share_ended_at_and_by",
            ),
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="share_on_a_basis"),
        ]

    def __str__(self) -> str:
        return f"share {self.pk}"
