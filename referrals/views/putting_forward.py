"""Letting a group see a referral, and closing it to them again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from audit.doors import rule
from mdt.team.models import Body
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from referrals.actions import forwarding
from referrals.forms import PutForwardForm
from referrals.querysets import A_ROOM
from referrals.views._looks import looked, seen_by


@rule("referrals.put_forward")
def put_forward(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Let a meeting body see it, on a basis that the agency may use."""
    record = get_object_or_404(seen_by(request.user), pk=pk)
    takes = forwarding.part_that_takes(record)
    form = PutForwardForm(request.POST or None, by=request.user, takes=takes)
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            forwarding.put_forward(by=request.user, referral=record, **form.cleaned_data)
        except Refused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, f"{record.code} is put forward to {form.cleaned_data['body']}.")
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
        messages.success(request, f"{record.code} is taken back from {group or A_ROOM}.")
    return redirect("referral", pk)
