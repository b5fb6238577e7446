"""A room in the cast: chaired by `subchair`, with `sender` and `receiver` inside. Everybody else is outside."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from mdt.rooms.actions import name_member, set_room
from mdt.rooms.models import Room
from mdt.team.models import Body, User
from privacy.wall import acting_as, acting_as_system
from tests.cast import Cast

PURPOSE = "Agree who is called first."
INSIDE = ("subchair", "sender", "receiver")
# The chair of the main body, a colleague of a member, people of agencies that are not in it, and those who watch.
OUTSIDE = ("chair", "coordinator", "colleague", "lead", "third", "advocate", "auditor", "analyst", "neighbour")


def now_as(cast: Cast, part: str) -> User:
    """A person as their next request would find them."""
    return User.objects.with_place().get(pk=cast.people[part].pk)


def open_room(cast: Cast, *members: str, takes_items: bool = False, last_day: date | None = None) -> Body:
    """Set up by its chair, with these members, or with those of INSIDE."""
    body, chair = cast.bodies["labor"], now_as(cast, "subchair")
    last_day = last_day or timezone.localdate() + timedelta(days=90)
    with acting_as(chair):
        set_room(
            body, purpose=PURPOSE, last_day=last_day, reports_to=cast.bodies["team"], takes_items=takes_items, by=chair
        )
        for part in members or INSIDE[1:]:
            name_member(body, place=cast.place(part), by=chair)
    return body


def end_at(body: Body, moment: datetime) -> None:
    """Let the last day be over at that moment, whatever the page would take."""
    with acting_as_system():
        Room.objects.filter(body=body).update(ends_at=moment)
