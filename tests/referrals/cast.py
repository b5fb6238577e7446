"""The cast of the tests, all invented: two teams, six agencies, a desk each, and one person for every part.

`alice` sends from child welfare, `bob` receives at the sheriff's detail beside `bea`, `carol` is a third agency's,
`ada` a release-bound shelter's, `chris` chairs from the prosecutor's office. `otto` belongs to the other team.
"""

from dataclasses import dataclass

import pytest

import tests.cast
from mdt.team.models import Body, Desk, Team, User
from mdt.team.roles import Role
from mdt.team.sectors import Binding, Sector
from tests.cast import PASSWORD, client_of, make_agency, make_desk, seat

__all__ = ["PASSWORD", "Cast", "build_cast", "cast", "client_of", "make_person"]


@dataclass
class Cast:
    team: Team
    other_team: Team
    welfare: Desk
    sheriff: Desk
    hospital: Desk
    court: Desk
    shelter: Desk
    elsewhere: Desk
    body: Body
    alice: User
    bob: User
    bea: User
    carol: User
    ada: User
    chris: User
    cora: User
    dana: User
    lena: User
    anna: User
    adam: User
    otto: User


def _desk(team: Team, name: str, sector: Sector, *bindings: Binding, notes: bool = False) -> Desk:
    return make_desk(make_agency(name, team, sector, *bindings, notes=notes))


def make_person(name: str, team: Team, desk: Desk, *roles: Role, seated: bool = True) -> User:
    """Somebody of the desk's agency, who sits there or not."""
    return tests.cast.make_person(f"{name} (invented)", team, desk.agency, *roles, desk=desk if seated else None)


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast()


def build_cast() -> Cast:
    team = Team.objects.create(name="Northfield County (invented)")
    other = Team.objects.create(name="Southmark County (invented)")
    welfare = _desk(team, "Northfield Child Welfare", Sector.CHILD_WELFARE, notes=True)
    sheriff = _desk(team, "Northfield Sheriff", Sector.LAW_ENFORCEMENT, Binding.CJIS, notes=True)
    hospital = _desk(team, "Northfield Hospital", Sector.HEALTH, Binding.HIPAA)
    court = _desk(team, "Northfield Prosecutor", Sector.PROSECUTION)
    shelter = _desk(team, "Harbor Advocates", Sector.CONFIDENTIAL_ADVOCACY, Binding.VAWA, Binding.PRIVILEGED)
    elsewhere = _desk(other, "Southmark Sheriff", Sector.LAW_ENFORCEMENT)
    body = Body.objects.create(team=team, name="Northfield MDT")
    seat(body, court, hospital)
    chris = make_person("Chris", team, court, Role.CHAIR)
    body.chair = chris
    body.save()
    return Cast(
        team, other, welfare, sheriff, hospital, court, shelter, elsewhere, body,
        alice=make_person("Alice", team, welfare, Role.PARTNER),
        bob=make_person("Bob", team, sheriff, Role.PARTNER),
        bea=make_person("Bea", team, sheriff, Role.PARTNER),
        carol=make_person("Carol", team, hospital, Role.PARTNER),
        ada=make_person("Ada", team, shelter, Role.PARTNER),
        chris=chris,
        cora=make_person("Cora", team, court, Role.COORDINATOR),
        dana=make_person("Dana", team, court, Role.AUDITOR, seated=False),
        lena=make_person("Lena", team, sheriff, Role.AGENCY_LEAD),
        anna=make_person("Anna", team, court, Role.ANALYST, seated=False),
        adam=make_person("Adam", team, court, Role.ADMINISTRATOR, seated=False),
        otto=make_person("Otto", other, elsewhere, Role.PARTNER),
    )  # fmt: skip
