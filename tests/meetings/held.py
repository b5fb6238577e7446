"""Meetings that are held, for tests: a published agenda, its start, and what its chair writes."""

from datetime import UTC, datetime
from uuid import UUID

import time_machine

from mdt.meetings.actions.minutes import approve
from mdt.meetings.actions.running import end, record, start
from mdt.meetings.models import Lease, Meeting, Outcome, State
from mdt.team.models import User
from privacy.wall import acting_as, acting_as_system
from tests.meetings.conftest import Drafted

# The first Thursday of November, ten minutes past noon in Los Angeles.
IN_THE_ROOM = datetime(2026, 11, 5, 20, 10, tzinfo=UTC)


def hold(drafted: Drafted, clock: time_machine.Traveller) -> Meeting:
    """Publish the agenda if it is not, and let its chair start the meeting on its day."""
    if drafted.fresh().state != State.PUBLISHED:
        drafted.publish()
    clock.move_to(IN_THE_ROOM)
    meeting = drafted.fresh()
    with acting_as(drafted.cast.chair):
        start(meeting, by=drafted.cast.chair)
    return meeting


def term_of(meeting: Meeting) -> int:
    with acting_as_system():
        return Lease.objects.get(meeting=meeting).term


def write(meeting: Meeting, item: UUID, by: User, result: str = "information", **more: object) -> Outcome:
    """What the running page does on Save, opened just now."""
    with acting_as(by):
        held = Outcome.objects.filter(item=item).first()
        given = {"words": "", "term": term_of(meeting), "revision": held.revision if held else 0, **more}
        return record(meeting, item=item, result=result, by=by, **given)  # type: ignore[arg-type]


def finish(meeting: Meeting, by: User) -> None:
    """End the meeting and approve its minutes."""
    with acting_as(by):
        end(meeting, by=by)
        approve(meeting, by=by)
