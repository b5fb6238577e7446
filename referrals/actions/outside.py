"""Noting that a person was sent to an organisation outside the team, and later what became of it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from audit.ledger import enter
from cases.models import Case
from cases.parties import parties
from mdt.directory.models import Organisation
from mdt.team.models import User
from mdt.team.policies import Refused, require
from referrals import policies
from referrals.choices import OutsideOutcome
from referrals.models import OutsideReferral


@transaction.atomic
def log_outside(
    *, by: User, case: Case, organisation: Organisation, service: str, referred_on: date
) -> OutsideReferral:
    """Note it for a case that a desk of `by` holds. No clock begins, and nobody is told.

    Raises:
        Refused: their desks do not hold the case, the organisation is not on the list, or the day has yet to come.
    """
    desk = parties().own_desks(case.pk, by).filter(group__in=by.desk_groups).order_by("name", "pk").first()
    if desk is None:
        raise Refused("Only a desk that holds this case can note this.")
    if organisation.ended_at or organisation.team_id != by.place.team_id:
        raise Refused("Choose an organization that is on the list.")
    if referred_on > timezone.localdate():
        raise Refused("That day has not come yet.")
    noted = OutsideReferral(
        team=by.place.team,
        case=case,
        agency=by.place.agency,
        desk=desk,
        organisation=organisation,
        service=service,
        referred_on=referred_on,
        logged_by=by,
    )
    noted.save(force_insert=True)
    enter("outside.logged", by=by, records=[case])
    return noted


@transaction.atomic
def say_outcome(*, by: User, noted: OutsideReferral, outcome: str) -> None:
    """Say what became of it; said again, the last word counts.

    Raises:
        Refused: another desk noted it, or there is no such outcome.
    """
    require(policies.why_not_say_outcome(by, noted))
    if outcome not in OutsideOutcome.values:
        raise Refused("Choose what became of it.")
    noted.outcome, noted.outcome_at = outcome, timezone.now()
    noted.save(update_fields=["outcome", "outcome_at"])
    enter("outside.outcome", by=by, records=[noted.case], fields=["outcome"])
