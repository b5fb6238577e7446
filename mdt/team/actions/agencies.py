"""Teams and agencies: founding a team, agencies that join it, and the rules that bind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import available_timezones

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audit.ledger import Acts, System, enter
from mdt.team.access import revoke_all_of
from mdt.team.actions.bodies import leave_body
from mdt.team.actions.people import Invited, end_invitations, turn_off, write_invitation
from mdt.team.models import Agency, AgencyMembership, BodyDesk, Invitation, Membership, Team, User
from mdt.team.policies import (
    Refused,
    fits_installation,
    may_administer,
    may_change_agency,
    may_let_leave,
    require,
)
from mdt.team.roles import Role
from mdt.team.seats import agency_left
from mdt.team.sectors import Binding, Sector


@dataclass(frozen=True)
class Founded:
    """A new team and its first administrator's invitation."""

    team: Team
    invited: Invited


@transaction.atomic
def found_team(*, name: str, agency_name: str, sector: Sector, email: str, time_zone: str) -> Founded:
    """A team, the agency that runs it, and an invitation for its first administrator.

    Made by whoever sets the installation up (`manage.py found_team`), since nobody can sign in before it. In practice
    mode it is a practice team.
    """
    if time_zone not in available_timezones():
        raise Refused("There is no such time zone. Write it like America/Los_Angeles.")
    if Team.objects.filter(name__iexact=name).exists():
        raise Refused("There is already a team with this name.")
    team = Team(name=name, time_zone=time_zone, practice=settings.PRACTICE_MODE)
    team.save()
    by = System("set-up", team.pk)
    enter("team.founded", by=by, detail={"team": str(team.pk)})
    agency = _known_or_new(agency_name, sector, (), by)
    _join(agency, team, by)
    roles = [Role.ADMINISTRATOR]
    invited = write_invitation(team=team, agency=agency, desk=None, email=email, name="", roles=roles, inviter=None)
    enter("person.invited", by=by, detail={"invitation": str(invited.invitation.pk)})
    return Founded(team, invited)


@transaction.atomic
def add_agency(*, team: Team, name: str, sector: Sector, bindings: Sequence[Binding] = (), by: User) -> Agency:
    """An agency in the team. One that is already here with another team joins this one too, as it is."""
    require(may_administer(by, team))
    agency = _known_or_new(name, sector, bindings, by)
    join_team(agency=agency, team=team, by=by)
    return agency


def _known_or_new(name: str, sector: Sector, bindings: Sequence[Binding], by: Acts) -> Agency:
    """The one of this name, also where somebody else adds it at this moment, or a new one."""
    if known := Agency.objects.filter(name__iexact=name).first():
        return known
    values = {"sector": sector, "bindings": sorted(map(str, bindings))}
    agency, new = Agency.objects.get_or_create(name=name, defaults=values)
    if new:
        enter("agency.added", by=by, detail={"agency": str(agency.pk)})
    return agency


@transaction.atomic
def join_team(*, agency: Agency, team: Team, by: User) -> None:
    require(may_administer(by, team))
    if Agency.objects.in_team(team.pk).filter(pk=agency.pk).exists():
        raise Refused(f"{agency} is already in this team.")
    _join(agency, team, by)


def _join(agency: Agency, team: Team, by: Acts) -> None:
    require(fits_installation(team))
    place, _ = AgencyMembership.objects.get_or_create(team=team, agency=agency)
    if place.left_on:
        place.joined_on, place.left_on = timezone.localdate(), None
        place.save()
    enter("agency.joined", by=by, detail={"agency": str(agency.pk), "team": str(team.pk)})


@transaction.atomic
def leave_team(*, agency: Agency, team: Team, by: User) -> None:
    """The agency loses sight of everything of this team at once: places, seats, grants and open invitations end.

    What it sent stays with whoever received it; what it has in other teams stays as it is.
    """
    require(may_let_leave(by, agency, team))
    # First, as everybody does who ends invitations after it.
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    place = AgencyMembership.objects.select_for_update().filter(team=team, agency=agency, left_on=None).first()
    if place is None:
        raise Refused(f"{agency} is not in this team.")
    end_invitations(Invitation.objects.filter(team=team, agency=agency), "the agency left", by=by)
    for membership in Membership.objects.standing().filter(team=team, agency=agency).order_by("pk"):
        turn_off(membership=membership, by=by)
    leave_body(BodyDesk.objects.filter(body__team=team, desk__agency=agency), by=by)
    ended = revoke_all_of(agency, team.pk)
    agency_left(agency, team)
    place.left_on = timezone.localdate()
    place.save()
    enter("agency.left", by=by, detail={"agency": str(agency.pk), "team": str(team.pk), "grants": ended})


@transaction.atomic
def change_bindings(*, agency: Agency, sector: Sector, bindings: Sequence[Binding], by: User) -> None:
    """The rules that bind an agency decide which bases it may choose, and whether it may send at all."""
    require(may_administer(by, by.place.team) or may_change_agency(by, agency))
    agency.sector, agency.bindings = sector, sorted(map(str, bindings))
    agency.save()
    enter("agency.bindings_changed", by=by, fields=["sector", "bindings"], detail={"agency": str(agency.pk)})


@transaction.atomic
def allow_notes(*, agency: Agency, allowed: bool, by: User) -> None:
    """The free-text note is the agency's own decision: its lead turns it on, not the county's administrator."""
    if by.place.agency_id != agency.pk or not by.has_role(Role.AGENCY_LEAD):
        raise Refused("Only the lead of this agency can decide about notes.")
    require(may_change_agency(by, agency))
    agency.notes_allowed = allowed
    agency.save()
    enter("agency.notes_changed", by=by, fields=["notes_allowed"], detail={"agency": str(agency.pk)})


@transaction.atomic
def suspend_agency(*, agency: Agency, suspended: bool, by: User) -> None:
    """Nobody of a suspended agency gets in, from their next request on."""
    require(may_administer(by, by.place.team) or may_change_agency(by, agency))
    if agency.pk == by.place.agency_id:
        raise Refused("This is your own agency. Suspending it would sign you out for good.")
    agency.suspended_at = timezone.now() if suspended else None
    agency.save()
    if suspended:
        end_invitations(Invitation.objects.filter(agency=agency), "the agency is suspended", by=by)
    enter("agency.suspended" if suspended else "agency.restored", by=by, detail={"agency": str(agency.pk)})
