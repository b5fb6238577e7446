"""Minutes of subcommittees that are over and whose day has come: all that their chair still finds of such a room.

The database says which (docs/adr/0120), since the room's own rows are closed to everybody.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils.dateformat import format as formatted

from mdt.meetings.models import PartKind
from mdt.meetings.models.naming import reference

_LISTED = """SELECT minutes, its_meeting, its_part, its_group, met_at, in_zone, its_kind, due_on
    FROM wall.minutes_past_date() ORDER BY due_on, met_at, its_kind, minutes"""


@dataclass(frozen=True, slots=True)
class PastInARoom:
    """The minutes of one part, by group, day and kind; not a word of them."""

    pk: UUID
    meeting: UUID
    part: UUID
    group: str
    met_at: datetime
    zone: str
    kind: str
    dispose_on: date

    @property
    def code(self) -> str:
        return reference("MN", self.pk)

    @property
    def meeting_code(self) -> str:
        return reference("MT", self.meeting)

    @property
    def part_label(self) -> str:
        return PartKind(self.kind).label

    @property
    def met_on(self) -> str:
        """By the clock of the room."""
        return formatted(self.met_at.astimezone(ZoneInfo(self.zone)), "F j, Y")


def past_in_rooms_over() -> list[PastInARoom]:
    """The longest due first; none for whoever chairs no subcommittee that is over. Asked in the wall's context."""
    with connection.cursor() as cursor:
        cursor.execute(_LISTED)
        return [PastInARoom(*row) for row in cursor.fetchall()]
