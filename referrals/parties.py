"""Who holds a case, told to the floor below by the referrals that are on it."""

from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from cases.duties.models import Duty
from mdt.team.access import Door
from mdt.team.models import Desk, User
from referrals.choices import State
from referrals.models import Referral, ReferralDeskGrant
from referrals.querysets import Referrals

# More than a list to choose from shows, since several may be on one case.
LATELY: Final = 200


class ThroughReferrals:
    """A case is held at the desks that sent or received a referral on it; a withdrawn one is a code to its receiver."""

    def held_by(self, user: User) -> QuerySet[Any]:
        return _held(user).values("case")

    def lately_held_by(self, user: User) -> QuerySet[Any]:
        sides = ReferralDeskGrant.objects.filter(group__in=user.desk_groups, via__in=(Door.SENDER, Door.RECEIVER))
        lately = sides.order_by("-sort_at", "-content_object").values("content_object")[:LATELY]
        return _held(user).filter(pk__in=lately).values("case")

    def own_desks(self, case: UUID, user: User) -> QuerySet[Desk]:
        granted = _held(user).filter(case=case).values("desk_grants__group")
        return Desk.objects.open().filter(agency=user.place.agency_id, group__in=granted)

    def desks_holding(self, case: UUID) -> QuerySet[Desk]:
        live = Referral.objects.filter(case=case).exclude(state__in=(State.DRAFT, State.DECLINED, State.WITHDRAWN))
        duties = Duty.objects.filter(case=case)
        holds = Q(pk__in=live.values("from_desk")) | Q(pk__in=live.values("to_desk")) | Q(pk__in=duties.values("desk"))
        return Desk.objects.open().filter(holds)

    def other_desks(self, case: UUID, user: User) -> QuerySet[Desk]:
        known = _held(user).filter(case=case).exclude(state__in=(State.DECLINED, State.WITHDRAWN))
        sides = Q(pk__in=known.values("from_desk")) | Q(pk__in=known.values("to_desk"))
        return Desk.objects.open().filter(sides, agency__suspended_at=None).exclude(agency=user.place.agency_id)


def _held(user: User) -> Referrals:
    seen: Referrals = Referral.objects.visible_to(user)
    sides = Q(door=Door.SENDER) | Q(door=Door.RECEIVER) & ~Q(state=State.WITHDRAWN)
    return seen.filter(sides, case__isnull=False)
