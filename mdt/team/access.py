"""Who may see a record: django-guardian's only door.

A grant goes to a desk (its group) in one sorted row that carries the record's own time, so that a page of an inbox
is one index range whatever the table holds (the plain join costs 20 to 3,600 ms at a million records, this 1 ms).
Rows for single people are named exceptions and stay few. Only `view` is granted: what one may do is role and policy.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.utils import timezone
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from mdt.team.models import Agency, Desk, Membership, User
from privacy.keys import new_key
from privacy.wall import acting_as_system


class Door(models.TextChoices):
    """By which door a record is seen; named in every event of the ledger."""

    SENDER = "sender", "as the sender"
    RECEIVER = "receiver", "as the receiver"
    ASSIGNED = "assigned", "as assigned"
    PUT_FORWARD = "put_forward", "as put forward to a meeting"


class DeskGrant(GroupObjectPermissionBase):
    """A desk may see a record. Subclasses add `content_object`, a foreign key with related_name="desk_grants".

    `holder` is the agency that owns the record, so that its grants can be shown to it without reading the record.
    """

    # The wall's function that grants many records of this kind, having looked once at who holds them.
    grants_many: ClassVar[str]

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team_id = models.UUIDField()
    holder = models.UUIDField()
    sort_at = models.DateTimeField()
    via = models.CharField(max_length=20, choices=Door.choices)
    # Every grant is of the same permission, and the sorted index begins with the group.
    permission = models.ForeignKey(Permission, on_delete=models.CASCADE, db_index=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, db_index=False)

    class Meta:
        abstract = True


class PersonGrant(UserObjectPermissionBase):
    """One named person may see a record: a written exception."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team_id = models.UUIDField()
    holder = models.UUIDField()
    sort_at = models.DateTimeField()
    via = models.CharField(max_length=20, choices=Door.choices)

    class Meta:
        abstract = True


Record = TypeVar("Record", bound=models.Model)

# Somebody may pass by several doors; the ledger names the nearest.
_NEAREST = [Door.SENDER, Door.RECEIVER, Door.ASSIGNED, Door.PUT_FORWARD]


class DoorQuerySet(QuerySet[Record]):
    """Records behind their one door."""

    # The door of what is seen by no grant.
    door_beside = ""

    def visible_to(self, user: User) -> Self:
        """What the desks of `user`, or `user` by name, were granted in their current team; each row with its `door`."""
        desks = self._lawful(self._grants("desk_grants").filter(group__in=user.desk_groups), user)
        # A named exception ends with the place that it was made for.
        person = self._grants("person_grants").filter(user=user, holder=user.place.agency_id)
        seen = Q(Exists(desks)) | Q(Exists(person)) | self._seen_beside(user)
        return self.filter(seen, team=user.place.team_id).annotate(
            door=Coalesce(
                _nearest(desks), _nearest(person), models.Value(self.door_beside), output_field=models.CharField()
            )
        )

    def _seen_beside(self, user: User) -> Q:
        """What `user` sees by no grant of their desks or their own; a subclass may say that there is something."""
        return Q(pk__in=[])

    def visible_through(self, user: User, door: Door) -> Self:
        """Of what is visible, what one door shows to the desks of `user`: a list's own, smaller question.

        It is asked for each row as the list reads it. An Exists would become a join, which may begin with every grant
        that the desks hold, and cost as much as they are old.
        """
        desks = self._grants("desk_grants").filter(group__in=user.desk_groups, via=door)
        granted = IsNull(Subquery(desks.values("pk")[:1]), False)
        return self.filter(granted, team=user.place.team_id).annotate(
            door=models.Value(door.value, output_field=models.CharField())
        )

    def _lawful(self, grants: QuerySet[Any], user: User) -> QuerySet[Any]:
        """Of the grants to desks of `user`, those that count now; a subclass may say that not all do."""
        return grants

    def _grants(self, relation: str) -> QuerySet[Any]:
        grants: Any = self.model._meta.get_field(relation).related_model
        rows: QuerySet[Any] = grants.objects.filter(content_object=OuterRef("pk"))
        return rows


class _Nearness(models.Func):
    """Which place a door has among the nearest."""

    template = f"array_position(ARRAY{[door.value for door in _NEAREST]}, %(expressions)s::text)"
    output_field = models.IntegerField()


