"""A chair asks the agency that owns an item to put it forward to the members; its people do it, or leave it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audit.ledger import enter
from mdt.meetings.actions.editing import chosen_of, locked
from mdt.meetings.agenda import Line, entries
from mdt.meetings.asking import found_by, owned
from mdt.meetings.models import ForwardAsk, Meeting
from mdt.meetings.reach import unseen_by
from mdt.notices.actions import notify
from mdt.team.models import User
from mdt.team.policies import Refused
from privacy.wall import acting_as_system

ANSWERED = "This was answered or taken back already. Nothing was changed."
ALL_SEE = "Every desk of this part can see that item. Nobody was asked."
NOBODY = "No agency put that item forward, so there is nobody to ask."


@transaction.atomic
def ask_to_put_forward(meeting: Meeting, *, item: UUID, by: User) -> None:
    """Ask whose item it is to put it forward. Asking twice is asking once; their desk has one notice.

    Raises:
        Refused: every desk sees it, nobody put it forward, or `by` does not prepare the meeting.
    """
    meeting = locked(meeting, by)
    (entry,) = chosen_of(entries(meeting, by), [item])
    if not unseen_by(meeting, [entry]):
        raise Refused(ALL_SEE)
    with acting_as_system(meeting.team_id):
        its = owned([entry.item.record], meeting.body).get(entry.item.record)
    if its is None:
        raise Refused(NOBODY)
    if ForwardAsk.objects.standing().filter(item=item).exists():
        return
    ForwardAsk.objects.create(
        team_id=meeting.team_id,
        body=meeting.body,
        item=entry.item,
        record=entry.item.record,
        desk=its.desk,
        asked_by=by.place,
        meets_at=meeting.starts_at,
    )
    enter("forward.asked", by=by, records=[entry.line], detail={"meeting": meeting.code})
    notify("forward.asked", to=its.desk, record=_Of(entry.line, meeting))


class _Of:
    """What a notice is of: the record itself, so that whoever it is kept from is told nothing."""

    def __init__(self, line: Line, meeting: Meeting) -> None:
        self.pk, self.team_id = line.record, meeting.team_id


@transaction.atomic
def take_ask_back(meeting: Meeting, *, item: UUID, by: User) -> None:
    """Ask no more; for the owner it is as if nobody had. What was answered stays answered.

    Raises:
        Refused: nobody is asked any more.
    """
    meeting = locked(meeting, by)
    (entry,) = chosen_of(entries(meeting, by), [item])
    if not ForwardAsk.objects.waiting().filter(item=item).update(taken_back_at=timezone.now()):
        raise Refused(ANSWERED)
    enter("forward.ask_taken_back", by=by, records=[entry.line], detail={"meeting": meeting.code})


@transaction.atomic
def forward_what_was_asked(ask: ForwardAsk, *, by: User) -> None:
    """Say yes: put it forward by its own door, as by hand.

    Raises:
        Refused: as that door says, and then nothing is answered; or it was answered or taken back meanwhile.
    """
    _answer(ask, by, "forward.done")
    if found := found_by(ask.record, by):
        found[0].put_forward(ask.record, ask.body, by=by)


@transaction.atomic
def leave_what_was_asked(ask: ForwardAsk, *, by: User) -> None:
    """Say no. Nothing changes, and the chair reads only that there is an answer.

    Raises:
        Refused: it was answered or taken back meanwhile.
    """
    _answer(ask, by, "forward.left")


def _answer(ask: ForwardAsk, by: User, kind: str) -> None:
    # Held first: an update by a join would not ask again, after a wait, whether it still waits.
    waiting = ForwardAsk.objects.to_answer_by(by).select_for_update(of=("self",)).filter(pk=ask.pk)
    if found_by(ask.record, by) is None or waiting.first() is None:
        raise Refused(ANSWERED)
    ForwardAsk.objects.filter(pk=ask.pk).update(answered_at=timezone.now())
    enter(kind, by=by, detail={"ask": str(ask.pk)})
