"""Notes with words that the guard stops: what waits for a lead, and what its writer does with the answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from audit.doors import rule
from audit.ledger import witness
from audit.opening import WordsBroken, opening
from mdt.team.models import User
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from privacy.guard.fields import marked
from privacy.guard.judging import GuardUnavailable, judge
from referrals.actions import stops
from referrals.actions.moving import Overtaken
from referrals.forms import AllowForm
from referrals.models import Referral, StopRequest
from referrals.views._looks import GONE
from referrals.views.writing import drafts_page

_BROKEN = "The words of this note cannot be opened. Tell your administrator."
_UNJUDGED = "This note could not be shown just now. Try again in a minute. It goes on waiting."


@rule("referrals.allow_words")
@require_safe
def waiting_notes(request: PersonRequest) -> HttpResponse:
    """Which notes wait, by code, kinds and time."""
    found = list(StopRequest.objects.to_decide_by(request.user)[:50])
    witness("stops.listed", by=request.user, records=found)
    return render(request, "referrals/waiting_notes.html", {"found": found})


@rule("referrals.allow_words")
def waiting_note(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One note, opened for the lead who answers."""
    asked = get_object_or_404(StopRequest.objects.to_decide_by(request.user), pk=pk)
    form = AllowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            stops.decide(by=request.user, request=asked, allow=form.cleaned_data["answer"] == "allow")
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, "Your answer is kept. The writer sees it on their draft.")
        return redirect("waiting-notes")
    try:
        with opening([asked], by=request.user, purpose="allow_words", kind="stop.looked") as words:
            text = words.read(asked, "words")
            pieces = marked(text, judge(text))
    except (WordsBroken, GuardUnavailable) as problem:
        messages.warning(request, _BROKEN if isinstance(problem, WordsBroken) else _UNJUDGED)
        return redirect("waiting-notes")
    return render(request, "referrals/waiting_note.html", {"form": form, "asked": asked, "pieces": pieces})


@rule("referrals.follow")
@require_POST
def use_note(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The writer takes an allowed note into the draft."""
    draft, asked = _of_mine(request.user, pk)
    try:
        stops.take(by=request.user, draft=draft, request=asked)
    except (Refused, Overtaken, WordsBroken) as problem:
        messages.warning(request, {Overtaken: GONE, WordsBroken: _BROKEN}.get(type(problem), str(problem)))
        return redirect(drafts_page(request.user))
    return redirect("check", pk)


@rule("referrals.follow")
@require_POST
def take_back_note(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The writer gives up a note that waits, or puts its answer away."""
    _, asked = _of_mine(request.user, pk)
    stops.take_back(by=request.user, request=asked)
    return redirect("draft", pk)


def _of_mine(user: User, draft: UUID) -> tuple[Referral, StopRequest]:
    own = get_object_or_404(Referral.objects.drafts_of(user), pk=draft)
    return own, get_object_or_404(StopRequest, draft=own, asked_by=user)
