"""Which meetings and actions somebody may know of: those of the bodies that they sit in."""

from datetime import datetime
from typing import Any, TypeVar

from django.db.models import BooleanField, Exists, Func, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from mdt.rooms.inside import room_read_by
from mdt.team.models import Body, BodyDesk, User
from mdt.team.roles import Role

Record = TypeVar("Record", bound=Model)


class RecordNotKeptFromMe(Func):
    """False for a record that whom the wall's context names stepped back from, or that is kept from them."""

    template = "(NOT %(expressions)s = ANY ((SELECT wall.records_kept_from())::uuid[]))"
    output_field = BooleanField()


class RecordKeptFrom(Func):
    """Whether a record is kept from somebody, for the system's own eyes: (record, person)."""

    function = "wall.kept_from"
    output_field = BooleanField()


def bodies_of(user: User) -> QuerySet[Body]:
    """The bodies of the current team where one of their desks sits, or that they chair; rooms where they are inside."""
    seats = BodyDesk.objects.filter(body=OuterRef("pk"), desk__group__in=user.desk_groups, desk__closed_at=None)
    main = Q(Q(chair=user) | Q(Exists(seats)), subcommittee=False)
    return Body.objects.filter(main | room_read_by(user), team=user.place.team_id)


def bodies_built_by(user: User) -> QuerySet[Body]:
    """The bodies whose agendas they prepare: their own, and for the team's chair and coordinator all but rooms."""
    theirs = Q(chair=user)
    return bodies_of(user).filter(theirs | Q(subcommittee=False) if of_the_team(user) else theirs)


def of_the_team(user: User) -> bool:
    return user.has_role(Role.CHAIR) or user.has_role(Role.COORDINATOR)


class MeetingQuerySet(QuerySet[Record]):
    def visible_to(self, user: User) -> "MeetingQuerySet[Record]":
        """That and when a body meets is known to whoever sits in it. Agenda items have doors of their own.

        A special staffing is there for who sits in its part, and for who prepares the body's meetings.
        """
        part: Any = self.model._meta.get_field("only_part").related_model
        seats = part.objects.seats_of(user).filter(part=OuterRef("only_part"))
        mine = Q(only_part=None) | Q(Exists(seats)) | Q(body__chair=user) | Q(body__subcommittee=True)
        if of_the_team(user):
            mine |= Q(body__subcommittee=False)
        return self.filter(mine, team=user.place.team_id, body__in=bodies_of(user))

    def standing(self) -> "MeetingQuerySet[Record]":
        """Not cancelled."""
        return self.exclude(state="cancelled")

    def after(self, moment: datetime) -> "MeetingQuerySet[Record]":
        return self.filter(starts_at__gt=moment)

    def before(self, moment: datetime) -> "MeetingQuerySet[Record]":
        return self.filter(starts_at__lt=moment)


class ActionItemQuerySet(QuerySet[Record]):
    def visible_to(self, user: User) -> "ActionItemQuerySet[Record]":
        """For the owner agency's people and whoever prepares the agenda; to other members it is not there.

        What a part gave is there for who sits in it. The doer, and a lead of the owner agency, see it anyway.
        """
        part: Any = self.model._meta.get_field("part").related_model
        in_part = Q(part__in=part.objects.sat_in_by(user))
        owned = Q(agency=user.place.agency_id, body__in=bodies_of(user))
        if not user.has_role(Role.AGENCY_LEAD):
            owned &= in_part | Q(person=user.place)
        seen = self.filter(owned | Q(in_part, body__in=bodies_built_by(user)), team=user.place.team_id)
        return seen.filter(RecordNotKeptFromMe("pk"))

    def of(self, whose: str, user: User) -> "ActionItemQuerySet[Record]":
        """Those that are theirs to do ("mine"), their agency's ("agency"), or all of these."""
        mine = {"mine": Q(person=user.place), "agency": Q(agency=user.place.agency_id)}
        return self.filter(mine.get(whose, Q()))

    def undone(self) -> "ActionItemQuerySet[Record]":
        return self.filter(done_at=None)


class TopicQuerySet(QuerySet[Record]):
    def visible_to(self, user: User) -> "TopicQuerySet[Record]":
        """Standing topics are for everybody who sits in the body."""
        return self.filter(team=user.place.team_id, body__in=bodies_of(user))

    def standing(self) -> "TopicQuerySet[Record]":
        return self.filter(ended_at=None)


class PartQuerySet(QuerySet[Record]):
    def sat_in_by(self, user: User) -> "PartQuerySet[Record]":
        """The parts whose packets somebody gets: where one of their desks sits, and those of a body that they chair.

        In a room, which has no desks, all parts are for whoever is inside.
        """
        return self._sat_in(user).filter(body__in=bodies_of(user))

    def sat_in_at(self, user: User, meeting: Any) -> "PartQuerySet[Record]":
        """The same of the body of a meeting that is known to be visible to them: that is not asked once more."""
        return self._sat_in(user).filter(body=meeting.body_id)

    def _sat_in(self, user: User) -> "PartQuerySet[Record]":
        sits = Q(Exists(self.seats_of(user).filter(part=OuterRef("pk"))))
        inside = Q(body__chair=user) | Q(body__subcommittee=True)
        return self.filter(inside | sits, team=user.place.team_id)

    def seats_of(self, user: User) -> QuerySet[Any]:
        """The seats of their open desks, in whatever part."""
        seat: Any = self.model._meta.get_field("seats").related_model
        seats: QuerySet[Any] = seat.objects.filter(desk__group__in=user.desk_groups, desk__closed_at=None)
        return seats

    def standing(self) -> "PartQuerySet[Record]":
        return self.filter(ended_at=None)


class ForwardAskQuerySet(QuerySet[Record]):
    def standing(self) -> "ForwardAskQuerySet[Record]":
        """Not taken back: waiting, or answered."""
        return self.filter(taken_back_at=None)

    def waiting(self) -> "ForwardAskQuerySet[Record]":
        """Those that can still be answered: until the meeting begins."""
        return self.standing().filter(answered_at=None, meets_at__gt=timezone.now())

    def asked_at(self, user: User) -> "ForwardAskQuerySet[Record]":
        """Those that were put to a desk of theirs, about what is not kept from them."""
        mine = self.filter(team=user.place.team_id, desk__group__in=user.desk_groups)
        return mine.filter(RecordNotKeptFromMe("record"))

    def to_answer_by(self, user: User) -> "ForwardAskQuerySet[Record]":
        return self.asked_at(user).waiting()


class StepQuerySet(QuerySet[Record]):
    def due(self, now: datetime) -> "StepQuerySet[Record]":
        """What is to be done by now for meetings that are held, the longest waiting first."""
        waiting = self.filter(done_at=None, next_at__lte=now).exclude(meeting__state="cancelled")
        return waiting.order_by("due_at", "kind", "pk")


class StaffingQuerySet(QuerySet[Record]):
    def visible_to(self, user: User) -> "StaffingQuerySet[Record]":
        """For whoever asked, and for whoever prepares the body's meetings."""
        mine = Q(asked_by=user.place) | Q(body__in=bodies_built_by(user))
        return self.filter(mine, team=user.place.team_id)

    def waiting(self) -> "StaffingQuerySet[Record]":
        """Those that nobody has answered yet."""
        return self.filter(state="asked")
