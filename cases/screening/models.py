"""What is kept of a screening (never an answer), what a person says of a case, and a team's own checklists."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cases.models import Case
from cases.profile import Concern
from cases.screening.checklists import Checklist
from cases.screening.choices import Action, Band, Kind, Setting
from cases.screening.querysets import Instruments, OfMyDesk
from mdt.team.models import Agency, Desk, Team
from privacy.keys import new_key

ITEM_LENGTH = 200


class Instrument(models.Model):
    """One version of a checklist that the county has the rights to. A change is a new version; this one stays."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    version = models.PositiveSmallIntegerField()
    items = ArrayField(models.CharField(max_length=ITEM_LENGTH))
    some_from = models.PositiveSmallIntegerField()
    many_from = models.PositiveSmallIntegerField()
    some_route = models.CharField(max_length=12, choices=Action.choices)
    many_route = models.CharField(max_length=12, choices=Action.choices)
    about = models.CharField(max_length=12, choices=Concern.choices)
    rights = models.CharField(max_length=300)
    validated = models.BooleanField(default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True)

    objects = Instruments.as_manager()

    class Privacy:
        reference = (
            "team", "name", "version", "items", "some_from", "many_from", "some_route", "many_route", "about",
            "rights", "validated", "added_by", "added_at", "retired_at",
        )  # fmt: skip
        plain = {"items": "the words of a checklist, judged by the guard, about nobody"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "name", "version"], name="a_version_of_an_instrument_once"),
            models.CheckConstraint(
                condition=Q(some_from__gte=1) & Q(many_from__gte=F("some_from")), name="bands_follow_each_other"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    @property
    def checklist(self) -> Checklist:
        return Checklist(
            key=str(self.pk),
            name=self.name,
            version=self.version,
            items=tuple(self.items),
            some_from=self.some_from,
            many_from=self.many_from,
            some_route=Action(self.some_route),
            many_route=Action(self.many_route),
            concern=Concern(self.about),
            source=self.rights,
            validated=self.validated,
        )


class Screening(models.Model):
    """What is kept: instrument, version, band, setting, month, action. Its key tells no time, unlike other keys."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    # Of a person who is not known to the team yet there is no case.
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", null=True)
    code = models.CharField(max_length=14, editable=False)
    # A shipped checklist by its key, or a team's own by the key of its row.
    checklist = models.CharField(max_length=36)
    version = models.PositiveSmallIntegerField()
    band = models.CharField(max_length=8, choices=Band.choices)
    setting = models.CharField(max_length=12, choices=Setting.choices)
    month = models.DateField()
    # What a person decided to do; empty until they did.
    action = models.CharField(max_length=12, choices=Action.choices, blank=True)

    objects = OfMyDesk.as_manager()

    class Privacy:
        workflow = (
            "team", "agency", "desk", "case", "code", "checklist", "version", "band", "setting", "month", "action",
        )  # fmt: skip
        plain = {"code": "random, never derived", "checklist": "the key of a checklist"}

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "code"], name="screening_code_once_in_a_team"),
            models.CheckConstraint(condition=Q(month__day=1), name="a_screening_keeps_its_month_alone"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_positive(self) -> bool:
        return self.band in (Band.SOME, Band.MANY)


class Standing(models.Model):
    """What a person says of a case, or says no more: a row each, never changed; the latest of a kind holds.

    The database takes one only from the person who says it: no job and no band can (migration 0002).
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    holds = models.BooleanField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_by_name = models.CharField(max_length=80)
    set_at = models.DateTimeField(default=timezone.now)

    objects = OfMyDesk.as_manager()

    class Privacy:
        workflow = ("team", "agency", "desk", "case", "kind", "holds", "set_by", "set_by_name", "set_at")
        plain = {"set_by_name": "a colleague's name, as at that moment"}

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(set_by__isnull=False), name="a_standing_is_somebodys"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
