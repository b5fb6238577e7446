"""A referral, its steps, who may see it, and what is kept beside it."""

from referrals.models.access import KeptFrom, ReferralDeskGrant, ReferralPersonGrant
from referrals.models.forward import Forwarded, PutForward, StandingRule
from referrals.models.gaps import FEWEST, GapCount, ServiceGap
from referrals.models.outside import OutsideReferral
from referrals.models.referral import Referral, Step
from referrals.models.saved_views import SavedView
from referrals.models.stops import StopRequest

__all__ = [
    "FEWEST",
    "Forwarded",
    "GapCount",
    "KeptFrom",
    "OutsideReferral",
    "PutForward",
    "Referral",
    "ReferralDeskGrant",
    "ReferralPersonGrant",
    "SavedView",
    "ServiceGap",
    "StandingRule",
    "Step",
    "StopRequest",
]
