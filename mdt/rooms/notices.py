"""What notices of rooms say: that one has something to do with a subcommittee, and neither which nor what."""

from uuid import UUID

from django.urls import reverse

from mdt.notices.kinds import NoticeKind
from mdt.rooms.inside import rooms_read_by
from mdt.team.models import User


def _address(record: UUID, user: User) -> str | None:
    return reverse("room", args=[record]) if rooms_read_by(user).filter(pk=record).exists() else None


def _kind(key: str, subject: str) -> NoticeKind:
    return NoticeKind(key, subject, f"{subject} at", address=_address)


KINDS = (
    _kind("room.joined", "You are in a subcommittee now"),
    _kind("room.given", "Your subcommittee got something to do"),
    _kind("room.assigned", "Your subcommittee gave you something to do"),
    _kind("room.ends_soon", "A subcommittee ends soon"),
    _kind("room.over", "A subcommittee has ended"),
)
