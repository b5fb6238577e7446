"""The last step of most views: do one action; a refusal becomes words on the page, and what was typed stays."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from audit.ledger import enter
from mdt.team.models import User
from mdt.team.policies import Refused
from privacy.guard.fields import GuardedForm

Act = Callable[[], object]


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: an empty POST is a POST too."""
    return request.POST if request.method == "POST" else None


def done(form: Form, act: Act, *, field: str | None = None, by: User | None = None) -> bool:
    """Whether it was done; if not, the reason stands at `field` or above the form.

    `by` for a form that the guard has read: how many words its writer kept is one event, the words are kept nowhere.
    """
    try:
        with transaction.atomic():
            act()
            if by and isinstance(form, GuardedForm) and form.overrides:
                enter("name.kept", by=by, detail={"form": type(form).__name__, "kept_words": form.overrides})
    except Refused as refused:
        form.add_error(field, str(refused))
        return False
    return True


def press(request: HttpRequest, act: Act, said: str, to: str, *args: object) -> HttpResponse:
    """One button: do it, say so (or why not), and go back to where it stood."""
    try:
        with transaction.atomic():
            act()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect(to, *args)
