"""The rules for duties, and the switches of those that wait for counsel."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit.doors import rule
from audit.ledger import witness
from cases.duties.actions.confirming import confirm_rule, switch_rule_off
from cases.duties.actions.starting import confirmed_rules
from cases.duties.forms import RuleSwitchForm
from cases.duties.rules import RULES, waiting_rules
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import done, posted


@rule("duties.rules")
@require_http_methods(["GET", "HEAD", "POST"])
def duty_rules(request: PersonRequest) -> HttpResponse:
    """Every rule with its source; a rule that nobody has read the source of is off until counsel confirms it."""
    user = request.user
    form = RuleSwitchForm(posted(request))
    if form.is_valid():
        act = switch_rule_off if form.cleaned_data["off"] else confirm_rule
        if done(form, partial(act, by=user, rule=form.cleaned_data["rule"])):
            messages.success(request, "The rule is off." if form.cleaned_data["off"] else "The rule is on.")
            return redirect("duty-rules")
    witness("duty_rules.listed", by=user)
    on = confirmed_rules(user.place.team_id)
    context = {
        "form": form,
        "waiting": [(one, one.key in on) for one in waiting_rules()],
        "in_force": [one for one in RULES.values() if one.active],
    }
    return render(request, "duties/rules.html", context)
