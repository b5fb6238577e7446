"""Giving an item of a main body's agenda to one of the rooms that take them."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit.doors import rule
from mdt.meetings.agenda import entries, opened
from mdt.meetings.views.finding import meeting_to_prepare
from mdt.subcommittees.actions.giving import give_item
from mdt.subcommittees.forms import GiveForm
from mdt.subcommittees.taking import rooms_taking
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import done, posted


@rule("meetings.build")
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: PersonRequest, pk: UUID, item: UUID) -> HttpResponse:
    """The item stays on the agenda; the subcommittee reports back to the next one."""
    user = request.user
    meeting = meeting_to_prepare(user, pk)
    here = [one for one in entries(meeting, user) if one.item.pk == item]
    if not here:
        raise Http404
    form = GiveForm(posted(request), rooms=rooms_taking(meeting.body))
    if form.is_valid():
        act = partial(
            give_item,
            meeting,
            entry=here[0],
            room=form.chosen,
            words=form.cleaned_data["words"],
            kept_words=form.overrides,
            by=user,
        )
        if done(form, act):
            messages.success(request, "It is given. The subcommittee reports back to a later agenda.")
            return redirect("build-agenda", pk)
    (entry,) = opened("agenda.prepared", meeting, here, user)
    context = {"meeting": meeting, "entry": entry, "form": form, "rooms": form.fields["room"].choices}  # type: ignore[attr-defined]
    return render(request, "subcommittees/give.html", context)
