"""The chair's question to put an item forward, and the two answers of the agency that owns it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from audit.doors import rule
from mdt.meetings.actions import asking
from mdt.meetings.asking import found_by
from mdt.meetings.models import ForwardAsk, Meeting
from mdt.meetings.views.building import change
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest


@change
def ask_owner(request: PersonRequest, meeting: Meeting, item: UUID) -> HttpResponse:
    """From the preview, beside the number of who cannot see it."""
    asking.ask_to_put_forward(meeting, item=item, by=request.user)
    messages.success(request, "The agency is asked. You see here when they have answered.")
    return redirect("preview-agenda", meeting.pk)


@change
def take_ask_back(request: PersonRequest, meeting: Meeting, item: UUID) -> HttpResponse:
    asking.take_ask_back(meeting, item=item, by=request.user)
    messages.success(request, "Nobody is asked any more.")
    return redirect("preview-agenda", meeting.pk)


@rule("meetings.answer_ask")
@require_POST
def forward_asked(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Yes: one press, and what was asked for is put forward, or the page says why not."""
    return _answered(request, pk, asking.forward_what_was_asked, "It is put forward to the group.")


@rule("meetings.answer_ask")
@require_POST
def leave_asked(request: PersonRequest, pk: UUID) -> HttpResponse:
    """No: nothing changes."""
    return _answered(request, pk, asking.leave_what_was_asked, "You said no. Nothing was changed.")


def _answered(request: PersonRequest, pk: UUID, act: Callable[..., None], said: str) -> HttpResponse:
    """Back to the record's page; 404 for whoever was not asked or does not work on it."""
    ask = get_object_or_404(ForwardAsk.objects.asked_at(request.user).select_related("body"), pk=pk)
    found = found_by(ask.record, request.user)
    if found is None:
        raise Http404
    try:
        with transaction.atomic():
            act(ask, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(found[1])
