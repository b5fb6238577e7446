"""People: inviting them, taking an invitation up, changing their roles, turning their sign-in off."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from audit.ledger import Acts, System, enter
from mdt.team.access import revoke_named
from mdt.team.actions.desks import leave_seat, take_seat
from mdt.team.models import Agency, AgencyMembership, Body, Desk, Invitation, Membership, Team, User
from mdt.team.policies import (
    CHAIRS_A_BODY,
    SITS_AT_A_DESK,
    Refused,
    fits_installation,
    may_change_roles,
    may_give_roles,
    may_invite,
    may_manage_agency,
    may_seat,
    may_turn_off,
    require,
)
from privacy.wall import acting_as_system

INVITATION_LASTS: Final = timedelta(days=7)
# So long one that ran out can be sent again; then the address is forgotten.
ENDED_STAYS: Final = timedelta(days=30)
INVITATION_IS_OVER: Final = "This invitation has ended or was used already. Ask whoever invited you for a new one."


@dataclass(frozen=True)
class Invited:
    """An invitation and the secret of its address, which is stored nowhere."""

    invitation: Invitation
    secret: str


@transaction.atomic
def invite(
    *, agency: Agency, email: str, roles: Sequence[str], by: User, name: str = "", desk: Desk | None = None
) -> Invited:
    """An invitation to the inviter's team; a second one to the same address ends the first."""
    require(may_invite(by, agency, roles, desk))
    # Of two at once, the second ends what the first has sent. Whoever takes one up is not held up by it.
    Team.objects.select_for_update(no_key=True).get(pk=by.place.team_id)
    known = Membership.objects.standing().managed_by(by).filter(user__email__iexact=email)
    if known.exists():
        raise Refused(f"{email} already has a sign-in here.")
    before = Invitation.objects.filter(team=by.place.team_id, email__iexact=email, accepted_at=None)
    if before.exclude(agency__in=Agency.objects.managed_by(by)).filter(expires_at__gt=timezone.now()).exists():
        raise Refused(f"{email} is invited by another agency of the team. Ask your administrator.")
    end_invitations(before, "sent anew", by=by)
    invited = write_invitation(
        team=by.place.team, agency=agency, desk=desk, email=email, name=name, roles=roles, inviter=by
    )
    enter("person.invited", by=by, detail={"invitation": str(invited.invitation.pk), "agency": str(agency.pk)})
    return invited


def write_invitation(
    *, team: Team, agency: Agency, desk: Desk | None, email: str, name: str, roles: Sequence[str], inviter: User | None
) -> Invited:
    """The row. Its secret has 256 random bits, so a plain hash is enough to keep it from a reader of the table."""
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        team=team,
        agency=agency,
        desk=desk,
        email=email.lower(),
        name=name,
        roles=sorted(map(str, roles)),
        secret_hash=_hash(secret),
        invited_by=inviter,
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    return Invited(invitation, secret)


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User) -> None:
    """Its address stops working."""
    if invitation.team_id != by.place.team_id or invitation.accepted_at:
        raise Refused("This invitation was taken up already.")
    require(may_manage_agency(by, invitation.agency) or may_give_roles(by, invitation.roles))
    enter("person.invitation_withdrawn", by=by, detail={"invitation": str(invitation.pk)})
    invitation.delete()


def end_invitations(invitations: QuerySet[Invitation], why: str, *, by: Acts) -> None:
    """Delete those that nobody took up, one event each; of one whose time ran out, the ledger knows already."""
    for invitation in invitations.select_for_update().filter(accepted_at=None).order_by("pk"):
        if invitation.ended_at is None:
            enter("person.invitation_ended", by=by, detail={"invitation": str(invitation.pk), "why": why})
        invitation.delete()


