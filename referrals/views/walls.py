"""All walls on people that one's agency or oneself has set: also those of cases that one sees no more."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from audit.doors import rule
from audit.ledger import witness
from cases.actions.walls import open_again
from cases.models import Case
from cases.parties import own_walls
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from privacy.wall import acting_as_system


@rule("referrals.read")
@require_safe
def walls(request: PersonRequest) -> HttpResponse:
    """Whom one's agency, and oneself, keeps which cases from. A case that the reader does not see has no code here."""
    found = list(own_walls(request.user).select_related("user", "set_by__user", "body").order_by("set_at", "pk"))
    keys = {one.case_id for one in found}
    codes = dict(Case.objects.filter(pk__in=keys).values_list("pk", "code"))
    # The ledger names what was shown by its key, also where the page has no code for it.
    with acting_as_system(request.user.place.team_id):
        shown = list(Case.objects.filter(pk__in=keys).order_by("pk"))
    witness("case.walls_read", by=request.user, records=shown)
    rows = [(one, codes.get(one.case_id, "")) for one in found]
    return render(request, "referrals/walls.html", {"rows": rows})


@rule("referrals.read")
@require_POST
def lift_own(request: PersonRequest, wall: UUID) -> HttpResponse:
    held = get_object_or_404(own_walls(request.user).select_related("user"), pk=wall)
    try:
        open_again(held, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{held.user.name} is not kept from that case any more by this.")
    return redirect("own-walls")
