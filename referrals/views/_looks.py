"""What the pages of referrals share: fetching what somebody sees, and the event of a look that opens no words."""

from audit.ledger import witness
from mdt.team.models import User
from referrals.models import Referral
from referrals.querysets import Referrals


def seen_by(user: User) -> Referrals:
    seen: Referrals = Referral.objects.visible_to(user)
    return seen.select_related("from_agency", "to_agency", "from_desk", "to_desk", "case")


def looked(user: User, record: Referral, purpose: str) -> None:
    """A page that shows a referral's code and state without opening its words is an event too."""
    witness("referral.looked", by=user, records=[record], door=getattr(record, "door", ""), purpose=purpose)
