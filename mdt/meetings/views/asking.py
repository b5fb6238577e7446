"""What any member may ask of a group's meetings: a special staffing, or to speak of something."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audit.doors import rule
from audit.ledger import witness
from audit.opening import opening
from mdt.meetings.actions import raising, staffings
from mdt.meetings.models import Part, StaffingAsk, StaffingState, Topic
from mdt.meetings.policies import may_prepare
from mdt.meetings.querysets import bodies_of
from mdt.meetings.staffing_forms import AskForm, PlanForm, RaiseForm
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import done, posted, press


@rule("meetings.read")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PersonRequest, body: UUID) -> HttpResponse:
    """Ask that one part of a group meets soon."""
    user = request.user
    group = get_object_or_404(bodies_of(user), pk=body)
    parts = sorted(Part.objects.sat_in_by(user).standing().filter(body=group), key=lambda part: part.place)
    form = AskForm(parts, posted(request))
    if form.is_valid() and done(form, partial(staffings.ask_staffing, by=user, **form.asked)):
        messages.success(request, "You have asked. Whoever prepares the meetings is told, and you hear what they say.")
        return redirect("meetings")
    return render(request, "meetings/ask.html", {"body": group, "form": form, "parts": parts})


@rule("meetings.build")
@require_http_methods(["GET", "HEAD", "POST"])
def staffing(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Plan a special staffing that somebody asks for."""
    asked = _to_answer(request, pk)
    form = PlanForm(posted(request))
    if form.is_valid():
        values = {"starts_at": form.starts_at(asked.team.time_zone), "place": form.cleaned_data["place"]}
        act = partial(staffings.plan_staffing, asked, kept_words=form.overrides, by=request.user, **values)
        if done(form, act):
            messages.success(request, "It is planned. The desks of that part are told, and its agenda is drafted.")
            return redirect("meetings")
    witness("staffing.looked", by=request.user, records=[asked])
    waits = asked.state == StaffingState.ASKED
    return render(request, "meetings/staffing.html", {"ask": asked, "form": form, "waits": waits})


@rule("meetings.build")
@require_POST
def refuse(request: PersonRequest, pk: UUID) -> HttpResponse:
    asked = _to_answer(request, pk)
    act = partial(staffings.refuse_staffing, asked, by=request.user)
    return press(request, act, "They are told that it is not held.", "meetings")


@rule("meetings.read")
@require_http_methods(["GET", "HEAD", "POST"])
def raise_topic(request: PersonRequest, body: UUID) -> HttpResponse:
    """Suggest something for the open part of the next agenda; below, what one has suggested and may take back."""
    user = request.user
    group = get_object_or_404(bodies_of(user), pk=body)
    form = RaiseForm(posted(request))
    if form.is_valid():
        act = partial(raising.raise_topic, group, words=form.cleaned_data["words"], kept_words=form.overrides, by=user)
        if done(form, act):
            messages.success(request, "It is suggested for the next agenda.")
            return redirect("raise-topic", body)
    mine = Topic.objects.visible_to(user).standing().filter(body=group, once=True, given_by=user.place)
    own = list(mine.order_by("given_at", "pk"))
    with opening(own, by=user, purpose="topics", kind="topics.raised") as words:
        shown = [(topic, words.read(topic, "words")) for topic in own]
    return render(request, "meetings/raise.html", {"body": group, "form": form, "topics": shown})


@rule("meetings.read")
@require_POST
def take_back(request: PersonRequest, pk: UUID) -> HttpResponse:
    topic = get_object_or_404(Topic.objects.visible_to(request.user), pk=pk)
    act = partial(raising.take_back, topic, by=request.user)
    return press(request, act, "It is taken back.", "raise-topic", topic.body_id)


def _to_answer(request: PersonRequest, pk: UUID) -> StaffingAsk:
    """Not there for those who do not sit in the body; refused to those who do not prepare its meetings."""
    seen = StaffingAsk.objects.filter(team=request.user.place.team_id, body__in=bodies_of(request.user))
    asked = get_object_or_404(seen.select_related("body", "part", "team", "asked_by__user", "asked_by__agency"), pk=pk)
    if may_prepare(request.user, asked.body) is not None:
        raise PermissionDenied
    return asked
