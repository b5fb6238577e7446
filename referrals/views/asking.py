"""Asking a lead about a stopped note, from every page that a referral is written on."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect

from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from referrals.actions import stops
from referrals.forms import ReferralForm
from referrals.models import Referral


def asked_lead(request: PersonRequest, form: ReferralForm, keep: Callable[[], Referral]) -> HttpResponse | None:
    """The page of the draft whose note now waits; None where nobody pressed that, or the form now says why not."""
    stopped = form.stopped() if "ask_lead" in request.POST else None
    if stopped is None:
        return None
    try:
        draft = stops.keep_and_ask(by=request.user, stopped=stopped, keep=keep)
    except Refused as refusal:
        form.add_error(None, f"{refusal} Your answers are still on this page.")
        return None
    return redirect("draft", draft.pk)
