"""Drafting an agenda: what its sources offer and what was deferred to it, each record once."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from audit.ledger import System, enter
from mdt.meetings.agenda import sources
from mdt.meetings.models import USUAL_MINUTES, AgendaItem, ItemState, Meeting, State
from mdt.meetings.policies import may_change
from mdt.meetings.preparing import prepare_drafting
from mdt.team.models import User
from mdt.team.policies import require
from privacy.wall import acting_as_system


@dataclass(frozen=True)
class _Wanted:
    source: str
    part: UUID
    before: AgendaItem | None = None


@transaction.atomic
def draft_agenda(meeting: Meeting, *, by: User | System) -> int:
    """Bring the suggestions of a coming meeting up to date; returns how many are new.

    Idempotent: what the chair has decided stays, a suggestion whose reason is gone goes, and two drafts at once
    take turns on the meeting's row. It looks with the system's eyes, since each reader's own decide later.
    """
    if isinstance(by, User):
        require(may_change(by, meeting, timezone.now()))
    with acting_as_system(meeting.team_id):
        meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if meeting.state == State.CANCELLED or meeting.starts_at <= timezone.now():
            return 0
        prepare_drafting(meeting.body)
        wanted = _wanted(meeting)
        dropped = _drop(meeting, wanted)
        _put_in_parts(meeting, wanted)
        new = _suggest(meeting, wanted)
        begun = Meeting.objects.filter(pk=meeting.pk, state=State.PLANNED).update(state=State.DRAFT)
        if new or dropped or begun:
            enter("agenda.drafted", by=by, records=[meeting], detail={"new": new, "dropped": dropped})
        return new


def _wanted(meeting: Meeting) -> dict[UUID, _Wanted]:
    """Records that their sources still offer, deferred ones first; not those put off to a later date."""
    parts = {part.kind: part.pk for part in meeting.body.parts.standing()}
    offered: dict[UUID, _Wanted] = {}
    for source in sources():
        for one in source.candidates(meeting):
            if one.part in parts:
                offered.setdefault(one.record, _Wanted(source.key, parts[one.part]))
    deferred = AgendaItem.objects.filter(state=ItemState.DEFERRED, meeting__body=meeting.body_id)
    to_here = deferred.filter(deferred_to=meeting, record__in=offered).order_by("meeting__starts_at", "position")
    wanted = {item.record: replace(offered[item.record], before=item) for item in to_here}
    later = set(deferred.filter(deferred_to__starts_at__gt=meeting.starts_at).values_list("record", flat=True))
    for record, want in offered.items():
        if record not in later:
            wanted.setdefault(record, want)
    return wanted


def _drop(meeting: Meeting, wanted: dict[UUID, _Wanted]) -> int:
    undecided = AgendaItem.objects.filter(meeting=meeting, state=ItemState.SUGGESTED)
    return undecided.exclude(record__in=wanted).delete()[0]


def _put_in_parts(meeting: Meeting, wanted: dict[UUID, _Wanted]) -> None:
    """A suggestion whose part has ended, or whose case has changed sides, goes where it belongs now."""
    for item in AgendaItem.objects.filter(meeting=meeting, state=ItemState.SUGGESTED):
        if item.part_id != wanted[item.record].part:
            AgendaItem.objects.filter(pk=item.pk).update(part=wanted[item.record].part)


def _suggest(meeting: Meeting, wanted: dict[UUID, _Wanted]) -> int:
    here = AgendaItem.objects.filter(meeting=meeting)
    known = set(here.values_list("record", flat=True))
    last = here.aggregate(last=Max("position"))["last"] or 0
    new = {record: want for record, want in wanted.items() if record not in known}
    AgendaItem.objects.bulk_create(
        [
            AgendaItem(
                team_id=meeting.team_id,
                meeting=meeting,
                part_id=want.part,
                came_at=None if meeting.state == State.PLANNED else timezone.now(),
                source=want.source,
                record=record,
                position=position,
                minutes=want.before.minutes if want.before else USUAL_MINUTES,
                presenter_id=want.before.presenter_id if want.before else None,
                carried_from_id=want.before.meeting_id if want.before else None,
            )
            for position, (record, want) in enumerate(new.items(), start=last + 1)
        ]
    )
    return len(new)
