"""Running a meeting: its overview, one item per screen, who writes, and the room copy."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from audit.doors import rule
from mdt.meetings.actions import leasing, running
from mdt.meetings.agenda import Entry, sections, when
from mdt.meetings.holding import (
    Room,
    Writing,
    attendance_of,
    for_the_room,
    on_the_table,
    shown_items,
    sitting_of,
)
from mdt.meetings.models import Meeting
from mdt.meetings.policies import may_approve, may_run, may_start
from mdt.meetings.views.finding import meeting_seen
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest

View = Callable[..., HttpResponse]


def run_press(back: str, *names: str) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """A press of whoever runs a meeting: by POST, a refusal in words, back to the page that `back` names.

    `names` are those of the press's own address that the page's has too, besides the meeting.
    """

    def decorate(view: View) -> Callable[..., HttpResponseBase]:
        @rule("meetings.build")
        @require_POST
        @wraps(view)
        def pressed(request: PersonRequest, pk: UUID, **more: Any) -> HttpResponse:
            meeting = to_run(request, pk)
            try:
                return view(request, meeting, **more)
            except Refused as refusal:
                messages.warning(request, str(refusal))
                sent: HttpResponse = redirect(back, pk=pk, **{name: more[name] for name in names})
                return sent

        return pressed

    return decorate


def to_run(request: PersonRequest, pk: UUID) -> Meeting:
    """Not there for those who do not sit in the body; refused to those who do not run its meetings."""
    meeting = meeting_seen(request.user, pk)
    if may_run(request.user, meeting) is not None:
        raise PermissionDenied
    return meeting


@rule("meetings.build")
@require_safe
def run(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Before, during and after: what can be done now, the items with what came of them, and counts for the room."""
    meeting = to_run(request, pk)
    sitting = sitting_of(meeting)
    items = shown_items("meeting.overview", meeting, on_the_table(meeting, request.user), request.user)
    by_item = {one.entry.item.pk: one for one in items}
    parts = [
        (section.part, [by_item[entry.item.pk] for entry in section.entries])
        for section in sections(meeting, request.user, [one.entry for one in items])
    ]
    context = {
        "meeting": meeting,
        "when": when(meeting),
        "sitting": sitting,
        "why_not": None if sitting else may_start(request.user, meeting, timezone.now()),
        "writing": Writing.of(meeting, request.user),
        "parts": parts,
        "count": len(items),
        "done": sum(one.done for one in items),
        "used": sum(one.seconds for one in items) // 60,
        "current": next((one for one in items if one.now), items[0] if items else None),
        "room": Room.of(meeting, attendance_of(meeting)) if sitting else None,
        "approves": may_approve(request.user, meeting.body) is None,
    }
    return render(request, "meetings/run.html", context)


@run_press("run-meeting")
def start(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Start, and go to the first item."""
    running.start(meeting, by=request.user)
    first = on_the_table(meeting, request.user)
    return redirect("run-item", meeting.pk, first[0].item.pk) if first else redirect("run-meeting", meeting.pk)


@run_press("run-meeting")
def end(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """End, and go to the minutes that the outcomes have made."""
    running.end(meeting, by=request.user)
    messages.success(request, "The meeting has ended. What was put off or not reached comes to the next meeting.")
    return redirect("meeting-minutes", meeting.pk)


@run_press("run-meeting")
def resume(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    running.resume(meeting, by=request.user)
    messages.success(request, "The meeting is open again. End it once what was missing is written.")
    return redirect("run-meeting", meeting.pk)


@run_press("run-meeting")
def write_here(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Take up writing, and go where it was pressed."""
    leasing.take_lease(meeting, by=request.user)
    return _where_pressed(request, meeting)


@run_press("run-meeting")
def let_go(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    leasing.let_go(meeting, by=request.user)
    messages.success(request, "You have stopped writing. Somebody else can write now.")
    return _where_pressed(request, meeting)


@rule("meetings.build")
@require_safe
def room(request: PersonRequest, pk: UUID) -> HttpResponse:
    """For the wall of the room: only what everybody who is marked as here may see, asked anew at each look."""
    meeting = to_run(request, pk)
    rows = attendance_of(meeting)
    items = shown_items("meeting.room_copy", meeting, for_the_room(meeting, request.user, rows), request.user)
    context = {
        "meeting": meeting,
        "when": when(meeting),
        "items": items,
        "here": [row for row in rows if row.here],
        "guests": any(row.guests and row.here for row in rows),
    }
    return render(request, "meetings/room.html", context)


def neighbours(shown: list[Entry], item: UUID) -> tuple[Entry | None, Entry, Entry | None]:
    """The item with the one before and the one after it, as the reader sees them. Raises Http404 if it is gone."""
    for place, entry in enumerate(shown):
        if entry.item.pk == item:
            before = shown[place - 1] if place else None
            return before, entry, shown[place + 1] if place + 1 < len(shown) else None
    raise Http404


def _where_pressed(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Back to the item where it was pressed; any other word leads to the overview."""
    wanted = request.POST.get("next", "")
    if any(str(entry.item.pk) == wanted for entry in on_the_table(meeting, request.user)):
        return redirect("run-item", meeting.pk, wanted)
    return redirect("run-meeting", meeting.pk)
