"""A case: a person as the team knows them. It starts with the first referral and is a code."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from cases.profile import Track
from mdt.team.models import Team
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
