"""Putting a duty forward to a meeting, and taking it back."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from audit.doors import rule
from cases.duties.actions import forwarding
from cases.duties.views._looks import owed_duty, page
from mdt.team.forms import ToGroupForm
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import done, posted, press


@rule("duties.put_forward")
@require_http_methods(["GET", "HEAD", "POST"])
def put_duty_forward(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Let a meeting see it, on a basis that the agency may use."""
    user = request.user
    found = owed_duty(user, pk)
    if not found.is_open:
        messages.warning(request, "This duty has stopped. Only one that runs can be put forward.")
        return redirect("duty", pk)
    form = ToGroupForm(posted(request), by=user)
    if form.is_valid() and done(form, partial(forwarding.put_forward, by=user, duty=found, **form.cleaned_data)):
        messages.success(request, f"{found.code} is put forward to {form.cleaned_data['body']}.")
        return redirect("duty", pk)
    bound = user.place.agency.release_bound
    return page(request, user, found, "duties/put_forward.html", "put_forward", form=form, bound=bound)


@rule("duties.put_forward")
@require_POST
def take_duty_back(request: PersonRequest, pk: UUID, body: UUID) -> HttpResponse:
    """Close it to a group again."""
    act = partial(forwarding.take_back, by=request.user, duty=owed_duty(request.user, pk), body=body)
    return press(request, act, "It is taken back. That group sees nothing of it any more.", "duty", pk)
