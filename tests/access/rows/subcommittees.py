"""Rows of rooms: `subchair` chairs one, `sender` and `receiver` are in it. To everybody else there is no such room.

Not to the chair of the main body, nor to a member's own colleague or lead.
"""

from typing import Any

from django.utils import timezone

from cases.models import CaseShare
from mdt.rooms.models import RoomMember
from mdt.subcommittees.actions.giving import raise_item
from mdt.subcommittees.actions.working import take
from mdt.subcommittees.models import QueueItem
from mdt.team.models import Body
from privacy.wall import acting_as, acting_as_system
from referrals.models import Referral
from tests.access.matrix import row
from tests.access.rows.meetings import listed
from tests.cast import Cast
from tests.referrals.build import make_sent
from tests.rooms.build import now_as, open_room, room_for_cases
from tests.rooms.cases import share


def the_room(cast: Cast) -> Body:
    """Open, and taking items of the main body. Asked for again, it is the same one."""
    body = cast.bodies["labor"]
    with acting_as_system(cast.team.pk):
        there = RoomMember.objects.filter(body=body).exists()
    return body if there else open_room(cast, takes_items=True)


def opened(cast: Cast) -> dict[str, Any]:
    return {"body": the_room(cast).pk}


def purpose(cast: Cast) -> dict[str, Any]:
    return {"purpose": "Agree who is called.", "last_day": str(timezone.localdate()), "reports_to": ""}


def newcomer(cast: Cast) -> dict[str, Any]:
    return {"person": cast.place("third").pk}


def a_member(cast: Cast) -> dict[str, Any]:
    the_room(cast)
    with acting_as_system():
        return {"pk": RoomMember.objects.get(place=cast.place("receiver")).pk}


def waiting(cast: Cast) -> dict[str, Any]:
    room, sender = the_room(cast), now_as(cast, "sender")
    with acting_as(sender):
        return {"pk": raise_item(room, words="Who answers at night", kept_words=0, by=sender).pk}


def taken(cast: Cast) -> dict[str, Any]:
    found, sender = waiting(cast), now_as(cast, "sender")
    with acting_as(sender):
        take(QueueItem.objects.select_related("body__team").get(**found), by=sender)
    return found


def to_give(cast: Cast) -> dict[str, Any]:
    the_room(cast)
    return listed(cast)


def to_the_room(cast: Cast) -> dict[str, Any]:
    return {"room": str(cast.bodies["labor"].pk), "words": "Look at the nights"}


def held_inside(cast: Cast) -> dict[str, Any]:
    """A referral of which both sides are in the room."""
    room_for_cases(cast, "sender", "receiver")
    made = make_sent(now_as(cast, "sender"), cast.desks["child_welfare"], cast.desks["hospital"], note="")
    return {"pk": made.pk}


def whole_case(cast: Cast) -> dict[str, Any]:
    return {"body": str(cast.bodies["labor"].pk), "what": "case", "basis": "person_agreed"}


def shared(cast: Cast) -> dict[str, Any]:
    """The sender's desk has shared the case; the other side is in the room too."""
    held = held_inside(cast)
    with acting_as_system():
        made = Referral.objects.get(pk=held["pk"])
    share(cast, made, cast.bodies["labor"])
    with acting_as_system():
        return held | {"share": CaseShare.objects.get().pk}


def inside(members: int, chair: int) -> dict[str, Any]:
    absent = {"others": 403, "partners": 404, "leads": 404, "chairs": 404}
    return absent | {"sender": members, "receiver": members, "subchair": chair}


HAS_IT: dict[str, Any] = inside(403, 200) | {"sender": 200}
# Whoever has it no more is refused in words, and what they typed stays on the page.
CLOSES: dict[str, Any] = inside(200, 302) | {"sender": 302}
PREPARES: dict[str, Any] = {"others": 403, "chairs": 200, "subchair": 404}
ADVICE = {"advice": "change", "words": "Two nights a week"}

# Who sees the referral in a room holds no side of it, and neither does the room's chair.
SIDES: dict[str, Any] = {"others": 403, "partners": 404, "leads": 404, "sender": 302, "receiver": 302}

ROWS = [
    row("put-forward", "POST", at=held_inside, data=whole_case, **SIDES, note="the case to a room"),
    row("take-case-back", "POST", at=shared, **(SIDES | {"receiver": 404})),
    row("rooms", others=403, partners=200, leads=200, chairs=200),
    row("room", at=opened, **inside(200, 200)),
    row("room-purpose", at=opened, **inside(403, 200)),
    row("room-purpose", "POST", at=opened, data=purpose, **inside(403, 302)),
    row("end-room", at=opened, **inside(403, 200)),
    row("end-room", "POST", at=opened, **inside(403, 302)),
    row("room-people", at=opened, **inside(403, 200)),
    row("room-people", "POST", at=opened, data=newcomer, **inside(403, 302)),
    row("take-out-member", "POST", at=a_member, **inside(403, 302)),
    row("leave-room", "POST", at=opened, **inside(302, 404)),
    row("raise-item", at=opened, **inside(200, 200)),
    row("raise-item", "POST", at=opened, data={"words": "Who answers at night"}, **inside(302, 302)),
    row("queue-item", at=waiting, **inside(200, 200)),
    row("take-queue-item", "POST", at=waiting, **inside(302, 302)),
    row(
        "assign-queue-item",
        "POST",
        at=waiting,
        data=lambda cast: {"person": cast.place("receiver").pk},
        **inside(302, 302),
    ),
    row("report-queue-item", at=taken, **HAS_IT),
    row("report-queue-item", "POST", at=taken, data=ADVICE, **CLOSES),
    row("give-back-queue-item", at=taken, **HAS_IT),
    row("give-back-queue-item", "POST", at=taken, data={"reason": "no_time"}, **CLOSES),
    row("give-to-subcommittee", at=to_give, **PREPARES),
    row("give-to-subcommittee", "POST", at=to_give, data=to_the_room, **(PREPARES | {"chairs": 302, "subchair": 404})),
]
