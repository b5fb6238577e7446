"""What a series has chosen of the sections of its agendas."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from mdt.meetings.models.items import Lane
from mdt.meetings.models.naming import reference
from mdt.meetings.models.planning import Series
from mdt.team.models import Team
from privacy.keys import new_key

LONGEST_DAYS = 400
MOST_ITEMS = 200


class Selection(models.Model):
    """Whether one section is drafted, from how many days on, how many items at most and in which lane."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="selections")
    section = models.CharField(max_length=40)
    on = models.BooleanField(default=True)
    days = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(LONGEST_DAYS)])
    most = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_ITEMS)]
    )
    lane = models.CharField(max_length=10, choices=Lane.choices, default=Lane.DISCUSS)

    class Privacy:
        reference = ("team", "series", "section", "on", "days", "most", "lane")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "section"], name="a_section_chosen_once_in_a_series")
        ]

    def __str__(self) -> str:
        return reference("SL", self.pk)
