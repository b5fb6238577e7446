"""How duties are read: adjectives that chain, starting from the one door."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    Func,
    IntegerField,
    Q,
    Subquery,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from cases.querysets import NotOfACaseKeptFromMe
from mdt.rooms.inside import ROOM_DOOR, InMyRooms
from mdt.team.access import Door, DoorQuerySet
from mdt.team.models import User
from privacy.plans import AmongKeys

# The doors of desks that owe a duty or are asked to take it over; by any other it is seen at a meeting or in a room.
OF_DESKS: Final = (Door.ASSIGNED, Door.RECEIVER)


def in_rooms(body: UUID | None = None) -> InMyRooms:
    """Whether a duty stands shared with a room of whoever acts, or with this one."""
    return InMyRooms("pk", "wall.duties_in_rooms", body)


class ForwardedTo(AmongKeys):
    """Whether a duty stands put forward to a part where one of these desks sits, in a body if one is named."""

    def __init__(self, desks: Sequence[int], body: UUID | None = None) -> None:
        asked = (Value(list(desks), ArrayField(IntegerField())), Value(body, UUIDField()))
        super().__init__("pk", "wall.duties_forwarded", *asked)


class ForwardLets(Func):
    """Whether a duty may stand put forward to a body: (duty, body)."""

    function = "wall.duty_forward_lets"
    output_field = BooleanField()


class ShareShows(Func):
    """Whether a room is shown a duty with the case that a desk shares with it: (share, duty)."""

    function = "wall.share_shows_duty"
    output_field = BooleanField()


class Duties(DoorQuerySet[Any]):
    """Duties behind their door: the desks of the agency that owes one, the desk that is asked to take it over, and
    those of the part of a meeting that it stands put forward to; and whoever is in a room that its case is shared with.
    """

    def visible_to(self, user: User) -> Self:
        """No person is ever granted a duty by name, so only desks are asked about; each row with its `door`."""
        own = self._grants("desk_grants").filter(group__in=user.desk_groups)
        granted = Subquery(own.order_by("via").values("via")[:1], output_field=CharField())
        seen = Q(Exists(own)) | Q(ForwardedTo(user.desk_groups)) | Q(in_rooms())
        found = self.filter(seen, NotOfACaseKeptFromMe("case"), team=user.place.team_id)
        # Who sits in both a meeting and a room reads it at the meeting, on a screen perhaps: no room is named there.
        at_meeting = When(ForwardedTo(user.desk_groups), then=Value(Door.PUT_FORWARD.value))
        beside = Case(at_meeting, default=Value(ROOM_DOOR))
        return found.annotate(door=Coalesce(granted, beside, output_field=CharField()))

    def shared_with(self, body: UUID) -> Self:
        """What a room is shown with the cases that desks share with it."""
        return self.filter(in_rooms(body))

    def owed_by(self, user: User) -> Self:
        """What the agency of `user` owes and their desks work on. What they see at a meeting alone is not theirs."""
        return self.visible_to(user).filter(agency=user.place.agency_id, door=Door.ASSIGNED)

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
