"""The clock of one referral: by when its receiver answers, and when silence reminds, is handed on, and lapses."""

from datetime import date, datetime
from typing import Any, Final, TypedDict

from mdt.hours.business import deadline, opening_of
from mdt.hours.desks import hours_of, settings_of
from mdt.hours.models import DeskHours
from mdt.team.models import Desk, Team
from referrals.choices import Urgency
from referrals.models import Referral

# In parts of the time that the desk has to answer.
REMIND: Final = 0.5
LAPSE: Final = 3
# How often an answer that is not yet a yes or a no begins the time anew.
MOST_RESETS: Final = 3


class Times(TypedDict):
    """UTC. A referral to an agency bound by releases never lapses: that would tell that it was not answered."""

    answer_by: datetime
    remind_at: datetime
    deputy_at: datetime
    lapse_at: datetime | None


def times(start: datetime, urgency: str, desk: Desk, team: Team) -> Times:
    """The clock that begins at `start`, by the hours that the receiving desk has now."""
    hours, allowed = hours_of(desk, team), _allowed(settings_of(desk), urgency)
    answer_by = deadline(start, allowed, hours)
    return {
        "answer_by": answer_by,
        "remind_at": deadline(start, allowed * REMIND, hours),
        "deputy_at": answer_by,
        "lapse_at": None if desk.agency.release_bound else deadline(start, allowed * LAPSE, hours),
    }


def restarted(referral: Referral, start: datetime, team: Team) -> dict[str, Any]:
    """The columns of a clock that the receiver's answer begins anew, or nothing once it has done so often enough."""
    if referral.resets >= MOST_RESETS or referral.answer_by is None or referral.to_desk is None:
        return {}
    return {"resets": referral.resets + 1, **times(start, referral.urgency, referral.to_desk, team)}


def until_review(referral: Referral, day: date, team: Team) -> dict[str, Any]:
    """The columns of a clock that rests until the review day of a waitlist begins, and reminds the desk of it then."""
    if referral.to_desk is None:
        return {}
    opening = opening_of(day, hours_of(referral.to_desk, team))
    columns = restarted(referral, opening, team)
    return columns and columns | {"remind_at": opening}


def _allowed(settings: DeskHours, urgency: str) -> int:
    """How many business hours the desk has."""
    return {
        Urgency.TODAY: settings.today,
        Urgency.TWO_DAYS: settings.two_days,
        Urgency.ROUTINE: settings.routine,
    }[Urgency(urgency)]
