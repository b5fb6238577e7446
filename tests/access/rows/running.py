"""Rows of meetings that are held and of their minutes. The team's chair and coordinator run its meetings."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from mdt.meetings.actions.editing import publish
from mdt.meetings.actions.minutes import approve
from mdt.meetings.actions.presence import add_guests
from mdt.meetings.actions.running import end, start
from mdt.meetings.models import Lease, Meeting, Minutes, PartKind, Sitting, State
from mdt.team.sectors import Sector
from privacy.wall import acting_as, acting_as_system
from tests.access.matrix import UNCHANGED, row
from tests.access.rows.meetings import GROUP, PREPARE, PRESS, READ, listed, part_of
from tests.cast import Cast

LONG_AGO = date(2024, 5, 1)


def published(cast: Cast) -> dict[str, Any]:
    """A meeting of today, its agenda published with two items. Asked for again, it is the same one."""
    with acting_as_system(cast.team.pk):
        there = _still_to_end().first()
    return _with_its_item(cast, there or _published(cast))


def _with_its_item(cast: Cast, meeting: Meeting) -> dict[str, Any]:
    with acting_as_system(cast.team.pk):
        item = meeting.items.order_by("position")[1]
    return {"pk": meeting.pk, "item": item.pk}


def _published(cast: Cast) -> Meeting:
    found = listed(cast)
    with acting_as_system(cast.team.pk):
        Meeting.objects.filter(pk=found["pk"]).update(starts_at=timezone.now() + timedelta(seconds=30))
        meeting = Meeting.objects.select_related("body").get(pk=found["pk"])
    with acting_as(cast.people["chair"]):
        publish(meeting, by=cast.people["chair"])
    return meeting


def held(cast: Cast) -> dict[str, Any]:
    """It is in progress, and nobody writes just now."""
    found = published(cast)
    with acting_as_system(cast.team.pk):
        begun = Sitting.objects.filter(meeting=found["pk"]).exists()
    if not begun:
        with acting_as(cast.people["chair"]):
            start(the_meeting(cast), by=cast.people["chair"])
    with acting_as_system(cast.team.pk):
        Lease.objects.update(holder=None)
    return found


def ended(cast: Cast) -> dict[str, Any]:
    """Another meeting of the day is over."""
    return {"pk": _ended(cast).pk}


def approved(cast: Cast) -> dict[str, Any]:
    over = _ended(cast)
    with acting_as_system(cast.team.pk):
        done = Minutes.objects.filter(meeting=over).exists()
    if not done:
        with acting_as(cast.people["chair"]):
            approve(over, by=cast.people["chair"])
    return {"pk": over.pk, "part": part_of(cast, PartKind.OPEN).pk}


def past_date(cast: Cast) -> dict[str, Any]:
    """A meeting of its own is over, and the day of disposal of its open part's minutes came long ago."""
    with acting_as_system(cast.team.pk):
        due = Minutes.objects.filter(dispose_on=LONG_AGO).first()
    part = part_of(cast, PartKind.OPEN)
    if due is None:
        over = _ended_now(cast, days=2)
        with acting_as_system(cast.team.pk):
            row = {"approved_by": cast.place("chair"), "dispose_on": LONG_AGO}
            due = Minutes.objects.create(team=cast.team, meeting=over, part=part, **row)
    return {"pk": due.meeting_id, "part": part.pk}


def _ended(cast: Cast) -> Meeting:
    with acting_as_system(cast.team.pk):
        over = Meeting.objects.select_related("body").filter(sitting__ended_at__isnull=False)
        there = over.exclude(minutes_of__dispose_on=LONG_AGO).first()
    return there or _ended_now(cast, days=1)


def _ended_now(cast: Cast, days: int) -> Meeting:
    held(cast)
    like, chair, now = the_meeting(cast), cast.people["chair"], timezone.now()
    with acting_as_system(cast.team.pk):
        over = Meeting.objects.create(
            team=like.team, body=like.body, series=like.series, occurrence=like.occurrence - timedelta(days=days),
            starts_at=now + timedelta(seconds=40), minutes=like.minutes, place=like.place, zone=like.zone,
            state=State.PUBLISHED, published_at=now, published_by=cast.place("chair"),
        )  # fmt: skip
    with acting_as(chair):
        start(over, by=chair)
        end(over, by=chair)
    return over


