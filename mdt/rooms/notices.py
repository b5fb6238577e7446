"""What notices of rooms say: that one has something to do with a subcommittee, and neither which nor what."""

from uuid import UUID

from django.urls import reverse

from mdt.notices.kinds import NoticeKind
from mdt.rooms.inside import rooms_read_by
from mdt.team.models import User


def _address(record: UUID, user: User) -> str | None:
    return reverse("room", args=[record]) if rooms_read_by(user).filter(pk=record).exists() else None


KINDS = (
    NoticeKind("room.joined", "You are in a subcommittee now", "You are in a subcommittee now at", address=_address),
    NoticeKind("room.ends_soon", "A subcommittee ends soon", "A subcommittee ends soon at", address=_address),
    NoticeKind("room.over", "A subcommittee has ended", "A subcommittee has ended at", address=_address),
)
