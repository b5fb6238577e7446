"""Switching on a rule that ships switched off, once counsel has confirmed it, and off again."""

from django.db import transaction

from audit.ledger import enter
from cases.duties.models import ConfirmedRule
from cases.duties.rules import RULES
from mdt.team.models import User
from mdt.team.policies import Refused


@transaction.atomic
def confirm_rule(*, by: User, rule: str) -> None:
    """Let agencies of the team start duties by a rule that ships switched off. Twice is once.

    Raises:
        Refused: there is no such rule, or it is in force as shipped.
    """
    law = _waiting(rule)
    _, new = ConfirmedRule.objects.get_or_create(team=by.place.team, rule=rule)
    if new:
        enter("duty_rule.confirmed", by=by, detail={"rule": law})


@transaction.atomic
def switch_rule_off(*, by: User, rule: str) -> None:
    """No new duty starts by it; those that run go on."""
    law = _waiting(rule)
    if ConfirmedRule.objects.filter(team=by.place.team_id, rule=rule).delete()[0]:
        enter("duty_rule.switched_off", by=by, detail={"rule": law})


def _waiting(rule: str) -> str:
    law = RULES.get(rule)
    if law is None or law.active:
        raise Refused("Choose a rule that waits for counsel.")
    return law.number
