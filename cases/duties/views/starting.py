"""Starting a duty for a case that one's desk works on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit.doors import rule
from audit.ledger import witness
from cases.duties.actions.starting import rules_of, start
from cases.duties.forms import StartForm, to_the_minute
from cases.duties.rules import FOREIGN_CHILD
from cases.parties import cases_held_by
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import posted


@rule("duties.keep")
@require_http_methods(["GET", "HEAD", "POST"])
def start_duty(request: PersonRequest, case: UUID) -> HttpResponse:
    """The duties that fit the reader's agency, each with what starts it and what does not, and one single button."""
    user = request.user
    found = get_object_or_404(cases_held_by(user), pk=case)
    rules = rules_of(user)
    form = StartForm(posted(request), rules=rules)
    if form.is_valid():
        chosen, moment = form.cleaned_data["rule"], to_the_minute(form.moment())
        try:
            duty = start(by=user, case=found, rule=chosen, triggered_at=moment)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The clock runs. This system reminds your desk. It does not file for you.")
            return redirect("duty", duty.pk)
    witness("duties.considered", by=user, records=[found], purpose="start")
    official = any(one.key == FOREIGN_CHILD for one in rules)
    context = {"form": form, "case": found, "official": official, "foreign_child": FOREIGN_CHILD}
    return render(request, "duties/start.html", context)
