"""Letting a group see a referral, and closing it to them again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from audit.doors import rule
from cases.models import CaseShare
from mdt.rooms.inside import A_ROOM
from mdt.team.models import Body
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from referrals import policies
from referrals.actions import forwarding, sharing
from referrals.models import Forwarded
from referrals.sharing_forms import PutForwardForm
from referrals.views._looks import looked, seen_by


@rule("referrals.put_forward")
def put_forward(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Let a meeting body see it, on a basis that the agency may use."""
    record = get_object_or_404(seen_by(request.user), pk=pk)
    takes = forwarding.part_that_takes(record)
    desk = policies.desk_held_at(request.user, record)
    form = PutForwardForm(request.POST or None, by=request.user, takes=takes, desk=desk)
    problem = None
    if request.method == "POST" and form.is_valid():
        to = {"body": form.cleaned_data["body"], "basis": form.cleaned_data["basis"]}
        act = sharing.share_case if form.whole_case else forwarding.put_forward
        try:
            act(by=request.user, referral=record, **to)
        except Refused as refusal:
            problem = str(refusal)
        else:
            done = f"{record.case} is shared with" if form.whole_case else f"{record.code} is put forward to"
            messages.success(request, f"{done} {to['body']}.")
            return redirect("referral", pk)
    looked(request.user, record, "put_forward")
    context = {"referral": record, "form": form, "problem": problem, "part": takes.label}
    return render(request, "referrals/put_forward.html", context)


@rule("referrals.put_forward")
@require_POST
def take_back(request: PersonRequest, pk: UUID, body: UUID) -> HttpResponse:
    """Close it again to a group that one's own agency put it forward to."""
    record = get_object_or_404(seen_by(request.user), pk=pk)
    # Of a room that a colleague is in, they may not read even the name.
    group = Body.objects.filter(pk=body, team=request.user.place.team_id).first()
    if group is None and not record.put_forward.filter(body_id=body, holder=request.user.place.agency_id).exists():
        raise Http404
    try:
        forwarding.take_back(by=request.user, referral=record, body=group or Body(pk=body))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        said = f"{record.code} is taken back from {group or A_ROOM}."
        # By a row of its own the agency has nothing put forward there any more.
        if Forwarded.objects.filter(referral=record, body=body, holder=request.user.place.agency_id).exists():
            said += " It stays open there as part of its case."
        messages.success(request, said)
    return redirect("referral", pk)


@rule("referrals.put_forward")
@require_POST
def take_case_back(request: PersonRequest, pk: UUID, share: UUID) -> HttpResponse:
    """Close the case again to a room that one's own desk shared it with."""
    record = get_object_or_404(seen_by(request.user), pk=pk)
    ours = CaseShare.objects.of_desks(request.user).select_related("case")
    held = get_object_or_404(ours, pk=share, case=record.case_id)
    group = Body.objects.filter(pk=held.body_id).first()
    try:
        sharing.take_case_back(by=request.user, referral=record, share=held)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{held.case} is taken back from {group or A_ROOM}.")
    return redirect("referral", pk)
