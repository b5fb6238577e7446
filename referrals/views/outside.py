"""Organisations outside the team: what one's desk noted, one more, and what became of it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit.doors import rule
from audit.ledger import witness
from cases.parties import cases_held_by
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import done, posted
from referrals.actions.outside import log_outside, say_outcome
from referrals.models import OutsideReferral
from referrals.routing_forms import OutsideForm, OutsideOutcomeForm

PAGE = 50


@rule("referrals.outside")
@require_safe
def outside(request: PersonRequest) -> HttpResponse:
    """What the desks of whoever looks have noted: without an outcome first, then the newest."""
    mine = OutsideReferral.objects.visible_to(request.user).select_related("case", "organisation")
    rows = list(mine.waiting_first()[:PAGE])
    witness("outside.listed", by=request.user, records=[row.case for row in rows])
    return render(request, "referrals/outside.html", {"rows": rows, "most": PAGE})


@rule("referrals.outside")
@require_http_methods(["GET", "POST"])
def log(request: PersonRequest, case: UUID) -> HttpResponse:
    """One more, for a case that one's own desk holds."""
    user = request.user
    found = get_object_or_404(cases_held_by(user), pk=case)
    witness("referral.looked", by=user, records=[found], purpose="outside")
    form = OutsideForm(posted(request), writer=user)
    if form.is_valid() and done(form, partial(log_outside, by=user, case=found, **form.cleaned_data)):
        messages.success(request, "It is noted. Say what became of it when you know.")
        return redirect("outside")
    return render(request, "referrals/outside_log.html", {"form": form, "case": found})


@rule("referrals.outside")
@require_http_methods(["GET", "POST"])
def outcome(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What became of one of them."""
    user = request.user
    rows = OutsideReferral.objects.visible_to(user).select_related("case", "organisation")
    noted = get_object_or_404(rows, pk=pk)
    witness("referral.looked", by=user, records=[noted.case], purpose="outside")
    form = OutsideOutcomeForm(posted(request))
    if form.is_valid() and done(form, partial(say_outcome, by=user, noted=noted, **form.cleaned_data)):
        messages.success(request, "The outcome is saved.")
        return redirect("outside")
    return render(request, "referrals/outside_outcome.html", {"form": form, "noted": noted})
