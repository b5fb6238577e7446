"""What notices of referrals say, and where they lead: never a code, a status or an answer."""

from uuid import UUID

from django.conf import settings
from django.db import connection
from django.urls import reverse

from mdt.notices.choices import NotMailed
from mdt.notices.kinds import NoticeKind
from mdt.team.models import User
from referrals.choices import State
from referrals.models import Referral, StopRequest
from referrals.policies import is_gone
from referrals.workflow import MOVES, OPEN_STATES, Move


def _address(record: UUID, user: User) -> str | None:
    seen = Referral.objects.visible_to(user).filter(pk=record).exists()
    return reverse("referral", args=[record]) if seen else None


def _news_is_over(record: UUID, user: User) -> NotMailed | None:
    """A withdrawal takes with it what was told before; of it the code remains, which is no news."""
    gone = is_gone(Referral.objects.visible_to(user).only("state", "team_id").get(pk=record))
    return NotMailed.WITHDRAWN if gone else None


def _waiting_is_over(record: UUID, user: User) -> NotMailed | None:
    """A colleague may have answered before the mail went out."""
    referral = Referral.objects.visible_to(user).only("state", "team_id").get(pk=record)
    if is_gone(referral):
        return NotMailed.WITHDRAWN
    return None if referral.state in OPEN_STATES else NotMailed.OVER


def _shut(record: UUID, user: User) -> NotMailed:
    """A release's end may be told apart; whom it is kept from may not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.referral_hidden(%s)", [record])
        return NotMailed.RELEASE_ENDED if cursor.fetchone()[0] else NotMailed.NOT_OPEN


def _list_address(desk: UUID, user: User) -> str | None:
    return reverse("still-open") if user.has_perm("referrals.old_log") else None


def _notes_address(request: UUID, user: User) -> str | None:
    return reverse("waiting-notes") if user.has_perm("referrals.allow_words") else None


def _draft_address(request: UUID, user: User) -> str | None:
    asked = StopRequest.objects.filter(pk=request, asked_by=user).first()
    return reverse("draft", args=[asked.draft_id]) if asked else None


def _unfinished_address(record: UUID, user: User) -> str | None:
    return reverse("draft", args=[record]) if Referral.objects.drafts_of(user).filter(pk=record).exists() else None


_NEW = ("New referral", "A referral waits for an answer at")
_NEWS = ("News of a referral", "Something changed with a referral of")
_WAITS = ("A referral still waits", "A referral still waits for an answer at")
_WORDS = {"send": _NEW, "remind": _WAITS, "deputy": _WAITS}


def _kind(move: Move) -> NoticeKind:
    over = _waiting_is_over if move.key in _WORDS else _news_is_over
    if move.target == State.WITHDRAWN:
        # The one notice of which a withdrawal is the news.
        return NoticeKind(f"referral.{move.key}", *_NEWS, address=_address, shut=_shut)
    return NoticeKind(f"referral.{move.key}", *_WORDS.get(move.key, _NEWS), address=_address, over=over, shut=_shut)


KINDS = (
    *(_kind(move) for move in MOVES.values() if move.tells),
    NoticeKind("stop.asked", "A question for a lead", "A note waits for a lead at", address=_notes_address),
    NoticeKind("stop.answered", "News of a draft", "A lead answered about a note at", address=_draft_address),
    NoticeKind(
        "draft.expiring",
        "An unfinished draft",
        f"In {settings.DRAFT_NOTICE_DAYS} days it is deleted, unless you change it. It is a draft of yours at",
        address=_unfinished_address,
    ),
    NoticeKind("old_log", "Rows of the old log", "Say which rows are still open at", address=_list_address),
)
