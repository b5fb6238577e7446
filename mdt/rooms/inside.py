"""Who is inside which room: named members while it works, its chair, and nobody by role."""

from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, UUIDField, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from mdt.rooms.models import READ_ON, RoomMember
from mdt.team.models import Agency, Body, Membership, User
from privacy.plans import AmongKeys

# The door of what agencies have shared with a room: seen inside, by no grant.
ROOM_DOOR: Final = "room"

A_ROOM: Final = "a subcommittee"
# A colleague who is not in a room may take back what was shared there, and does not read its name.
ROOM_NAME: Final = Coalesce(Subquery(Body.objects.filter(pk=OuterRef("body_id")).values("name")), Value(A_ROOM))


class InMyRooms(AmongKeys):
    """True for what stands shared with a room where whom the wall's context names is inside, or with `body`.

    `lists` is the wall's function that lists the records of this kind.
    """

    def __init__(self, key: str, lists: str, body: UUID | None = None) -> None:
        super().__init__(key, lists, Value(body, UUIDField()))


def rooms_worked_in_by(user: User) -> QuerySet[Body]:
    """The subcommittees that are open to them now: as a named member, or as the chair."""
    inside = Q(chair=user) | Q(Exists(_named(user)))
    not_over = Q(room=None) | Q(room__ends_at__gt=timezone.now())
    return Body.objects.filter(inside, not_over, subcommittee=True, team=user.place.team_id)


def rooms_read_by(user: User) -> QuerySet[Body]:
    """The same, and those that are over and that they may still read as the chair."""
    return Body.objects.filter(room_read_by(user), team=user.place.team_id)


def room_read_by(user: User) -> Q:
    """The same as a condition on bodies."""
    now = timezone.now()
    works = Q(Exists(_named(user)) | Q(chair=user), Q(room=None) | Q(room__ends_at__gt=now))
    reads = Q(chair=user, room__ends_at__gt=now - READ_ON)
    return Q(works | reads, subcommittee=True)


def groups_to_share_with(user: User) -> QuerySet[Body]:
    """The groups of the team that they may know of: every main one, and the rooms that are open to them."""
    main = Body.objects.filter(subcommittee=False, team=user.place.team_id)
    return main | Body.objects.filter(pk__in=rooms_worked_in_by(user).values("pk"))


def people_in(body: Body) -> QuerySet[Membership]:
    """The standing places of a room's chair and of its members, by agency and name."""
    named = RoomMember.objects.filter(body=body, place=OuterRef("pk"))
    standing = Membership.objects.standing().filter(team=body.team_id, user__is_active=True)
    inside = standing.filter(Q(user=body.chair_id) | Q(Exists(named))).select_related("user", "agency")
    return inside.order_by("agency__name", "user__name", "pk")


def agencies_in(body: Body) -> QuerySet[Agency]:
    """The agencies that sit in a body: those of its desks, in a room those of its people."""
    if body.subcommittee:
        return Agency.objects.filter(pk__in=people_in(body).order_by().values("agency"))
    return Agency.objects.filter(desks__bodies=body).distinct()


def _named(user: User) -> QuerySet[RoomMember]:
    return RoomMember.objects.filter(body=OuterRef("pk"), place=user.place, place__ended_at=None)
