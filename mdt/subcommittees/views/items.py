"""One item of a queue: raised, taken, assigned, reported back or given back."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.doors import rule
from audit.ledger import Recorded
from audit.opening import opening
from mdt.rooms.inside import people_in
from mdt.rooms.policies import may_work
from mdt.subcommittees.actions.giving import raise_item
from mdt.subcommittees.actions.working import assign, give_back, report_back, take
from mdt.subcommittees.forms import AssignForm, GiveBackForm, RaiseForm, ReportForm
from mdt.subcommittees.models import Advice, GivenBack, QueueItem, Report
from mdt.subcommittees.policies import may_assign, may_report
from mdt.subcommittees.reading import Shown, lines_of
from mdt.subcommittees.shared import shared_with
from mdt.subcommittees.views._finding import find_item, item_to_work_on, room_to_work_in
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import done, posted, press


@rule("rooms.read")
@require_http_methods(["GET", "HEAD", "POST"])
def raise_one(request: PersonRequest, body: UUID) -> HttpResponse:
    """Something that a member wants the room to work on."""
    found = room_to_work_in(request.user, body)
    form = RaiseForm(posted(request))
    if form.is_valid():
        act = partial(raise_item, found, words=form.cleaned_data["words"], kept_words=form.overrides, by=request.user)
        if done(form, act, field="words"):
            messages.success(request, "It waits in the queue now.")
            return redirect("room", found.pk)
    return render(request, "subcommittees/raise.html", {"body": found, "form": form})


@rule("rooms.read")
@require_safe
def item(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What is asked, who works on it, and what was reported."""
    found = find_item(request.user, pk)
    return _page(request, found, AssignForm(people=people_in(found.body)))


@rule("rooms.read")
@require_POST
def take_one(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = item_to_work_on(request.user, pk)
    act = partial(take, found, by=request.user)
    return press(request, act, "You work on it now.", "queue-item", found.pk)


@rule("rooms.read")
@require_POST
def assign_one(request: PersonRequest, pk: UUID) -> HttpResponse:
    found = item_to_work_on(request.user, pk)
    form = AssignForm(request.POST, people=people_in(found.body))
    if form.is_valid() and done(
        form, partial(assign, found, to=form.cleaned_data["person"], by=request.user), field="person"
    ):
        messages.success(request, f"{form.cleaned_data['person'].user} works on it now, and is told.")
        return redirect("queue-item", found.pk)
    return _page(request, found, form)


@rule("rooms.read")
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Tell the main group. What is sent is never changed."""
    found = _to_close(request, pk)
    form = ReportForm(posted(request))
    if form.is_valid():
        given = form.cleaned_data
        advice = Advice(given["advice"])
        act = partial(
            report_back, found, advice=advice, words=given["words"], kept_words=form.overrides, by=request.user
        )
        if done(form, act):
            messages.success(request, "It is reported. It stands on the group's next agenda.")
            return redirect("room", found.body_id)
    return render(request, "subcommittees/report.html", {"form": form, "shown": _shown(request, found)})


@rule("rooms.read")
@require_http_methods(["GET", "HEAD", "POST"])
def hand_back(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Return it to the main group with a reason."""
    found = _to_close(request, pk)
    form = GiveBackForm(posted(request))
    if form.is_valid() and done(
        form, partial(give_back, found, reason=GivenBack(form.cleaned_data["reason"]), by=request.user)
    ):
        messages.success(request, "It goes back. The group reads why on its next agenda.")
        return redirect("room", found.body_id)
    return render(request, "subcommittees/give_back.html", {"form": form, "shown": _shown(request, found)})


def _to_close(request: PersonRequest, pk: UUID) -> QueueItem:
    """The form is for who has the item. A post is refused in words: it may have been handed on while that was typed."""
    found = item_to_work_on(request.user, pk)
    if request.method != "POST" and may_report(request.user, found) is not None:
        raise PermissionDenied
    return found


def _shown(request: PersonRequest, found: QueueItem) -> Shown:
    shared = [line for line in shared_with(found.body, request.user) if line.record == found.record]
    sealed = [found] if found.words else []
    beside: list[Recorded] = [*shared, *([] if found.words else [found])]
    with opening(sealed, by=request.user, purpose="room", kind="queue.looked", beside=beside) as words:
        return lines_of([found], shared, words)[0]


def _page(request: PersonRequest, found: QueueItem, form: AssignForm) -> HttpResponse:
    user = request.user
    told = (
        Report.objects.visible_to(user).select_related("by__user", "by__agency", "to_body").filter(item=found).first()
    )
    sealed = [one for one in (found, told) if one and one.words]
    shared = [line for line in shared_with(found.body, user) if line.record == found.record]
    beside: list[Recorded] = [*(one for one in (found, told) if one and not one.words), *shared]
    with opening(sealed, by=user, purpose="room", kind="queue.looked", beside=beside) as words:
        shown = lines_of([found], shared, words)[0]
        said = words.read(told, "words") if told and told.words else ""
    works = may_work(user, found.body) is None and not found.closed_at
    context = {
        "body": found.body,
        "shown": shown,
        "item": found,
        "report": told,
        "said": said,
        "form": form,
        "takes": works and found.taken_by_id is None,
        "assigns": works and may_assign(user, found) is None,
        "reports": works and may_report(user, found) is None,
    }
    return render(request, "subcommittees/item.html", context)
