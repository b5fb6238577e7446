"""The list of meetings, and one agenda as page, PDF and calendar file, each made for its reader at that moment."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit.doors import rule
from audit.ledger import witness
from mdt.meetings import calendar, pdf
from mdt.meetings.agenda import Entry, entries, opened, sheet, when
from mdt.meetings.models import Meeting, State
from mdt.meetings.policies import may_prepare
from mdt.meetings.querysets import bodies_built_by
from mdt.meetings.sheet import Sheet
from mdt.team.requests import PersonRequest

PAST = 12


@rule("meetings.read")
@require_safe
def meetings(request: PersonRequest) -> HttpResponse:
    """The meetings to come and the last ones, of every group that the reader sits in."""
    user, now = request.user, timezone.now()
    visible = Meeting.objects.visible_to(user).select_related("body")
    coming = list(visible.after(now).order_by("starts_at", "pk"))
    past = list(visible.standing().before(now).order_by("-starts_at", "pk")[:PAST])
    witness("meetings.listed", by=user, records=[*coming, *past])
    context = {
        "coming": [(one, when(one), may_prepare(user, one.body) is None) for one in coming],
        "past": [(one, when(one)) for one in past],
        "bodies": bodies_built_by(user).order_by("name") if user.has_perm("meetings.build") else [],
    }
    return render(request, "meetings/meetings.html", context)


@rule("meetings.read")
@require_safe
def agenda(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The agenda as the reader may see it, once it is published."""
    meeting, shown, made = _made_for(request, pk, "agenda.read")
    builds = request.user.has_perm("meetings.build") and may_prepare(request.user, meeting.body) is None
    context = {"meeting": meeting, "sheet": made, "links": [entry.line.url for entry in shown], "builds": builds}
    return render(request, "meetings/agenda.html", context)


@rule("meetings.read")
@require_safe
def agenda_pdf(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The same words as a PDF/UA-1 file."""
    _, _, made = _made_for(request, pk, "agenda.pdf")
    try:
        file = pdf.agenda_pdf(made)
    except pdf.PdfRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("agenda", pk)
    return _download(file, pdf.CONTENT_TYPE, "agenda.pdf")


@rule("meetings.read")
@require_safe
def invitation(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The meeting for the reader's own calendar: time and place, no case words."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    witness("agenda.ics", by=request.user, records=[meeting])
    invited = calendar.Invitation(
        meeting=meeting.pk,
        starts=meeting.starts_at,
        minutes=meeting.minutes,
        place=meeting.place,
        revision=meeting.revision,
        changed_at=meeting.revised_at,
        cancelled=meeting.state == State.CANCELLED,
    )
    return _download(calendar.calendar_file(invited), calendar.CONTENT_TYPE, "mdt-meeting.ics")


def _made_for(request: PersonRequest, pk: UUID, kind: str) -> tuple[Meeting, Sequence[Entry], Sheet]:
    """A meeting with what its published agenda shows this reader; the event is written before anything leaves."""
    user = request.user
    meeting = get_object_or_404(Meeting.objects.visible_to(user).select_related("body"), pk=pk)
    shown = entries(meeting, user) if meeting.state == State.PUBLISHED else []
    shown = opened(kind, meeting, shown, user)
    return meeting, shown, sheet(meeting, shown, user)


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=disposition)
