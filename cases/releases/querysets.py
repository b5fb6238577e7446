"""How releases are read, and how the one place that decides is asked: functions of the database's wall."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db.models import BooleanField, DateTimeField, Func, Q, QuerySet

from cases.querysets import NotOfACaseKeptFromMe
from mdt.team.models import User


class ReleaseLets(Func):
    """Whether a release in force lets the reader see: (case, giver, reader, category)."""

    function = "wall.release_lets"
    output_field = BooleanField()


class ReleaseEnds(Func):
    """Until when it does, or nothing: (case, giver, reader, category)."""

    function = "wall.release_ends"
    output_field = DateTimeField()


class ReleaseBound(Func):
    """Whether rules bind an agency that let nothing out without a release: (agency)."""

    function = "wall.release_bound"
    output_field = BooleanField()


class Stands(Func):
    """Whether a release is in force now: (release)."""

    function = "wall.release_stands"
    output_field = BooleanField()


class Releases(QuerySet[Any]):
    """Releases are their giver's alone: read at the desk that holds them."""

    def visible_to(self, user: User) -> Self:
        place = user.place
        mine = self.filter(team=place.team_id, agency=place.agency_id, desk__group__in=user.desk_groups)
        return mine.filter(NotOfACaseKeptFromMe("case")).annotate(stands=Stands("pk"))

    def standing(self) -> Self:
        return self.filter(Stands("pk"))

    def of_case_or_none(self, case: UUID | None) -> Self:
        """Of this case, or of a person who has none yet."""
        return self.filter(Q(case=case) | Q(case=None))

    def over(self, now: datetime) -> Self:
        return self.filter(Q(revoked_at__isnull=False) | Q(expires_at__lte=now))

    def not_over(self, now: datetime) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=now)

    def to_warn(self, now: datetime) -> Self:
        """Of which the desk is to be told that they end soon, the soonest first."""
        return self.filter(warn_at__lte=now).order_by("warn_at", "pk")

    def to_end(self, now: datetime) -> Self:
        """Of which the desk is to be told that they have ended."""
        return self.filter(end_at__lte=now).order_by("end_at", "pk")
