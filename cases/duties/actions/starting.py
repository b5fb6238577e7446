"""Starting a duty: by hand, or by what somebody did that starts one."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone
from psycopg.errors import InsufficientPrivilege

from audit.ledger import enter
from cases.codes import new_code
from cases.duties import policies
from cases.duties.choices import Trigger
from cases.duties.models import ConfirmedRule, Duty, DutyDeskGrant
from cases.duties.rules import RULES, Rule, rules_for
from cases.models import Case
from cases.parties import parties
from mdt.team.access import Door, To, grant_to_desks
from mdt.team.models import Desk, User
from mdt.team.policies import Refused, require

RUNNING = "This clock runs already for your agency. Open it under Duties."
ASK_ANOTHER = "You cannot start this clock. Nothing was changed. Ask a colleague at your desk to start it."


def confirmed_rules(team_id: UUID) -> frozenset[str]:
    """The keys of the rules that ship switched off and that counsel has confirmed for the team."""
    return frozenset(ConfirmedRule.objects.filter(team=team_id).values_list("rule", flat=True))


def rules_of(user: User) -> list[Rule]:
    """The rules that the agency of `user` may owe something by."""
    return rules_for(user.place.agency.sector, confirmed_rules(user.place.team_id))


@transaction.atomic
def start(*, by: User, case: Case, rule: str, triggered_at: datetime) -> Duty:
    """Start the clock of `rule` at `triggered_at`, seen by the desks of the agency that hold the case.

    Raises:
        Refused: not this agency's duty, a rule that is off, a time to come, a clock that runs already, no desk; or
            something of the case is kept from `by`.
    """
    law, now = RULES[rule], timezone.now()
    place = by.place
    require(policies.why_not_start(place.agency, law, confirmed_rules(place.team_id), triggered_at, now))
    desks = list(parties().own_desks(case.pk, by).order_by("name", "pk"))
    if not desks:
        raise Refused("Only a desk that works on this case can start a duty for it.")
    duty = Duty(
        team_id=place.team_id,
        case=case,
        code=new_code("DU"),
        agency=place.agency,
        desk=desks[0],
        rule=rule,
        triggered_at=triggered_at,
        due_at=law.due_at(triggered_at, place.team.time_zone),
        started_at=now,
        started_by=by,
    )
    keep(duty, desks)
    enter("duty.started", by=by, records=[duty], detail={"rule": law.number})
    return duty


def start_by(trigger: Trigger, *, by: User, case: Case, at: datetime) -> list[Duty]:
    """Start the duties that begin by themselves with what `by` just did; one that runs already goes on as it is."""
    running = Duty.objects.owed_by(by).open().filter(case=case).values_list("rule", flat=True)
    wanted = [rule.key for rule in rules_of(by) if rule.starts_on == trigger and rule.key not in set(running)]
    return [start(by=by, case=case, rule=key, triggered_at=at) for key in wanted]


def keep(duty: Duty, desks: list[Desk]) -> None:
    """Save a new duty with its next reminder and its desks' grants."""
    duty.remind_at = next_reminder(duty)
    to = [To(desk, Door.ASSIGNED) for desk in desks]
    try:
        with transaction.atomic():
            duty.save(force_insert=True)
            grant_to_desks(DutyDeskGrant, duty, to, holder=duty.agency_id, sort_at=duty.due_at or duty.triggered_at)
    except IntegrityError as error:
        if "one_open_duty_of_a_rule" in str(error):
            raise Refused(RUNNING) from None
        raise
    except ProgrammingError as problem:
        # The wall takes no duty on a case of which something is kept from who starts it, and says no more than that.
        if not isinstance(problem.__cause__, InsufficientPrivilege):
            raise
        raise Refused(ASK_ANOTHER) from problem


def next_reminder(duty: Duty) -> datetime | None:
    """When the next reminder after those that went out is due; None when all have."""
    times = duty.law.reminders(duty.triggered_at, duty.due_at)
    return times[duty.reminded] if duty.reminded < len(times) else None
