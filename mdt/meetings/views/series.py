"""When a group meets: its rule, and dates that are moved or skipped."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from audit.doors import rule
from mdt.meetings.actions.planning import change_date, set_series
from mdt.meetings.forms import DateChangeForm, SeriesForm
from mdt.meetings.models import OnHoliday, Series
from mdt.meetings.series import Occurrence
from mdt.meetings.views.finding import group_to_prepare
from mdt.team.models import Body
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest

SHOWN = 12  # coming dates that can be moved or skipped


@rule("meetings.build")
@require_http_methods(["GET", "HEAD", "POST"])
def series(request: PersonRequest, body: UUID) -> HttpResponse:
    """Set the rule of a group that the reader prepares."""
    group = group_to_prepare(request.user, body)
    held = Series.objects.filter(body=group).first()
    if request.method == "POST":
        form = SeriesForm(request.POST, held_since=held.starts_on if held else None)
    else:
        form = SeriesForm.of(held) if held else SeriesForm()
    if form.is_valid():
        zone = held.zone if held else request.user.place.team.time_zone
        set_series(group, settings=form.settings(zone), kept_words=form.overrides, by=request.user)
        messages.success(request, "Saved. Coming meetings follow the rule.")
        return redirect("series", body)
    return _page(request, group, held, form=form)


@rule("meetings.build")
@require_POST
def change(request: PersonRequest, body: UUID) -> HttpResponse:
    """Move or skip one date."""
    group = group_to_prepare(request.user, body)
    held = get_object_or_404(Series, body=group)
    form = DateChangeForm(_coming(held), request.POST)
    if form.is_valid():
        try:
            change_date(held, original=form.cleaned_data["original"], moved_to=form.new_date, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved. Calendars that people have taken will show it once they take it again.")
            return redirect("series", body)
    return _page(request, group, held, dates=form)


def _page(request: PersonRequest, group: Body, held: Series | None, **forms: Any) -> HttpResponse:
    context = {
        "body": group,
        "series": held,
        "form": SeriesForm.of(held) if held else SeriesForm(),
        "dates": DateChangeForm(_coming(held)) if held else None,
        "words": held.timetable().rule.words if held else "",
        "days": list(_days(held)) if held else [],
        **forms,
    }
    return render(request, "meetings/series.html", context)


def _days(series: Series) -> Iterator[tuple[date, date | None, str]]:
    """The rule's next dates, each with the day on which it is held and the holiday that it falls on."""
    timetable = series.timetable()
    for occurrence in _coming(series):
        original = occurrence.original
        yield original, timetable.day_of(original), timetable.why_closed(original)


def _coming(series: Series) -> list[Occurrence]:
    """The coming dates of the rule itself, so that a skipped one can be taken back."""
    timetable = series.timetable()
    return replace(timetable, changes={}, on_holiday=OnHoliday.HOLD).occurrences(timezone.now(), SHOWN)
