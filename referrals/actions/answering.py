"""What a receiver says to a referral, and what the sender says to the receiver's question."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audit.ledger import Acts
from cases.models import CaseShare
from mdt.team.access import Door
from mdt.team.models import Body, User
from mdt.team.policies import Refused
from referrals import policies
from referrals.actions.forwarding import hold_seats
from referrals.actions.moving import move
from referrals.actions.sharing import end_what_nobody_holds
from referrals.clock import restarted, until_review
from referrals.models import PutForward, Referral


@transaction.atomic
def accept(*, by: User, referral: Referral) -> None:
    move("accept", by=by, referral=referral, answered_at=timezone.now(), review_on=None)


@transaction.atomic
def connect(*, by: User, referral: Referral) -> None:
    """The first service was given: the outcome that matters, apart from the yes."""
    move("connected", by=by, referral=referral, connected_at=timezone.now())


@transaction.atomic
def decline(*, by: User, referral: Referral, reason: str) -> None:
    """Say no for a coded reason; the desk then sees it no more."""
    if reason not in policies.decline_reasons(referral):
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
    take_out_of_sight(referral, by.place.agency_id, by=by)


def take_out_of_sight(referral: Referral, agency: UUID, *, by: Acts) -> None:
    """The receiving agency holds it no more: its desks, its named people, and the groups that it let see it."""
    own = PutForward.objects.filter(referral=referral, holder=agency)
    hold_seats(Body.objects.filter(pk__in=own.values("body")))
    own.delete()
    referral.person_grants.filter(holder=agency).delete()
    referral.desk_grants.filter(Q(via=Door.RECEIVER) | Q(holder=agency)).delete()
    end_what_nobody_holds(CaseShare.objects.filter(case=referral.case_id), agency, referral.team_id, by=by)


@transaction.atomic
def ask(*, by: User, referral: Referral, question: str) -> None:
    """Ask in coded words: the sender never reads the receiver's own."""
    clock = restarted(referral, timezone.now(), by.place.team)
    move("ask", by=by, referral=referral, reason=question, review_on=None, **clock)


@transaction.atomic
def answer(*, by: User, referral: Referral, reply: str, words: str = "", kept_words: int = 0) -> None:
    move("answer", by=by, referral=referral, reason=reply, words=words, kept_words=kept_words)


@transaction.atomic
def waitlist(*, by: User, referral: Referral, review_on: date) -> None:
    """Say when the desk looks at it again; its clock rests until then, a set number of times."""
    clock = until_review(referral, review_on, by.place.team)
    move("waitlist", by=by, referral=referral, review_on=review_on, answered_at=timezone.now(), **clock)
