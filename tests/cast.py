"""The cast of every access test: two invented teams and one person for each role and relation.

Everybody here is invented. A part is named by what the person is to the rows of a test: `sender` sits at the desk of
child welfare, `colleague` works there too but at no desk, `receiver` sits at the hospital's desk, `third` at the
juvenile department's, `advocate` at a release-bound shelter's, `neighbour` in another team.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from auditlog.context import disable_auditlog
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from mdt.meetings.actions.parts import first_parts
from mdt.meetings.models import BASES, Part, PartKind, PartSeat
from mdt.team.models import Agency, AgencyMembership, Body, BodyDesk, Desk, Membership, Team, User
from mdt.team.roles import Role
from mdt.team.sectors import Binding, Sector
from privacy.wall import acting_as_system

PASSWORD: Final = "four invented plain words"
# Scenery leaves no before and after: to write that takes longer than the whole cast, in every test that has one.
unlogged = disable_auditlog()


@dataclass
class Cast:
    """Rows by the name of their part. `people["sender"]`, `agencies["hospital"]`, `desks["hospital"]`."""

    team: Team
    other_team: Team
    agencies: dict[str, Agency] = field(default_factory=dict)
    desks: dict[str, Desk] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)

    def place(self, part: str) -> Membership:
        """The membership of a part in its own team."""
        return Membership.objects.select_related("user", "agency", "team").filter(user=self.people[part]).earliest("pk")


# Agency: its sector and what binds it. The desk of each carries the same key.
AGENCIES: Final = {
    "child_welfare": (Sector.CHILD_WELFARE, [Binding.ORS_409_225]),
    "hospital": (Sector.HEALTH, [Binding.HIPAA]),
    "juvenile": (Sector.JUVENILE, []),
    "police": (Sector.LAW_ENFORCEMENT, [Binding.CJIS]),
    "prosecutor": (Sector.PROSECUTION, []),
    "shelter": (Sector.CONFIDENTIAL_ADVOCACY, [Binding.VAWA, Binding.PRIVILEGED]),
}
# Part: agency, role, and whether they sit at that agency's desk.
PARTS: Final = {
    "sender": ("child_welfare", Role.PARTNER, True),
    "colleague": ("child_welfare", Role.PARTNER, False),
    "lead": ("child_welfare", Role.AGENCY_LEAD, False),
    "receiver": ("hospital", Role.PARTNER, True),
    "other_lead": ("hospital", Role.AGENCY_LEAD, False),
    "third": ("juvenile", Role.PARTNER, True),
    "advocate": ("shelter", Role.PARTNER, True),
    "chair": ("prosecutor", Role.CHAIR, True),
    "coordinator": ("prosecutor", Role.COORDINATOR, True),
    "subchair": ("police", Role.SUBCOMMITTEE_CHAIR, True),
    "auditor": ("police", Role.AUDITOR, False),
    "analyst": ("police", Role.ANALYST, False),
    "administrator": ("prosecutor", Role.ADMINISTRATOR, False),
}


@unlogged
def build_cast() -> Cast:
    cast = Cast(
        team=Team.objects.create(name="Cedar County team (invented)"),
        other_team=Team.objects.create(name="Rivers County team (invented)"),
    )
    for key, (sector, bindings) in AGENCIES.items():
        add_agency(cast, key, cast.team, sector, bindings)
    for part, (agency, role, seated) in PARTS.items():
        add_person(cast, part, cast.team, agency, role, seated=seated)
    _add_neighbours(cast)
    _add_those_outside(cast)
    _add_bodies(cast)
    return cast


def _add_neighbours(cast: Cast) -> None:
    add_agency(cast, "rivers", cast.other_team, Sector.OTHER_SERVICE, [])
    AgencyMembership.objects.create(team=cast.other_team, agency=cast.agencies["hospital"])
    add_person(cast, "neighbour", cast.other_team, "rivers", Role.PARTNER, seated=True)
    add_person(cast, "neighbour_administrator", cast.other_team, "rivers", Role.ADMINISTRATOR)
    both = add_person(cast, "both", cast.team, "hospital", Role.PARTNER)
    Membership.objects.create(
        user=both, team=cast.other_team, agency=cast.agencies["hospital"], roles=[Role.PARTNER, Role.CHAIR]
    )


def _add_those_outside(cast: Cast) -> None:
    """Whose session stands no more: their agency is suspended, or their place has ended."""
    add_agency(cast, "suspended", cast.team, Sector.LABOR, [])
    add_person(cast, "suspended", cast.team, "suspended", Role.AGENCY_LEAD, seated=True)
    cast.agencies["suspended"].suspended_at = timezone.now()
    cast.agencies["suspended"].save()
    ended = add_person(cast, "ended", cast.team, "child_welfare", Role.AGENCY_LEAD, seated=True)
    Membership.objects.filter(user=ended).update(ended_at=timezone.now())


def _add_bodies(cast: Cast) -> None:
    for key, name, chair, desk in [
        ("team", "The team (invented)", "chair", "prosecutor"),
        ("labor", "Labor Trafficking (invented)", "subchair", ""),
    ]:
        body = Body.objects.create(team=cast.team, name=name, subcommittee=key != "team", chair=cast.people[chair])
        if desk:
            seat(body, cast.desks[desk])
        cast.bodies[key] = body


def add_agency(cast: Cast, key: str, team: Team, sector: Sector, bindings: list[Binding]) -> Agency:
    """An agency in `team` with one desk, both under `key`."""
    agency = make_agency(f"{key.replace('_', ' ').capitalize()} (invented)", team, sector, *bindings)
    cast.agencies[key] = agency
    cast.desks[key] = make_desk(agency, phone="555-0100", phone_checked_on=date(2026, 1, 5))
    return agency


def add_person(cast: Cast, part: str, team: Team, agency: str, role: Role, *, seated: bool = False) -> User:
    """A person with one place, whose address is `<part>@example.org` and whose password is PASSWORD."""
    name = f"{part.replace('_', ' ').capitalize()} (invented)"
    desk = cast.desks[agency] if seated else None
    cast.people[part] = make_person(name, team, cast.agencies[agency], role, desk=desk, address=part)
    return cast.people[part]


# Builders of every cast ---------------------------------------------------------------------------------------


@unlogged
def make_agency(
    name: str, team: Team, sector: Sector = Sector.OTHER_SERVICE, *bindings: Binding, notes: bool = False
) -> Agency:
    """An agency that works in `team`."""
    agency = Agency.objects.create(name=name, sector=sector, bindings=list(bindings), notes_allowed=notes)
    AgencyMembership.objects.create(team=team, agency=agency)
    return agency


@unlogged
def make_desk(agency: Agency, *, phone: str = "503-555-0100", phone_checked_on: date | None = None) -> Desk:
    """The agency's intake desk, at which nobody sits yet."""
    group = Group.objects.create(name=f"{agency.name}: Intake")
    return Desk.objects.create(
        agency=agency, name="Intake", group=group, phone=phone, phone_checked_on=phone_checked_on
    )


