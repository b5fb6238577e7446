"""Whom a notice is not for although they sit at its desk. The floors above know; they register how to ask them."""

from collections.abc import Callable, Iterable
from uuid import UUID

KeptFrom = Callable[[UUID], Iterable[UUID]]

_ASKED: list[KeptFrom] = []


def register_kept_from(people: KeptFrom) -> None:
    """Add a way to ask which people a record, by its key, is kept from; called in `AppConfig.ready()`.

    It is asked in the system's context, when the mail goes out.
    """
    _ASKED.append(people)


def kept_from(record: UUID) -> set[UUID]:
    """Everybody whom a notice of this record must not reach: it would tell them that there is something."""
    return {person for people in _ASKED for person in people(record)}
