"""Keeping the rows of coming meetings true to their series: rule, skips, moves."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from audit.ledger import enter
from mdt.meetings.actions.months import lay_out
from mdt.meetings.actions.parts import first_parts
from mdt.meetings.models import AgendaItem, Meeting, OnHoliday, Series, SeriesChange, State
from mdt.meetings.policies import may_prepare
from mdt.meetings.series import Timetable
from mdt.team.models import Body, User
from mdt.team.policies import Refused, require
from privacy.wall import acting_as_system

AHEAD = 3  # meetings whose rows exist, so that people can defer to them and put them in their calendars


@transaction.atomic
def set_series(body: Body, *, settings: Mapping[str, Any], by: User, kept_words: int = 0) -> Series:
    """Set when a body meets; `settings` are fields of Series. Coming meetings follow at once.

    Of the words of the place, the guard let `kept_words` stand.
    """
    require(may_prepare(by, body))
    series, _ = Series.objects.update_or_create(body=body, defaults={**settings, "team_id": body.team_id})
    enter("series.set", by=by, records=[series], fields=sorted(settings), detail={"kept_words": kept_words})
    with acting_as_system(body.team_id):
        first_parts(body)
    plan(series)
    return series


@transaction.atomic
def change_date(series: Series, *, original: date, moved_to: date | None, by: User) -> None:
    """Move one date of a series, or skip it. Moving it to its own date takes the change back."""
    require(may_prepare(by, series.body))
    timetable = series.timetable()
    before = timetable.start_of(original)
    # On a holiday, being held on its own day is a change like any other.
    if moved_to == original and (timetable.on_holiday == OnHoliday.HOLD or not timetable.why_closed(original)):
        series.changes.filter(original=original).delete()
    else:
        SeriesChange.objects.update_or_create(
            series=series, original=original, defaults={"team_id": series.team_id, "moved_to": moved_to}
        )
    _require_future(series.timetable(), original, before)
    enter("series.moved", by=by, records=[series], detail={"date": str(original), "to": str(moved_to or "skipped")})
    plan(series)


def _require_future(timetable: Timetable, original: date, before: datetime | None) -> None:
    after = timetable.start_of(original)
    if before is None and after is None:
        raise Refused("The group does not meet on that date.")
    if min(filter(None, (before, after))) <= timezone.now():
        raise Refused("That date is over. Choose one that is still to come.")


@transaction.atomic
def plan(series: Series) -> None:
    """Make, move and cancel the rows of coming meetings as the timetable says. Idempotent; one at a time."""
    Series.objects.select_for_update().get(pk=series.pk)
    now, timetable = timezone.now(), series.timetable()
    for meeting in series.meetings.after(now):
        _follow(meeting, series, timetable.start_of(meeting.occurrence) if meeting.occurrence else None)
    Meeting.objects.bulk_create(
        [
            Meeting(
                team_id=series.team_id,
                body_id=series.body_id,
                series=series,
                occurrence=occurrence.original,
                starts_at=occurrence.starts,
                minutes=series.minutes,
                place=series.place,
                zone=series.zone,
            )
            for occurrence in timetable.occurrences(now, AHEAD)
        ],
        ignore_conflicts=True,
    )
    _send_on(series)
    lay_out(list(series.meetings.standing().after(now).order_by("starts_at")), series)


def _follow(meeting: Meeting, series: Series, start: datetime | None) -> None:
    """Bring one row to its time and place, or cancel it. Whoever has the calendar file learns of it by SEQUENCE."""
    if start is None:
        new: dict[str, Any] = {"state": State.CANCELLED}
    else:
        new = {"starts_at": start, "minutes": series.minutes, "place": series.place, "zone": series.zone}
        if meeting.state == State.CANCELLED:
            new["state"] = State.PUBLISHED if meeting.published_at else State.DRAFT
    if any(getattr(meeting, name) != value for name, value in new.items()):
        Meeting.objects.filter(pk=meeting.pk).update(**new, revision=F("revision") + 1, revised_at=timezone.now())


def _send_on(series: Series) -> None:
    """What was deferred or rolled over to a meeting that is no longer held goes to the next one that is."""
    for column in ("deferred_to", "rolled_to"):
        gone = {f"{column}__series": series, f"{column}__state": State.CANCELLED}
        for pk, starts_at in AgendaItem.objects.filter(**gone).values_list("pk", f"{column}__starts_at"):
            later = series.meetings.standing().after(starts_at).order_by("starts_at").first()
            if later:
                AgendaItem.objects.filter(pk=pk).update(**{column: later})