@transaction.atomic
def expire_invitations() -> int:
    """Enter one event for each whose time ran out, and delete it ENDED_STAYS later. Returns how many ran out."""
    now = timezone.now()
    open_ones = Invitation.objects.filter(accepted_at=None)
    open_ones.filter(ended_at__lte=now - ENDED_STAYS).delete()
    over = open_ones.select_for_update(skip_locked=True).filter(ended_at=None, expires_at__lte=now).order_by("pk")
    for invitation in over:
        by = System("invitations", invitation.team_id)
        detail = {"invitation": str(invitation.pk), "why": "its time ran out"}
        enter("person.invitation_ended", by=by, detail=detail)
        invitation.ended_at = now
        invitation.save(update_fields=["ended_at"])
    return len(over)


def find_invitation(secret: str) -> Invitation | None:
    """The invitation of an address while it may still be taken up, by an agency that is still in the team."""
    places = AgencyMembership.objects.filter(team=OuterRef("team"), agency=OuterRef("agency"), left_on=None)
    return (
        Invitation.objects.select_related("team", "agency", "desk")
        .filter(Exists(places), agency__suspended_at=None)
        .filter(secret_hash=_hash(secret), accepted_at=None, expires_at__gt=timezone.now())
        .first()
    )


def sign_in_of(invitation: Invitation) -> User | None:
    """The sign-in that the invited person has already, if it still works."""
    return User.objects.filter(email__iexact=invitation.email, is_active=True).first()


@transaction.atomic
def accept_invitation(*, secret: str, name: str = "", password: str = "", by: User | None = None) -> User:
    """The person's sign-in, made or joined to the team; the invitation is used up.

    `by` is who is signed in, if anybody: who has a sign-in already must be in it, and no password is set then.

    Raises:
        Refused: used, ended, or somebody else's.
        ValidationError: the password is too easy to guess.
    """
    # Of two who accept at once, the second waits here and then finds nothing.
    Invitation.objects.select_for_update().filter(secret_hash=_hash(secret)).first()
    invitation = find_invitation(secret)
    if invitation is None:
        raise Refused(INVITATION_IS_OVER)
    require(fits_installation(invitation.team))
    user = sign_in_of(invitation)
    if user is None:
        user = _make_sign_in(invitation, name, password)
    elif user != by:
        raise Refused("This address has a sign-in already. Sign in with it, then open the invitation again.")
    membership = _take_place(invitation, user)
    invitation.accepted_at = timezone.now()
    invitation.save()
    enter("person.joined", by=user, detail={"invitation": str(invitation.pk)})
    if invitation.desk and not invitation.desk.closed_at and not SITS_AT_A_DESK.isdisjoint(membership.roles):
        take_seat(desk=invitation.desk, user=user, by=user)
    return user


def _make_sign_in(invitation: Invitation, name: str, password: str) -> User:
    """A new sign-in, or one that was turned off everywhere, under a new password; its second factor stays."""
    user = User.objects.filter(email__iexact=invitation.email).first() or User(email=invitation.email)
    user.name, user.is_active = name, True
    validate_password(password, user)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise Refused("This address just got a sign-in. Sign in with it, then open the invitation again.") from None
    return user


def _take_place(invitation: Invitation, user: User) -> Membership:
    membership = Membership.objects.filter(user=user, team=invitation.team).first()
    if membership is None:
        membership = Membership(user=user, team=invitation.team)
    elif membership.ended_at is None:
        raise Refused("You are in this team already. Ask your administrator if your agency or role should change.")
    membership.agency, membership.roles, membership.ended_at = invitation.agency, invitation.roles, None
    membership.save()
    if user.current is None or user.current.ended_at:
        user.current = membership
        user.save(update_fields=["current"])
    return membership


@transaction.atomic
def change_roles(*, membership: Membership, roles: Sequence[str], by: User) -> None:
    """The person's sessions end with their next request. Who may not sit at a desk any more leaves it."""
    membership = _hold(membership)
    require(may_change_roles(by, membership, roles))
    membership.roles = sorted(map(str, roles))
    membership.save()
    enter(
        "person.roles_changed", by=by, detail={"person": str(membership.user_id), "roles": ",".join(membership.roles)}
    )
    _vacate(membership, by)
    _withdraw_all_of(membership, by)


