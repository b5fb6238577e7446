"""What the pages of referrals share: fetching what somebody sees, and the event of a look that opens no words."""

from django.db.models import QuerySet

from audit.ledger import witness
from mdt.team.models import User
from referrals.models import Referral


def seen_by(user: User) -> QuerySet[Referral]:
    seen: QuerySet[Referral] = Referral.objects.visible_to(user)
    return seen.select_related("from_agency", "to_agency", "from_desk", "to_desk", "case")


def looked(user: User, record: Referral, purpose: str) -> None:
    """A page that shows a referral's code and state without opening its words is an event too."""
    witness("referral.looked", by=user, records=[record], door=getattr(record, "door", ""), purpose=purpose)
