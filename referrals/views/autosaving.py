"""Saving a draft while it is written. What the guard stops is not kept, and the answer says so without the words."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.core import signing
from django.db import IntegrityError
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from audit.doors import rule
from mdt.team.models import User
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from privacy.keys import new_key
from referrals.actions import writing
from referrals.actions.moving import Overtaken
from referrals.forms import ReferralForm
from referrals.models import Referral
from referrals.views._looks import desk_of

_SALT: Final = "referrals.draft"
NOT_THE_NOTE: Final = "but not the note. It may hold a name or an identifier. Check it before you go on."
ELSEWHERE: Final = (
    "Not saved: this draft was changed, sent or deleted in another window. What you type here stays on this page. "
    "Look under My referrals before you go on."
)


def draft_marks(user: User, draft: Referral | None = None) -> dict[str, str]:
    """What the page carries so that it saves one draft, however often: its key, made beforehand, and its last change.

    The key is signed for its writer, so that nobody names another's.
    """
    key = signing.dumps([str(draft.pk if draft else new_key()), str(user.pk)], salt=_SALT)
    return {"draft_key": key, "draft_at": draft.changed_at.isoformat() if draft else ""}


def draft_key(request: HttpRequest, user: User) -> UUID | None:
    """The key that a page of ours carried for this writer."""
    try:
        key, writer = signing.loads(request.POST.get("draft_key", ""), salt=_SALT, max_age=86400)
    except signing.BadSignature:
        return None
    return UUID(key) if writer == str(user.pk) else None


@rule("referrals.send")
@require_POST
def autosave(request: PersonRequest) -> JsonResponse:
    """Keep what stands on the page now. Gaps and fields that did not pass stay gaps; a note that did not, as it was."""
    user, key = request.user, draft_key(request, request.user)
    desk = desk_of(user)
    if key is None or desk is None:
        return _not_saved(ELSEWHERE)
    form = ReferralForm(request.POST, writer=user)
    form.is_valid()
    keep_note = "note" in form.errors
    try:
        draft = writing.autosave(
            by=user, key=key, seen_at=_moment(request), from_desk=desk, asked=form.asked(), keep_note=keep_note
        )
    except (Overtaken, IntegrityError):
        return _not_saved(ELSEWHERE)
    except Refused as refusal:
        return _not_saved(str(refusal))
    said = f"Saved {date_format(timezone.localtime(draft.changed_at), 'P')}"
    return JsonResponse(
        {
            "said": f"{said}, {NOT_THE_NOTE}" if keep_note else said,
            "at": draft.changed_at.isoformat(),
            "address": reverse("draft", args=[draft.pk]),
        }
    )


def _moment(request: HttpRequest) -> datetime | None:
    try:
        return datetime.fromisoformat(request.POST.get("draft_at", ""))
    except ValueError:
        return None


def _not_saved(why: str) -> JsonResponse:
    return JsonResponse({"said": why}, status=409)
