"""What notices of duties say, and where they lead: never a code, a rule or a time."""

from uuid import UUID

from django.urls import reverse

from cases.duties.models import Duty
from mdt.notices.kinds import NoticeKind
from mdt.team.models import User


def _address(record: UUID, user: User) -> str | None:
    seen = Duty.objects.visible_to(user).filter(pk=record).exists()
    return reverse("duty", args=[record]) if seen else None


KINDS = (
    # The law counts its hours through the night, so this is no news for the next morning.
    NoticeKind("duty.reminder", "A duty is waiting", "A clock runs for", address=_address, at_once=True),
    NoticeKind("duty.offered", "A question about a duty", "Another agency asks about a duty at", address=_address),
    NoticeKind("duty.taken_over", "News of a duty", "Something changed with a duty of", address=_address),
    NoticeKind("duty.offer_declined", "News of a duty", "Something changed with a duty of", address=_address),
)
