"""Minutes: reading them, approving them, taking them as PDF, adding a correction, disposing of them."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.doors import rule
from audit.ledger import witness
from mdt.meetings import pdf
from mdt.meetings.actions.minutes import add_to, approve, dispose_of, dispose_of_in_a_room_over
from mdt.meetings.agenda import when
from mdt.meetings.holding import on_the_table, shown_items, sitting_of
from mdt.meetings.holding_forms import AddendumForm, DisposalForm
from mdt.meetings.minutes import minutes_of, past_their_date
from mdt.meetings.models import Meeting, Minutes, Part
from mdt.meetings.over import PastInARoom, past_in_rooms_over
from mdt.meetings.policies import builds, disposes, may_add_to, may_approve, may_dispose_of
from mdt.meetings.views.finding import meeting_seen, meeting_to_approve
from mdt.meetings.views.reading import download
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import posted, press


@rule("meetings.read")
@require_safe
def minutes(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The minutes as the reader may see them: the parts that are approved, and the drafts for who prepares."""
    meeting = meeting_seen(request.user, pk)
    prepares = builds(request.user, meeting.body)
    ended = bool((sitting := sitting_of(meeting)) and not sitting.in_progress)
    # Before its end there is nothing to read, and drafts are not members' reading.
    made = minutes_of("minutes.read", meeting, request.user) if ended else []
    shown = [one for one in made if one[1] or prepares]
    approves = request.user.has_perm("meetings.build") and may_approve(request.user, meeting.body) is None
    context = {
        "meeting": meeting,
        "when": when(meeting),
        "ended": ended,
        "parts": shown,
        "prepares": prepares,
        "approves": approves,
        "open": approves and any(approval is None for _, approval, _ in shown),
        "approved": any(approval for _, approval, _ in shown),
        "marked": any(sheet.present for _, _, sheet in shown),
    }
    return render(request, "meetings/minutes.html", context)


@rule("meetings.build")
@require_POST
def approve_minutes(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The chair's press, after which the database lets nobody change them."""
    meeting = meeting_to_approve(request.user, pk)
    try:
        approve(meeting, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "The minutes are approved. From now on they can only be added to.")
    return redirect("meeting-minutes", pk)


@rule("meetings.read")
@require_safe
def minutes_pdf(request: PersonRequest, pk: UUID, part: UUID) -> HttpResponse:
    """The words of the page for one part, once approved."""
    meeting = meeting_seen(request.user, pk)
    approved = _approved(request, meeting, part)
    try:
        with pdf.setting(pdf.MINUTES) as typeset:
            made = minutes_of("minutes.pdf", meeting, request.user, approved.part)
            file = typeset(made[0][2]) if made else None
    except pdf.PdfRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("meeting-minutes", pk)
    if file is None:
        raise Http404
    return download(file, pdf.CONTENT_TYPE, f"minutes-{approved.part.kind}.pdf")


@rule("meetings.build")
@require_http_methods(["GET", "HEAD", "POST"])
def add_to_minutes(request: PersonRequest, pk: UUID, part: UUID) -> HttpResponse:
    """Append a dated correction to the minutes of a part."""
    meeting = meeting_to_approve(request.user, pk)
    approved = _approved(request, meeting, part)
    # What was typed before a colleague disposed of them is refused below, and stays on the page.
    if request.method != "POST" and (reason := may_add_to(request.user, approved)):
        messages.warning(request, reason)
        return redirect("meeting-minutes", pk)
    here = [one for one in on_the_table(meeting, request.user) if one.item.part_id == approved.part_id]
    items = shown_items("minutes.read", meeting, here, request.user)
    choices = [(one.entry.item, f"{one.entry.number}. {one.entry.line.code} {one.title}") for one in items]
    form = AddendumForm(choices, request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        item = UUID(given["item"]) if given["item"] else None
        try:
            add_to(approved, words=given["words"], kept_words=form.overrides, item=item, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The correction is added.")
            return redirect("meeting-minutes", pk)
    return render(request, "meetings/addendum.html", {"meeting": meeting, "form": form, "part": approved.part})


@rule("meetings.build")
@require_safe
def minutes_past_date(request: PersonRequest) -> HttpResponse:
    """What its chair may dispose of now. Nothing goes by itself (docs/adr/0118)."""
    if not disposes(request.user):
        raise PermissionDenied
    due, over = past_their_date(request.user), past_in_rooms_over()
    witness("minutes.past_date", by=request.user, records=[*due, *over])
    context = {"due": [(one, when(one.meeting)) for one in due], "over": over}
    return render(request, "meetings/past_date.html", context)


@rule("meetings.build")
@require_http_methods(["GET", "HEAD", "POST"])
def dispose_of_minutes(request: PersonRequest, pk: UUID, part: UUID) -> HttpResponse:
    """The chair's press that ends the minutes of one part, once they have said that nothing holds them."""
    for past in past_in_rooms_over():
        # First of all: in the last month of a room that is over its meeting is still found, and nobody approves there.
        if (past.meeting, past.part) == (pk, part):
            return _dispose_in_a_room_over(request, past)
    meeting = meeting_to_approve(request.user, pk)
    approved = _approved(request, meeting, part)
    if reason := may_dispose_of(request.user, approved, timezone.now()):
        messages.warning(request, reason)
        return redirect("meeting-minutes", pk)
    shown = {"group": meeting.body.name, "when": when(meeting), "part": approved.part.get_kind_display()}
    if asked := _asked_first(request, approved, shown):
        return asked
    said = "The minutes are disposed of. This page says when, and by whom."
    return press(request, partial(dispose_of, approved, by=request.user), said, "meeting-minutes", pk)


def _dispose_in_a_room_over(request: PersonRequest, past: PastInARoom) -> HttpResponse:
    """The same where no page of the minutes may be left to go back to."""
    shown = {"group": past.group, "when": past.met_on, "part": past.part_label}
    if asked := _asked_first(request, past, shown):
        return asked
    act = partial(dispose_of_in_a_room_over, past, by=request.user)
    back = press(request, act, "The minutes are disposed of.", "minutes-past-date")
    # With the last of them there is no list for who chairs no other group.
    return back if disposes(request.user) else redirect("meetings")


def _asked_first(
    request: PersonRequest, minutes: Minutes | PastInARoom, shown: Mapping[str, str]
) -> HttpResponse | None:
    """The page that says what goes and asks for the tick, until it is given."""
    form = DisposalForm(posted(request))
    if form.is_valid():
        return None
    witness("minutes.past_date", by=request.user, records=[minutes])
    return render(request, "meetings/dispose.html", {**shown, "dispose_on": minutes.dispose_on, "form": form})


def _approved(request: PersonRequest, meeting: Meeting, part: UUID) -> Minutes:
    """Not there for who does not sit in the part, nor before it is approved."""
    seated = Part.objects.sat_in_by(request.user).filter(body=meeting.body_id)
    rows = Minutes.objects.filter(meeting=meeting, part__in=seated).select_related("part", "meeting__body")
    return get_object_or_404(rows, part=part)
