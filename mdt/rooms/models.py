"""A subcommittee as a sealed room: its purpose, its last day, where it reports, and its members by name."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Final
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from mdt.team.models import Body, Membership, Team
from privacy.keys import new_key
from privacy.sealing import SealedText

# How long after its last day its chair may still read it. The wall's own copy stands in 0002_wall; a test holds them.
READ_ON: Final = timedelta(days=30)
WARNED_BEFORE: Final = timedelta(days=14)


class Room(models.Model):
    """What a subcommittee's chair has set for it. Until then a subcommittee is open to its chair alone.

    After `ends_at` its chair reads it and nobody works in it; READ_ON later it is closed to everybody.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    body = models.OneToOneField(Body, on_delete=models.PROTECT, related_name="room")
    purpose = SealedText(null=True)
    ends_at = models.DateTimeField()
    # The main body that it reports to.
    reports_to = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="+")
    # Whether those who prepare the main body's meetings read its name, and may give it items.
    takes_items = models.BooleanField(default=False)
    set_at = models.DateTimeField(default=timezone.now)
    # When its chair is to be told that it ends soon, and that it has ended; empty once that is done.
    warn_at = models.DateTimeField(null=True)
    end_at = models.DateTimeField(null=True)

    class Privacy:
        workflow = ("team", "body", "ends_at", "reports_to", "takes_items", "set_at", "warn_at", "end_at")
        sealed = ("purpose",)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reports_to=F("body")), name="a_room_reports_to_another"),
            models.CheckConstraint(
                condition=Q(takes_items=False) | Q(reports_to__isnull=False), name="a_room_takes_items_from_a_group"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["warn_at", "id"], name="room_to_warn", condition=Q(warn_at__isnull=False)),
            models.Index(fields=["end_at", "id"], name="room_to_end", condition=Q(end_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """A short name for screens and ledger, from the random end of the body's key: "RM-9F03C1D2"."""
        return room_code(self.body_id)

    @property
    def sealed_under(self) -> UUID:
        return self.pk

    def is_over(self, now: datetime) -> bool:
        return self.ends_at <= now


class RoomMember(models.Model):
    """A named person in a room, with the place that they hold in the team; it ends with that place."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="room_members")
    place = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    named_at = models.DateTimeField(default=timezone.now)
    # Nobody, where an update made members of the people at the desks that sat in it before.
    named_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Privacy:
        workflow = ("team", "body", "place", "named_at", "named_by")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "place"], name="member_once_in_a_room")]

    def __str__(self) -> str:
        return f"RN-{self.pk.hex[-8:].upper()}"


def room_code(body: UUID) -> str:
    return f"RM-{body.hex[-8:].upper()}"


@dataclass(frozen=True, slots=True)
class NamedRoom:
    """A room as events name it: by its code, never by its name."""

    body: Body

    @property
    def pk(self) -> UUID:
        return self.body.pk

    @property
    def code(self) -> str:
        return room_code(self.body.pk)


def room_of(body: Body) -> Room | None:
    """What its chair has set, or None for a body that is no subcommittee or that nobody has set up.

    Without a query for whoever asked for `room` together with the body.
    """
    if not body.subcommittee:
        return None
    if Room._meta.get_field("body").remote_field.is_cached(body):
        held: Room | None = getattr(body, "room", None)
        return held
    return Room.objects.filter(body=body).first()
