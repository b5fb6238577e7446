"""Desks: opening and closing one, its lines, and who sits there."""

from functools import partial
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audit.doors import rule
from mdt.team.actions.desks import PhoneLine, change_desk, close_desk, confirm_line, open_desk, seat, unseat
from mdt.team.actions.people import people_at
from mdt.team.forms import DeskForm, SeatForm
from mdt.team.models import Agency, Desk, User
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import done, posted, press
from mdt.team.views.agencies import find_agency


def find_desk(user: User, desk: UUID) -> Desk:
    desks = Desk.objects.filter(agency__in=Agency.objects.managed_by(user)).select_related("agency")
    return get_object_or_404(desks, pk=desk)


@rule("team.invite")
@require_http_methods(["GET", "POST"])
def add(request: PersonRequest, agency: UUID) -> HttpResponse:
    user = request.user
    found = find_agency(user, agency)
    form = DeskForm(posted(request))
    if form.is_valid() and done(
        form, partial(open_desk, agency=found, by=user, **form.cleaned_data), field="name", by=user
    ):
        messages.success(request, "The desk is open. Seat people at it next.")
        return redirect("agency", found.pk)
    return render(request, "team/desk_add.html", {"form": form, "agency": found})


@rule("team.invite")
@require_http_methods(["GET", "POST"])
def desk(request: PersonRequest, desk: UUID) -> HttpResponse:
    user = request.user
    found = find_desk(user, desk)
    form = DeskForm(posted(request), initial=_lines(found))
    if form.is_valid() and done(
        form, partial(change_desk, desk=found, by=user, **form.cleaned_data), field="name", by=user
    ):
        messages.success(request, "The desk is saved.")
        return redirect("desk", found.pk)
    return _page(request, found, form, SeatForm(desk=found, by=user))


def _lines(desk: Desk) -> dict[str, Any]:
    return {name: getattr(desk, name) for name in ("name", "phone", "after_hours", "call_for_today")}


def _page(request: PersonRequest, found: Desk, form: DeskForm, seat_form: SeatForm) -> HttpResponse:
    places = people_at(found).filter(team=request.user.place.team_id)
    sitting = User.objects.filter(pk__in=places.values("user"), is_active=True).order_by("name")
    context = {"desk": found, "form": form, "seat_form": seat_form, "sitting": sitting}
    return render(request, "team/desk.html", context)


@rule("team.administer")
@require_http_methods(["GET", "POST"])
def close(request: PersonRequest, desk: UUID) -> HttpResponse:
    """What closing means, and then closing it."""
    user = request.user
    found = find_desk(user, desk)
    form = Form(posted(request))
    if form.is_valid() and done(form, partial(close_desk, desk=found, by=user)):
        messages.success(request, f"{found} is closed. Its people can still answer what it holds.")
        return redirect("agency", found.agency_id)
    context = {
        "desk": found,
        "form": form,
        "bodies": found.bodies.filter(team=user.place.team_id).order_by("name"),
        "sitting": people_at(found).filter(team=user.place.team_id).count(),
    }
    return render(request, "team/desk_close.html", context)


@rule("team.invite")
@require_POST
def confirm(request: PersonRequest, desk: UUID, line: str) -> HttpResponse:
    user = request.user
    found = find_desk(user, desk)
    if line not in ("phone", "after_hours"):
        raise Http404
    act = partial(confirm_line, desk=found, line=cast(PhoneLine, line), by=user)
    return press(request, act, "The line is marked as checked today.", "desk", found.pk)


@rule("team.invite")
@require_POST
def sit(request: PersonRequest, desk: UUID) -> HttpResponse:
    user = request.user
    found = find_desk(user, desk)
    form = SeatForm(request.POST, desk=found, by=user)
    if form.is_valid() and done(form, partial(seat, desk=found, membership=form.cleaned_data["person"], by=user)):
        messages.success(request, f"{form.cleaned_data['person'].user} sits at {found.name} now.")
        return redirect("desk", found.pk)
    return _page(request, found, DeskForm(initial=_lines(found)), form)


@rule("team.invite")
@require_POST
def rise(request: PersonRequest, desk: UUID, person: UUID) -> HttpResponse:
    user = request.user
    found = find_desk(user, desk)
    sitting = get_object_or_404(User.objects.filter(groups=found.group_id), pk=person)
    said = f"{sitting} no longer sits at {found.name}."
    return press(request, partial(unseat, desk=found, user=sitting, by=user), said, "desk", found.pk)
