"""The list of meetings, and one agenda as page, PDF and calendar file, each made for its reader at that moment."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audit.doors import rule
from audit.ledger import witness
from mdt.meetings import calendar, pdf
from mdt.meetings.agenda import entries, opened, parts_shown, sections, sheet, status_of, when
from mdt.meetings.holding import Agreed
from mdt.meetings.models import Meeting, Part, StaffingAsk, State
from mdt.meetings.policies import builds, disposes, may_prepare
from mdt.meetings.querysets import bodies_built_by, bodies_of
from mdt.meetings.recusals import MyStepsBack
from mdt.meetings.sheet import Sheet
from mdt.meetings.views.finding import meeting_seen
from mdt.team.models import User
from mdt.team.requests import PersonRequest
from privacy.plans import kept_plans

PAST = 12


@rule("meetings.read")
@require_safe
def meetings(request: PersonRequest) -> HttpResponse:
    """The meetings to come and the last ones, of every group that the reader sits in."""
    user, now = request.user, timezone.now()
    visible = Meeting.objects.visible_to(user).select_related("body__room")
    coming = list(visible.after(now).order_by("starts_at", "pk"))
    past = list(visible.standing().before(now).order_by("-starts_at", "pk")[:PAST])
    asks = list(
        StaffingAsk.objects.visible_to(user).waiting().select_related("body__room", "part").order_by("asked_at", "pk")
    )
    built = bodies_built_by(user).select_related("room").order_by("name")
    bodies = list(built) if user.has_perm("meetings.build") else []
    witness("meetings.listed", by=user, records=[*coming, *past, *asks])
    context = {
        "coming": [(one, when(one), may_prepare(user, one.body) is None) for one in coming],
        "past": [(one, when(one)) for one in past],
        "bodies": bodies,
        "disposes": disposes(user),
        "groups": bodies_of(user).order_by("name"),
        "asks": [(one, builds(user, one.body)) for one in asks],
        "agreed": Agreed.of(user),
    }
    return render(request, "meetings/meetings.html", context)


@rule("meetings.read")
@require_safe
@kept_plans()
def agenda(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The agenda as the reader may see it, once it is published."""
    # Asked together with the meeting: one statement less.
    held = Meeting.objects.visible_to(request.user).select_related("body").annotate(stepped_back=MyStepsBack("pk"))
    meeting = get_object_or_404(held, pk=pk)
    context = {
        "meeting": meeting,
        "when": when(meeting),
        "status": status_of(meeting),
        "sheets": _sheets(meeting, request.user, "agenda.read", parts_shown(meeting, request.user)),
        "steps_back": True,
        "stepped_back": [meeting.local(at).date() for at in getattr(meeting, "stepped_back", ())],
        "papers": meeting.state == State.PUBLISHED,
        "builds": builds(request.user, meeting.body),
        # Asked of the clock alone: what a meeting has come to is on pages of its own.
        "begun": meeting.starts_at <= timezone.now(),
        "today": meeting.local(timezone.now()).date() == meeting.local(meeting.starts_at).date(),
    }
    return render(request, "meetings/agenda.html", context)


@rule("meetings.read")
@require_safe
@kept_plans()
def agenda_pdf(request: PersonRequest, pk: UUID, part: UUID) -> HttpResponse:
    """The same words of one part as a PDF/UA-1 file: children's and adults' cases never share one."""
    meeting = meeting_seen(request.user, pk)
    parts = parts_shown(meeting, request.user)
    seated = next((one for one in parts if one.pk == part), None)
    if seated is None:
        raise Http404
    try:
        with pdf.setting(pdf.AGENDA) as typeset:
            sheets = _sheets(meeting, request.user, "agenda.pdf", parts, seated)
            file = typeset(sheets[0][1]) if sheets else None
    except pdf.PdfRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("agenda", pk)
    if file is None:
        raise Http404
    return download(file, pdf.CONTENT_TYPE, f"agenda-{seated.kind}.pdf")


@rule("meetings.read")
@require_safe
def invitation(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The meeting for the reader's own calendar: time and place, no case words."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    witness("agenda.ics", by=request.user, records=[meeting])
    invited = calendar.Invitation.of(meeting)
    return download(calendar.calendar_file(invited), calendar.CONTENT_TYPE, "mdt-meeting.ics")


def _sheets(
    meeting: Meeting, user: User, kind: str, parts: list[Part], only: Part | None = None
) -> list[tuple[Part, Sheet]]:
    """What each of their parts of a published agenda shows this reader; the event is written before anything leaves."""
    shown = entries(meeting, user, parts=parts) if meeting.state == State.PUBLISHED else []
    wanted = [entry for entry in shown if only is None or entry.item.part_id == only.pk]
    made = sections(meeting, user, opened(kind, meeting, wanted, user), parts)
    return [(one.part, sheet(meeting, one, user)) for one in made if only is None or one.part == only]


def download(content: bytes, content_type: str, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=disposition)
