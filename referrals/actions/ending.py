"""How a referral ends: the receiver closes it, or the sender takes it back."""

from django.db import transaction

from mdt.team.models import User
from mdt.team.policies import Refused
from referrals import policies
from referrals.actions.moving import move
from referrals.models import Referral


@transaction.atomic
def close(*, by: User, referral: Referral, outcome: str) -> None:
    if outcome not in policies.outcomes(referral):
        raise Refused("Choose how this ended.")
    move("close", by=by, referral=referral, reason=outcome, outcome=outcome)


@transaction.atomic
def withdraw(*, by: User, referral: Referral) -> None:
    move("withdraw", by=by, referral=referral, review_on=None)
