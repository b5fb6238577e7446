"""Who follows when a desk joins or leaves a body, or its agency a team: the floors above keep in step what is seen."""

from collections.abc import Callable

from mdt.team.models import Agency, Body, Desk, Team

Follower = Callable[[Body, Desk], None]
Leaver = Callable[[Agency, Team], None]

_FOLLOWERS: list[Follower] = []
_LEAVERS: list[Leaver] = []


def register_seat_follower(follower: Follower) -> None:
    """Add what is done after a desk's seat in a body changed, in its transaction; called in `AppConfig.ready()`."""
    _FOLLOWERS.append(follower)


def seat_changed(body: Body, desk: Desk) -> None:
    for follower in _FOLLOWERS:
        follower(body, desk)


def register_leaver(leaver: Leaver) -> None:
    """Add what ends when an agency leaves a team, after its grants; called in `AppConfig.ready()`."""
    _LEAVERS.append(leaver)


def agency_left(agency: Agency, team: Team) -> None:
    for leaver in _LEAVERS:
        leaver(agency, team)
