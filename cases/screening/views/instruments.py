"""The checklists of a team, added by its administrator."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.doors import rule
from audit.ledger import witness
from cases.screening.actions.instruments import add_instrument, retire_instrument
from cases.screening.checklists import SHIPPED
from cases.screening.forms import InstrumentForm
from cases.screening.models import Instrument
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import done, posted, press


@rule("screening.instruments")
@require_safe
def instruments(request: PersonRequest) -> HttpResponse:
    """Every version, in use or not."""
    witness("instruments.listed", by=request.user)
    own = Instrument.objects.of_team(request.user).order_by("name", "-version")
    return render(request, "screening/instruments.html", {"shipped": SHIPPED.values(), "own": own})


@rule("screening.instruments")
@require_http_methods(["GET", "HEAD", "POST"])
def add_checklist(request: PersonRequest) -> HttpResponse:
    """A checklist that the county has the rights to."""
    form = InstrumentForm(posted(request))
    if form.is_valid() and done(form, partial(add_instrument, by=request.user, **form.values())):
        messages.success(request, "The checklist is added. Everybody of the team can screen with it now.")
        return redirect("instruments")
    return render(request, "screening/add.html", {"form": form})


@rule("screening.instruments")
@require_POST
def retire_checklist(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Instrument.objects.of_team(request.user), pk=pk)
    act = partial(retire_instrument, by=request.user, instrument=found)
    return press(request, act, "It is out of use.", "instruments")