@transaction.atomic
def turn_off(*, membership: Membership, by: User, successor: Membership | None = None) -> None:
    """End the person's place in this team; with their last place their sign-in ends too.

    `successor`, of the same agency, takes their seat at each desk that would be left with nobody.
    """
    membership = _hold(membership)
    require(may_turn_off(by, membership))
    if successor:
        _hand_over(membership, successor, by)
    membership.ended_at = timezone.now()
    membership.save()
    enter("person.turned_off", by=by, detail={"person": str(membership.user_id)})
    _vacate(membership, by)
    revoke_named(membership.user, membership.team_id)
    _withdraw_all_of(membership, by)
    _move_on(membership.user)


def _hand_over(membership: Membership, successor: Membership, by: User) -> None:
    if successor.user_id == membership.user_id or successor.ended_at:
        raise Refused("Choose another person of the agency to take over.")
    for desk in empty_without(membership):
        require(may_seat(by, desk, successor.agency, successor.roles))
        take_seat(desk=desk, user=successor.user, by=by)


def _withdraw_all_of(membership: Membership, by: User) -> None:
    """Whoever lost the right to invite leaves no open invitation behind."""
    theirs = Invitation.objects.filter(invited_by=membership.user_id, team=membership.team_id)
    end_invitations(theirs, "its inviter's role or place changed", by=by)


def empty_without(membership: Membership) -> list[Desk]:
    """The open desks of the agency where nobody but this person sits."""
    desks = membership.agency.desks.open().filter(group__user=membership.user_id).order_by("name")
    return [desk for desk in desks if not people_at(desk).exclude(user=membership.user_id).exists()]


def people_at(desk: Desk) -> QuerySet[Membership]:
    """Standing places of the people who sit at the desk, in any team of the agency."""
    return Membership.objects.standing().filter(agency=desk.agency_id, user__groups=desk.group_id)


def _hold(membership: Membership) -> Membership:
    """The place as it is now, while nobody else changes a place in this team: two administrators who turn each other
    off at once must not leave none."""
    Team.objects.select_for_update(no_key=True).get(pk=membership.team_id)
    return Membership.objects.select_related("user__current", "agency").get(pk=membership.pk)


def _vacate(membership: Membership, by: User) -> None:
    """Leave the agency's desks, unless another standing place of this person there may sit at them, and the chair."""
    if membership.ended_at or CHAIRS_A_BODY.isdisjoint(membership.roles):
        # A lead who turns somebody off need not know of the rooms that this person chairs.
        with acting_as_system(membership.team_id):
            for body in Body.objects.filter(team=membership.team_id, chair=membership.user_id):
                body.chair = None
                body.save()
                enter("body.chair_named", by=by, detail={"body": str(body.pk), "person": ""})
    places = Membership.objects.standing().filter(user=membership.user_id, agency=membership.agency_id)
    if places.filter(roles__overlap=list(SITS_AT_A_DESK)).exists():
        return
    for desk in membership.agency.desks.filter(group__user=membership.user_id):
        leave_seat(desk=desk, user=membership.user, by=by)


def _move_on(user: User) -> None:
    """To another standing place, or out."""
    standing = user.memberships.standing().order_by("pk")
    held = standing.filter(pk=user.current_id).first() if user.current_id else None
    user.current = held or standing.first()
    user.is_active = user.current is not None
    user.save(update_fields=["current", "is_active"])


@transaction.atomic
def switch_team(*, membership: Membership, by: User) -> None:
    """Work in another of one's own teams. Other sessions of this person end."""
    if membership.user_id != by.pk or membership.ended_at:
        raise Refused("This is not one of your teams.")
    by.current = membership
    by.save(update_fields=["current"])
    enter("person.switched_team", by=by, detail={"team": str(membership.team_id)})


@transaction.atomic
def end_sessions(*, by: User) -> None:
    """Sign oneself out everywhere, with the next request of each session."""
    by.signed_out_at = timezone.now()
    by.save(update_fields=["signed_out_at"])
    enter("person.ended_sessions", by=by)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
