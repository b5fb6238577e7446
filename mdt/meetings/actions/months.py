"""What the month does for each meeting by itself: draft, remind, close the cut-off, ask for minutes, roll over.

A step is done in pieces, each with its mark on the step's row in one transaction: whoever is killed has done a piece
or none of it, and the next tick goes on. Doing a step again does only what is left.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from audit.ledger import LedgerUnavailable, System, enter
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.editing import later_meetings
from mdt.meetings.agenda import entries
from mdt.meetings.models import (
    COMES_BACK,
    AgendaItem,
    ItemState,
    Meeting,
    Minutes,
    Series,
    Sitting,
    State,
    Step,
    StepKind,
)
from mdt.meetings.people import as_reader, tell, who_prepares
from mdt.meetings.policies import may_prepare
from mdt.team.models import Membership, User
from mdt.team.policies import Refused, require
from privacy.wall import acting_as, acting_as_system

JOB: Final = "The month of meetings"
WAIT: Final = timedelta(hours=1)
AFTER: Final = (StepKind.MINUTES, StepKind.ROLL_OVER)
log = logging.getLogger(__name__)


class Later(Exception):
    """What a step needs is not there yet; it is tried again in an hour."""


# Which steps there are ---------------------------------------------------------------------------------------------


def lay_out(meetings: Sequence[Meeting], series: Series | None) -> None:
    """Write the steps of coming meetings of one body, and bring those that are not done to a new date. Idempotent."""
    wanted = {(meeting.pk, kind): at for meeting in meetings for kind, at in _due(meeting, series).items()}
    if not wanted:
        return
    team = meetings[0].team_id
    with acting_as_system(team):
        held = {(one.meeting_id, one.kind): one for one in Step.objects.filter(meeting__in={key for key, _ in wanted})}
        new = [
            Step(team_id=team, meeting_id=key, kind=kind, due_at=at, next_at=at)
            for (key, kind), at in wanted.items()
            if (key, kind) not in held
        ]
        Step.objects.bulk_create(new, ignore_conflicts=True)
        for place, at in wanted.items():
            if place in held and held[place].due_at != at:
                Step.objects.filter(pk=held[place].pk, done_at=None).update(due_at=at, next_at=at)


def _due(meeting: Meeting, series: Series | None) -> dict[StepKind, datetime]:
    """When each step of a meeting is due. A special staffing is drafted at once and closes to nothing."""
    after = dict.fromkeys(AFTER, meeting.ends_at)
    if series is None:
        return {StepKind.DRAFT: meeting.revised_at, StepKind.REMIND: meeting.revised_at} | after
    days = {
        StepKind.DRAFT: series.draft_days,
        StepKind.REMIND: series.remind_days,
        StepKind.CUT_OFF: series.cut_off_days,
    }
    return {kind: meeting.starts_at - timedelta(days=before) for kind, before in days.items()} | after


# Doing them --------------------------------------------------------------------------------------------------------


def take_one() -> bool:
    """Do one piece of what is due, over all teams, the longest waiting first. False when nothing is.

    A step that another tick holds is left to it; one that cannot be done holds up no other.
    """
    now = timezone.now()
    with acting_as_system():
        due = Step.objects.due(now).select_related("meeting__body", "meeting__series")
        step = due.select_for_update(skip_locked=True, of=("self",)).first()
        if step is None:
            return False
        try:
            with acting_as_system(step.team_id):
                _PIECES[StepKind(step.kind)](step, now)
        except Later:
            step.next_at = now + WAIT
        except LedgerUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the others' steps go on
            # The class alone: what an error says may quote a row.
            log.error("A step of a meeting could not be done: %s, %s", step.kind, type(error).__name__)
            step.failed, step.next_at = step.failed + 1, now + WAIT
        step.save(update_fields=["next_at", "done_at", "pieces", "finished", "failed"])
    return True


def _done(step: Step, now: datetime) -> None:
    step.done_at, step.failed = now, 0


def _draft(step: Step, now: datetime) -> None:
    draft_agenda(step.meeting, by=System(JOB, step.team_id))
    step.pieces = step.finished = 1
    _done(step, now)


def _remind(step: Step, now: datetime) -> None:
    """One presenter at a time, each once for all that they present, and only of what they see themselves."""
    meeting = step.meeting
    if meeting.starts_at <= now:
        _done(step, now)
        return
    if meeting.state != State.PUBLISHED:
        raise Later
    waiting = _unreminded(meeting)
    place = waiting[0] if waiting else None
    if place:
        if _sees_what_they_present(meeting, place):
            tell("meeting.present", place, meeting)
        AgendaItem.objects.filter(meeting=meeting, presenter=place).update(reminded=place)
    _count(step, len(waiting), now)


def _unreminded(meeting: Meeting) -> list[Membership]:
    items = AgendaItem.objects.filter(meeting=meeting, state=ItemState.LISTED, presenter__isnull=False)
    new = items.filter(Q(reminded=None) | ~Q(reminded=F("presenter")))
    return list(Membership.objects.filter(pk__in=new.values("presenter")).select_related("user").order_by("pk"))


def _sees_what_they_present(meeting: Meeting, place: Membership) -> bool:
    reader = as_reader(place)
    if reader.current != place:
        return False
    with acting_as(reader):
        return any(one.item.presenter_id == place.pk for one in entries(meeting, reader))


def _cut_off(step: Step, now: datetime) -> None:
    """Draft once more, so that nothing is late that was there in time; what comes from now on is."""
    meeting = step.meeting
    draft_agenda(meeting, by=System(JOB, step.team_id))
    if Meeting.objects.filter(pk=meeting.pk, closed_at=None, starts_at__gt=now).update(closed_at=now):
        enter("agenda.closed", by=System(JOB, step.team_id), records=[meeting])
    step.pieces = step.finished = 1
    _done(step, now)


def _ask_for_minutes(step: Step, now: datetime) -> None:
    """Of a meeting that had an agenda and whose minutes nobody has approved yet."""
    meeting = step.meeting
    if meeting.state == State.PUBLISHED and not Minutes.objects.filter(meeting=meeting).exists():
        for place in who_prepares(meeting.body):
            tell("meeting.minutes", place, meeting)
    step.pieces = step.finished = 1
    _done(step, now)


def _roll_over(step: Step, now: datetime) -> None:
    """One item at a time to the next regular meeting; then that one's draft gets them, if there is one already."""
    meeting = step.meeting
    if Sitting.objects.filter(meeting=meeting, ended_at=None).exists():
        raise Later
    waiting = list(_unhandled(meeting).order_by("position", "pk")[:2]) if meeting.state == State.PUBLISHED else []
    later = later_meetings(meeting).filter(series__isnull=False).select_related("body").first()
    if waiting and later is None:
        raise Later
    if waiting:
        AgendaItem.objects.filter(pk=waiting[0].pk).update(rolled_to=later)
    _count(step, _unhandled(meeting).count() + 1 if waiting else 0, now)
    if step.done_at and step.finished and later:
        by = System(JOB, step.team_id)
        enter("agenda.rolled_over", by=by, records=[meeting], detail={"items": step.finished})
        if later.state != State.PLANNED:
            draft_agenda(later, by=by)


