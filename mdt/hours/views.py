"""Pages of hours: a desk's own, its agency's closures, the county's days."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audit.doors import rule
from mdt.hours.actions import add_closure, add_county_day, end_closure, end_county_day, set_hours
from mdt.hours.business import holidays_of
from mdt.hours.desks import settings_of
from mdt.hours.forms import ClosureForm, CountyDayForm, HoursForm, answers_of
from mdt.hours.models import Closure, CountyDay
from mdt.team.models import Desk
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import done, posted, press


@rule("hours.set")
@require_http_methods(["GET", "POST"])
def desk_hours(request: PersonRequest, desk: UUID) -> HttpResponse:
    """When a desk of the lead's agency works, how soon it answers, and who stands in."""
    user = request.user
    own = Desk.objects.filter(agency=user.place.agency_id).select_related("agency", "hours")
    found = get_object_or_404(own, pk=desk)
    form = HoursForm(posted(request), desk=found, initial=answers_of(settings_of(found)))
    if form.is_valid() and done(form, lambda: set_hours(desk=found, by=user, settings=form.cleaned_data)):  # type: ignore[arg-type]  # the form has just these fields
        messages.success(request, "The hours are saved. What was sent before keeps its times.")
        return redirect("desk", found.pk)
    return render(request, "hours/desk.html", {"desk": found, "form": form})


@rule("hours.set")
@require_http_methods(["GET", "POST"])
def closures(request: PersonRequest) -> HttpResponse:
    """The days on which the lead's agency is closed, and a form for more."""
    user = request.user
    form = ClosureForm(posted(request))
    if form.is_valid() and done(form, partial(add_closure, by=user, **form.cleaned_data)):
        messages.success(request, "The days are saved. No clock of your desks runs on them.")
        return redirect("closures")
    rows = Closure.objects.filter(agency=user.place.agency_id, last_day__gte=timezone.localdate())
    return render(request, "hours/closures.html", {"form": form, "closures": rows.order_by("first_day", "pk")})


@rule("hours.set")
@require_POST
def end(request: PersonRequest, pk: UUID) -> HttpResponse:
    user = request.user
    closure = get_object_or_404(Closure, pk=pk, agency=user.place.agency_id)
    act = partial(end_closure, closure=closure, by=user)
    return press(request, act, "These days are working days again.", "closures")


@rule("hours.county")
@require_http_methods(["GET", "POST"])
def county_days(request: PersonRequest) -> HttpResponse:
    """The county's own closed days beside the state's holidays, and a form for one more."""
    user = request.user
    form = CountyDayForm(posted(request))
    if form.is_valid() and done(form, partial(add_county_day, by=user, **form.cleaned_data)):
        messages.success(request, "The day is saved. No clock runs on it.")
        return redirect("county-days")
    today = timezone.localdate()
    coming = [(day, name) for year in (today.year, today.year + 1) for day, name in holidays_of(year).items()]
    rows = CountyDay.objects.filter(team=user.place.team_id, day__gte=today).order_by("day")
    context = {"form": form, "days": rows, "holidays": [one for one in coming if one[0] >= today][:12]}
    return render(request, "hours/county_days.html", context)


@rule("hours.county")
@require_POST
def end_day(request: PersonRequest, pk: UUID) -> HttpResponse:
    user = request.user
    day = get_object_or_404(CountyDay, pk=pk, team=user.place.team_id)
    act = partial(end_county_day, county_day=day, by=user)
    return press(request, act, "This day is a working day again.", "county-days")
