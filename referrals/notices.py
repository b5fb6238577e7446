"""What notices of referrals say, and where they lead: never a code, a status or an answer."""

from uuid import UUID

from django.urls import reverse

from mdt.notices.kinds import NoticeKind
from mdt.team.models import User
from referrals.models import Referral
from referrals.workflow import MOVES, Side


def _address(record: UUID, user: User) -> str | None:
    seen = Referral.objects.visible_to(user).filter(pk=record).exists()
    return reverse("referral", args=[record]) if seen else None


def _list_address(desk: UUID, user: User) -> str | None:
    return reverse("still-open") if user.has_perm("referrals.old_log") else None


_NEW = ("New referral", "A referral waits for an answer at")
_NEWS = ("News of a referral", "Something changed with a referral of")
_WAITS = ("A referral still waits", "A referral still waits for an answer at")
_WORDS = {"send": _NEW, "remind": _WAITS, "deputy": _WAITS}

KINDS = (
    *(
        NoticeKind(f"referral.{move.key}", *_WORDS.get(move.key, _NEWS), address=_address)
        for move in MOVES.values()
        if isinstance(move.tells, Side)
    ),
    NoticeKind("old_log", "Rows of the old log", "Say which rows are still open at", address=_list_address),
)
