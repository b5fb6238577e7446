"""What releases let, asked of the one place that decides: the database's wall, in the context of whoever acts."""

from datetime import datetime
from uuid import UUID

from django.db import connection


def in_force(*, case: UUID, giver: UUID, reader: UUID, category: str) -> bool:
    """Whether a release of the giver for the case is in force now, names the reader and holds the category."""
    return ends_at(case=case, giver=giver, reader=reader, category=category) is not None


def ends_at(*, case: UUID, giver: UUID, reader: UUID, category: str) -> datetime | None:
    """Until when it is, or None while none is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.release_ends(%s, %s, %s, %s)", [case, giver, reader, category])
        found: datetime | None = cursor.fetchone()[0]
    return found
