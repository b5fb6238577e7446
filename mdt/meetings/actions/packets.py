"""Packets for everybody who sits in a meeting: one job for each, which makes it with that reader's rights.

The files are made to know that they can be, and let go: a reader fetches theirs from the agenda's page, where each is
made anew (docs/adr/0040). What is kept is how far the jobs have come.
"""

import logging
from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audit.ledger import System, enter
from mdt.meetings import pdf
from mdt.meetings.agenda import entries, opened, sections, sheet
from mdt.meetings.models import Meeting, Packet, PacketState, State
from mdt.meetings.people import members_of, tell
from mdt.meetings.policies import may_prepare
from mdt.meetings.sheet import Sheet
from mdt.team.models import Membership, User
from mdt.team.policies import Refused, require
from privacy.wall import acting_as, acting_as_system

JOB = "packet job"
log = logging.getLogger(__name__)
Start = Callable[[str, str], object]


@transaction.atomic
def ask_for_packets(meeting: Meeting, *, by: User, start: Start) -> int:
    """Ask for a packet for everybody who sits there, anew for those who have one; `start` begins a job. How many.

    Raises:
        Refused: the agenda is not published, or `by` does not prepare it.
    """
    require(may_prepare(by, meeting.body))
    if meeting.state != State.PUBLISHED:
        raise Refused("Publish the agenda first. Packets are made of what is published.")
    with acting_as_system(meeting.team_id):
        # Two presses take turns, and the second makes them anew.
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        Packet.objects.filter(meeting=meeting).delete()
        packets = Packet.objects.bulk_create(
            Packet(team_id=meeting.team_id, meeting=meeting, reader=place) for place in members_of(meeting)
        )
    enter("packets.asked", by=by, records=[meeting], detail={"count": len(packets)})
    for packet in packets:
        transaction.on_commit(partial(start, str(packet.pk), str(packet.team_id)))
    return len(packets)


def make_packet(key: UUID, team: UUID) -> None:
    """Make one packet as its reader may see it at this moment, and tell them. One that is done is left as it is, so
    that a job that was killed is simply done again. Whatever else goes wrong is named on the page, and none waits."""
    with acting_as_system(team):
        waiting = Packet.objects.select_related("meeting", "reader__agency", "reader__user")
        packet = waiting.filter(pk=key, state=PacketState.WAITING).first()
        reader = packet and _reader(packet.reader)
    if packet is None:
        return
    try:
        state = _made(packet, reader) if reader else PacketState.AWAY
    except Exception as error:  # noqa: BLE001 - one that nobody foresaw must not wait for ever
        # The class alone: what an error says may quote a row.
        log.error("A packet could not be made: %s", type(error).__name__)
        state = PacketState.FAILED
    with acting_as_system(team):
        done = Packet.objects.filter(pk=key, state=PacketState.WAITING).update(state=state, done_at=timezone.now())
        if done and reader and state == PacketState.READY:
            tell("packet.ready", packet.reader, packet.meeting)


def _reader(place: Membership) -> User | None:
    """Whoever holds a place, while it stands and is the one they work in."""
    held = User.objects.with_place().filter(pk=place.user_id, is_active=True)
    return held.filter(current=place, current__ended_at=None).first()


def _made(packet: Packet, reader: User) -> PacketState:
    with acting_as(reader):
        found = Meeting.objects.visible_to(reader).filter(pk=packet.meeting_id).select_related("body").first()
        if found is None:
            return PacketState.AWAY
        if found.state != State.PUBLISHED:
            return PacketState.NOT_HELD
        sheets = _sheets(found, reader)
    for words in sheets:
        pdf.agenda_pdf(words)
    return PacketState.READY


def _sheets(meeting: Meeting, reader: User) -> list[Sheet]:
    """What each part that holds something shows its reader now, under one event of the system's."""
    read = opened("packet.made", meeting, entries(meeting, reader), System(JOB, meeting.team_id))
    return [sheet(meeting, one, reader) for one in sections(meeting, reader, read) if one.entries]
