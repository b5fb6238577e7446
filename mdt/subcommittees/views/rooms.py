"""The rooms that somebody is in, one of them, and what its chair sets."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.doors import rule
from audit.ledger import witness
from audit.opening import opening
from mdt.meetings.agenda import when
from mdt.meetings.models import Meeting
from mdt.rooms.actions import end_room, name_member, set_room, take_out
from mdt.rooms.inside import people_in, rooms_read_by
from mdt.rooms.models import NamedRoom, Room, RoomMember, room_of
from mdt.rooms.policies import ended_on, may_run, may_work, why_over
from mdt.subcommittees.forms import MemberForm, RoomForm
from mdt.subcommittees.models import QueueItem, Report, Step
from mdt.subcommittees.reading import counts_of, lines_of, people_to_name
from mdt.subcommittees.shared import by_case, shared_with
from mdt.subcommittees.views._finding import find_room, room_to_run
from mdt.team.models import Body
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import done, posted, press

LATELY = 10


@rule("rooms.read")
@require_safe
def rooms(request: PersonRequest) -> HttpResponse:
    """Those that the reader is in, each with what waits in it."""
    user = request.user
    found = list(rooms_read_by(user).select_related("room").order_by("name"))
    witness("rooms.listed", by=user, records=[NamedRoom(one) for one in found])
    counts = counts_of(found, user)
    shown = [(one, counts[one.pk], why_over(one)) for one in found]
    return render(request, "subcommittees/rooms.html", {"rooms": shown})


@rule("rooms.read")
@require_safe
def room(request: PersonRequest, body: UUID) -> HttpResponse:
    """What it is for, what waits, who is in it, what is shared with it, and when it meets."""
    user = request.user
    found = find_room(user, body)
    its = room_of(found)
    rows = QueueItem.objects.visible_to(user).filter(body=found).with_people().select_related("from_body")
    open_ones = list(rows.unfinished().order_by("given_at", "pk"))
    closed = list(rows.exclude(closed_at=None).order_by("-closed_at", "-pk")[:LATELY])
    shared = shared_with(found, user)
    sealed = [*([its] if its and its.purpose else []), *(one for one in [*open_ones, *closed] if one.words)]
    beside = [NamedRoom(found), *(one for one in [*open_ones, *closed] if not one.words), *shared]
    with opening(sealed, by=user, purpose="room", kind="room.looked", beside=beside) as words:
        said = words.read(its, "purpose") if its else None
        lines = lines_of([*open_ones, *closed], shared, words)
    coming = Meeting.objects.visible_to(user).standing().filter(body=found).after(timezone.now())
    meeting = coming.order_by("starts_at").first()
    context = {
        "body": found,
        "room": its,
        "purpose": said,
        "over": why_over(found),
        "last_day": its and ended_on(its),
        "runs": may_run(user, found) is None,
        "works": may_work(user, found) is None,
        "waiting": [line for line in lines if line.item.step == Step.WAITING],
        "taken": [line for line in lines if line.item.step == Step.TAKEN],
        "closed": [line for line in lines if line.item.closed_at],
        "people": [(one, one.user_id == found.chair_id) for one in people_in(found)],
        "shared": by_case(shared),
        "meeting": meeting and (meeting, when(meeting)),
        "is_chair": found.chair_id == user.pk,
    }
    return render(request, "subcommittees/room.html", context)


@rule("rooms.read")
@require_http_methods(["GET", "HEAD", "POST"])
def purpose(request: PersonRequest, body: UUID) -> HttpResponse:
    """What it is for, its last day, where it reports: its chair's."""
    user = request.user
    found = room_to_run(user, body)
    its = room_of(found)
    said = ""
    if its and request.method != "POST":
        with opening([its], by=user, purpose="room", kind="room.looked") as words:
            said = words.read(its, "purpose") or ""
    form = RoomForm(posted(request), body=found, room=its, purpose=said)
    if form.is_valid():
        act = partial(set_room, found, by=user, kept_words=form.overrides, **form.cleaned_data)
        if done(form, act, field="last_day"):
            messages.success(request, "That is set.")
            return redirect("room", found.pk)
    return render(request, "subcommittees/purpose.html", {"body": found, "room": its, "form": form})


@rule("rooms.read")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PersonRequest, body: UUID) -> HttpResponse:
    """End it now, once its chair has read what that means."""
    found = room_to_run(request.user, body)
    its = get_object_or_404(Room.objects.select_related("body__team"), body=found)
    if request.method == "POST":
        return press(request, partial(end_room, its, by=request.user), f"{found.name} has ended.", "room", found.pk)
    return render(request, "subcommittees/end.html", {"body": found})


@rule("rooms.read")
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: PersonRequest, body: UUID) -> HttpResponse:
    """Who is in it, one person at a time."""
    user = request.user
    found = room_to_run(user, body)
    form = MemberForm(posted(request), people=people_to_name(found))
    if form.is_valid() and done(
        form, partial(name_member, found, place=form.cleaned_data["person"], by=user), field="person"
    ):
        messages.success(request, f"{form.cleaned_data['person'].user} is in {found} now, and is told.")
        return redirect("room-people", found.pk)
    members = RoomMember.objects.filter(body=found, place__ended_at=None).select_related("place__user", "place__agency")
    members = members.order_by("place__agency__name", "place__user__name", "pk")
    witness("room.people_looked", by=user, records=[NamedRoom(found)])
    its = room_of(found)
    context = {
        "body": found,
        "form": form,
        "members": members,
        "takes_from": its.reports_to if its and its.takes_items else None,
        "known": Report.objects.filter(body=found).exists()
        or QueueItem.objects.filter(body=found).exclude(from_body=None).exists(),
    }
    return render(request, "subcommittees/people.html", context)


@rule("rooms.read")
@require_POST
def take_out_member(request: PersonRequest, pk: UUID) -> HttpResponse:
    user = request.user
    seen = RoomMember.objects.filter(body__in=rooms_read_by(user)).select_related("body__team", "place__user")
    member = get_object_or_404(seen, pk=pk)
    found = room_to_run(user, member.body_id)
    said = f"{member.place.user} is not in {found} any more."
    return press(request, partial(take_out, member, by=user), said, "room-people", found.pk)


@rule("rooms.read")
@require_POST
def leave(request: PersonRequest, body: UUID) -> HttpResponse:
    """Step out by oneself. The chair stays until an administrator names another."""
    user = request.user
    found: Body = find_room(user, body)
    member = get_object_or_404(RoomMember.objects.select_related("body__team", "place"), body=found, place=user.place)
    return press(request, partial(take_out, member, by=user), "You are not in that subcommittee any more.", "rooms")
