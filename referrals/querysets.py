"""How referrals are read: adjectives that chain, starting from the one door."""

from datetime import datetime
from typing import Any, Self

from django.db.models import BooleanField, Func

from mdt.team.access import Door, DoorQuerySet
from mdt.team.models import User
from referrals.choices import State
from referrals.workflow import ENDED_STATES, OPEN_STATES


class NotKeptFromMe(Func):
    """False for a row whose sender keeps it from whom the wall's context names; only the database knows the list."""

    template = "(NOT %(expressions)s = ANY ((SELECT wall.referrals_kept_from())::uuid[]))"
    output_field = BooleanField()


class Referrals(DoorQuerySet[Any]):
    """Referrals behind their door. A draft is nobody's but its writer's."""

    def visible_to(self, user: User) -> Self:
        return super().visible_to(user).filter(NotKeptFromMe("pk")).exclude(state=State.DRAFT)

    def drafts_of(self, user: User) -> Self:
        return self.filter(state=State.DRAFT, written_by=user, team=user.place.team_id)

    def received(self) -> Self:
        """Of those visible: that came to a desk of theirs."""
        return self.filter(door=Door.RECEIVER)

    def sent(self) -> Self:
        """Of those visible: that their agency sent."""
        return self.filter(door=Door.SENDER)

    def waiting(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def accepted(self) -> Self:
        return self.filter(state=State.ACCEPTED)

    def ended(self) -> Self:
        return self.filter(state__in=ENDED_STATES)

    def overdue(self, on: datetime) -> Self:
        return self.filter(state=State.SENT, answer_by__lt=on)
