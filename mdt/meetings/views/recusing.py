"""Stepping back from an item; and for who prepares the meeting, who did, and from whom the item is kept."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audit.doors import rule
from mdt.meetings.actions import recusing
from mdt.meetings.agenda import Entry, opened
from mdt.meetings.keeping import keeper
from mdt.meetings.models import Meeting, Recusal, RecusalReason
from mdt.meetings.policies import may_step_back
from mdt.meetings.recusals import recusals_of, takes_over
from mdt.meetings.recusing_forms import KeepFromForm, StepBackForm, people_beside
from mdt.meetings.views.finding import meeting_seen, meeting_to_prepare
from mdt.team.models import User
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest


@rule("meetings.read")
@require_http_methods(["GET", "HEAD", "POST"])
def step_back(request: PersonRequest, pk: UUID, item: UUID) -> HttpResponse:
    """Say why, and from then on the item and its case are not there for the reader."""
    meeting = meeting_seen(request.user, pk)
    if may_step_back(request.user, meeting):
        raise Http404
    entry = _shown(meeting, item, request.user)
    form = StepBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = RecusalReason(form.cleaned_data["reason"])
        try:
            recusing.step_back(meeting, item=item, reason=reason, by=request.user)
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, "You stepped back. You will not see that item any more.")
        return redirect("agenda", pk)
    (told,) = opened("agenda.read", meeting, [entry], request.user)
    roles = recusing.stood_as(entry, request.user)
    context = {"meeting": meeting, "entry": told, "form": form, "follows": takes_over(roles)}
    return render(request, "meetings/step_back.html", context)


@rule("meetings.build")
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: PersonRequest, pk: UUID, item: UUID) -> HttpResponse:
    """Who stepped back from an item, whom the reader keeps it from, and one more. Nobody else's walls stand here."""
    meeting, entry = _to_prepare(request.user, pk, item)
    form = KeepFromForm(people_beside(request.user), request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            keeper().keep(entry.item.record, person=form.cleaned_data["person"], body=meeting.body, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"This is kept from {form.cleaned_data['person'].name}.")
            return redirect("item-people", pk, item)
    (told,) = opened("agenda.prepared", meeting, [entry], request.user)
    context = {
        "meeting": meeting,
        "entry": told,
        "form": form,
        "stepped_back": recusals_of(meeting, [entry.item.record], request.user).get(entry.item.record, []),
        "kept": keeper().kept_by(entry.item.record, request.user),
    }
    return render(request, "meetings/people.html", context)


@rule("meetings.build")
@require_POST
def let_in(request: PersonRequest, pk: UUID, item: UUID, recusal: UUID) -> HttpResponse:
    """Let somebody who stepped back see the item again."""
    _, entry = _to_prepare(request.user, pk, item)
    held = Recusal.objects.select_related("meeting__body", "place__user")
    found = get_object_or_404(held, pk=recusal, record=entry.item.record)
    try:
        recusing.let_back_in(found, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{found.place.user.name} sees this item again.")
    return redirect("item-people", pk, item)


@rule("meetings.build")
@require_POST
def lift(request: PersonRequest, pk: UUID, item: UUID, wall: UUID) -> HttpResponse:
    """Lift a wall that the reader has set."""
    _, entry = _to_prepare(request.user, pk, item)
    found = next((one for one in keeper().kept_by(entry.item.record, request.user) if one.key == wall), None)
    if found is None:
        raise Http404
    try:
        keeper().open_again(wall, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"You do not keep this from {found.person} any more.")
    return redirect("item-people", pk, item)


def _to_prepare(user: User, pk: UUID, item: UUID) -> tuple[Meeting, Entry]:
    meeting = meeting_to_prepare(user, pk)
    return meeting, _shown(meeting, item, user)


def _shown(meeting: Meeting, item: UUID, user: User) -> Entry:
    try:
        return recusing.item_shown(meeting, item, user)
    except Refused:
        raise Http404 from None
