"""What the clock does with a referral that nobody answers: remind, hand to the deputy, let it lapse. Each once.

A row's next time is emptied in the transaction that leaves the step, the event and the notice, so that a tick that is
killed has done all of it or nothing, and the next tick goes on.
"""

from datetime import datetime
from typing import Final

from django.db.models.functions import Least
from django.utils import timezone

from audit.ledger import System, enter
from mdt.hours.desks import deputy_of
from mdt.meetings.keeping import people_kept_from
from mdt.notices.actions import notify
from mdt.team.models import Agency, Desk, User
from privacy.wall import acting_as_system
from referrals.actions.answering import take_out_of_sight
from referrals.choices import DeclineReason, State
from referrals.models import Referral, Step
from referrals.workflow import MOVES, OPEN_STATES, Side

CLOCK: Final = "The clock"
# In the order in which they come due; of two at one moment, the milder first.
_COLUMNS: Final = {"remind": "remind_at", "deputy": "deputy_at", "lapse": "lapse_at"}


def age_one() -> bool:
    """Do what is due next, over all teams. False when nothing is; a row that another tick holds is left to it."""
    now = timezone.now()
    with acting_as_system():
        due = Referral.objects.filter(state__in=sorted(OPEN_STATES))
        due = due.alias(due=Least("remind_at", "deputy_at", "lapse_at")).filter(due__lte=now).order_by("due", "pk")
        referral = due.select_for_update(skip_locked=True).first()
        if referral is None:
            return False
        _do(referral, now)
    return True


def _do(referral: Referral, now: datetime) -> None:
    waiting = {key: at for key, column in _COLUMNS.items() if (at := getattr(referral, column))}
    key = min(waiting, key=lambda one: waiting[one])
    desk = _whose_turn(referral)
    before = referral.state
    changes: dict[str, object] = {_COLUMNS[key]: None}
    if key == "lapse":
        changes |= {"state": State.DECLINED, "decline_reason": DeclineReason.NO_ANSWER, "review_on": None}
        changes |= {"changed_at": now, "changed_by": CLOCK}
        take_out_of_sight(referral, referral.receiver.pk, by=_clock_of(referral, referral.receiver))
    Referral.objects.filter(pk=referral.pk).update(**changes)
    after = str(changes.get("state", before))
    _leave_step(referral, key, desk.agency, before, after)
    _tell(referral, key, desk)


def _whose_turn(referral: Referral) -> Desk:
    """The desk that has to do something: the sender's while it owes the answer to a question."""
    desk = referral.from_desk if referral.state == State.QUESTION else referral.to_desk
    assert desk  # noqa: S101 - whoever sends or receives does so at a desk; rows of the old log have no clock
    return desk


def _leave_step(referral: Referral, key: str, agency: Agency, before: str, after: str) -> None:
    reason = DeclineReason.NO_ANSWER.value if key == "lapse" else ""
    Step.objects.create(
        referral=referral, team_id=referral.team_id, kind=key, by_name=CLOCK, agency=agency, before=before, after=after,
        reason=reason,
    )  # fmt: skip
    enter(f"referral.{key}", by=_clock_of(referral, agency), records=[referral], fields=[_COLUMNS[key]])


def _clock_of(referral: Referral, agency: Agency) -> System:
    """That a release-bound agency was reminded is its own affair."""
    return System(CLOCK, referral.team_id, agency.pk, agency.name, inner=agency.release_bound)


def _tell(referral: Referral, key: str, desk: Desk) -> None:
    if MOVES[key].tells == Side.SENDER:
        if referral.from_desk:
            notify(f"referral.{key}", to=referral.from_desk, record=referral)
        return
    deputy = _deputy(referral, desk) if key == "deputy" else None
    notify(f"referral.{key}", to=desk, record=referral, only_for=deputy)


def _deputy(referral: Referral, desk: Desk) -> User | None:
    """The desk's second person, unless the referral is kept from them: then the whole desk is told once more."""
    deputy = deputy_of(desk)
    return None if deputy and deputy.pk in people_kept_from(referral.pk) else deputy
