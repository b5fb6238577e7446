"""Who is at a meeting, the statement on confidentiality, and what a group has set for its meetings."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audit.doors import rule
from audit.opening import opening
from mdt.meetings.actions import presence
from mdt.meetings.agenda import when
from mdt.meetings.holding import (
    STATEMENT,
    Agreed,
    Room,
    agreed_in,
    attendance_of,
    present_in_words,
    sitting_of,
)
from mdt.meetings.holding_forms import GuestForm, PresentForm, RulesForm, StatementForm
from mdt.meetings.models import Acknowledgement, HoldingRules, Meeting
from mdt.meetings.people import members_of
from mdt.meetings.policies import may_state
from mdt.meetings.views.finding import group_to_prepare, meeting_seen
from mdt.meetings.views.running import run_press, to_run
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from mdt.team.sectors import Sector
from mdt.team.views._steps import press


@rule("meetings.build")
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Who is here: the members of the group by agency, and guests, who are counted."""
    meeting = to_run(request, pk)
    if request.method == "POST":
        form = PresentForm(list(members_of(meeting)), [], request.POST)
        if form.is_valid():
            try:
                presence.mark_present(meeting, present=form.cleaned_data["present"], by=request.user)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, "Saved who is here.")
                return redirect("attendance", pk)
        return _page(request, meeting, form=form)
    return _page(request, meeting)


@rule("meetings.build")
@require_POST
def guests(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Count guests of one organisation. From the next look on, the room copy shows what guests may see."""
    meeting = to_run(request, pk)
    form = GuestForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            presence.add_guests(
                meeting,
                sector=Sector(given["sector"]),
                number=given["number"],
                words=given["words"],
                kept_words=form.overrides,
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The guests are counted. The room copy now shows only what guests may see.")
            return redirect("attendance", pk)
    return _page(request, meeting, guest=form)


@run_press("attendance")
def guests_left(request: PersonRequest, meeting: Meeting, row: UUID) -> HttpResponse:
    presence.guests_left(meeting, row=row, by=request.user)
    return redirect("attendance", meeting.pk)


@run_press("attendance")
def never_here(request: PersonRequest, meeting: Meeting, row: UUID) -> HttpResponse:
    presence.was_never_here(meeting, row=row, by=request.user)
    messages.success(request, "That mark is taken back.")
    return redirect("attendance", meeting.pk)


@run_press("attendance")
def agreed_aloud(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """The statement was read out and everybody here keeps to it."""
    presence.agreed_aloud(meeting, by=request.user)
    messages.success(request, "Noted: everybody who is here keeps to the statement.")
    return redirect("attendance", meeting.pk)


@rule("meetings.read")
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: PersonRequest) -> HttpResponse:
    """The team's statement; a press says that one keeps to it for a year."""
    if request.method == "POST":
        presence.acknowledge(by=request.user)
        messages.success(request, "Thank you. We ask again in a year, or when the words change.")
        return redirect("statement")
    agreed = Agreed.of(request.user)
    sets = request.user.has_perm("meetings.build") and may_state(request.user) is None
    return render(request, "meetings/statement.html", {"agreed": agreed, "sets": sets})


@rule("meetings.read")
@require_http_methods(["GET", "HEAD", "POST"])
def acknowledge(request: PersonRequest, pk: UUID) -> HttpResponse:
    """The statement before a meeting; a press says that one keeps to it there."""
    meeting = meeting_seen(request.user, pk)
    if request.method == "POST":
        agree = partial(presence.acknowledge, by=request.user, meeting=meeting)
        return press(request, agree, "Noted for this meeting.", "agenda", pk)
    said = Acknowledgement.objects.filter(meeting=meeting, person=request.user.place).first()
    context = {"meeting": meeting, "when": when(meeting), "agreed": Agreed.of(request.user), "said": said}
    return render(request, "meetings/acknowledge.html", context)


@rule("meetings.build")
@require_http_methods(["GET", "HEAD", "POST"])
def set_statement(request: PersonRequest) -> HttpResponse:
    """Another wording, of the chair or the coordinator of the team; members are asked anew."""
    if may_state(request.user) is not None:
        raise PermissionDenied
    held = Agreed.of(request.user)
    form = StatementForm(request.POST if request.method == "POST" else None, initial={"words": held.words})
    if form.is_valid():
        presence.set_statement(words=form.cleaned_data["words"], kept_words=form.overrides, by=request.user)
        messages.success(request, "The statement is saved. Each member is asked to read it.")
        return redirect("statement")
    return render(request, "meetings/set_statement.html", {"form": form, "suggested": STATEMENT})


@rule("meetings.build")
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: PersonRequest, body: UUID) -> HttpResponse:
    """Which disciplines should be present, and how long minutes are kept."""
    group = group_to_prepare(request.user, body)
    held = HoldingRules.objects.filter(body=group).first() or HoldingRules()
    form = RulesForm(request.POST if request.method == "POST" else None, instance=held)
    if form.is_valid():
        presence.set_rules(group, rules=form.cleaned_data, by=request.user)
        messages.success(request, "Saved.")
        return redirect("holding-rules", body)
    return render(request, "meetings/holding_rules.html", {"form": form, "body": group})


def _page(
    request: PersonRequest, meeting: Meeting, form: Form | None = None, guest: GuestForm | None = None
) -> HttpResponse:
    rows = attendance_of(meeting)
    here = [row.person_id for row in rows if row.here and row.person_id]
    agreed = agreed_in(meeting, rows)
    named: list[Mapping[str, Any]] = []
    sealed = [row for row in rows if row.words is not None]
    with opening(sealed, by=request.user, purpose="attendance", kind="attendance.seen", beside=[meeting]) as words:
        for row in rows:
            organisation = (words.read(row, "words") if row.words is not None else None) or ""
            named.append({"row": row, "words": present_in_words(row, organisation), "agreed": agreed.get(row.pk)})
    context = {
        "meeting": meeting,
        "when": when(meeting),
        "sitting": sitting_of(meeting),
        "rows": named,
        "room": Room.of(meeting, rows),
        "statement": Agreed.of(request.user).words,
        "unsaid": [one["words"] for one in named if one["row"].here and not one["agreed"]],
        "form": form or PresentForm(list(members_of(meeting)), here),
        "guest": guest or GuestForm(),
        "in_error": form or guest,
    }
    return render(request, "meetings/attendance.html", context)
