"""How many members of a part cannot see an item, as a number and nothing else, for who is about to publish.

Asked for each desk and not for each person: who stepped back, and whom something is kept from, is in no count. A
number that moved with a wall would tell of the wall, and by trial who is behind one (docs/adr/0099).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from mdt.meetings.agenda import Entry, lines_of
from mdt.meetings.models import Meeting, Part
from mdt.meetings.policies import may_prepare
from mdt.team.models import Desk, Membership, User
from privacy.wall import acting_as_system


@dataclass(frozen=True, slots=True)
class Seat:
    """A desk of a part, and who sits there."""

    part: UUID
    desk: Desk
    people: frozenset[UUID]


def unseen_by(meeting: Meeting, shown: Sequence[Entry]) -> dict[UUID, int]:
    """By item, how many people at the desks of its part sit at none that it is open to. What all see is left out."""
    with acting_as_system(meeting.team_id):
        seats = _seats(meeting, {entry.item.part for entry in shown})
        reached: dict[UUID, set[UUID]] = {entry.item.pk: set() for entry in shown}
        for seat in seats:
            items = [entry.item for entry in shown if entry.item.part_id == seat.part]
            lines = lines_of(items, _anybody_at(seat.desk, meeting)) if items else {}
            for item in items:
                if item.record in lines:
                    reached[item.pk] |= seat.people
    members = {part: frozenset[UUID]().union(*(s.people for s in seats if s.part == part)) for part in _parts(seats)}
    counts = {e.item.pk: len(members.get(e.item.part_id, frozenset()) - reached[e.item.pk]) for e in shown}
    return {item: count for item, count in counts.items() if count}


def _parts(seats: Iterable[Seat]) -> set[UUID]:
    return {seat.part for seat in seats}


def _seats(meeting: Meeting, parts: Iterable[Part]) -> list[Seat]:
    """The desks of these parts. Whoever prepares the meeting is no member to be reached: they see by preparing it."""
    found = []
    for part in parts:
        for desk in Desk.objects.open().filter(part_seats__part=part).select_related("agency").order_by("pk"):
            places = Membership.objects.standing().filter(team=meeting.team_id, agency=desk.agency_id)
            here = places.filter(user__groups=desk.group_id, user__is_active=True).select_related("user")
            found.append(Seat(part.pk, desk, frozenset(p.user_id for p in here if not _prepares(p, meeting))))
    return found


def _prepares(place: Membership, meeting: Meeting) -> bool:
    person = place.user
    person.current = place
    return may_prepare(person, meeting.body) is None


def _anybody_at(desk: Desk, meeting: Meeting) -> User:
    """Nobody in particular who sits at a desk and nowhere else, without a role: what they find, the desk finds."""
    nobody = User(name="Anybody")
    nobody.current = Membership(user=nobody, team_id=meeting.team_id, agency=desk.agency, roles=[])
    nobody.__dict__["desk_groups_now"] = [desk.group_id]
    return nobody
