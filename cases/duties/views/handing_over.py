"""Handing a duty over to another agency that works on the case, and answering when one is asked."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from audit.doors import rule
from cases.duties.actions import offering
from cases.duties.forms import OfferForm
from cases.duties.models import Duty
from cases.duties.views._looks import owed_duty, page
from cases.parties import parties
from mdt.team.models import User
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import done, posted, press


@rule("duties.keep")
@require_http_methods(["GET", "HEAD", "POST"])
def offer_duty(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask a desk on the other side of a referral of this case. Until it accepts, nothing changes."""
    user = request.user
    found = owed_duty(user, pk)
    desks = parties().other_desks(found.case_id, user).select_related("agency").order_by("agency__name", "name")
    form = OfferForm(posted(request), desks=desks)
    if form.is_valid():
        desk = form.cleaned_data["desk"]
        if done(form, partial(offering.offer, by=user, duty=found, desk=desk)):
            messages.success(request, f"{desk} is asked. Until they accept, your agency owes this duty.")
            return redirect("duty", pk)
    return page(request, user, found, "duties/offer.html", "hand_over", form=form, nobody=not desks)


@rule("duties.keep")
@require_POST
def take_back_duty(request: PersonRequest, pk: UUID) -> HttpResponse:
    act = partial(offering.take_back_offer, by=request.user, duty=owed_duty(request.user, pk))
    return press(request, act, "Nobody is asked any more. Your agency owes this duty.", "duty", pk)


@rule("duties.keep")
@require_POST
def accept_duty(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take it over; the reader goes on to their agency's own."""
    user = request.user
    try:
        mine = offering.accept(by=user, duty=_offered(user, pk))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("duties")
    messages.success(request, "Your agency owes this duty now.")
    return redirect("duty", mine.pk)


@rule("duties.keep")
@require_POST
def decline_duty(request: PersonRequest, pk: UUID) -> HttpResponse:
    act = partial(offering.decline, by=request.user, duty=_offered(request.user, pk))
    return press(request, act, "You said no. The other agency owes it as before.", "duties")


def _offered(user: User, pk: UUID) -> Duty:
    found: Duty = get_object_or_404(Duty.objects.offered_to(user), pk=pk)
    return found
