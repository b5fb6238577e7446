"""Sharing all that a desk holds of a case with a room, and closing it again."""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from audit.ledger import Acts, System, enter
from cases.models import CaseShare
from mdt.team.access import Door
from mdt.team.models import Agency, Body, Team, User
from mdt.team.policies import Refused, require
from privacy.wall import acting_as_system
from referrals import policies
from referrals.actions.forwarding import why_not_to
from referrals.actions.moving import hold
from referrals.models import Referral, ReferralDeskGrant

NOT_A_ROOM = "A whole case goes to a subcommittee only. Put the referral forward by itself."
NOTHING_THERE = "This case is not shared with that subcommittee any more."


@transaction.atomic
def share_case(*, by: User, referral: Referral, body: Body, basis: str) -> None:
    """Let a room see all that `by`'s desk holds of a referral's case, and what comes to it later. Twice is once.

    The referral is what they hold the case by; it must be one that may go there itself.

    Raises:
        Refused: it may not go there, the group is no room, or they do not sit at the desk that holds it.
    """
    referral = hold(referral, by)
    require(None if body.subcommittee else NOT_A_ROOM)
    require(why_not_to(body, referral, basis=basis, by=by))
    desk = policies.desk_held_at(by, referral)
    if desk is None or referral.case is None:
        raise Refused("Only somebody at the desk that holds a case can share it.")
    values = {"team_id": referral.team_id, "basis": basis, "shared_by": by.place}
    standing = CaseShare.objects.standing()
    _, new = standing.get_or_create(case=referral.case, body=body, desk=desk, ended_at=None, defaults=values)
    if new:
        detail = {"body": str(body.pk), "desk": str(desk.pk)}
        enter("case.shared", by=by, records=[referral.case], door=referral.passed, detail=detail)


@transaction.atomic
def take_case_back(*, by: User, referral: Referral, share: CaseShare) -> None:
    """Close it to the room again, for anybody at the desk. What is shared there by itself stays.

    The referral is what they see the case by.

    Raises:
        Refused: it was taken back already, or the referral is another case's.
    """
    standing = CaseShare.objects.standing().of_desks(by).filter(pk=share.pk, case=referral.case_id)
    # Held first: an update by a join would not ask again, after a wait, whether it still stands.
    if standing.select_for_update(of=("self",)).first() is None:
        raise Refused(NOTHING_THERE)
    CaseShare.objects.filter(pk=share.pk).update(ended_at=timezone.now(), ended_by=by.place)
    _enter_taken_back(share, by, door=referral.passed)


@transaction.atomic
def end_what_nobody_holds(shares: QuerySet[CaseShare], agency: UUID, team: UUID, *, by: Acts) -> None:
    """Of these shares, end those of an agency's desks that hold nothing of the case any more.

    Whoever says no for the desk need not sit at it, so that this is the system's. A hold that comes back opens nothing.
    """
    sides = ReferralDeskGrant.objects.filter(via__in=(Door.SENDER, Door.RECEIVER))
    held = sides.filter(group=OuterRef("desk__group"), content_object__case=OuterRef("case"))
    with acting_as_system(team):
        # Of two who say no at once, the second finds what the first has left.
        standing = shares.filter(ended_at=None, desk__agency=agency).order_by("pk").select_for_update(of=("self",))
        keys = list(standing.values_list("pk", flat=True))
        over = list(CaseShare.objects.filter(~Exists(held), pk__in=keys).select_related("case"))
        CaseShare.objects.filter(pk__in=[share.pk for share in over]).update(ended_at=timezone.now())
        for share in over:
            _enter_taken_back(share, by)


def end_with_agency(agency: Agency, team: Team) -> None:
    """What an agency that leaves a team had shared there, it has not if it joins again."""
    by = System("An agency that left", team.pk, agency.pk, agency.name, inner=agency.release_bound)
    end_what_nobody_holds(CaseShare.objects.filter(team=team), agency.pk, team.pk, by=by)


def _enter_taken_back(share: CaseShare, by: Acts, door: str = "") -> None:
    detail = {"body": str(share.body_id), "desk": str(share.desk_id)}
    enter("case.taken_back", by=by, records=[share.case], door=door, detail=detail)
