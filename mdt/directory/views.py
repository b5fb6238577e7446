"""Pages of the directory's upkeep: a desk's own services, and what the coordinator keeps for the team."""

from functools import partial
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.doors import rule
from mdt.directory.actions import (
    add_organisation,
    add_service,
    change_service,
    confirm_service,
    end_organisation,
    remove_service,
    set_stale_days,
)
from mdt.directory.choices import Capacity
from mdt.directory.fitting import Fit, Need, fit
from mdt.directory.forms import DaysForm, OrganisationForm, ServiceForm, answers_of
from mdt.directory.models import DeskService, Organisation, stale_days_of, staleness
from mdt.directory.policies import why_not_confirm
from mdt.team.models import Desk, User
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import done, posted, press


@rule("directory.confirm")
@require_safe
def services(request: PersonRequest) -> HttpResponse:
    """What each desk of one's own agency offers, with the press that confirms it."""
    user = request.user
    desks = Desk.objects.open().filter(agency=user.place.agency_id).order_by("name", "pk")
    found = _own_fits(user)
    listed = [(desk, found.get(desk.pk, []), why_not_confirm(user, desk) is None) for desk in desks]
    context = {"desks": listed, "days": stale_days_of(user.place.team), "capacities": Capacity.choices}
    return render(request, "directory/services.html", context)


def _own_fits(user: User) -> dict[UUID, list[Fit]]:
    is_stale = staleness(user.place.team)
    entries = DeskService.objects.of_agency(user).order_by("desk", "service")
    held = (fit(entry, Need(), is_stale) for entry in entries)
    return {desk: list(group) for desk, group in groupby(held, key=lambda one: one.entry.desk_id)}


def _own(user: User) -> QuerySet[DeskService]:
    own: QuerySet[DeskService] = DeskService.objects.of_agency(user)
    return own


@rule("directory.edit")
@require_http_methods(["GET", "POST"])
def add(request: PersonRequest, desk: UUID) -> HttpResponse:
    user = request.user
    own = Desk.objects.open().filter(agency=user.place.agency_id).select_related("agency")
    found = get_object_or_404(own, pk=desk)
    form = ServiceForm(posted(request), desk=found)
    if form.is_valid():
        act = partial(
            add_service, desk=found, service=form.cleaned_data["service"], by=user, offered=form.offered()
        )  # fmt: skip
        if done(form, act):
            messages.success(request, "The service stands in the directory.")
            return redirect("services")
    return render(request, "directory/service.html", {"form": form, "desk": found})


@rule("directory.edit")
@require_http_methods(["GET", "POST"])
def change(request: PersonRequest, pk: UUID) -> HttpResponse:
    user = request.user
    entry = get_object_or_404(_own(user), pk=pk)
    form = ServiceForm(posted(request), desk=entry.desk, entry=entry, initial=answers_of(entry))
    if form.is_valid() and done(form, partial(change_service, entry=entry, by=user, offered=form.offered())):
        messages.success(request, "The service is saved and counts as confirmed today.")
        return redirect("services")
    return render(request, "directory/service.html", {"form": form, "desk": entry.desk, "entry": entry})


@rule("directory.confirm")
@require_POST
def confirm(request: PersonRequest, pk: UUID) -> HttpResponse:
    """One press: it is right as it stands, or the desk takes more or less than it said."""
    user = request.user
    entry = get_object_or_404(_own(user), pk=pk)
    act = partial(confirm_service, entry=entry, by=user, capacity=request.POST.get("capacity", ""))
    return press(request, act, f"{entry.get_service_display()} is confirmed today.", "services")


@rule("directory.edit")
@require_POST
def remove(request: PersonRequest, pk: UUID) -> HttpResponse:
    user = request.user
    entry = get_object_or_404(_own(user), pk=pk)
    act = partial(remove_service, entry=entry, by=user)
    return press(request, act, f"{entry.get_service_display()} is out of the directory.", "services")


@rule("directory.keep")
@require_http_methods(["GET", "POST"])
def kept(request: PersonRequest) -> HttpResponse:
    """The organisations outside the team, a form for one more, and when an entry is out of date."""
    form = OrganisationForm(posted(request))
    user = request.user
    if form.is_valid():
        act = partial(add_organisation, by=user, **form.cleaned_data)
        if done(form, act, field="name", by=user):
            messages.success(request, "The organization is on the list.")
            return redirect("kept-directory")
    return _kept_page(request, form, DaysForm(initial={"stale_days": stale_days_of(user.place.team)}))


def _kept_page(request: PersonRequest, form: OrganisationForm, days_form: DaysForm) -> HttpResponse:
    listed = Organisation.objects.of_team(request.user).listed().order_by("name")
    context = {"form": form, "days_form": days_form, "organisations": listed}
    return render(request, "directory/kept.html", context)


@rule("directory.keep")
@require_POST
def days(request: PersonRequest) -> HttpResponse:
    form = DaysForm(request.POST)
    if form.is_valid() and done(form, partial(set_stale_days, by=request.user, days=form.cleaned_data["stale_days"])):
        messages.success(request, "The number of days is saved.")
        return redirect("kept-directory")
    return _kept_page(request, OrganisationForm(), form)


@rule("directory.keep")
@require_POST
def end(request: PersonRequest, pk: UUID) -> HttpResponse:
    user = request.user
    listed = Organisation.objects.of_team(user).listed()
    found = get_object_or_404(listed, pk=pk)
    act = partial(end_organisation, organisation=found, by=user)
    return press(request, act, f"{found} is off the list. What was logged with it stays.", "kept-directory")
