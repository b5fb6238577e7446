"""What of a room somebody may see: all of its queue from inside, and its reports where the main body meets."""

from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from mdt.meetings.models import Part
from mdt.rooms.inside import rooms_read_by
from mdt.team.models import User


class QueueItems(QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        return self.filter(team=user.place.team_id, body__in=rooms_read_by(user))

    def with_people(self) -> Self:
        """With who gave and who has each."""
        return self.select_related("given_by__user", "given_by__agency", "taken_by__user", "taken_by__agency")

    def waiting(self) -> Self:
        return self.filter(step="waiting")

    def unfinished(self) -> Self:
        return self.filter(closed_at=None)


class Reports(QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """From inside the room, and for who sits in the part of the main body where it stands."""
        sat_in = Part.objects.sat_in_by(user).filter(body=OuterRef("to_body"), kind=OuterRef("part"))
        return self.filter(Q(body__in=rooms_read_by(user)) | Q(Exists(sat_in)), team=user.place.team_id)
