"""Drafting an agenda: what its sources offer and what was deferred to it, each record once."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from audit.ledger import System, enter
from mdt.meetings.agenda import sources
from mdt.meetings.models import USUAL_MINUTES, AgendaItem, ItemState, Lane, Meeting, State
from mdt.meetings.policies import may_change
from mdt.meetings.preparing import prepare_drafting
from mdt.meetings.selection import chosen
from mdt.team.models import User
from mdt.team.policies import require
from privacy.wall import acting_as_system


@dataclass(frozen=True)
class _Wanted:
    source: str
    part: UUID
    lane: Lane
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
        _keep_true(meeting, wanted)
        new = _suggest(meeting, wanted)
        begun = Meeting.objects.filter(pk=meeting.pk, state=State.PLANNED).update(state=State.DRAFT)
        if new or dropped or begun:
            enter("agenda.drafted", by=by, records=[meeting], detail={"new": new, "dropped": dropped})
        return new


def _wanted(meeting: Meeting) -> dict[UUID, _Wanted]:
    """Records that their sources still offer, those that come from an earlier meeting first; not those put off."""
    offered, drafted = _offered(meeting)
    before = AgendaItem.objects.filter(Q(deferred_to=meeting) | Q(rolled_to=meeting), record__in=offered)
    to_here = before.order_by("meeting__starts_at", "position")
    wanted = {item.record: replace(offered[item.record], before=item) for item in to_here}
    deferred = AgendaItem.objects.filter(state=ItemState.DEFERRED, meeting__body=meeting.body_id)
    later = set(deferred.filter(deferred_to__starts_at__gt=meeting.starts_at).values_list("record", flat=True))
    for record in drafted:
        if record not in later:
            wanted.setdefault(record, offered[record])
    return wanted


def _offered(meeting: Meeting) -> tuple[dict[UUID, _Wanted], list[UUID]]:
    """What the sources offer, each record under the first that does; and of it what the series has chosen to draft."""
    only = Q(pk=meeting.only_part_id) if meeting.only_part_id else Q()
    parts = {part.kind: part.pk for part in meeting.body.parts.standing().filter(only)}
    rules = chosen(meeting.series_id)
    offered: dict[UUID, _Wanted] = {}
    drafted: list[UUID] = []
    for source in sources():
        rule = rules[source.key]
        own = {one.record: one for one in source.candidates(meeting) if one.part in parts and one.record not in offered}
        offered |= {key: _Wanted(source.key, parts[one.part], one.lane or rule.lane) for key, one in own.items()}
        drafted += list(own)[: rule.most] if rule.on else []
    return offered, drafted


def _drop(meeting: Meeting, wanted: dict[UUID, _Wanted]) -> int:
    undecided = AgendaItem.objects.filter(meeting=meeting, state=ItemState.SUGGESTED)
    return undecided.exclude(record__in=wanted).delete()[0]


def _keep_true(meeting: Meeting, wanted: dict[UUID, _Wanted]) -> None:
    """A suggestion whose part has ended, whose case has changed sides or whose section is another goes there now."""
    for item in AgendaItem.objects.filter(meeting=meeting, state=ItemState.SUGGESTED):
        want = wanted[item.record]
        if (item.part_id, item.source) != (want.part, want.source):
            AgendaItem.objects.filter(pk=item.pk).update(part=want.part, source=want.source)


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
                lane=want.before.lane if want.before else want.lane,
                position=position,
                minutes=want.before.minutes if want.before else USUAL_MINUTES,
                presenter_id=want.before.presenter_id if want.before else None,
                carried_from_id=want.before.meeting_id if want.before else None,
                came_unhandled=bool(want.before and want.before.rolled_to_id),
            )
            for position, (record, want) in enumerate(new.items(), start=last + 1)
        ]
    )
    return len(new)