def guests(cast: Cast) -> dict[str, Any]:
    found = {"pk": held(cast)["pk"]}
    with acting_as(cast.people["chair"]):
        made = add_guests(
            the_meeting(cast), sector=Sector.HEALTH, number=2, words="", kept_words=0, by=cast.people["chair"]
        )
    return found | {"row": made.pk}


def with_guests(cast: Cast) -> dict[str, Any]:
    return {"pk": guests(cast)["pk"]}


def the_meeting(cast: Cast) -> Meeting:
    with acting_as_system(cast.team.pk):
        return _still_to_end().select_related("body").get()


def _still_to_end() -> QuerySet[Meeting]:
    today = Meeting.objects.filter(state=State.PUBLISHED, starts_at__lt=timezone.now() + timedelta(hours=1))
    return today.exclude(sitting__ended_at__isnull=False)


def only_pk(cast: Cast) -> dict[str, Any]:
    return {"pk": held(cast)["pk"]}


def published_pk(cast: Cast) -> dict[str, Any]:
    return {"pk": published(cast)["pk"]}


def everybody(cast: Cast) -> dict[str, Any]:
    return {"present": [str(cast.place("chair").pk), str(cast.place("coordinator").pk)]}


OUTCOME = {"term": "1", "draft_at": "0", "step": "take", "result": "close", "words": "It is settled"}
APPROVE = PREPARE | {"chair": 302, "coordinator": 403}

ROWS = [
    row("run-meeting", at=only_pk, **PREPARE),
    row("start-meeting", "POST", at=published_pk, **PRESS),
    row("end-meeting", "POST", at=only_pk, **PRESS),
    row("resume-meeting", "POST", at=ended, **PRESS),
    row("write-here", "POST", at=only_pk, **PRESS),
    row("let-go", "POST", at=only_pk, **PREPARE | {"chair": UNCHANGED, "coordinator": UNCHANGED}),
    row("room-copy", at=only_pk, **PREPARE),
    row("run-item", at=held, **PREPARE),
    row("run-item", "POST", at=held, data=OUTCOME, **PRESS),
    # Nobody holds the lease, so nothing is saved, and the page says so.
    row("keep-item", "POST", at=held, data=OUTCOME, **PREPARE | {"chair": 409, "coordinator": 409}),
    row("turn-to", "POST", at=held, data={"term": "1"}, **PREPARE | {"chair": UNCHANGED, "coordinator": UNCHANGED}),
    row("attendance", at=only_pk, **PREPARE),
    row("attendance", "POST", at=only_pk, data=everybody, **PRESS),
    row("add-guests", "POST", at=only_pk, data={"number": "2", "sector": "health"}, **PRESS),
    row("guests-left", "POST", at=guests, **PRESS),
    row("never-here", "POST", at=guests, **PRESS),
    row("agreed-aloud", "POST", at=with_guests, **PRESS),
    row("acknowledge", at=published_pk, **READ),
    row("acknowledge", "POST", at=published_pk, **READ | {"chair": 302, "coordinator": 302}),
    row("statement", others=403, partners=200, leads=200, chairs=200),
    row("statement", "POST", others=403, partners=302, leads=302, chairs=302),
    row("set-statement", others=403, chair=200, coordinator=200),
    row(
        "set-statement", "POST", others=403, data={"words": "What is said here stays here."}, chair=302, coordinator=302
    ),
    row("holding-rules", at=GROUP, **PREPARE),
    row("holding-rules", "POST", at=GROUP, data={"keep_open_years": "5", "keep_case_years": "3"}, **PRESS),
    row("meeting-minutes", at=ended, **READ),
    row("approve-minutes", "POST", at=ended, **APPROVE),
    row("minutes-pdf", at=approved, **READ),
    row("add-to-minutes", at=approved, **PREPARE | {"chair": 200, "coordinator": 403}),
    row("add-to-minutes", "POST", at=approved, data={"item": "", "words": "The count was three."}, **APPROVE),
    row("minutes-past-date", others=403, chair=200, subchair=200),
    row("dispose-of-minutes", at=past_date, **PREPARE | {"chair": 200, "coordinator": 403}),
    row("dispose-of-minutes", "POST", at=past_date, data={"no_hold": "on"}, **APPROVE),
]
