"""When a desk works and who stands in for it, the county's closed days, an agency's own closures."""

from datetime import time
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from mdt.team.models import Agency, Desk, Team
from privacy.keys import new_key

_HOURS = (MinValueValidator(1), MaxValueValidator(90))


class DeskHours(models.Model):
    """How one desk works. A desk without a row works by these defaults, in every team of its agency.

    `today`, `two_days` and `routine` say in how many of its business hours it answers what is that urgent.
    """

    desk = models.OneToOneField(Desk, on_delete=models.CASCADE, primary_key=True, related_name="hours")
    always_open = models.BooleanField(default=False)
    opens = models.TimeField(default=time(8))
    closes = models.TimeField(default=time(17))
    today = models.PositiveSmallIntegerField(default=4, validators=_HOURS)
    two_days = models.PositiveSmallIntegerField(default=18, validators=_HOURS)
    routine = models.PositiveSmallIntegerField(default=45, validators=_HOURS)
    # The desk's named second person: told by name when the desk has not answered in time.
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Privacy:
        reference = ("desk", "always_open", "opens", "closes", "today", "two_days", "routine", "deputy")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="opens_before_it_closes"),
            models.CheckConstraint(
                condition=Q(today__gte=1, two_days__gte=F("today"), routine__gte=F("two_days"), routine__lte=90),
                name="the_more_urgent_the_sooner",
            ),
        ]

    def __str__(self) -> str:
        return f"hours of {self.desk_id}"


class Closure(models.Model):
    """Days on which an agency is closed, the first and the last included; in every team it works in."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="closures")
    first_day = models.DateField()
    last_day = models.DateField()

    class Privacy:
        reference = ("agency", "first_day", "last_day")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="closed_from_first_to_last"),
            models.UniqueConstraint(fields=["agency", "first_day", "last_day"], name="closed_once"),
        ]

    def __str__(self) -> str:
        return f"closure {self.pk}"


class CountyDay(models.Model):
    """A day on which a county's agencies are closed, on top of weekends and the state's holidays."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()

    class Privacy:
        reference = ("team", "day")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["team", "day"], name="county_day_once_in_a_team")]

    def __str__(self) -> str:
        return f"county day {self.pk}"
