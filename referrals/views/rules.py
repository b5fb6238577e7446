"""An agency's standing rules: what goes to a meeting by itself. Its lead sets them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from audit.doors import rule
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from referrals.actions.forwarding import end_rule, set_rule
from referrals.models import StandingRule
from referrals.sharing_forms import StandingRuleForm


@rule("referrals.rules")
def standing_rules(request: PersonRequest) -> HttpResponse:
    """The rules of the lead's agency, and a form for one more."""
    place = request.user.place
    form = StandingRuleForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            set_rule(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The rule is set. It is used when the next agenda is drafted.")
            return redirect("standing-rules")
    rules = StandingRule.objects.filter(agency=place.agency, team_id=place.team_id)
    ordered = rules.select_related("body").order_by("body__name", "kind")
    return render(
        request, "referrals/rules.html", {"form": form, "rules": ordered, "bound": place.agency.release_bound}
    )


@rule("referrals.rules")
@require_POST
def end_standing_rule(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Take a rule of one's own agency away."""
    place = request.user.place
    end_rule(by=request.user, rule=get_object_or_404(StandingRule, pk=pk, agency=place.agency, team_id=place.team_id))
    messages.success(request, "The rule is ended.")
    return redirect("standing-rules")
