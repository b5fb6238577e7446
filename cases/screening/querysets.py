"""How the rows of screening are read: adjectives that chain, starting from the one door."""

from datetime import datetime
from typing import Any, Self, TypeVar

from django.db.models import Model, QuerySet

from cases.querysets import NotOfACaseKeptFromMe
from mdt.team.models import User

M = TypeVar("M", bound=Model)


class OfMyDesk(QuerySet[M]):
    """Rows that belong to one desk, and to nobody else."""

    def visible_to(self, user: User) -> Self:
        place = user.place
        mine = self.filter(team=place.team_id, agency=place.agency_id, desk__group__in=user.desk_groups)
        return mine.filter(NotOfACaseKeptFromMe("case"))


class Instruments(QuerySet[Any]):
    """Checklists that a team's administrators have added."""

    def of_team(self, user: User) -> Self:
        return self.filter(team=user.place.team_id)

    def in_use(self) -> Self:
        """The newest version of each name that was not taken out of use."""
        newest = self.filter(retired_at=None).order_by("name", "-version").distinct("name")
        return self.filter(pk__in=newest.values("pk"))

    def retire(self, now: datetime) -> int:
        return self.filter(retired_at=None).update(retired_at=now)
