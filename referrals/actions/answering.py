"""What a receiver says to a referral, and what the sender says to the receiver's question."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mdt.team.access import Door
from mdt.team.models import Body, User
from mdt.team.policies import Refused, require
from referrals import policies
from referrals.actions.forwarding import hold_seats
from referrals.actions.moving import move
from referrals.models import PutForward, Referral


@transaction.atomic
def accept(*, by: User, referral: Referral) -> None:
    # The step keeps the review day of a waitlist, so that an undo can put it back.
    kept = referral.review_on.isoformat() if referral.review_on else ""
    move("accept", by=by, referral=referral, reason=kept, answered_at=timezone.now(), review_on=None)


@transaction.atomic
def undo_accept(*, by: User, referral: Referral) -> None:
    """Within half a minute of the yes, go back to where it came from.

    Raises:
        Refused: the time is over.
    """
    now = timezone.now()
    require(policies.why_not_undo(referral.answered_at, now))
    yes = referral.steps.filter(kind="accept").latest("at")
    review_on = date.fromisoformat(yes.reason) if yes.reason else None
    move("undo_accept", by=by, referral=referral, target=yes.before, answered_at=None, review_on=review_on)


@transaction.atomic
def decline(*, by: User, referral: Referral, reason: str) -> None:
    """Say no for a coded reason; the desk then sees it no more."""
    if reason not in policies.decline_reasons(referral.receiver):
        raise Refused("Pick the main reason you can't take this referral.")
    move(
        "decline",
        by=by,
        referral=referral,
        reason=reason,
        decline_reason=reason,
        answered_at=timezone.now(),
        review_on=None,
    )
    agency = by.place.agency_id
    own = PutForward.objects.filter(referral=referral, holder=agency)
    hold_seats(Body.objects.filter(pk__in=own.values("body")))
    own.delete()
    referral.person_grants.filter(holder=agency).delete()
    referral.desk_grants.filter(Q(via=Door.RECEIVER) | Q(holder=agency)).delete()


@transaction.atomic
def ask(*, by: User, referral: Referral, question: str) -> None:
    """Ask in coded words: the sender never reads the receiver's own."""
    move("ask", by=by, referral=referral, reason=question, review_on=None)


@transaction.atomic
def answer(*, by: User, referral: Referral, reply: str, words: str = "") -> None:
    move("answer", by=by, referral=referral, reason=reply, words=words)


@transaction.atomic
def waitlist(*, by: User, referral: Referral, review_on: date) -> None:
    move("waitlist", by=by, referral=referral, review_on=review_on, answered_at=timezone.now())
