"""How duties are read: adjectives that chain, starting from the one door."""

from datetime import datetime
from typing import Any, Self

from django.db.models import CharField, Exists, Subquery

from cases.querysets import NotOfACaseKeptFromMe
from mdt.team.access import Door, DoorQuerySet
from mdt.team.models import User


class Duties(DoorQuerySet[Any]):
    """Duties behind their door: the desks of the agency that owes one, and the desk that is asked to take it over."""

    def visible_to(self, user: User) -> Self:
        """No person is ever granted a duty by name, so only desks are asked about; each row with its `door`."""
        own = self._grants("desk_grants").filter(group__in=user.desk_groups)
        door = Subquery(own.order_by("via").values("via")[:1], output_field=CharField())
        found = self.filter(Exists(own), NotOfACaseKeptFromMe("case"), team=user.place.team_id)
        return found.annotate(door=door)

    def owed_by(self, user: User) -> Self:
        """What the agency of `user` owes, as far as their desks see it."""
        return self.visible_to(user).filter(agency=user.place.agency_id)

    def offered_to(self, user: User) -> Self:
        """What another agency asks a desk of `user` to take over."""
        return self.visible_to(user).filter(offered_to=user.place.agency_id, door=Door.RECEIVER)

    def open(self) -> Self:
        return self.filter(stop="")

    def stopped(self) -> Self:
        return self.exclude(stop="")

    def to_remind(self, now: datetime) -> Self:
        """Of which a reminder is due, the longest waiting first."""
        return self.open().filter(remind_at__lte=now).order_by("remind_at", "pk")
