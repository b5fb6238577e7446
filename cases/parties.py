"""Which desks hold a case: the floor above knows by which of its records, and registers how to ask it."""

from typing import Any, Protocol
from uuid import UUID

from django.db.models import Q, QuerySet

from cases.models import Case, CaseWall
from cases.querysets import NotOfACaseKeptFromMe, Walls
from mdt.team.models import Desk, User
from mdt.team.roles import Role


class Parties(Protocol):
    """What a floor above registers in `AppConfig.ready()`. It answers inside the wall's context of whoever asks."""

    def held_by(self, user: User) -> QuerySet[Any]:
        """The keys of the cases that `user` holds at a desk: not what was only put forward to a meeting."""
        ...

    def lately_held_by(self, user: User) -> QuerySet[Any]:
        """Of these, those on the newest records of the desks of `user`: as many as a choice can show."""
        ...

    def own_desks(self, case: UUID, user: User) -> QuerySet[Desk]:
        """The desks of their own agency that hold the case."""
        ...

    def desks_holding(self, case: UUID) -> QuerySet[Desk]:
        """All desks that hold the case; for the system's own eyes."""
        ...

    def other_desks(self, case: UUID, user: User) -> QuerySet[Desk]:
        """The desks of other agencies that `user` knows to hold it, since they are on the other side of a record."""
        ...


_PARTIES: list[Parties] = []


def register_parties(parties: Parties) -> None:
    """Say who holds cases.

    Raises:
        ValueError: somebody did already.
    """
    if _PARTIES:
        raise ValueError("Who holds a case is registered twice.")
    _PARTIES.append(parties)


def parties() -> Parties:
    return _PARTIES[0]


def cases_held_by(user: User) -> QuerySet[Case]:
    """The cases that `user` works on at a desk."""
    return Case.objects.filter(pk__in=parties().held_by(user), team=user.place.team_id)


def cases_lately_held_by(user: User) -> QuerySet[Case]:
    """Of these the newest, to choose from: the same few to read however long the desks have worked."""
    lately = Case.objects.filter(pk__in=parties().lately_held_by(user), team=user.place.team_id)
    return lately.order_by("-opened_at", "-pk")


def own_walls(user: User) -> Walls:
    """The standing walls that `user` can lift, of cases that they see or not: their agency's, and as who prepares.

    A lead's are all of the agency's; anybody else's those of cases that they hold, and what they have set themselves.
    None is about themselves, nor of a case that is kept from them.
    """
    standing: Walls = CaseWall.objects.standing().filter(NotOfACaseKeptFromMe("case_id")).exclude(user=user)
    agencys = standing.of_agency(user)
    if not user.has_role(Role.AGENCY_LEAD):
        agencys = agencys.filter(Q(set_by=user.place) | Q(case__in=parties().held_by(user)))
    return standing.filter(Q(pk__in=agencys.values("pk")) | Q(pk__in=standing.set_by(user).values("pk")))
