"""Actions that a meeting gave: what is open, giving one, marking one as done."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.doors import rule
from audit.ledger import witness
from mdt.meetings.actions import work
from mdt.meetings.actions.editing import presenters
from mdt.meetings.forms import ActionForm
from mdt.meetings.models import ActionItem
from mdt.meetings.policies import may_finish
from mdt.meetings.querysets import bodies_built_by
from mdt.meetings.sources import line_of
from mdt.meetings.views.groups import group_to_prepare
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest

LATELY = timedelta(days=30)


@rule("meetings.read")
@require_safe
def actions(request: PersonRequest) -> HttpResponse:
    """Open actions of the reader's agency, or of the groups that the reader prepares, oldest due first."""
    user = request.user
    mine = ActionItem.objects.visible_to(user).select_related("agency", "body", "person__user", "person__agency")
    open_ones = list(mine.undone().order_by("due_on", "pk"))
    done = list(mine.filter(done_at__gt=timezone.now() - LATELY).order_by("-done_at", "pk"))
    witness("actions.listed", by=user, records=[*open_ones, *done])
    context = {
        "actions": [(one, line_of(one)) for one in open_ones],
        "done": [(one, line_of(one)) for one in done],
        "bodies": bodies_built_by(user).order_by("name") if user.has_perm("meetings.build") else [],
    }
    return render(request, "meetings/actions.html", context)


@rule("meetings.build")
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: PersonRequest, body: UUID) -> HttpResponse:
    """Give an agency of the group an action."""
    group = group_to_prepare(request, body)
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
    return _press(request, pk, to_done=True)


@rule("meetings.read")
@require_POST
def reopen(request: PersonRequest, pk: UUID) -> HttpResponse:
    return _press(request, pk, to_done=False)


def _press(request: PersonRequest, pk: UUID, *, to_done: bool) -> HttpResponse:
    action = get_object_or_404(ActionItem.objects.visible_to(request.user).select_related("body"), pk=pk)
    if may_finish(request.user, action) is not None:
        raise PermissionDenied
    try:
        (work.finish if to_done else work.reopen)(action, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("actions")
