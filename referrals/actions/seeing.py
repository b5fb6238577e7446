"""Seen: set by the receiver's first opening; it moves nothing, and the event of the reading is its event."""

from django.utils import timezone

from mdt.team.models import User
from referrals import policies
from referrals.models import Referral
from referrals.workflow import MOVES


def see(*, by: User, referral: Referral) -> None:
    """Say that the receiver has opened it. An agency bound by releases is never shown as having seen anything."""
    move = MOVES["seen"]
    if referral.seen_at or referral.state not in move.sources or policies.why_not_move(move, referral):
        return
    now = timezone.now()
    unseen = Referral.objects.filter(pk=referral.pk, seen_at=None, state__in=move.sources)
    if by.has_perm(move.permission) and unseen.update(seen_at=now):
        referral.seen_at = now
