"""Why somebody may not change the team: each function returns the sentence for the screen, or None."""

from collections.abc import Collection
from typing import Final

from django.conf import settings

from mdt.team.models import Agency, Body, Desk, Membership, Team, User
from mdt.team.roles import WATCHING, WORKING, Role

LEAD_MAY_GIVE: Final = frozenset({Role.PARTNER, Role.AGENCY_LEAD})
# A chair's desk receives nothing; it sits in a body, and gets what is put forward to that body.
SITS_AT_A_DESK: Final = frozenset(WORKING)
CHAIRS_A_BODY: Final = frozenset({Role.CHAIR, Role.SUBCOMMITTEE_CHAIR})

NOT_YOURS: Final = "Only an administrator, or the lead of that agency, can do this."
NO_DESK: Final = "You do not sit at a desk yet. Ask your agency lead to add you to one."
DESK_IS_CLOSED: Final = "This desk is closed."
LAST_ADMINISTRATOR: Final = (
    "This is the only administrator of the team. Make another person an administrator first, then try again."
)


class Refused(Exception):
    """An action that may not be done. Its text is a sentence for the person who tried."""


def require(reason: str | None) -> None:
    """Raises Refused with `reason`, if there is one."""
    if reason:
        raise Refused(reason)


def fits_installation(team: Team) -> str | None:
    """Practice teams and real teams never share a database; practice mode decides which of them this one is for."""
    if settings.PRACTICE_MODE and not team.practice:
        return "This installation is in practice mode. It takes invented teams only, so no real agency can join yet."
    if team.practice and not settings.PRACTICE_MODE:
        return "This installation holds real records. A practice team needs an installation of its own."
    return None


def may_manage_agency(by: User, agency: Agency) -> str | None:
    if Agency.objects.managed_by(by).filter(pk=agency.pk).exists():
        return None
    return NOT_YOURS


def why_not_called(phone: str, call_for_today: bool) -> str | None:
    """A desk that asks to be called says at which number."""
    return "Give the phone that is to be called." if call_for_today and not phone else None


def may_change_agency(by: User, agency: Agency) -> str | None:
    """What binds an agency, its desks and its lines hold in every team it works with: its first team changes them.

    Else an administrator elsewhere could let it join, name a lead of it there, and then lift the rules that bind a
    shelter or have its calls put through to a line of their own.
    """
    if reason := may_manage_agency(by, agency):
        return reason
    # By when its row was made: the day it joined depends on the zone, and is another after a return.
    first = agency.memberships.filter(left_on=None).earliest("pk")
    if first.team_id == by.place.team_id:
        return None
    return "This agency belongs to another team first. Its own lead, or that team's administrator, changes it."


def may_change_desk(by: User, desk: Desk) -> str | None:
    return may_change_agency(by, desk.agency) or (DESK_IS_CLOSED if desk.closed_at else None)


def may_close_desk(by: User, desk: Desk) -> str | None:
    return may_administer(by, by.place.team) or may_change_desk(by, desk)


def may_let_leave(by: User, agency: Agency, team: Team) -> str | None:
    """Whether `by` may end an agency's place in a team. Their own stays, so that the team keeps an administrator."""
    if agency.pk == by.place.agency_id:
        return "This is your own agency. An administrator of another agency can let it leave."
    return may_administer(by, team)


def may_administer(by: User, team: Team) -> str | None:
    if by.place.team_id != team.pk or not by.has_perm("team.administer"):
        return "Only an administrator of this team can do this."
    return fits_installation(team)


def may_have_roles(roles: Collection[str]) -> str | None:
    """Whether one person may have `roles` together; the database holds the same line."""
    if not roles:
        return "Choose at least one role."
    if set(WATCHING).intersection(roles) and set(WORKING).intersection(roles):
        return "An auditor or administrator cannot also work on referrals or meetings. Choose one kind of role."
    return None


def may_give_roles(by: User, roles: Collection[str]) -> str | None:
    if not by.has_perm("team.administer") and not LEAD_MAY_GIVE.issuperset(roles):
        return "An agency lead can make people a partner or an agency lead. Ask an administrator for other roles."
    return may_have_roles(roles)


def may_invite(by: User, agency: Agency, roles: Collection[str], desk: Desk | None) -> str | None:
    return (
        fits_installation(by.place.team)
        or may_manage_agency(by, agency)
        or may_give_roles(by, roles)
        or (may_seat(by, desk, agency, roles) if desk else None)
    )


def may_manage_person(by: User, membership: Membership) -> str | None:
    """Whether `by` may change this place at all: theirs to look after, still standing, and not above them."""
    if not Membership.objects.managed_by(by).filter(pk=membership.pk).exists():
        return NOT_YOURS
    if membership.ended_at:
        return "This person's sign-in is already turned off."
    if not by.has_perm("team.administer") and not LEAD_MAY_GIVE.issuperset(membership.roles):
        return "This person has a role that only an administrator can change."
    return None


def may_change_roles(by: User, membership: Membership, roles: Collection[str]) -> str | None:
    if membership.user_id == by.pk:
        return "You cannot change your own roles. Ask another administrator or agency lead."
    return may_manage_person(by, membership) or may_give_roles(by, roles) or _leaves_an_administrator(membership, roles)


def may_turn_off(by: User, membership: Membership) -> str | None:
    return may_manage_person(by, membership) or _leaves_an_administrator(membership, ())


def _leaves_an_administrator(membership: Membership, roles: Collection[str]) -> str | None:
    if Role.ADMINISTRATOR in roles or Role.ADMINISTRATOR not in membership.roles:
        return None
    others = Membership.objects.standing().filter(team=membership.team_id, roles__contains=[Role.ADMINISTRATOR])
    return None if others.exclude(pk=membership.pk).exists() else LAST_ADMINISTRATOR


def may_seat(by: User, desk: Desk, agency: Agency, roles: Collection[str]) -> str | None:
    """Whether `by` may seat somebody of `agency` with `roles` at `desk`: whoever sits there sees what it receives."""
    if desk.closed_at:
        return DESK_IS_CLOSED
    if desk.agency_id != agency.pk:
        return "Only people of the desk's own agency can sit at it."
    if SITS_AT_A_DESK.isdisjoint(roles):
        return "A person with this role cannot sit at a desk."
    return may_manage_agency(by, agency)


def may_chair(body: Body, membership: Membership) -> str | None:
    if membership.team_id != body.team_id or membership.ended_at or CHAIRS_A_BODY.isdisjoint(membership.roles):
        return "Choose a chair or subcommittee chair of this team."
    return None


def may_sit_in_body(body: Body, desk: Desk) -> str | None:
    if body.subcommittee:
        return "A subcommittee has named people and no desks. Its chair names them."
    if desk.closed_at or not Agency.objects.in_team(body.team_id).filter(pk=desk.agency_id).exists():
        return "Choose an open desk of an agency in this team."
    return None