@unlogged
def seat(body: Body, *desks: Desk) -> None:
    """Let desks sit in a body with a part for everything, and in each of its parts, as its chair would have it."""
    BodyDesk.objects.bulk_create([BodyDesk(body=body, desk=desk) for desk in desks])
    with acting_as_system(body.team_id):
        first_parts(body)
        for kind in (PartKind.CHILD, PartKind.ADULT):
            basis = BASES[kind][0]
            Part.objects.get_or_create(body=body, kind=kind, defaults={"team_id": body.team_id, "basis": basis})
        PartSeat.objects.bulk_create(
            PartSeat(team_id=body.team_id, part=part, desk=desk) for part in body.parts.standing() for desk in desks
        )


@unlogged
def make_person(
    name: str, team: Team, agency: Agency, *roles: Role, desk: Desk | None = None, address: str = ""
) -> User:
    """A person with one place, at `desk` if given. The address is the first word of the name, the password PASSWORD."""
    address = address or name.split()[0].lower()
    user = User.objects.create(email=f"{address}@example.org", name=name, password=make_password(PASSWORD))
    user.current = Membership.objects.create(user=user, team=team, agency=agency, roles=list(roles))
    user.save()
    if desk:
        user.groups.add(desk.group_id)
    return user


def client_of(user: User) -> Client:
    """A browser in which `user` is signed in."""
    client = Client()
    client.force_login(user, backend="mdt.team.backends.TeamBackend")
    return client
