"""The cast of the tests, all invented: two teams, six agencies, a desk each, and one person for every part.

`alice` sends from child welfare, `bob` receives at the sheriff's detail beside `bea`, `carol` is a third agency's,
`ada` a release-bound shelter's, `chris` chairs from the prosecutor's office. `otto` belongs to the other team.
"""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from mdt.team.models import Agency, AgencyMembership, Body, BodyDesk, Desk, Membership, Team, User
from mdt.team.roles import Role
from mdt.team.sectors import Binding, Sector

PASSWORD = "practice pass phrase 1"


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


def make_desk(team: Team, name: str, sector: Sector, *bindings: Binding, notes: bool = False) -> Desk:
    agency = Agency.objects.create(name=name, sector=sector, bindings=list(bindings), notes_allowed=notes)
    AgencyMembership.objects.create(team=team, agency=agency)
    group = Group.objects.create(name=f"{name} desk")
    return Desk.objects.create(agency=agency, name="Intake", group=group, phone="503-555-0100")


def make_person(name: str, team: Team, desk: Desk, *roles: Role, seated: bool = True) -> User:
    user = User(email=f"{name.lower()}@example.org", name=f"{name} (invented)")
    user.set_password(PASSWORD)
    user.save()
    user.current = Membership.objects.create(user=user, team=team, agency=desk.agency, roles=list(roles))
    user.save(update_fields=["current"])
    if seated:
        user.groups.add(desk.group)
    return user


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast()


def build_cast() -> Cast:
    team = Team.objects.create(name="Northfield County (invented)")
    other = Team.objects.create(name="Southmark County (invented)")
    welfare = make_desk(team, "Northfield Child Welfare", Sector.CHILD_WELFARE, notes=True)
    sheriff = make_desk(team, "Northfield Sheriff", Sector.LAW_ENFORCEMENT, Binding.CJIS, notes=True)
    hospital = make_desk(team, "Northfield Hospital", Sector.HEALTH, Binding.HIPAA)
    court = make_desk(team, "Northfield Prosecutor", Sector.PROSECUTION)
    shelter = make_desk(team, "Harbor Advocates", Sector.CONFIDENTIAL_ADVOCACY, Binding.VAWA, Binding.PRIVILEGED)
    elsewhere = make_desk(other, "Southmark Sheriff", Sector.LAW_ENFORCEMENT)
    body = Body.objects.create(team=team, name="Northfield MDT")
    BodyDesk.objects.create(body=body, desk=court)
    BodyDesk.objects.create(body=body, desk=hospital)
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


def client_of(user: User) -> Client:
    """A browser in which `user` has signed in."""
    client = Client()
    client.force_login(user, backend="mdt.team.backends.TeamBackend")
    return client
