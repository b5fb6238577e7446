"""Which sections an agenda is drafted from: what its series has chosen, and until then what each source asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from mdt.meetings.agenda import asks_of, sources
from mdt.meetings.models import AgendaItem, ItemState, Lane, Meeting, Selection, State


@dataclass(frozen=True, slots=True)
class Chosen:
    """How one section is drafted. `most` is the number of items that it suggests, None for all of them."""

    lane: Lane
    on: bool = True
    days: int | None = None
    most: int | None = None


def chosen(series: UUID | None) -> Mapping[str, Chosen]:
    """By the key of each source, how a series (its key, None for a special staffing) drafts it; one query."""
    rows = {row.section: row for row in Selection.objects.filter(series=series)} if series else {}
    return {source.key: _chosen(source.key, rows.get(source.key)) for source in sources()}


def _chosen(key: str, row: Selection | None) -> Chosen:
    asks = asks_of(key)
    if row is None:
        return Chosen(asks.lane, days=asks.days)
    return Chosen(Lane(row.lane), row.on, asks.days if row.days is None else row.days, row.most)


def days_for(meeting: Meeting, key: str) -> int:
    """The number of days that the series of a meeting has set for a section, or that its source asks for."""
    return chosen(meeting.series_id)[key].days or 0


def listed_earlier(meeting: Meeting) -> QuerySet[AgendaItem]:
    """What stood on the body's agendas before this one, of meetings that were held; not what went on unhandled."""
    listed = AgendaItem.objects.filter(state=ItemState.LISTED, rolled_to=None, meeting__body=meeting.body_id)
    return listed.filter(meeting__starts_at__lt=meeting.starts_at).exclude(meeting__state=State.CANCELLED)


def last_listed(meeting: Meeting, record: str) -> Subquery:
    """When the record in the column `record` was last on an agenda of the body."""
    earlier = listed_earlier(meeting).filter(record=OuterRef(record)).order_by("-meeting__starts_at")
    return Subquery(earlier.values("meeting__starts_at")[:1])


def held_before(meeting: Meeting) -> datetime | None:
    """When the body's last regular meeting before this one began."""
    before = Meeting.objects.standing().filter(body=meeting.body_id, series__isnull=False).before(meeting.starts_at)
    return before.order_by("-starts_at").values_list("starts_at", flat=True).first()
