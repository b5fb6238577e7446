"""How a case stands for one's own agency: suspected, at risk, determined, each said by a person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit.doors import rule
from audit.ledger import witness
from cases.parties import cases_held_by
from cases.screening.actions.standing import say_standing, standing_of
from cases.screening.choices import Kind
from cases.screening.forms import StandingForm
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from mdt.team.sectors import Sector
from mdt.team.views._steps import posted


@rule("screening.screen")
@require_http_methods(["GET", "HEAD", "POST"])
def standing(request: PersonRequest, case: UUID) -> HttpResponse:
    """What the reader's desk says of a case, and saying it."""
    user = request.user
    found = get_object_or_404(cases_held_by(user), pk=case)
    form = StandingForm(posted(request), child_welfare=user.place.agency.sector == Sector.CHILD_WELFARE)
    if form.is_valid():
        try:
            begun = say_standing(by=user, case=found, **form.said())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            clock = " A 24-hour duty runs now; you find it under Duties." if begun else ""
            messages.success(request, f"Kept, with the time and your name.{clock}")
            return redirect("standing", case)
    witness("standing.looked", by=user, records=[found])
    said = standing_of(user, found)
    lines = [(kind.label, said.get(kind.value, (False, None))) for kind in Kind]
    return render(request, "screening/standing.html", {"case": found, "form": form, "lines": lines})
