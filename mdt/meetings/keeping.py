"""From whom a record is kept, and what a floor above does when somebody who prepares a meeting keeps one from a person.

This floor knows records by their key only; which case one belongs to, and what else goes with it, is known above.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import connection

from mdt.team.models import Body, User


@dataclass(frozen=True, slots=True)
class Kept:
    """One wall that the reader has set, with whom it names."""

    key: UUID
    person: str
    since: datetime


class Keeper(Protocol):
    """What a floor above registers in `AppConfig.ready()`. It answers in the wall's context of whoever asks."""

    def keep(self, record: UUID, *, person: User, body: Body, by: User) -> None:
        """Keep the record's case from a person, for who prepares this body's meetings.

        Raises:
            Refused: it belongs to no case.
        """
        ...

    def kept_by(self, record: UUID, user: User) -> Sequence[Kept]:
        """The walls that `user` has set for its case as who prepares meetings; nobody else's."""
        ...

    def open_again(self, wall: UUID, *, by: User) -> None:
        """Lift one's own wall. Refused when it is lifted already, or another's."""
        ...


_KEEPERS: list[Keeper] = []


def register_keeper(keeper: Keeper) -> None:
    """Say who keeps cases from people.

    Raises:
        ValueError: somebody did already.
    """
    if _KEEPERS:
        raise ValueError("Who keeps cases from people is registered twice.")
    _KEEPERS.append(keeper)


def keeper() -> Keeper:
    return _KEEPERS[0]


def records_under(record: UUID) -> list[UUID]:
    """A record and what it leads to: a report's record, the records of an action's items; for the system's own eyes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.records_under(%s)", [record])
        found: list[UUID] = cursor.fetchone()[0]
    return found


def people_kept_from(record: UUID) -> set[UUID]:
    """The keys of whom a record is kept from; for the system's own eyes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall.people_kept_from(%s)", [record])
        return set(cursor.fetchone()[0])
