"""Who follows when a desk joins or leaves a body: the floors above keep what the desk sees in step with its seats."""

from collections.abc import Callable

from mdt.team.models import Body, Desk

Follower = Callable[[Body, Desk], None]

_FOLLOWERS: list[Follower] = []


def register_seat_follower(follower: Follower) -> None:
    """Add what is done after a desk's seat in a body changed, in its transaction; called in `AppConfig.ready()`."""
    _FOLLOWERS.append(follower)


def seat_changed(body: Body, desk: Desk) -> None:
    for follower in _FOLLOWERS:
        follower(body, desk)
