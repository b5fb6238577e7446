"""Which help was missing: numbers of people by service over a half-year, counted once and never by case."""

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mdt.meetings.models.naming import reference
from mdt.team.models import Team
from privacy.keys import new_key
from referrals import choices

# Modelled on the rule of CMS for small cells: one to ten people are never a number.
FEWEST: Final = 11


class GapCount(models.Model):
    """A half-year of a team was counted. A second count, of rows that changed since, would tell the difference."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    begins_on = models.DateField()
    counted_at = models.DateTimeField(default=timezone.now)

    class Privacy:
        workflow = ("team", "begins_on", "counted_at")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["team", "begins_on"], name="a_half_year_counted_once")]

    def __str__(self) -> str:
        return f"count {self.pk}"


class ServiceGap(models.Model):
    """A kind of help that was missing: for so many `people` in a half-year, or, without a number, at no desk now."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    service = models.CharField(max_length=24, choices=choices.Service.choices)
    begins_on = models.DateField()
    people = models.PositiveIntegerField(null=True)

    class Privacy:
        workflow = ("team", "service", "begins_on", "people")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "service", "begins_on"], name="a_gap_once_in_a_half_year"),
            models.CheckConstraint(condition=Q(people=None) | Q(people__gte=FEWEST), name="no_small_number_of_people"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return reference("SG", self.pk)
