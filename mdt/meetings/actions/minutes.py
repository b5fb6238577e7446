"""Approving the minutes of a meeting, adding to them, disposing of them. What they say is in the outcomes."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from audit.ledger import enter
from mdt.meetings.codes import Because, require_no_code
from mdt.meetings.models import (
    KEEP_CASE_YEARS,
    KEEP_OPEN_YEARS,
    Addendum,
    AgendaItem,
    HoldingRules,
    Meeting,
    Minutes,
    Part,
    PartKind,
    Sitting,
)
from mdt.meetings.over import PastInARoom
from mdt.meetings.policies import may_add_to, may_approve, may_dispose_of
from mdt.team.models import Body, User
from mdt.team.policies import Refused, require
from privacy.datakeys import new_data_key
from privacy.keys import new_key
from privacy.sealing import seal
from privacy.wall import acting_as_system

# Minutes that are approved late stay for so long at least, or a chair could dispose of them in the same minute.
TO_CORRECT: Final = timedelta(days=90)


@transaction.atomic
def approve(meeting: Meeting, *, by: User) -> list[Minutes]:
    """Approve the minutes of the parts that `by` sits in. The database then lets nobody change what they say."""
    require(may_approve(by, meeting.body))
    sitting = Sitting.objects.select_for_update().filter(meeting=meeting).first()
    if sitting is None or sitting.in_progress:
        raise Refused("This meeting has not ended. End it first.")
    held = Part.objects.sat_in_by(by).filter(body=meeting.body_id).exclude(minutes__meeting=meeting)
    if meeting.only_part_id:
        held = held.filter(pk=meeting.only_part_id)
    spoken_of = AgendaItem.objects.filter(meeting=meeting, part=OuterRef("pk"))
    made = [
        Minutes.objects.create(
            team_id=meeting.team_id,
            meeting=meeting,
            part=part,
            approved_by=by.place,
            dispose_on=disposal_of(meeting, part),
        )
        for part in held.filter(Q(ended_at=None) | Q(Exists(spoken_of)))
    ]
    if not made:
        raise Refused("These minutes are approved already.")
    enter("minutes.approved", by=by, records=made, detail={"meeting": meeting.code})
    return made


def any_minutes(meeting: Meeting) -> bool:
    """Whether minutes of any part are approved, also of parts that whoever asks does not sit in: that ends changes."""
    with acting_as_system(meeting.team_id):
        return Minutes.objects.filter(meeting=meeting).exists()


def years_kept(body: Body, kind: PartKind) -> int:
    """For how long a body keeps the minutes of a part: as it has set it, else as the system suggests."""
    rules = HoldingRules.objects.filter(body=body).first()
    if kind in (PartKind.CHILD, PartKind.ADULT):
        return rules.keep_case_years if rules else KEEP_CASE_YEARS
    return rules.keep_open_years if rules else KEEP_OPEN_YEARS


def disposal_of(meeting: Meeting, part: Part) -> date:
    """The day from which the minutes of a part are to be disposed of, counted from the day of the meeting.

    Approved late, they stay long enough to be corrected.
    """
    day = meeting.local(meeting.starts_at).date()
    years = years_kept(meeting.body, PartKind(part.kind))
    # A meeting on February 29 is kept through February 28.
    counted = date(day.year + years, day.month, min(day.day, 28) if day.month == 2 else day.day)
    return max(counted, meeting.local(timezone.now()).date() + TO_CORRECT)


@transaction.atomic
def add_to(minutes: Minutes, *, words: str, kept_words: int, item: UUID | None = None, by: User) -> Addendum:
    """Append a dated correction. About an item it is for those who see it; else for all who read these minutes."""
    require(may_add_to(by, minutes))
    require_no_code(words, Because.AT_ITS_ITEM)
    if item and not AgendaItem.objects.filter(pk=item, meeting=minutes.meeting_id, part=minutes.part_id).exists():
        raise Refused("That item is not in these minutes.")
    addendum = Addendum(
        id=new_key(), team_id=minutes.team_id, minutes=minutes, item_id=item, at=timezone.now(), by=by.place
    )
    _, key = new_data_key(addendum.pk, minutes.team_id)
    seal(addendum, key, words=words)
    addendum.save(force_insert=True)
    enter("minutes.added_to", by=by, records=[minutes], detail={"kept_words": kept_words})
    return addendum


@transaction.atomic
def dispose_of(minutes: Minutes, *, by: User) -> None:
    """Dispose of minutes whose day has come; `by` has said that nothing has to be held. It cannot be taken back.

    The row is all that is written here: the database looks at the day once more and deletes what they said.
    """
    now = timezone.now()
    require(may_dispose_of(by, minutes, now))
    # Of two presses at once, the second finds nothing left to change.
    if not Minutes.objects.filter(pk=minutes.pk, disposed_at=None).update(disposed_at=now, disposed_by=by.place):
        raise Refused("These minutes are disposed of already.")
    enter("minutes.disposed_of", by=by, records=[minutes], detail={"meeting": minutes.meeting.code})


@transaction.atomic
def dispose_of_in_a_room_over(past: PastInARoom, *, by: User) -> None:
    """The same for the chair of a subcommittee that is over, whom the database alone can ask: they read none of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.dispose_of_minutes(%s)", [past.pk])
        (disposed,) = cursor.fetchone()
    if not disposed:
        raise Refused("These minutes are disposed of already, or are not yours to dispose of any more.")
    enter("minutes.disposed_of", by=by, records=[past], detail={"meeting": past.meeting_code})
