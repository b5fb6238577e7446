"""Giving a room something to work on: from inside, or from an agenda of its main body."""

from uuid import UUID

from django.db import transaction

from audit.ledger import enter
from mdt.meetings.agenda import Entry
from mdt.meetings.codes import Because, require_no_code
from mdt.meetings.models import Meeting, Part, PartKind
from mdt.meetings.policies import may_prepare
from mdt.rooms.actions import tell
from mdt.rooms.models import room_of
from mdt.rooms.policies import may_work
from mdt.subcommittees.actions.working import kept_from_of
from mdt.subcommittees.models import QueueItem
from mdt.subcommittees.taking import rooms_taking
from mdt.team.models import Body, Membership, User
from mdt.team.policies import Refused, require
from privacy.datakeys import new_data_key
from privacy.sealing import seal
from privacy.wall import acting_as_system

NOT_TAKING = "That subcommittee takes no items from this group now. Nothing was given."


@transaction.atomic
def raise_item(body: Body, *, words: str, kept_words: int, by: User) -> QueueItem:
    """Put something on a room's own queue. `words` have passed the guard; a case is shared, not typed."""
    require(may_work(by, body))
    item = QueueItem(team_id=body.team_id, body=body, given_by=by.place, part=_part_of_words(body))
    return _keep(item, words, kept_words, by)


@transaction.atomic
def give_item(meeting: Meeting, *, entry: Entry, room: UUID, words: str, kept_words: int, by: User) -> QueueItem:
    """Give a room what stands on an agenda of its main body, by who prepares that. The item stays on the agenda.

    The room gets the words and the item's key. What it is about it sees only where the item's own door lets it.
    """
    require(may_prepare(by, meeting.body))
    if room not in {one.pk for one in rooms_taking(meeting.body)}:
        raise Refused(NOT_TAKING)
    item = QueueItem(
        team_id=meeting.team_id,
        body_id=room,
        from_body=meeting.body,
        part=entry.item.part.kind,
        source=entry.item.source,
        record=entry.line.record,
        given_by=by.place,
    )
    return _keep(item, words, kept_words, by)


def _keep(item: QueueItem, words: str, kept_words: int, by: User) -> QueueItem:
    if words:
        require_no_code(words, Because.READ_BY_OTHERS)
        _, key = new_data_key(item.pk, item.team_id)
        seal(item, key, words=words)
    item.save(force_insert=True)
    enter("queue.given", by=by, records=[item], detail={"kept_words": kept_words})
    # Whoever gives from outside does not know who chairs the room.
    with acting_as_system(item.team_id):
        body = Body.objects.get(pk=item.body_id)
        chair = Membership.objects.standing().filter(team=item.team_id, user=body.chair_id).first()
        if chair and chair.user_id not in {by.pk, *kept_from_of(item)}:
            tell("room.given", body, chair)
    return item


def _part_of_words(body: Body) -> PartKind:
    """Where words that are about no case are read back: among members only, where the main body has such a part."""
    room = room_of(body)
    parts = Part.objects.standing().filter(kind=PartKind.MEMBERS, body=room.reports_to_id if room else None)
    return PartKind.MEMBERS if parts.exists() else PartKind.OPEN
