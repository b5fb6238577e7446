"""Actions that a meeting gave: what is open, giving one, marking one as done."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.doors import rule
from audit.ledger import witness
from mdt.meetings.actions import work
from mdt.meetings.forms import ActionForm
from mdt.meetings.models import ActionItem
from mdt.meetings.people import presenters
from mdt.meetings.policies import UNDO_WITHIN, may_finish, may_prepare, may_take
from mdt.meetings.querysets import bodies_built_by
from mdt.meetings.sources import line_of
from mdt.meetings.views.finding import group_to_prepare
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest

LATELY = timedelta(days=30)
WHOSE: Final = {"mine": "Mine", "agency": "My agency's", "all": "All that I see"}


@rule("meetings.read")
@require_safe
def actions(request: PersonRequest) -> HttpResponse:
    """Open actions that are the reader's, their agency's, or all that they may see; the oldest due first."""
    user, now = request.user, timezone.now()
    whose = request.GET.get("whose", "")
    whose = whose if whose in WHOSE else "all"
    seen = ActionItem.objects.visible_to(user).select_related("agency", "body", "person__user", "person__agency")
    shown = seen.of(whose, user)
    open_ones = list(shown.undone().order_by("due_on", "pk"))
    done = list(shown.filter(done_at__gt=now - LATELY).order_by("-done_at", "pk"))
    undo = seen.filter(done_by=user.place, done_at__gt=now - UNDO_WITHIN).order_by("-done_at", "pk").first()
    witness("actions.listed", by=user, records=[*open_ones, *done])
    context = {
        "actions": [(one, line_of(one), one.person_id is None and may_take(user, one) is None) for one in open_ones],
        "done": [(one, line_of(one), may_prepare(user, one.body) is None) for one in done],
        "undo": undo and (undo, line_of(undo)),
        "whose": whose,
        "tabs": [(key, label, key == whose) for key, label in WHOSE.items()],
        "bodies": bodies_built_by(user).order_by("name") if user.has_perm("meetings.build") else [],
    }
    return render(request, "meetings/actions.html", context)


@rule("meetings.build")
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: PersonRequest, body: UUID) -> HttpResponse:
    """Give an agency of the group an action."""
    group = group_to_prepare(request.user, body)
    form = ActionForm(group, presenters(group), request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            work.give_action(group, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The action is given. It comes to each agenda until it is done.")
            return redirect("actions")
    return render(request, "meetings/give.html", {"form": form, "body": group})


@rule("meetings.read")
@require_POST
def done(request: PersonRequest, pk: UUID) -> HttpResponse:
    return _press(request, pk, work.finish)


@rule("meetings.read")
@require_POST
def reopen(request: PersonRequest, pk: UUID) -> HttpResponse:
    return _press(request, pk, work.reopen)


@rule("meetings.read")
@require_POST
def take(request: PersonRequest, pk: UUID) -> HttpResponse:
    return _press(request, pk, work.take)


def _press(request: PersonRequest, pk: UUID, press: Callable[..., None]) -> HttpResponse:
    action = get_object_or_404(ActionItem.objects.visible_to(request.user).select_related("body"), pk=pk)
    if may_finish(request.user, action) is not None:
        raise PermissionDenied
    try:
        press(action, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    # Back to the list where it was pressed; any other word is as good as none.
    whose = request.POST.get("next", "")
    return redirect(f"{reverse('actions')}?whose={whose}" if whose in WHOSE else reverse("actions"))