def _unhandled(meeting: Meeting) -> QuerySet[AgendaItem]:
    """What was to be discussed and of which nothing is recorded, or that it comes back.

    Of what is disposed of nothing is recorded either, and it does not come back.
    """
    gone = Minutes.objects.filter(meeting=meeting, part=OuterRef("part"), disposed_at__isnull=False)
    left = AgendaItem.objects.filter(~Exists(gone), meeting=meeting, state=ItemState.LISTED, rolled_to=None)
    kept = Q(outcome=None) & Q(tasks=None)
    return left.filter(kept | Q(outcome__result__in=COMES_BACK))


def _count(step: Step, waiting: int, now: datetime) -> None:
    """Mark that one of `waiting` pieces is done; none left is the end of the step."""
    step.pieces = step.finished + waiting
    step.finished += min(waiting, 1)
    if waiting <= 1:
        _done(step, now)


_PIECES: Final[dict[StepKind, Callable[[Step, datetime], None]]] = {
    StepKind.DRAFT: _draft,
    StepKind.REMIND: _remind,
    StepKind.CUT_OFF: _cut_off,
    StepKind.MINUTES: _ask_for_minutes,
    StepKind.ROLL_OVER: _roll_over,
}


# By hand -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def do_now(step: Step, *, by: User) -> None:
    """Make a step due now, done before or not; the next tick does it.

    Raises:
        Refused: not theirs to do, not held, or it is for after the meeting and that is not over.
    """
    meeting, now = step.meeting, timezone.now()
    require(may_prepare(by, meeting.body))
    if meeting.state == State.CANCELLED:
        raise Refused("This meeting is not held.")
    if step.kind in AFTER and meeting.ends_at > now:
        raise Refused("This meeting is not over yet.")
    with acting_as_system(meeting.team_id):
        again = {"done_at": None, "next_at": now, "pieces": 0, "finished": 0, "failed": 0}
        Step.objects.filter(pk=step.pk).update(**again)
    enter("month.asked", by=by, records=[meeting], detail={"step": step.kind})
