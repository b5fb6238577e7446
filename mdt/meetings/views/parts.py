"""The parts of a group's meetings: their legal basis, and which desks sit in each."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audit.doors import rule
from audit.ledger import witness
from mdt.meetings.actions.parts import add_part, end_part, set_roster
from mdt.meetings.forms import PartForm, RosterForm
from mdt.meetings.models import Part
from mdt.meetings.views.finding import group_to_prepare
from mdt.team.models import Body
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest


@rule("meetings.build")
@require_http_methods(["GET", "HEAD", "POST"])
def parts(request: PersonRequest, body: UUID) -> HttpResponse:
    """What parts there are, and a new one."""
    group = group_to_prepare(request.user, body)
    standing = _standing(group)
    form = PartForm(standing, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            add_part(group, kind=form.kind, basis=form.basis, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The part is added. Say which desks sit in it.")
            return redirect("parts", body)
    return _page(request, group, form=form)


@rule("meetings.build")
@require_POST
def roster(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Seat the ticked desks in a part and no others."""
    part, group = _part_to_prepare(request, pk)
    form = RosterForm(part, request.POST)
    if form.is_valid():
        try:
            set_roster(part, desks=form.cleaned_data["desks"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Saved who sits in “{part.get_kind_display()}”. What they see follows at once.")
            return redirect("parts", group.pk)
    return _page(request, group, rosters={part.pk: form})


@rule("meetings.build")
@require_POST
def end(request: PersonRequest, pk: UUID) -> HttpResponse:
    part, group = _part_to_prepare(request, pk)
    try:
        end_part(part, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"“{part.get_kind_display()}” has ended. Meetings to come go on without it.")
    return redirect("parts", group.pk)


def _part_to_prepare(request: PersonRequest, pk: UUID) -> tuple[Part, Body]:
    part = get_object_or_404(Part.objects.filter(team=request.user.place.team_id).select_related("body"), pk=pk)
    return part, group_to_prepare(request.user, part.body_id)


def _standing(group: Body) -> list[Part]:
    return sorted(group.parts.standing(), key=lambda part: part.place)


def _page(
    request: PersonRequest, group: Body, form: PartForm | None = None, rosters: Mapping[UUID, RosterForm] | None = None
) -> HttpResponse:
    standing = _standing(group)
    witness("parts.listed", by=request.user, records=standing)
    shown: dict[UUID, Any] = {part.pk: RosterForm(part) for part in standing} | dict(rosters or {})
    in_error = next(iter(rosters.values())) if rosters else form
    context = {
        "body": group,
        "parts": [(part, shown[part.pk]) for part in standing],
        "form": form or PartForm(standing),
        "in_error": in_error,
        "page_errors": bool(in_error and in_error.errors),
    }
    return render(request, "meetings/parts.html", context)
