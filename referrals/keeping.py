"""What a meeting's item is part of: keeping its case from a person, for who prepares the meeting."""

from collections.abc import Sequence
from uuid import UUID

from cases.actions.walls import keep_from_at, open_again
from cases.duties.models import Duty
from cases.models import Case, CaseWall
from mdt.meetings.keeping import Kept, records_under
from mdt.team.models import Body, User
from mdt.team.policies import Refused
from privacy.wall import acting_as_system
from referrals.models import Referral


class CasesKept:
    """Answers for records of all floors that know cases, as far as the wall shows them to who asks."""

    def keep(self, record: UUID, *, person: User, body: Body, by: User) -> None:
        case = _case_of(record, by)
        if case is None:
            raise Refused("You see no case behind this item, so it cannot be kept from somebody here.")
        keep_from_at(case, person=person, body=body, by=by)

    def kept_by(self, record: UUID, user: User) -> Sequence[Kept]:
        case = _case_of(record, user)
        walls = CaseWall.objects.standing().set_by(user).filter(case=case).select_related("user")
        return [Kept(one.pk, one.user.name, one.set_at) for one in walls.order_by("user__name", "pk")] if case else []

    def open_again(self, wall: UUID, *, by: User) -> None:
        open_again(CaseWall.objects.set_by(by).select_related("case").get(pk=wall), by=by)


def _case_of(record: UUID, user: User) -> Case | None:
    """The case that a record leads to, as far as `user` sees what lies between."""
    with acting_as_system(user.place.team_id):
        keys = records_under(record)
    referrals = Referral.objects.filter(pk__in=keys).values("case")
    duties = Duty.objects.filter(pk__in=keys).values("case")
    found: Case | None = Case.objects.filter(pk__in=referrals.union(duties)).order_by("pk").first()
    return found or Case.objects.filter(pk__in=keys).order_by("pk").first()
