"""A special staffing: asked for by any member of its part, planned or answered by whoever prepares the meetings."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from audit.ledger import enter
from mdt.meetings.actions.months import lay_out
from mdt.meetings.models import HowSoon, Meeting, Part, StaffingAsk, StaffingState, WhyStaffing
from mdt.meetings.people import tell, who_prepares
from mdt.meetings.policies import may_prepare
from mdt.notices.actions import notify
from mdt.team.models import Desk, User
from mdt.team.policies import Refused, require
from privacy.wall import acting_as_system

ANSWERED = "Somebody has answered this already. Nothing was changed."


@transaction.atomic
def ask_staffing(part: Part, *, soon: HowSoon, why: WhyStaffing, minutes: int, by: User) -> StaffingAsk:
    """Ask that a part meets beside its series. What it is about is said in the room."""
    if not Part.objects.sat_in_by(by).standing().filter(pk=part.pk).exists():
        raise Refused("Choose a part of the meetings in which your desk sits.")
    values = {"soon": soon, "why": why, "minutes": minutes, "asked_by": by.place}
    ask = StaffingAsk.objects.create(team_id=part.team_id, body=part.body, part=part, **values)
    enter("staffing.asked", by=by, records=[ask], detail={"soon": soon})
    for place in who_prepares(part.body):
        tell("staffing.asked", place, ask)
    return ask


@transaction.atomic
def plan_staffing(ask: StaffingAsk, *, starts_at: datetime, place: str, kept_words: int, by: User) -> Meeting:
    """Plan it: a meeting of that part alone, whose agenda is drafted at once. Its desks are told."""
    ask = _waiting(ask, by)
    if starts_at <= timezone.now():
        raise Refused("That time is over. Give one that is still to come.")
    with acting_as_system(ask.team_id):
        meeting = Meeting.objects.create(
            team_id=ask.team_id,
            body=ask.body,
            only_part=ask.part,
            starts_at=starts_at,
            minutes=ask.minutes,
            place=place,
            zone=ask.team.time_zone,
        )
        desks = list(Desk.objects.open().filter(part_seats__part=ask.part_id).order_by("pk"))
    lay_out([meeting], None)
    _answer(ask, StaffingState.PLANNED, by, meeting)
    enter("staffing.planned", by=by, records=[ask], detail={"meeting": meeting.code, "kept_words": kept_words})
    for desk in desks:
        notify("staffing.planned", to=desk, record=meeting)
    return meeting


@transaction.atomic
def refuse_staffing(ask: StaffingAsk, *, by: User) -> None:
    """Say that it is not held. Who asked is told."""
    ask = _waiting(ask, by)
    _answer(ask, StaffingState.NOT_HELD, by, None)
    enter("staffing.not_held", by=by, records=[ask])
    tell("staffing.not_held", ask.asked_by, ask)


def _waiting(ask: StaffingAsk, by: User) -> StaffingAsk:
    """The ask as it is now, held until the transaction ends."""
    require(may_prepare(by, ask.body))
    waiting = StaffingAsk.objects.select_for_update(of=("self",)).filter(pk=ask.pk, state=StaffingState.ASKED)
    found = waiting.select_related("body", "part", "team", "asked_by__user").first()
    if found is None:
        raise Refused(ANSWERED)
    held: StaffingAsk = found
    return held


def _answer(ask: StaffingAsk, state: StaffingState, by: User, meeting: Meeting | None) -> None:
    ask.state, ask.meeting, ask.answered_at, ask.answered_by = state, meeting, timezone.now(), by.place
    ask.save(update_fields=["state", "meeting", "answered_at", "answered_by"])
