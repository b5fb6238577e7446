"""What the pages of referrals share: fetching what somebody sees, and the event of a look that opens no words."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from audit.ledger import witness
from mdt.team.access import Door
from mdt.team.leaving import leaving
from mdt.team.models import Desk, User
from mdt.team.policies import NO_DESK, Refused
from referrals import reading
from referrals.choices import Source
from referrals.forms import ReferralForm
from referrals.models import Referral
from referrals.querysets import Referrals, ReleaseNeeded
from referrals.routing import open_already
from referrals.workflow import UNDO_SECONDS

GONE = "This draft was sent or deleted in another window. Nothing was changed."
_UNDO = "referrals.undo"


def seen_by(user: User) -> Referrals:
    seen: Referrals = Referral.objects.visible_to(user).with_release(user)
    return seen.select_related("from_agency", "to_agency", "from_desk", "to_desk", "case")


def in_hand(user: User) -> Referrals:
    """Of what they see, what they may work on: of a coordinator, what was logged of a call (policies.may_follow)."""
    seen = seen_by(user)
    return seen if user.has_perm("referrals.answer") else seen.filter(source=Source.PHONED_IN, door=Door.SENDER)


def looked(user: User, record: Referral, purpose: str) -> None:
    """A page that shows a referral's code and state without opening its words is an event too."""
    witness("referral.looked", by=user, records=[record], door=record.passed, purpose=purpose)


def tracked(user: User, case: UUID | None, service: str) -> dict[str, Any]:
    """What the page shows first: referrals of one's own for the same case and help that are still open."""
    found = open_already(user, case, service)
    if found:
        witness("referral.looked", by=user, records=found, door=Door.SENDER, purpose="open already")
    return {"open_already": [(one, reading.status(one)) for one in found]}


def undo_later(pk: UUID) -> str:
    """The inbox, with half a minute to undo the no that has just taken a referral out of it."""
    return f"{reverse('inbox')}?undo={undo_key(pk)}"


def undo_key(pk: UUID) -> str:
    return signing.dumps(str(pk), salt=_UNDO)


def to_undo(signed: str) -> str:
    """The referral whose no may still be undone; nothing when the time is over or the words are not ours."""
    try:
        key: str = signing.loads(signed, salt=_UNDO, max_age=UNDO_SECONDS)
    except signing.BadSignature:
        return ""
    return key


def drafts_of(user: User) -> Referrals:
    """Their drafts with both sides, the release and, as `release_needed`, what one must hold for each to go out."""
    drafts: Referrals = Referral.objects.drafts_of(user)
    needed = ReleaseNeeded("team", "from_agency", "service")
    both = drafts.select_related("from_desk__agency", "to_desk__agency", "from_agency", "to_agency", "case", "release")
    annotated: Referrals = both.annotate(release_needed=needed)
    return annotated


def cannot_send(request: HttpRequest) -> HttpResponse:
    return render(request, "referrals/cannot_send.html", {"reason": NO_DESK})


def sent_home(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Why not is said on the inbox: the referral's own page may show nothing of it any more."""
    messages.warning(request, str(refusal))
    return redirect("inbox")


def desk_of(user: User) -> Desk | None:
    """The desk that a referral goes out from: the first open one that its writer sits at."""
    return Desk.objects.sat_at_by(user).first()


def leaves(request: HttpRequest) -> bool:
    return "later" in request.POST or leaving(request)


def good_enough(request: HttpRequest, form: ReferralForm) -> bool:
    """Whole for the check page; for later, only the words must have passed the guard; on leaving, whatever did."""
    if form.is_valid():
        return True
    return form.has_changed() if leaving(request) else leaves(request) and "note" not in form.errors
