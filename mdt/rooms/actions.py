"""What changes a room: its purpose and last day, who is in it, and its end."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from audit.ledger import enter
from mdt.notices.actions import notify_person
from mdt.rooms.models import WARNED_BEFORE, NamedRoom, Room, RoomMember
from mdt.rooms.policies import LONGEST, may_be_named, may_run, why_ended
from mdt.team.models import Body, Membership, User
from mdt.team.policies import Refused, require
from privacy.datakeys import data_keys, new_data_key
from privacy.sealing import seal


@transaction.atomic
def set_room(
    body: Body,
    *,
    purpose: str,
    last_day: date,
    reports_to: Body | None,
    takes_items: bool,
    by: User,
    kept_words: int = 0,
) -> Room:
    """Say what a room is for, its last day and where it reports. `purpose` has passed the guard.

    Raises:
        Refused: not by its chair, after its end, or for a last day that is over or more than a year away.
    """
    require(may_run(by, body))
    require(_why_not_until(last_day))
    if reports_to and (reports_to.subcommittee or reports_to.team_id != body.team_id):
        raise Refused("Choose a main group of this team.")
    if takes_items and not reports_to:
        raise Refused("Choose the group that may give it items.")
    Body.objects.select_for_update().get(pk=body.pk)
    room = _standing(body) or Room(team_id=body.team_id, body=body)
    key = new_data_key(room.pk, body.team_id)[1] if room._state.adding else data_keys([room.pk])[room.pk]
    seal(room, key, purpose=purpose)
    room.ends_at = midnight_after(last_day, body)
    room.warn_at, room.end_at = room.ends_at - WARNED_BEFORE, room.ends_at
    room.reports_to, room.takes_items = reports_to, takes_items
    room.save()
    enter("room.set", by=by, records=[room], detail={"until": str(last_day), "kept_words": kept_words})
    return room


@transaction.atomic
def end_room(room: Room, *, by: User) -> None:
    """End it now: its members lose it at once, and its chair reads it for a month more."""
    require(may_run(by, room.body))
    _standing(room.body)
    Room.objects.filter(pk=room.pk).update(ends_at=timezone.now(), warn_at=None, end_at=None)
    enter("room.ended", by=by, records=[room])


def _standing(body: Body) -> Room | None:
    """What is set of it, held until the commit. Refused where its chair has ended it in another window meanwhile."""
    room = Room.objects.select_for_update().filter(body=body).first()
    require(why_ended(room))
    return room


@transaction.atomic
def name_member(body: Body, *, place: Membership, by: User) -> RoomMember:
    """Let a named person into a room. They are told that they are in one."""
    require(may_run(by, body))
    Body.objects.select_for_update().get(pk=body.pk)
    require(may_be_named(body, place))
    member = RoomMember(team_id=body.team_id, body=body, place=place, named_by=by.place)
    member.save(force_insert=True)
    enter("room.member_named", by=by, records=[NamedRoom(body)], detail={"person": str(place.user_id)})
    tell("room.joined", body, place)
    return member


@transaction.atomic
def take_out(member: RoomMember, *, by: User) -> None:
    """End somebody's place in a room, by its chair or by themselves; from now on it is not there for them."""
    if member.place_id != by.place.pk:
        require(may_run(by, member.body))
    if not RoomMember.objects.filter(pk=member.pk).delete()[0]:
        raise Refused("That person is not in this subcommittee any more.")
    enter("room.member_left", by=by, records=[NamedRoom(member.body)], detail={"person": str(member.place.user_id)})


def tell(kind: str, body: Body, place: Membership) -> None:
    """Leave one named person a notice at the first desk where they sit; without a desk, Home alone tells them."""
    notify_person(kind, person=place.user, agency=place.agency_id, record=body)


def last_day_of(room: Room) -> date:
    """The day after whose midnight it is over, where the team works."""
    return (room.ends_at - timedelta(seconds=1)).astimezone(ZoneInfo(room.team.time_zone)).date()


def midnight_after(day: date, body: Body) -> datetime:
    """The moment at which a last day is over where the team works."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(body.team.time_zone))


def _why_not_until(last_day: date) -> str | None:
    today = timezone.localdate()
    if last_day < today:
        return "That day is over. Give a day that is still to come."
    return (
        "A subcommittee lasts a year at most. Its chair can set a new last day later."
        if (last_day > today + LONGEST)
        else None
    )
