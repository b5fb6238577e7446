"""Who takes this: the directory as a sender asks it, before the form and with its answers carried into it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit.doors import rule
from mdt.directory.models import Organisation
from mdt.team.requests import PersonRequest
from referrals import policies
from referrals.routing import NEED, directory_for
from referrals.routing_forms import NeedForm


@rule("directory.read")
@require_safe
def who(request: PersonRequest) -> HttpResponse:
    """Desks that give the help asked for. What is chosen is coded, so it may stand in the address."""
    user = request.user
    form = NeedForm(request.GET or None)
    form.is_valid()
    need, wanted = form.need(), form.cleaned_data.get("capacity", "") if form.is_bound else ""
    found = [fit for fit in directory_for(user).fits(need) if not wanted or fit.entry.capacity == wanted]
    outside = Organisation.objects.of_team(user).listed().filter(services__contains=[need.service]).order_by("name")
    context = {
        "form": form,
        "need": need,
        "answers": [(name, getattr(need, name)) for name in NEED if getattr(need, name)],
        "fits": [fit for fit in found if fit.fits],
        "near": [fit for fit in found if not fit.fits],
        "outside": list(outside) if need.service else [],
        "may_send": user.has_perm("referrals.send") and policies.why_not_keep(None, user.place.agency) is None,
    }
    return render(request, "referrals/who.html", context)
