"""Who is at a meeting, and what they keep to; and what a body or the team has set for it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audit.ledger import enter
from mdt.meetings.actions.minutes import any_minutes
from mdt.meetings.codes import Because, require_no_code
from mdt.meetings.models import Acknowledgement, Attendance, HoldingRules, Meeting, Sitting, Statement
from mdt.meetings.people import members_of
from mdt.meetings.policies import may_prepare, may_run, may_state
from mdt.rooms.policies import why_over
from mdt.team.models import Body, User
from mdt.team.policies import Refused, require
from mdt.team.sectors import Sector
from privacy.datakeys import new_data_key
from privacy.keys import new_key
from privacy.sealing import seal


@transaction.atomic
def mark_present(meeting: Meeting, *, present: Collection[UUID], by: User) -> None:
    """These members of the meeting are here, and no others. Who was there has left; who never came has no row."""
    _markable(meeting, by)
    now = timezone.now()
    rows = {row.person_id: row for row in Attendance.objects.filter(meeting=meeting, person__isnull=False)}
    members = {member.pk: member for member in members_of(meeting)}
    known = members.keys() | rows.keys()
    come = [members[key] for key in present if key in members and key not in rows]
    back = [rows[key].pk for key in present if key in rows and not rows[key].here]
    gone = [rows[key].pk for key in known - set(present) if key in rows and rows[key].here]
    Attendance.objects.bulk_create(
        [
            Attendance(
                team_id=meeting.team_id,
                meeting=meeting,
                person=member,
                agency=member.agency,
                sector=member.agency.sector,
                came_at=now,
                marked_by=by.place,
            )
            for member in come
        ]
    )
    Attendance.objects.filter(pk__in=back).update(left_at=None, marked_by=by.place)
    Attendance.objects.filter(pk__in=gone).update(left_at=now, marked_by=by.place)
    if come or back or gone:
        enter("attendance.marked", by=by, records=[meeting], detail={"came": len(come + back), "left": len(gone)})


@transaction.atomic
def add_guests(meeting: Meeting, *, sector: Sector, number: int, words: str, kept_words: int, by: User) -> Attendance:
    """Count guests of one organisation. Their names are not kept; `words` are the organisation's, read by the guard."""
    _markable(meeting, by)
    require_no_code(words, Because.READ_BY_OTHERS)
    row = Attendance(
        id=new_key(), team_id=meeting.team_id, meeting=meeting, sector=sector, guests=number, marked_by=by.place
    )
    _, key = new_data_key(row.pk, meeting.team_id)
    seal(row, key, words=words or None)
    row.save(force_insert=True)
    enter("attendance.guests", by=by, records=[meeting], detail={"guests": number, "kept_words": kept_words})
    return row


@transaction.atomic
def guests_left(meeting: Meeting, *, row: UUID, by: User) -> None:
    """From now on the room counts without these guests."""
    _markable(meeting, by)
    here = Attendance.objects.filter(pk=row, meeting=meeting, person=None, left_at=None)
    if not here.update(left_at=timezone.now(), marked_by=by.place):
        raise Refused("They are marked as gone already.")
    enter("attendance.marked", by=by, records=[meeting], detail={"came": 0, "left": 1})


@transaction.atomic
def was_never_here(meeting: Meeting, *, row: UUID, by: User) -> None:
    """Take back a mark that was made by mistake."""
    _markable(meeting, by)
    if not Attendance.objects.filter(pk=row, meeting=meeting).delete()[0]:
        raise Refused("That mark is not there any more.")
    enter("attendance.unmarked", by=by, records=[meeting])


@transaction.atomic
def agreed_aloud(meeting: Meeting, *, by: User) -> int:
    """The statement was read out, and everybody in the room keeps to it; returns of how many rows that is new."""
    _markable(meeting, by)
    now = timezone.now()
    here = Attendance.objects.filter(meeting=meeting, left_at=None)
    statement = Statement.objects.filter(team=meeting.team_id).order_by("-set_at", "-pk").first()
    known = set(Acknowledgement.objects.filter(meeting=meeting).values_list("person", flat=True))
    new = [key for key in here.exclude(person=None).values_list("person", flat=True) if key not in known]
    Acknowledgement.objects.bulk_create(
        [
            Acknowledgement(
                team_id=meeting.team_id, person_id=key, statement=statement, meeting=meeting, at=now, noted_by=by.place
            )
            for key in new
        ],
        # A member may say it on their own page at the same moment.
        ignore_conflicts=True,
    )
    guests = here.filter(person=None, agreed_at=None).update(agreed_at=now)
    if new or guests:
        enter("statement.agreed_aloud", by=by, records=[meeting], detail={"members": len(new), "guests": guests})
    return len(new) + guests


@transaction.atomic
def acknowledge(*, by: User, meeting: Meeting | None = None) -> None:
    """Say that one keeps to the statement: for a year, or in one meeting. Said twice, it is kept once for a meeting."""
    values = {"team_id": by.place.team_id, "noted_by": by.place}
    values["statement"] = Statement.objects.filter(team=by.place.team_id).order_by("-set_at", "-pk").first()
    if meeting is None:
        Acknowledgement.objects.create(person=by.place, **values)
        enter("statement.acknowledged", by=by)
        return
    require(why_over(meeting.body))
    # Beside the press of whoever runs the meeting, the one that comes second finds it said.
    _, new = Acknowledgement.objects.get_or_create(meeting=meeting, person=by.place, defaults=values)
    if new:
        enter("statement.acknowledged", by=by, records=[meeting])


@transaction.atomic
def set_statement(*, words: str, kept_words: int, by: User) -> Statement:
    """Put another wording in force. Members are asked anew; what they said to the old one stays written."""
    require(may_state(by))
    require_no_code(words, Because.READ_BY_OTHERS)
    statement = Statement.objects.create(team_id=by.place.team_id, words=words, set_by=by.place)
    enter("statement.set", by=by, records=[statement], detail={"kept_words": kept_words})
    return statement


@transaction.atomic
def set_rules(body: Body, *, rules: Mapping[str, Any], by: User) -> HoldingRules:
    """Set which disciplines a body wants present, and how long it keeps its minutes. What is approved keeps its day."""
    require(may_prepare(by, body))
    held, _ = HoldingRules.objects.update_or_create(body=body, defaults={**rules, "team_id": body.team_id})
    enter("meeting.rules_set", by=by, records=[held], fields=sorted(rules))
    return held


def _markable(meeting: Meeting, by: User) -> datetime:
    """Held from its start until its minutes are approved; returns when it started."""
    require(may_run(by, meeting))
    sitting = Sitting.objects.select_for_update().filter(meeting=meeting).first()
    if sitting is None:
        raise Refused("Start the meeting first. Then mark who is here.")
    if any_minutes(meeting):
        raise Refused("The minutes are approved. Who was here stays as it is written.")
    return sitting.started_at
