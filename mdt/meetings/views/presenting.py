"""Telling the presenters of a meeting whether one knows a person; and what was told to oneself."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from audit.doors import rule
from mdt.meetings.actions import presenting
from mdt.meetings.agenda import entries, opened, when
from mdt.meetings.models import Known, State
from mdt.meetings.views.finding import meeting_seen
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest


@rule("meetings.read")
@require_safe
def presenters(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The cases that others present, with two buttons each, and those that the reader presents."""
    user = request.user
    meeting = meeting_seen(request.user, pk)
    everything = entries(meeting, user) if meeting.state == State.PUBLISHED else []
    asked, told = presenting.asked_of(user, everything), presenting.told_to(user, everything)
    opened("agenda.read", meeting, [*(one.entry for one in asked), *(one.entry for one in told)], user)
    context = {"meeting": meeting, "when": when(meeting), "asked": asked, "told": told, "answers": Known.choices}
    return render(request, "meetings/presenters.html", context)


@rule("meetings.read")
@require_POST
def tell(request: PersonRequest, pk: UUID, item: UUID) -> HttpResponse:
    meeting = meeting_seen(request.user, pk)
    said = request.POST.get("answer", "")
    try:
        presenting.tell_presenter(
            meeting, item=item, answer=Known(said) if said in Known.values else None, by=request.user
        )
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("presenters", pk)
