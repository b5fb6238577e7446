"""Which rooms take items from a main body: all that those who prepare its meetings may know of them."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.urls import reverse

from mdt.meetings.links import Link
from mdt.meetings.models import AgendaItem
from mdt.team.models import Body


@dataclass(frozen=True, slots=True)
class Taking:
    """A room by key and name."""

    pk: UUID
    name: str


def rooms_taking(body: Body) -> list[Taking]:
    """By name; none for whoever does not prepare the body's meetings. The database decides, in the wall's context."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name FROM wall.rooms_taking(%s) ORDER BY name, id", [body.pk])
        return [Taking(pk, name) for pk, name in cursor.fetchall()]


def link_to_give(item: AgendaItem) -> Link | None:
    """Beside an item of an agenda, where some room takes items from its body."""
    if not rooms_taking(item.meeting.body):
        return None
    return Link("Give it to a subcommittee", reverse("give-to-subcommittee", args=[item.meeting_id, item.pk]))
