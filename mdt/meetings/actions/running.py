"""Holding a meeting: starting and ending it, going from item to item, and what comes of each.

Each write takes the lease's row first, so writers take turns; the database refuses what is written outside of it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from audit.ledger import enter
from mdt.meetings.actions.editing import Gone, later_meetings
from mdt.meetings.actions.leasing import KEPT, LASTS, hold_lease, take_lease
from mdt.meetings.actions.minutes import any_minutes
from mdt.meetings.actions.work import give_action
from mdt.meetings.agenda import Entry, entries, shelves
from mdt.meetings.codes import Because, require_no_code
from mdt.meetings.keeping import people_kept_from
from mdt.meetings.models import (
    COMES_BACK,
    AgendaItem,
    ItemState,
    Lease,
    Meeting,
    Outcome,
    Result,
    Sitting,
    State,
    Task,
    Turn,
)
from mdt.meetings.people import agencies_at
from mdt.meetings.policies import may_start
from mdt.meetings.succession import owns_instead
from mdt.team.models import User
from mdt.team.policies import Refused, require
from privacy.datakeys import data_keys, new_data_key, new_data_keys
from privacy.keys import new_key
from privacy.sealing import seal
from privacy.wall import acting_as_system

# Of items, by no join. Whoever writes outcomes holds the lease, so that none comes between.
_COMES_BACK: Final = Exists(Outcome.objects.filter(item=OuterRef("pk"), result__in=COMES_BACK))
NOT_HELD: Final = f"This meeting is not in progress. Nothing was saved. {KEPT}"


class Stale(Refused):
    """The item was written in another window since this page was opened."""

    def __init__(self) -> None:
        super().__init__(f"This item was saved in another window since. Nothing was saved here. {KEPT}")


@transaction.atomic
def start(meeting: Meeting, *, by: User) -> Sitting:
    """Begin to hold a meeting; who starts it writes, and its first item is spoken of. Refused if somebody was first."""
    now = timezone.now()
    require(may_start(by, meeting, now))
    try:
        with transaction.atomic():
            sitting = Sitting.objects.create(
                team_id=meeting.team_id, meeting=meeting, started_at=now, started_by=by.place
            )
    except IntegrityError:
        raise Refused("This meeting has been started already.") from None
    Lease.objects.create(team_id=meeting.team_id, meeting=meeting, holder=by.place, until=now + LASTS)
    enter("meeting.started", by=by, records=[meeting])
    if shown := entries(meeting, by):
        _turn_to(meeting, shown[0].item.pk)
    return sitting


@transaction.atomic
def turn_to(meeting: Meeting, *, item: UUID, term: int, by: User) -> None:
    """Speak of an item from now on; the time of the one before ends."""
    _hold(meeting, term, by)
    entry = _entry(meeting, item, by)
    if _turn_to(meeting, item):
        enter("meeting.turned", by=by, records=[entry.line], detail={"meeting": meeting.code})


def _turn_to(meeting: Meeting, item: UUID | None) -> bool:
    """As the system, since the item before may be one that whoever presses cannot see."""
    with acting_as_system(meeting.team_id):
        now, going = timezone.now(), Turn.objects.filter(meeting=meeting, ended_at=None)
        if item and going.filter(item=item).exists():
            return False
        going.update(ended_at=now)
        if item:
            Turn.objects.create(team_id=meeting.team_id, meeting=meeting, item_id=item, began_at=now)
    return True


@transaction.atomic
def record(
    meeting: Meeting,
    *,
    item: UUID,
    term: int,
    revision: int,
    result: str,
    words: str | None,
    kept_words: int = 0,
    task: Mapping[str, Any] | None = None,
    half_done: bool = False,
    by: User,
) -> int:
    """Keep what came of an item, and give the action that came of it: `task` holds what `give_action` needs.

    `words` None leaves those that are kept. `term` and `revision` are what the page was opened under; returns the new
    revision. A page that is `half_done` saves itself: a task waits there for its action.

    Raises:
        SomebodyWrites, Stale: the page is not the newest; nothing was kept.
    """
    _hold(meeting, term, by)
    entry = _entry(meeting, item, by)
    require_no_code(words or "", Because.AT_ITS_ITEM)
    if task:
        _give(meeting, entry, task, term, by)
        result = result or Result.TASK
    if result == Result.TASK and not Task.objects.filter(item=item).exists():
        if half_done:
            result = ""
        else:
            raise Refused("Give the action as well: who does what, and by when. An action is somebody's to do.")
    held = Outcome.objects.filter(item=item).first()
    if (held.revision if held else 0) != revision:
        raise Stale
    if not (held or result or words):
        return 0
    outcome = _write(entry.item, held, term, result, words, by)
    told: dict[str, str | int] = {"meeting": meeting.code, "result": result, "kept_words": kept_words}
    enter("outcome.written", by=by, records=[entry.line], detail=told)
    return outcome.revision


def _write(item: AgendaItem, held: Outcome | None, term: int, result: str, words: str | None, by: User) -> Outcome:
    outcome = held or Outcome(id=new_key(), team_id=item.team_id, item=item, revision=0)
    key = data_keys([outcome.pk])[outcome.pk] if held else new_data_key(outcome.pk, item.team_id)[1]
    if words is not None:
        seal(outcome, key, words=words or None)
    outcome.result, outcome.term, outcome.revision = result, term, outcome.revision + 1
    outcome.written_at, outcome.written_by = timezone.now(), by.place
    outcome.save(force_insert=held is None)
    return outcome


def _give(meeting: Meeting, entry: Entry, task: Mapping[str, Any], term: int, by: User) -> None:
    """The action comes back in the item's part, so whoever owns it sits there.

    Of somebody whom the item is kept from, the one who owns it in their place does it: nobody is told of the wall.
    """
    if not agencies_at(meeting.body, entry.item.part).filter(pk=task["agency"].pk).exists():
        raise Refused("Choose an agency that sits in this part of the meeting.")
    with acting_as_system(meeting.team_id):
        kept = people_kept_from(entry.item.record)
        if task["person"] and task["person"].user_id in kept:
            task = {**task, "person": owns_instead(meeting.body, task["agency"], kept)}
    action = give_action(meeting.body, part=entry.item.part, by=by, **task)
    Task.objects.create(
        team_id=meeting.team_id,
        item=entry.item,
        action=action,
        kind=action.kind,
        agency=action.agency,
        person=action.person,
        due_on=action.due_on,
        term=term,
        written_by=by.place,
    )


@transaction.atomic
def end(meeting: Meeting, *, by: User) -> None:
    """End a meeting. What was put off, and what nothing was recorded of, comes to the next."""
    lease = take_lease(meeting, by=by)
    sitting = _in_progress(meeting)
    _turn_to(meeting, None)
    _send_on(meeting, lease)
    Lease.objects.filter(pk=lease.pk).update(holder=None, term=F("term") + 1)
    sitting.ended_at, sitting.ended_by = timezone.now(), by.place
    sitting.save(update_fields=["ended_at", "ended_by"])
    enter("meeting.ended", by=by, records=[meeting])


def _send_on(meeting: Meeting, lease: Lease) -> None:
    """As the system: what is put off comes back for everybody, also what whoever ends the meeting cannot see.

    So nobody is told how many items they are.
    """
    later = next_regular(meeting)
    with acting_as_system(meeting.team_id):
        listed = AgendaItem.objects.filter(meeting=meeting, state=ItemState.LISTED)
        _not_reached(listed.filter(outcome=None, tasks=None), lease)
        Outcome.objects.filter(item__in=listed.filter(tasks=None), result="", words=None).update(
            result=Result.NOT_REACHED, term=lease.term, written_by=lease.holder, revision=F("revision") + 1
        )
        if later:
            listed.filter(_COMES_BACK).update(state=ItemState.DEFERRED, deferred_to=later)


def next_regular(meeting: Meeting) -> Meeting | None:
    """Where things come back to: the next meeting of the series, never a special staffing."""
    return later_meetings(meeting).filter(series__isnull=False).first()


def _not_reached(items: Iterable[AgendaItem], lease: Lease) -> None:
    made = [
        Outcome(
            id=new_key(),
            team_id=item.team_id,
            item=item,
            result=Result.NOT_REACHED,
            term=lease.term,
            written_by=lease.holder,
        )
        for item in items
    ]
    new_data_keys([outcome.pk for outcome in made], lease.team_id)
    Outcome.objects.bulk_create(made)


@transaction.atomic
def resume(meeting: Meeting, *, by: User) -> None:
    """Open an ended meeting again, to mend what was recorded, until minutes are approved or the next is published."""
    lease = take_lease(meeting, by=by)
    sitting = Sitting.objects.select_for_update().get(meeting=meeting)
    if sitting.in_progress:
        raise Refused("This meeting is in progress.")
    if any_minutes(meeting):
        raise Refused("The minutes are approved. What is wrong in them is mended by an addition.")
    later = next_regular(meeting)
    if later and later.state == State.PUBLISHED:
        raise Refused("The next agenda is published already. Approve the minutes, then add what is missing.")
    sitting.ended_at = sitting.ended_by = None
    sitting.save(update_fields=["ended_at", "ended_by"])
    with acting_as_system(meeting.team_id):
        items = AgendaItem.objects.filter(meeting=meeting)
        items.filter(_COMES_BACK, state=ItemState.DEFERRED).update(state=ItemState.LISTED, deferred_to=None)
        Outcome.objects.filter(item__in=items, result=Result.NOT_REACHED).update(
            result="", term=lease.term, written_by=lease.holder, revision=F("revision") + 1
        )
    enter("meeting.resumed", by=by, records=[meeting])


def _hold(meeting: Meeting, term: int, by: User) -> None:
    """The lease, then the sitting, in the order in which everybody takes them. A meeting that is over says so first."""
    if not Sitting.objects.filter(meeting=meeting, ended_at=None).exists():
        raise Refused(NOT_HELD)
    hold_lease(meeting, term=term, by=by)
    _in_progress(meeting)


def _in_progress(meeting: Meeting) -> Sitting:
    sitting = Sitting.objects.select_for_update().filter(meeting=meeting).first()
    if sitting is None or not sitting.in_progress:
        raise Refused(NOT_HELD)
    return sitting


def _entry(meeting: Meeting, item: UUID, by: User) -> Entry:
    """Raises Gone when `by` does not see it on this agenda."""
    listed = shelves(meeting, by, ItemState.LISTED, among=[item])[ItemState.LISTED]
    if not listed:
        raise Gone
    return listed[0]
