"""What is said by telephone and noted here without its content."""

from django.db import transaction
from django.utils import timezone

from mdt.team.models import User
from referrals.actions.moving import move
from referrals.models import Referral


@transaction.atomic
def note_call(*, by: User, referral: Referral) -> None:
    move("called", by=by, referral=referral, called_at=timezone.now())


@transaction.atomic
def note_identified(*, by: User, referral: Referral) -> None:
    move("identified", by=by, referral=referral, identified_at=timezone.now())
