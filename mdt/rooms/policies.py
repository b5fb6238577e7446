"""Why somebody may not do something in a room: a sentence, or None when they may."""

from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format

from mdt.rooms.inside import people_in, rooms_worked_in_by
from mdt.rooms.models import Room, room_of
from mdt.team.models import Body, Membership, User
from mdt.team.roles import WORKING

LONGEST: Final = timedelta(days=366)
NOT_ITS_CHAIR: Final = "Only the chair of this subcommittee can do this."


def why_over(body: Body) -> str | None:
    """Nobody works in a subcommittee after its last day."""
    return why_ended(room_of(body))


def why_ended(room: Room | None) -> str | None:
    if room is None or not room.is_over(timezone.now()):
        return None
    return f"This subcommittee ended on {ended_on(room)}. It can be read, and nothing in it can be changed."


def ended_on(room: Room) -> str:
    """Its last day in words. The moment of the end is midnight after it."""
    return date_format(timezone.localtime(room.ends_at - timedelta(seconds=1)), "F j, Y")


def may_run(user: User, body: Body) -> str | None:
    """Set what a room is for, its last day and its members: its own chair, while it works."""
    if not body.subcommittee or body.team_id != user.place.team_id or body.chair_id != user.pk:
        return NOT_ITS_CHAIR
    return why_over(body)


def may_work(user: User, body: Body) -> str | None:
    """Work in a room: its members and its chair, while it works."""
    if rooms_worked_in_by(user).filter(pk=body.pk).exists():
        return None
    return why_over(body) or "Only a member of this subcommittee can do this."


def may_be_named(body: Body, place: Membership) -> str | None:
    """Only somebody who works on records may be in a room, and whoever watches over them may not."""
    if place.team_id != body.team_id or place.ended_at or set(place.roles).isdisjoint(WORKING):
        return "Choose a person of this team who works on referrals or meetings."
    if people_in(body).filter(pk=place.pk).exists():
        return "That person is in this subcommittee already."
    return None
