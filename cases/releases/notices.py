"""What notices of releases say, and where they lead: never a code, a name or a day."""

from uuid import UUID

from django.urls import reverse

from cases.releases.models import Release
from mdt.notices.kinds import NoticeKind
from mdt.team.models import User


def _address(record: UUID, user: User) -> str | None:
    seen = Release.objects.visible_to(user).filter(pk=record).exists()
    return reverse("release", args=[record]) if seen else None


KINDS = (
    NoticeKind("release.ends_soon", "A release ends soon", "A release ends soon at", address=_address),
    NoticeKind("release.ended", "A release has ended", "A release has ended at", address=_address),
)
