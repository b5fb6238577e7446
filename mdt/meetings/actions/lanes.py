"""Moving an item of an agenda between its lanes."""

from uuid import UUID

from django.db import transaction

from mdt.meetings.actions.editing import chosen_of, last_position, locked, tell
from mdt.meetings.agenda import entries
from mdt.meetings.models import AgendaItem, Lane, Meeting
from mdt.team.models import User


@transaction.atomic
def set_lane(meeting: Meeting, *, item: UUID, lane: Lane, by: User) -> None:
    """Put a listed item at the end of a lane of its part. It keeps its minutes, which do not count while it is only
    listed; the lane that it has already changes nothing."""
    meeting = locked(meeting, by)
    chosen = chosen_of(entries(meeting, by), [item])
    if chosen[0].lane == lane:
        return
    AgendaItem.objects.filter(pk=item).update(lane=lane, position=last_position(meeting) + 1)
    tell("agenda.moved", meeting, chosen, by, ["lane"])
