"""What holds for every record of a case, whichever room keeps it."""

from typing import Any, Self

from django.db.models import BooleanField, Func, JSONField, Q, QuerySet

from mdt.meetings.querysets import bodies_built_by
from mdt.team.models import User


class NotOfACaseKeptFromMe(Func):
    """False for a row of a case of which a record is kept from whom the wall's context names. No case is no secret."""

    template = "COALESCE(NOT %(expressions)s = ANY ((SELECT wall.cases_kept_from())::uuid[]), true)"
    output_field = BooleanField()


class SharesOf(Func):
    """What desks of whom the wall's context names have shared of a case: of each room `pk`, `desk`, `name`, `stands`.

    A room that they are not in has no name. (case)
    """

    function = "wall.shares_of"
    output_field = JSONField()


class Shares(QuerySet[Any]):
    """Cases that desks have shared with rooms. They are read at the desk that shared, and nowhere else."""

    def of_desks(self, user: User) -> Self:
        """Those of desks where `user` sits for the agency that they act for."""
        mine = self.filter(desk__group__in=user.desk_groups, desk__agency=user.place.agency_id)
        return mine.filter(NotOfACaseKeptFromMe("case"), team=user.place.team_id)

    def standing(self) -> Self:
        """Not taken back, whether the room sees anything by it now or not."""
        return self.filter(ended_at=None)


class Walls(QuerySet[Any]):
    """Whom cases are kept from. What one agency or one chair has set, nobody else is told."""

    def standing(self) -> Self:
        return self.filter(ended_at=None)

    def of_agency(self, user: User) -> Self:
        """Those that the agency of `user` has set."""
        return self.filter(team=user.place.team_id, holder=user.place.agency_id, body=None)

    def set_by(self, user: User) -> Self:
        """Those that `user` has set as who prepares meetings, or now has from somebody whose place has ended."""
        theirs = Q(set_by=user.place) | Q(set_by__ended_at__isnull=False, body__in=bodies_built_by(user))
        return self.filter(theirs, body__isnull=False)
