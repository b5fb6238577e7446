"""Which rows of the directory are whose, as adjectives that chain."""

from typing import Any, Protocol, Self, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


class Reader(Protocol):
    """Somebody who works at an agency of a team."""

    @property
    def place(self) -> Any: ...


class DeskServices(QuerySet[M]):
    """What desks offer in one team."""

    def of_agency(self, user: Reader) -> Self:
        """What the open desks of their own agency offer, in their current team."""
        own = self.filter(team=user.place.team_id, desk__agency=user.place.agency_id, desk__closed_at=None)
        return own.select_related("desk__agency")

    def at(self, desks: QuerySet[Any], team_id: UUID) -> Self:
        """What `desks` offer in one team, each with its desk and agency."""
        return self.filter(team=team_id, desk__in=desks.values("pk")).select_related("desk__agency")


class Organisations(QuerySet[M]):
    """Organisations outside the team."""

    def of_team(self, user: Reader) -> Self:
        return self.filter(team=user.place.team_id)

    def listed(self) -> Self:
        """Those that may be chosen now."""
        return self.filter(ended_at=None)
