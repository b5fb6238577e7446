"""Calls of people without a sign-in: who called, the referral that the coordinator writes, and what came of it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit.doors import rule
from audit.ledger import witness
from mdt.team.access import Door
from mdt.team.leaving import saves_and_leaves
from mdt.team.requests import PersonRequest
from referrals import policies, reading
from referrals.actions import writing
from referrals.choices import BoundSource, Source, SourceType
from referrals.forms import ReferralForm, begun
from referrals.models import Referral
from referrals.routing_forms import CallerForm
from referrals.views._looks import cannot_send, desk_of, good_enough, leaves
from referrals.views.asking import asked_lead

PAGE = 25


@rule("referrals.phone_in")
@require_safe
def phoned_in(request: PersonRequest) -> HttpResponse:
    """Who called, first; then the drafts and what was sent of calls before."""
    user = request.user
    form = CallerForm(request.GET if "caller" in request.GET or "next" in request.GET else None)
    carried = begun(request.GET)
    if form.is_bound and form.is_valid():
        return redirect(f"{request.path}new/?{urlencode(carried | form.cleaned_data)}")
    sent = Referral.objects.visible_through(user, Door.SENDER).filter(source=Source.PHONED_IN)
    rows = list(sent.select_related("to_agency").order_by("-sent_at", "-pk")[:PAGE])
    drafts = list(Referral.objects.drafts_of(user).filter(source=Source.PHONED_IN).order_by("-changed_at", "pk"))
    witness("referrals.listed", by=user, records=[*drafts, *rows], purpose="phoned in")
    context = {"form": form, "carried": carried, "rows": [(one, reading.status(one)) for one in rows], "drafts": drafts}
    return render(request, "referrals/phoned_in.html", context)


@rule("referrals.phone_in")
@require_http_methods(["GET", "POST"])
@saves_and_leaves
def log_call(request: PersonRequest) -> HttpResponse:
    """The form, for a caller who may share; a caller who may not gets no form at all, but words on what to do."""
    user = request.user
    caller = (request.POST or request.GET).get("caller", "")
    desk = desk_of(user)
    if desk is None:
        return cannot_send(request)
    if reason := policies.why_not_keep(None, user.place.agency):
        return render(request, "referrals/cannot_send.html", {"reason": reason})
    if caller in BoundSource.values:
        return render(request, "referrals/cannot_log.html", {"caller": BoundSource(caller).label})
    if policies.why_not_phone_in(caller):
        messages.warning(request, "Say first who called.")
        return redirect("phoned-in")
    form = ReferralForm(request.POST or None, writer=user, initial=begun(request.GET))

    def keep() -> Referral:
        return writing.write_draft(by=user, from_desk=desk, asked=form.asked(), source_type=caller)

    if asked := asked_lead(request, form, keep):
        return asked
    if request.method == "POST" and good_enough(request, form):
        draft = keep()
        return redirect("phoned-in") if leaves(request) else redirect("check", draft.pk)
    return render(request, "referrals/write.html", {"form": form, "caller": SourceType(caller)})
