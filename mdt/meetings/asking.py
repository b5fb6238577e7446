"""Whose a record on an agenda is: the floors above say which agency may put it forward, and do it when it says yes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db.models import Exists, OuterRef

from mdt.meetings.models import ForwardAsk
from mdt.team.models import Body, Desk, User


class Owner(Protocol):
    """What a floor above registers in `AppConfig.ready()`, for its own kind of record."""

    def desks_owning(self, records: Sequence[UUID], body: Body) -> dict[UUID, Desk]:
        """By record, the desk of the agency that put it forward to this body; for the system's own eyes."""
        ...

    def address(self, record: UUID, user: User) -> str | None:
        """Where the owner's people find it, by its own door; None for whoever does not work on it."""
        ...

    def put_forward(self, record: UUID, body: Body, *, by: User) -> None:
        """Put it forward on the basis that the agency used before, as it would by hand.

        Raises:
            Refused: it may not go there now: no release, no part, an end, or not theirs.
        """
        ...


@dataclass(frozen=True, slots=True)
class Owned:
    """A record's owner: its desk, and how its floor is asked."""

    desk: Desk
    owner: Owner


_OWNERS: list[Owner] = []


def register_owner(owner: Owner) -> None:
    """Say whose records of a kind are; called in `AppConfig.ready()`."""
    _OWNERS.append(owner)


def owned(records: Sequence[UUID], body: Body) -> dict[UUID, Owned]:
    """By record, who may put it forward; for the system's own eyes. What nobody put forward has no owner to ask."""
    return {key: Owned(desk, owner) for owner in _OWNERS for key, desk in owner.desks_owning(records, body).items()}


def found_by(record: UUID, user: User) -> tuple[Owner, str] | None:
    """The floor that shows a record to `user` as their agency's own, and where."""
    for owner in _OWNERS:
        if address := owner.address(record, user):
            return owner, address
    return None


def is_asked(user: User) -> Exists:
    """Whether such a question waits about a record, asked together with it: most pages then ask no more."""
    return Exists(ForwardAsk.objects.to_answer_by(user).filter(record=OuterRef("pk")))


def asked_of(record: UUID, user: User) -> ForwardAsk | None:
    """The question about a record that waits for an answer of `user`, for the record's page."""
    if not user.has_perm("meetings.answer_ask"):
        return None
    waiting = ForwardAsk.objects.to_answer_by(user).filter(record=record).select_related("body")
    return waiting.order_by("asked_at", "pk").first()
