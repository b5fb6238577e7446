"""The month of one meeting: what was done for it by itself, what is due, and doing it by hand."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from audit.doors import rule
from audit.ledger import witness
from mdt.meetings import tasks
from mdt.meetings.actions.months import AFTER, do_now
from mdt.meetings.agenda import when
from mdt.meetings.models import Step
from mdt.meetings.views.finding import meeting_to_prepare
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest


@rule("meetings.build")
@require_safe
def month(request: PersonRequest, pk: UUID) -> HttpResponse:
    meeting = meeting_to_prepare(request.user, pk)
    steps = list(Step.objects.filter(meeting=meeting).order_by("due_at", "kind"))
    witness("month.looked", by=request.user, records=[meeting])
    context = {
        "meeting": meeting,
        "when": when(meeting),
        "steps": [
            (step, meeting.local(step.due_at), step.done_at and meeting.local(step.done_at), step.failed)
            for step in steps
        ],
        "now": timezone.now(),
        # What is for after the meeting is offered once that is over.
        "after": AFTER,
    }
    return render(request, "meetings/month.html", context)


@rule("meetings.build")
@require_POST
def again(request: PersonRequest, pk: UUID, kind: str) -> HttpResponse:
    """Do a step now, or once more."""
    meeting = meeting_to_prepare(request.user, pk)
    step = get_object_or_404(Step.objects.select_related("meeting__body"), meeting=meeting, kind=kind)
    try:
        do_now(step, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        transaction.on_commit(tasks.month.delay, robust=True)
        messages.success(request, "It is on its way. You can leave this page; look again in a minute.")
    return redirect("meeting-month", pk)