def _nearest(grants: QuerySet[Any]) -> Subquery:
    return Subquery(grants.order_by(_Nearness("via")).values("via")[:1])


def view_permission(model: type[models.Model]) -> Subquery:
    """The one permission that grants carry, `view` on the model, found inside the statement that inserts them."""
    return Subquery(_view_permissions(model).values("pk")[:1])


def _view_permissions(model: type[models.Model]) -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label=model._meta.app_label,
        content_type__model=model._meta.model_name,
        codename=f"view_{model._meta.model_name}",
    )


@dataclass(frozen=True)
class To:
    """A desk that a record is granted to, and by which door."""

    desk: Desk
    via: Door


@dataclass(frozen=True)
class Given:
    """One grant to write: which record, to whom, held by which agency, sorted where."""

    record: Any
    to: To
    holder: UUID
    sort_at: datetime


def grant_to_desks(grants: type[DeskGrant], record: Any, to: Iterable[To], *, holder: UUID, sort_at: datetime) -> None:
    """Let each desk see `record`, in one statement. Granting the same desk twice by the same door is one grant."""
    same = {"content_object": record, "team_id": record.team_id, "holder": holder, "sort_at": sort_at}
    permission = view_permission(type(record))
    rows = [grants(**same, permission_id=permission, group_id=one.desk.group_id, via=one.via) for one in to]
    grants.objects.bulk_create(rows, ignore_conflicts=True)


def grant_to_person(grants: type[PersonGrant], record: Any, user: User, *, via: Door, holder: UUID) -> bool:
    """Let one named person see `record`, the written exception. False when they were named already."""
    values = {"permission_id": _view_permissions(type(record)).get().pk, "holder": holder, "sort_at": timezone.now()}
    _, new = grants.objects.get_or_create(
        content_object=record, user=user, via=via, defaults=values | {"team_id": record.team_id}
    )
    return bool(new)


def grant_many_to_person(
    grants: type[PersonGrant], records: Sequence[Any], user: User, *, via: Door, holder: UUID
) -> list[Any]:
    """The same for many records of one kind. Returns those for which they were not named already."""
    if not records:
        return []
    held = grants.objects.filter(user=user, via=via, content_object__in=records)
    named = set(held.values_list("content_object", flat=True))
    new = [record for record in records if record.pk not in named]
    permission, now = _view_permissions(type(records[0])).get().pk, timezone.now()
    values = {"permission_id": permission, "holder": holder, "sort_at": now, "user": user, "via": via}
    rows = [grants(**values | {"content_object": record, "team_id": record.team_id}) for record in new]
    grants.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return new


def grant_many(grants: type[DeskGrant], given: Iterable[Given]) -> None:
    """Grant many records of one kind, or none: in one statement, which asks for all of them what the wall asks of one.

    Raises:
        DatabaseError: the wall would refuse one of them, as it would that row by itself.
    """
    rows = [
        (new_key(), one.record.pk, one.to.desk.group_id, one.to.via.value, one.holder, one.sort_at) for one in given
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {grants.grants_many}(%s, %s, %s::integer[], %s, %s, %s)",
                [list(column) for column in zip(*rows, strict=True)],
            )


def revoke_named(user: User, team_id: UUID) -> None:
    """Take back every grant that one person holds by name in one team."""
    with acting_as_system(team_id):
        for model in apps.get_models():
            if issubclass(model, PersonGrant):
                grants: QuerySet[Any] = model._default_manager.filter(team_id=team_id, user=user)
                grants.delete()


def revoke_all_of(agency: Agency, team_id: UUID) -> int:
    """Take back every grant that the agency's desks, and its people by name, hold in one team; how many there were.

    Whoever lets an agency leave sees none of its records, so this one statement per table is the system's.
    """
    people = Membership.objects.filter(team=team_id, agency=agency).values("user")
    ended = 0
    with acting_as_system(team_id):
        for model in apps.get_models():
            held: QuerySet[Any] = model._default_manager.filter()
            if issubclass(model, DeskGrant):
                ended += held.filter(team_id=team_id, group__desk__agency=agency).delete()[0]
            elif issubclass(model, PersonGrant):
                ended += held.filter(team_id=team_id, user__in=people).delete()[0]
    return ended
