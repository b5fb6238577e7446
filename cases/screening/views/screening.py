"""Screening: the checklist, its result, what somebody decides, and what a desk has kept."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from audit.doors import rule
from audit.ledger import witness
from cases.models import Case
from cases.parties import cases_held_by
from cases.screening.actions.screening import decide, keep_band
from cases.screening.forms import ActionForm, ReferralStartForm, ScreeningForm
from cases.screening.models import Screening
from cases.screening.views.finding import checklist_of, checklists, find_checklist, names_of
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import done, posted

PAGE = 50


@rule("screening.screen")
@require_safe
def screenings(request: PersonRequest) -> HttpResponse:
    """What the reader's desk has kept, the newest months first, and the checklists."""
    user = request.user
    mine = Screening.objects.visible_to(user).select_related("case").order_by("-month", "pk")
    shown = list(mine[:PAGE])
    witness("screenings.listed", by=user, records=shown)
    names = names_of(user)
    rows = [(one, names.get(one.checklist, "")) for one in shown]
    context = {"rows": rows, "checklists": checklists(user), "seated": bool(user.desk_groups)}
    return render(request, "screening/screenings.html", context)


@rule("screening.screen")
@require_safe
def choose_checklist(request: PersonRequest, case: UUID) -> HttpResponse:
    """Which checklist for a case that the reader's desk works on."""
    user = request.user
    found = get_object_or_404(cases_held_by(user), pk=case)
    witness("screening.begun", by=user, records=[found], purpose="choose")
    return render(request, "screening/choose.html", {"case": found, "checklists": checklists(user)})


@sensitive_post_parameters()
@rule("screening.screen")
@require_http_methods(["GET", "HEAD", "POST"])
def screen(request: PersonRequest, key: str) -> HttpResponse:
    """A checklist for somebody who is not known to the team yet."""
    return _screen(request, key, None)


@sensitive_post_parameters()
@rule("screening.screen")
@require_http_methods(["GET", "HEAD", "POST"])
def screen_case(request: PersonRequest, key: str, case: UUID) -> HttpResponse:
    """A checklist for a case that the reader's desk works on."""
    found = get_object_or_404(cases_held_by(request.user), pk=case)
    witness("screening.begun", by=request.user, records=[found], purpose="screen")
    return _screen(request, key, found)


@sensitive_variables()
def _screen(request: PersonRequest, key: str, case: Case | None) -> HttpResponse:
    """Score in memory, keep the band, and go on to a page that knows nothing else."""
    user = request.user
    checklist = find_checklist(user, key)
    form = ScreeningForm(posted(request), checklist=checklist)
    if form.is_valid():
        try:
            kept = keep_band(
                by=user, checklist=checklist, band=form.band(), setting=form.cleaned_data["setting"], case=case
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("screening", kept.pk)
    return render(request, "screening/screen.html", {"form": form, "checklist": checklist, "case": case})


@rule("screening.screen")
@require_http_methods(["GET", "HEAD", "POST"])
def screening(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The band, what is recommended, and the decision that a person makes."""
    user = request.user
    found = get_object_or_404(Screening.objects.visible_to(user).select_related("case"), pk=pk)
    form = ActionForm(posted(request))
    if form.is_valid() and done(form, partial(decide, by=user, screening=found, action=form.cleaned_data["action"])):
        messages.success(request, "Your decision is kept.")
        return redirect("screening", pk)
    witness("screening.looked", by=user, records=[found])
    checklist = checklist_of(user, found)
    context = {
        "screening": found,
        "checklist": checklist,
        "route": checklist.route(found.band).label,
        "form": form,
        "start": ReferralStartForm(),
    }
    return render(request, "screening/screening.html", context)
