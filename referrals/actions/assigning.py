"""Named exceptions: one colleague who sits at no desk of a referral may see it, by name."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from audit.ledger import enter
from mdt.team.access import Door, grant_many_to_person, grant_to_person
from mdt.team.models import User
from mdt.team.policies import Refused, require
from referrals import policies
from referrals.actions.moving import hold, hold_many
from referrals.actions.together import Together, doors_of, judged
from referrals.models import Referral, ReferralPersonGrant


@transaction.atomic
def assign(*, by: User, referral: Referral, person: User) -> None:
    """Let a colleague of one's own agency see a referral: its coded answers, not its note, and no move.

    Whom the sender keeps it from still does not see it.

    Raises:
        Refused: the agency does not hold it, or the person is not one of its own who works on referrals.
    """
    referral = hold(referral, by)
    require(policies.why_not_assign(by, referral, person))
    agency = by.place.agency_id
    if grant_to_person(ReferralPersonGrant, referral, person, via=Door.ASSIGNED, holder=agency):
        _tell("referral.assigned", by, [referral], person)


@transaction.atomic
def assign_many(*, by: User, keys: Collection[UUID], person: User) -> Together:
    """The same for many referrals in one transaction and one event. What cannot be assigned stays as it is.

    Raises:
        Refused: none, or too many at once.
    """
    judgement = judged(keys, hold_many(keys, by), lambda referral: policies.why_not_assign(by, referral, person))
    new = grant_many_to_person(
        ReferralPersonGrant, judgement.done, person, via=Door.ASSIGNED, holder=by.place.agency_id
    )
    if new:
        _tell("referral.assigned", by, new, person)
    return judgement


@transaction.atomic
def unassign(*, by: User, referral: Referral, person: User) -> None:
    """Take one's own agency's exception back; it bites at the next request.

    Raises:
        Refused: the person is not named here by this agency.
    """
    own = referral.person_grants.filter(user=person, holder=by.place.agency_id)
    if not own.delete()[0]:
        raise Refused("Your agency has not named this person here, or took it back already.")
    _tell("referral.unassigned", by, [referral], person)


def _tell(kind: str, by: User, referrals: Collection[Referral], person: User) -> None:
    enter(kind, by=by, records=referrals, door=doors_of(referrals), detail={"person": str(person.pk)})
