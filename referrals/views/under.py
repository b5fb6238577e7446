"""Sending under a release: it is chosen before anything is typed, and says who may receive and what help."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit.doors import rule
from audit.ledger import Recorded, witness
from cases.releases.models import Release
from cases.releases.reading import Line, lines
from mdt.team.access import Door
from mdt.team.leaving import saves_and_leaves
from mdt.team.models import User
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from referrals import policies
from referrals.actions import writing
from referrals.actions.moving import Overtaken
from referrals.forms import ReferralForm, begun
from referrals.models import Referral
from referrals.views._looks import GONE, cannot_send, desk_of, drafts_of, good_enough, leaves
from referrals.views.asking import asked_lead

PAGE = 50
_ENDED = "This release is not in force any more. Choose another one."


def standing(user: User, *, case: UUID | None = None) -> list[Line]:
    """The releases that their desk may send under now, the one that lasts longest first; for a case, those that fit."""
    own = Release.objects.visible_to(user).standing().select_related("case", "body")
    if case:
        own = own.of_case_or_none(case)
    found = list(own.order_by("-expires_at", "-pk")[:PAGE])
    return lines(found, timezone.now(), soon_days=0)


@rule("referrals.send")
@require_http_methods(["GET", "HEAD", "POST"])
def choose_release(request: PersonRequest) -> HttpResponse:
    """Under which release? Coded answers that another page began with go along in the form; nothing is kept."""
    return cannot_send(request) if desk_of(request.user) is None else choosing(request)


def choosing(request: PersonRequest) -> HttpResponse:
    """The page that asks for one."""
    user = request.user
    rows = standing(user)
    witness("releases.listed", by=user, records=[row.release for row in rows], door=Door.SENDER, purpose="send")
    context = {"rows": rows, "begun": begun(request.POST).items(), "bound": user.place.agency.release_bound}
    return render(request, "referrals/choose_release.html", context)


@rule("referrals.send")
@require_http_methods(["GET", "HEAD", "POST"])
@saves_and_leaves
def send_under(request: PersonRequest, release: UUID) -> HttpResponse:
    """The form with the receivers and the help that one release names; a post keeps a draft and goes on to check it."""
    user, desk = request.user, desk_of(request.user)
    chosen: Release = get_object_or_404(Release.objects.visible_to(user).select_related("case", "body"), pk=release)
    if desk is None:
        return cannot_send(request)
    witness("release.looked", by=user, records=[chosen], door=Door.SENDER, purpose="send")
    posts = request.method == "POST" and "begin" not in request.POST
    stands = bool(getattr(chosen, "stands", False))
    if not posts:
        if not stands:
            messages.warning(request, _ENDED)
            return redirect("choose-release")
        form = ReferralForm(initial=begun(request.POST), writer=user, release=chosen)
        return render(request, "referrals/write.html", {"form": form, "release": chosen})
    form = ReferralForm(request.POST, writer=user, release=chosen)

    def keep() -> Referral:
        return writing.write_draft(by=user, from_desk=desk, asked=form.asked())

    if asked := asked_lead(request, form, keep):
        return asked
    if good_enough(request, form):
        try:
            draft = keep()
        except Refused as refusal:
            form.add_error(None, f"{refusal} Choose another release below; your answers stay.")
        else:
            return redirect("outbox") if leaves(request) else redirect("check", draft.pk)
    others = [] if stands else standing(user)
    return render(
        request, "referrals/write.html", {"form": form, "release": chosen, "others": others, "over": not stands}
    )


@rule("referrals.send")
@require_http_methods(["GET", "HEAD", "POST"])
def draft_release(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Under which release a draft goes out: its help needs one, or the one it was written under has ended."""
    user = request.user
    draft: Referral = get_object_or_404(drafts_of(user), pk=pk)
    rows = standing(user, case=draft.case_id)
    if request.method == "POST":
        chosen = next((row.release for row in rows if str(row.release.pk) == request.POST.get("release")), None)
        try:
            if chosen is None:
                raise Refused(_ENDED)
            writing.put_under(by=user, draft=draft, release=chosen)
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect("draft-release", pk)
        except Overtaken:
            messages.warning(request, GONE)
            return redirect("outbox")
        return redirect("check", pk)
    records: list[Recorded] = [draft, *[row.release for row in rows]]
    witness("releases.listed", by=user, records=records, door=Door.SENDER, purpose="draft")
    reason = policies.why_not_under(None, user.place.agency, getattr(draft, "release_needed", ""), draft)
    return render(request, "referrals/draft_release.html", {"draft": draft, "rows": rows, "reason": reason})
