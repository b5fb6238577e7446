"""Which desks see the packet of a part, and who follows when that changes: the floors above keep grants in step."""

from collections.abc import Callable

from django.db.models import QuerySet

from mdt.meetings.models import PartKind
from mdt.team.models import Body, Desk

Follower = Callable[[Body, Desk], None]

_FOLLOWERS: list[Follower] = []


def register_roster_follower(follower: Follower) -> None:
    """Add what is done after a desk's seats in a body's parts changed, in its transaction; called in `ready()`."""
    _FOLLOWERS.append(follower)


def roster_changed(body: Body, desk: Desk) -> None:
    for follower in _FOLLOWERS:
        follower(body, desk)


def desks_taking(body: Body, kind: PartKind) -> QuerySet[Desk]:
    """The open desks that sit in the body's part of this kind; none when it has no such part."""
    return Desk.objects.open().filter(
        part_seats__part__body=body, part_seats__part__kind=kind, part_seats__part__ended_at=None
    )
