"""Which agencies, people and desks somebody looks after, as adjectives that chain."""

from typing import Any, Protocol, Self, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


class Manager(Protocol):
    """Somebody who may look after people: of the whole team, of their own agency, or of nobody."""

    @property
    def place(self) -> Any: ...
    def has_perm(self, perm: str) -> bool: ...


class Sitting(Protocol):
    """Somebody who sits at desks."""

    @property
    def desk_groups(self) -> list[int]: ...


class AgencySet(QuerySet[M]):
    """Agencies; they exist once and join teams."""

    def in_team(self, team_id: UUID) -> Self:
        return self.filter(memberships__team=team_id, memberships__left_on=None)

    def managed_by(self, user: Manager) -> Self:
        """Every agency of the team for an administrator, their own for an agency lead, none for anybody else."""
        agencies = self.in_team(user.place.team_id)
        if user.has_perm("team.administer"):
            return agencies
        return agencies.filter(pk=user.place.agency_id) if user.has_perm("team.invite") else self.none()


class DeskSet(QuerySet[M]):
    """Desks; a closed one receives nothing any more."""

    def open(self) -> Self:
        return self.filter(closed_at=None)

    def sat_at_by(self, user: Sitting) -> Self:
        """The open ones where they sit. What goes out goes from the first of them."""
        return self.open().filter(group_id__in=user.desk_groups).order_by("name", "pk")

    def receiving(self, team_id: UUID) -> Self:
        """Those that something can be sent to now: open, of an agency that is in the team and not suspended."""
        here = self.open().filter(agency__memberships__team=team_id, agency__memberships__left_on=None)
        return here.filter(agency__suspended_at=None)


class MembershipSet(QuerySet[M]):
    """People's places in teams."""

    def standing(self) -> Self:
        return self.filter(ended_at=None)

    def managed_by(self, user: Manager) -> Self:
        """Everybody of the team for an administrator, their own agency's people for a lead, else nobody."""
        people = self.filter(team=user.place.team_id)
        if user.has_perm("team.administer"):
            return people
        return people.filter(agency=user.place.agency_id) if user.has_perm("team.invite") else self.none()
