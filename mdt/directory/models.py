"""What each desk does and for whom, when somebody last said so, and the organisations outside the team."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from mdt.directory.choices import AgeGroup, Area, Capacity, Feature, Language, Service
from mdt.directory.querysets import DeskServices, Organisations
from mdt.team.models import Desk, Team
from privacy.keys import new_key

# A place to sleep is not told by where it serves either.
NO_AREA = (Service.SHELTER, Service.HOUSING)
STALE_DAYS = 30


def _some(choices: type[models.TextChoices]) -> ArrayField:  # type: ignore[type-arg]  # of strings, as its base says
    return ArrayField(models.CharField(max_length=24, choices=choices.choices), default=list, blank=True)


class DeskService(models.Model):
    """One service of one desk in one team. Nothing in it is free text, and no column says where a place is."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="services")
    service = models.CharField(max_length=24, choices=Service.choices)
    ages = _some(AgeGroup)
    languages = _some(Language)
    areas = _some(Area)
    features = _some(Feature)
    capacity = models.CharField(max_length=12, choices=Capacity.choices)
    checked_on = models.DateField()

    objects = DeskServices.as_manager()

    class Privacy:
        reference = ("team", "desk", "service", "ages", "languages", "areas", "features", "capacity", "checked_on")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "desk", "service"], name="a_service_once_at_a_desk"),
            models.CheckConstraint(
                condition=~Q(service__in=[*NO_AREA]) | Q(areas=[]), name="no_area_of_a_place_to_sleep"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.pk}"


class Organisation(models.Model):
    """An organisation that takes no part here, to which agencies send people all the same."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    services = _some(Service)
    # Nobody chooses it any more; what was logged with it keeps its name.
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = Organisations.as_manager()

    class Privacy:
        reference = ("team", "name", "services", "ended_at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "name"], name="an_organisation_once_in_a_team")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def in_words(self) -> str:
        return ", ".join(str(Service(key).label) for key in self.services)


class DirectoryRule(models.Model):
    """After how many days a team's directory calls an entry unconfirmed. A team without a row uses the default."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE, primary_key=True, related_name="directory_rule")
    stale_days = models.PositiveSmallIntegerField(
        default=STALE_DAYS, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )

    class Privacy:
        reference = ("team", "stale_days")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(stale_days__range=(1, 365)), name="stale_after_some_days")
        ]

    def __str__(self) -> str:
        return f"directory of {self.team_id}"


def stale_days_of(team: Team) -> int:
    rule = DirectoryRule.objects.filter(team=team).first()
    return rule.stale_days if rule else STALE_DAYS


def staleness(team: Team) -> Callable[[DeskService], bool]:
    """How to tell whether an entry of this team was confirmed too long ago: one query now, none for each entry."""
    days, today = stale_days_of(team), timezone.localdate()
    return lambda entry: is_stale(entry.checked_on, today, days)


def is_stale(checked_on: date, today: date, days: int) -> bool:
    """An entry holds on the day it is confirmed and on `days` days after it."""
    return (today - checked_on).days > days
