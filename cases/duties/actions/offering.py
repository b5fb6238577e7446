"""Handing a duty over: the other agency must accept, and until then the first still owes it.

The other's desk cannot write the first's duty, so the second half of its answer is done as the system.
"""

from django.db import transaction
from django.utils import timezone

from audit.ledger import enter
from cases.codes import new_code
from cases.duties import policies
from cases.duties.actions.starting import keep
from cases.duties.actions.stopping import locked, stop
from cases.duties.choices import Stop
from cases.duties.models import Duty, DutyDeskGrant
from cases.parties import parties
from mdt.notices.actions import notify
from mdt.team.access import Door, To, grant_to_desks
from mdt.team.models import Desk, User
from mdt.team.policies import Refused, require
from privacy.wall import acting_as_system

NOT_ASKED = "They took this back meanwhile. Nothing was changed."


@transaction.atomic
def offer(*, by: User, duty: Duty, desk: Desk) -> None:
    """Ask a desk that holds the case too, at another agency, to take the duty over.

    Raises:
        Refused: the desk does not hold the case, or its agency cannot owe this, or needs a release.
    """
    duty = locked(duty)
    if not parties().other_desks(duty.case_id, by).filter(pk=desk.pk).exists():
        raise Refused("Choose a desk that works on this case with you.")
    require(policies.why_not_offer(duty, desk))
    duty.offered_to, duty.offered_desk, duty.offered_at = desk.agency, desk, timezone.now()
    duty.save(update_fields=["offered_to", "offered_desk", "offered_at"])
    to = [To(desk, Door.RECEIVER)]
    grant_to_desks(DutyDeskGrant, duty, to, holder=duty.agency_id, sort_at=duty.offered_at)
    enter("duty.offered", by=by, records=[duty], door=Door.ASSIGNED, detail={"agency": str(desk.agency_id)})
    notify("duty.offered", to=desk, record=duty)


@transaction.atomic
def take_back_offer(*, by: User, duty: Duty) -> None:
    """Ask nobody any more.

    Raises:
        Refused: nobody is asked, or they took it over already.
    """
    duty = locked(duty)
    if duty.offered_to_id is None:
        raise Refused("Nobody is being asked any more. Nothing was changed.")
    _ask_nobody(duty)
    enter("duty.offer_taken_back", by=by, records=[duty], door=Door.ASSIGNED, fields=["offered_to"])


@transaction.atomic
def accept(*, by: User, duty: Duty) -> Duty:
    """Owe it from now on, with the same trigger and time; the first agency's duty stops as taken over.

    Raises:
        Refused: it was taken back, has stopped, or this agency's own clock of the rule runs already.
    """
    place = by.place
    with acting_as_system(place.team_id):
        theirs, desk = _asked_of(by, duty)
    mine = Duty(
        team_id=theirs.team_id, case_id=theirs.case_id, code=new_code("DU"), agency=place.agency, desk=desk,
        rule=theirs.rule, triggered_at=theirs.triggered_at, due_at=theirs.due_at, started_by=by,
        started_at=timezone.now(), reminded=theirs.reminded,
    )  # fmt: skip
    keep(mine, [desk])
    enter("duty.taken_over", by=by, records=[theirs, mine], door=Door.RECEIVER)
    with acting_as_system(place.team_id):
        stop(theirs, Stop.TAKEN_OVER, taken_over_by=mine)
        notify("duty.taken_over", to=theirs.desk, record=theirs)
    return mine


@transaction.atomic
def decline(*, by: User, duty: Duty) -> None:
    """Say no. The first agency owes it as before.

    Raises:
        Refused: it was taken back, or has stopped.
    """
    enter("duty.offer_declined", by=by, records=[duty], door=Door.RECEIVER)
    with acting_as_system(by.place.team_id):
        theirs, _ = _asked_of(by, duty)
        _ask_nobody(theirs)
        notify("duty.offer_declined", to=theirs.desk, record=theirs)


def _asked_of(by: User, duty: Duty) -> tuple[Duty, Desk]:
    """The locked duty and the desk of `by` that is asked to take it over."""
    found = locked(duty)
    desk = found.offered_desk
    if desk is None or found.offered_to_id != by.place.agency_id or desk.group_id not in by.desk_groups:
        raise Refused(NOT_ASKED)
    return found, desk


def _ask_nobody(duty: Duty) -> None:
    duty.desk_grants.filter(via=Door.RECEIVER).delete()
    duty.offered_to = duty.offered_desk = duty.offered_at = None
    duty.save(update_fields=["offered_to", "offered_desk", "offered_at"])
