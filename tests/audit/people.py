"""Invented people for the ledger's pages: two teams, an agency bound by releases, an auditor for each."""

from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import time_machine

from audit.ledger import witness
from mdt.team.models import Agency, AgencyMembership, Team, User
from mdt.team.roles import Role
from mdt.team.sectors import Binding, Sector
from privacy.keys import new_key
from tests.cast import make_agency, make_person

CODE = "HT-7F3K-9QXM-2"
OTHER = "RF-2M8Q-4TWN-8"


@dataclass
class People:
    """Who is in the county (invented), and who elsewhere."""

    county: Team
    dana: User
    ada: User
    vera: User
    olga: User
    nora: User


def make() -> People:
    county, rivers = (Team.objects.create(name=f"{name} County (invented)") for name in ("Cedar", "Rivers"))
    eastside = make_agency("Eastside CPS", county, Sector.CHILD_WELFARE)
    shelter = make_agency("Open Door", county, Sector.CONFIDENTIAL_ADVOCACY, Binding.VAWA)
    office = make_agency("County office", county, Sector.PROSECUTION)
    AgencyMembership.objects.create(team=rivers, agency=office)
    return People(
        county,
        dana=_person(county, "Dana R.", eastside, Role.PARTNER),
        ada=_person(county, "Ada S.", shelter, Role.PARTNER),
        vera=_person(county, "Vera N.", office, Role.AUDITOR),
        olga=_person(county, "Olga P.", shelter, Role.AUDITOR),
        nora=_person(rivers, "Nora B.", office, Role.AUDITOR),
    )


def _person(team: Team, name: str, agency: Agency, role: Role) -> User:
    """As each of their requests would find them."""
    return User.objects.with_place().get(pk=make_person(name, team, agency, role).pk)


def opened(by: User, *codes: str, at: datetime, door: str = "receiver", purpose: str = "answer", **more: Any) -> None:
    """Let `by` open what has these codes, at that moment."""
    records = [SimpleNamespace(pk=new_key(), code=code) for code in codes]
    with time_machine.travel(at, tick=False):
        witness("words.opened", by=by, records=records, door=door, purpose=purpose, **more)
