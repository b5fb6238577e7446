"""Sharing all that a desk holds of a case with a room, and closing it again."""

from django.db import transaction
from django.utils import timezone

from audit.ledger import enter
from cases.models import CaseShare
from mdt.team.models import Body, User
from mdt.team.policies import Refused, require
from referrals import policies
from referrals.actions.forwarding import why_not_to
from referrals.actions.moving import hold
from referrals.models import Referral

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
def take_case_back(share: CaseShare, *, by: User) -> None:
    """Close it to the room again, for anybody at the desk. What is shared there by itself stays.

    Raises:
        Refused: it was taken back already.
    """
    standing = CaseShare.objects.standing().of_desks(by).filter(pk=share.pk)
    if not standing.update(ended_at=timezone.now(), ended_by=by.place):
        raise Refused(NOTHING_THERE)
    detail = {"body": str(share.body_id), "desk": str(share.desk_id)}
    enter("case.taken_back", by=by, records=[share.case], detail=detail)
