"""The cast of every access test: two invented teams and one person for each role and relation.

Everybody here is invented. A part is named by what the person is to the rows of a test: `sender` sits at the desk of
child welfare, `colleague` works there too but at no desk, `receiver` sits at the hospital's desk, `third` at the
juvenile department's, `advocate` at a release-bound shelter's, `neighbour` in another team.
"""

from dataclasses import dataclass, field
from typing import Final

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone

from mdt.team.models import Agency, AgencyMembership, Body, BodyDesk, Desk, Membership, Team, User
from mdt.team.roles import Role
from mdt.team.sectors import Binding, Sector

PASSWORD: Final = "four invented plain words"


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
        ("labor", "Labor Trafficking (invented)", "subchair", "police"),
    ]:
        body = Body.objects.create(team=cast.team, name=name, subcommittee=key != "team", chair=cast.people[chair])
        BodyDesk.objects.create(body=body, desk=cast.desks[desk])
        cast.bodies[key] = body


def add_agency(cast: Cast, key: str, team: Team, sector: Sector, bindings: list[Binding]) -> Agency:
    """An agency in `team` with one desk, both under `key`."""
    words = key.replace("_", " ").capitalize()
    agency = Agency.objects.create(name=f"{words} (invented)", sector=sector, bindings=bindings)
    AgencyMembership.objects.create(team=team, agency=agency)
    group = Group.objects.create(name=f"desk {key}")
    cast.agencies[key] = agency
    cast.desks[key] = Desk.objects.create(
        agency=agency, name="Intake", group=group, phone="555-0100", phone_checked_on="2026-01-05"
    )
    return agency


def add_person(cast: Cast, part: str, team: Team, agency: str, role: Role, *, seated: bool = False) -> User:
    """A person with one place, whose address is `<part>@example.org` and whose password is PASSWORD."""
    user = User.objects.create(
        email=f"{part}@example.org", name=f"{part.replace('_', ' ').capitalize()} (invented)", password=_HASH
    )
    user.current = Membership.objects.create(user=user, team=team, agency=cast.agencies[agency], roles=[role])
    user.save()
    if seated:
        user.groups.add(cast.desks[agency].group_id)
    cast.people[part] = user
    return user


_HASH: Final = make_password(PASSWORD, hasher="md5")
