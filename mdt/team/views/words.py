"""Words are checked while they are typed. Comfort only: the save asks the same judge again, and only it counts."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from audit.doors import rule
from mdt.team.pace import is_too_often
from mdt.team.requests import PersonRequest
from privacy.guard.fields import LONGEST, GuardedArea, GuardedText

# Somebody who types and pauses asks every few seconds.
A_MINUTE: Final = 40


@rule("team.check_words")
@require_POST
@sensitive_post_parameters()
@sensitive_variables()
def check_words(request: PersonRequest) -> HttpResponse:
    """Marks and messages for one field's words, as the save would give them. Nothing of it is kept or recorded."""
    if is_too_often("words", request.user.pk, at_most=A_MINUTE):
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    field = GuardedText.as_described(request.POST)
    name = request.POST.get("words-field", "")
    written = GuardedArea().value_from_datadict(request.POST, {}, name)
    if len(written.text) > LONGEST:
        return HttpResponse(status=413)
    problems = field.look(written) if written.text.strip() else []
    said = [str(message) for problem in problems for message in problem.messages]
    return render(request, "team/words.html", {"id": f"typed_{name}", "field": field, "problems": said})
