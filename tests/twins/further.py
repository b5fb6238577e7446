"""What the two worlds live through after that: a release ends, a meeting is held, a room, a staffing, one in progress.

The clock goes the same way in both, and what both have draws its keys from a seed that is set anew after each thing
that only one of them has.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

import mdt.rooms.actions
from cases.models import Case
from cases.releases.actions.revoking import revoke
from cases.releases.choices import Revoked
from cases.releases.models import Release
from mdt.directory.choices import AgeGroup
from mdt.meetings import pdf
from mdt.meetings.actions.minutes import add_to, approve
from mdt.meetings.actions.packets import ask_for_packets, make_packet
from mdt.meetings.actions.parts import add_part
from mdt.meetings.actions.planning import set_series
from mdt.meetings.actions.presence import add_guests, agreed_aloud, guests_left, mark_present
from mdt.meetings.actions.running import end, start, turn_to
from mdt.meetings.actions.staffings import ask_staffing, plan_staffing
from mdt.meetings.actions.topics import add_topic
from mdt.meetings.actions.work import give_action
from mdt.meetings.agenda import entries
from mdt.meetings.models import (
    ActionKind,
    AgendaItem,
    HowSoon,
    ItemState,
    Meeting,
    Minutes,
    Packet,
    Part,
    PartBasis,
    PartKind,
    PartSeat,
    WhyStaffing,
)
from mdt.meetings.pdf import agenda_pdf
from mdt.meetings.series import Rule
from mdt.meetings.sheet import Sheet
from mdt.rooms.actions import name_member, set_room
from mdt.subcommittees.actions.giving import give_item
from mdt.subcommittees.actions.working import report_back, take
from mdt.subcommittees.models import Advice, QueueItem
from mdt.team.models import Body, BodyDesk, User
from mdt.team.roles import Role
from mdt.team.sectors import Basis, Sector
from privacy.wall import acting_as, acting_as_system
from referrals.actions.forwarding import put_forward
from referrals.actions.sharing import share_case
from referrals.models import Referral
from tests.cast import make_agency, make_desk
from tests.meetings.held import term_of, write
from tests.referrals.build import YOUNG, seen_by
from tests.referrals.cast import Cast, make_person
from tests.releases.build import make_release, send_under
from tests.twins.worlds import Seeds, World, list_all, publish_all
from tests.walls.build import fresh

# Ten minutes past noon in Los Angeles on the first Thursday, two weeks before the next one, and ten minutes into that.
HELD: Final = datetime(2026, 11, 5, 20, 10, tzinfo=UTC)
BETWEEN: Final = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
GOES_ON: Final = datetime(2026, 12, 3, 20, 10, tzinfo=UTC)
DUE: Final = date(2026, 11, 20)
FAR_OFF: Final = date(2100, 1, 1)
# Whose packets their jobs make: each paper is set by a process of its own.
PACKET_READERS: Final = ("agency", "recused", "third")
MINUTE: Final = timedelta(minutes=1)


@dataclass
class Scene:
    """What both worlds have of the group beside its meeting."""

    parts: dict[PartKind, Part]
    room: Body
    # Another chair of the team, from whom nothing is kept.
    chair: User


def set_scene(world: World, cast: Cast) -> Scene:
    """A third agency that sits in the open part alone, a room, and open business."""
    juvenile = make_desk(make_agency("Northfield Juvenile", cast.team, Sector.JUVENILE))
    world.readers["third"] = make_person("Tara", cast.team, juvenile, Role.PARTNER)
    BodyDesk.objects.create(body=cast.body, desk=juvenile)
    with acting_as_system(cast.team.pk):
        parts = {PartKind(one.kind): one for one in Part.objects.filter(body=cast.body)}
        PartSeat.objects.create(team=cast.team, part=parts[PartKind.OPEN], desk=juvenile)
    room = Body.objects.create(team=cast.team, name="Northfield Services", subcommittee=True, chair=cast.chris)
    chris, today = fresh(cast.chris), timezone.localdate()
    # Whether it is over is asked of the database's own clock, whatever day that says.
    with acting_as(chris), pytest.MonkeyPatch.context() as patched:
        patched.setattr(mdt.rooms.actions, "LONGEST", timedelta(days=200 * 366))
        set_room(room, purpose="Find gaps", last_day=FAR_OFF, reports_to=cast.body, takes_items=True, by=chris)
        for user in (cast.alice, cast.bob, world.readers["agency"]):
            name_member(room, place=user.place, by=chris)
        add_part(room, kind=PartKind.CHILD, basis=PartBasis.CHILD_ABUSE_TEAM, by=chris)
        settings = {
            "rule": str(Rule(3, 1, 1, today)),
            "starts_on": today,
            "at": time(12),
            "zone": "America/Los_Angeles",
        }
        set_series(room, settings=settings | {"place": "Annex", "minutes": 60, "draft_days": 7}, by=chris)
        add_topic(cast.body, words="How the form is used", kept_words=0, by=chris)
        kind, due = ActionKind.TRAINING, date(2026, 11, 1)
        give_action(cast.body, kind=kind, agency=cast.hospital.agency, person=None, due_on=due, by=chris)
    return Scene(parts, room, make_person("Chen", cast.team, cast.court, Role.CHAIR))


def add_released(world: World, cast: Cast) -> None:
    """An adult's referral to child welfare, under a release to the group that is over two days before the meeting."""
    # Whether it is in force is asked of the database's own clock.
    with time_machine.travel(time_machine.escape_hatch.datetime.datetime.now(UTC)):
        release = make_release(cast.ada, cast.shelter, cast.body)
    grown = replace(YOUNG, age_group=AgeGroup.FROM_18)
    sent = send_under(cast.ada, cast.shelter, cast.welfare, release, profile=grown)
    with acting_as(cast.ada):
        put_forward(by=cast.ada, referral=seen_by(cast.ada, sent), body=cast.body, basis=Basis.RELEASE)
        code = Case.objects.get(pk=sent.case_id).code
    list_all(world.meeting, cast.cora)
    item = item_of(world.meeting, sent.pk)
    world.codes += [sent.code, code]
    world.keys += [sent.pk, sent.case_id, item]
    world.addresses += [f"/referrals/{sent.pk}/", f"/meetings/{world.meeting.pk}/items/{item}/"]


def item_of(meeting: Meeting, record: UUID) -> UUID:
    with acting_as_system(meeting.team_id):
        found: UUID = AgendaItem.objects.get(meeting=meeting, record=record).pk
        return found


class Life:
    """One world, from the published agenda to the second meeting, which goes on while its readers look."""

    def __init__(self, scene: Scene, cast: Cast, seeds: Seeds) -> None:
        self.scene, self.cast, self.seeds, self.clock = scene, cast, seeds, seeds.clock

    def __call__(self, world: World, cast: Cast) -> None:
        self.world, self.meeting = world, world.meeting
        self.cora = fresh(cast.cora)
        # The hidden case's item, in the world that has it.
        self.hidden = item_of(world.meeting, world.keys[0]) if world.keys else None
        self.end_the_release()
        self.hold_the_first()
        self.share_with_the_room()
        self.give_to_the_room()
        self.plan_a_staffing()
        self.publish_the_next()
        self.begin_the_next()

    def end_the_release(self) -> None:
        """Two days before the meeting, in the world that has one."""
        self.clock.move_to(HELD - timedelta(days=2))
        with acting_as(self.cast.ada):
            for release in Release.objects.all():
                revoke(by=self.cast.ada, release=release, how=Revoked.ORAL)

    def also_hidden(self, stage: str, *items: UUID) -> Iterator[UUID]:
        """These items, each begun anew from the seed, and where there is one the hidden one before the last."""
        for item in [*items[:-1], *([self.hidden] if self.hidden else []), items[-1]]:
            self.seeds.begin(f"{stage} {'hidden' if item == self.hidden else items.index(item)}")
            yield item
        self.seeds.begin(f"{stage} done")

    def hold_the_first(self) -> None:
        """Started by the coordinator, approved by a chair who sees all of it, and added to."""
        cast, meeting = self.cast, self.meeting
        self.clock.move_to(HELD)
        self.seeds.begin("held")
        here = [cast.chris, cast.cora, cast.alice, cast.bob, *map(self.world.readers.get, ("agency", "chair"))]
        with acting_as(self.cora):
            start(meeting, by=self.cora)
            mark_present(meeting, present=[one.place.pk for one in here if one], by=self.cora)
            guests = add_guests(meeting, sector=Sector.HEALTH, number=2, words="", kept_words=0, by=self.cora)
            agreed_aloud(meeting, by=self.cora)
            guests_left(meeting, row=guests.pk, by=self.cora)
        spoken = [item_of(meeting, one.pk) for one in (self.world.visible[0], self.world.visible[-1])]
        for item in self.also_hidden("spoken of", *spoken):
            self.speak(item)
        with acting_as(self.cora):
            end(meeting, by=self.cora)
        self.seeds.begin("minutes")
        chen = fresh(self.scene.chair)
        with acting_as(chen):
            approve(meeting, by=chen)
            child = Minutes.objects.get(meeting=meeting, part=self.scene.parts[PartKind.CHILD])
            for about in self.also_hidden("added to", *spoken):
                add_to(child, words="The day was a Monday.", kept_words=0, item=about, by=chen)
            add_to(child, words="Two came late.", kept_words=0, by=chen)

    def speak(self, item: UUID) -> None:
        """Turn to it, put it off, and give an action: five minutes for each that both worlds have."""
        if item != self.hidden:
            self.clock.shift(5 * MINUTE)
        with acting_as(self.cora):
            turn_to(self.meeting, item=item, term=term_of(self.meeting), by=self.cora)
        task = {"kind": ActionKind.FOLLOW_UP, "agency": self.cast.sheriff.agency, "person": None, "due_on": DUE}
        write(self.meeting, item, self.cora, "next_meeting", words="Each desk asks again.", task=task)

    def share_with_the_room(self) -> None:
        """Two cases of child welfare's; before the last the hidden one, which the sheriff shares too, with a duty."""
        self.clock.move_to(BETWEEN)
        shared = [
            ("first", self.cast.alice, self.world.visible[0].pk),
            ("last", self.cast.alice, self.world.visible[-1].pk),
        ]
        if self.hidden:
            hidden = self.world.keys[0]
            shared[1:1] = [("hidden", self.cast.alice, hidden), ("hidden too", self.cast.bob, hidden)]
        for name, person, key in shared:
            self.seeds.begin(f"shared {name}")
            by = fresh(person)
            with acting_as(by):
                mine = Referral.objects.visible_to(by).select_related("case", "to_agency").get(pk=key)
                share_case(by=by, referral=mine, body=self.scene.room, basis=Basis.OWN_RULES)
        with acting_as_system(self.cast.team.pk):
            its = Meeting.objects.select_related("body").filter(body=self.scene.room, starts_at__gt=BETWEEN)
            meeting = its.earliest("starts_at")
        self.seeds.begin("the room meets")
        publish_all(meeting, self.cast.chris)
        self.world.begin.append(f"/meetings/{meeting.pk}/")

    def give_to_the_room(self) -> None:
        """By the coordinator; child welfare takes it and reports."""
        alice = fresh(self.cast.alice)
        for item in self.also_hidden("given", *(item_of(self.meeting, self.world.visible[at].pk) for at in (0, -1))):
            with acting_as(self.cora):
                entry = next(one for one in entries(self.meeting, self.cora, ItemState.DEFERRED) if one.item.pk == item)
                words = "Find who has room."
                given = give_item(
                    self.meeting, entry=entry, room=self.scene.room.pk, words=words, kept_words=0, by=self.cora
                )
            with acting_as(alice):
                mine = QueueItem.objects.visible_to(alice).select_related("body__team").get(pk=given.pk)
                take(mine, by=alice)
                mine.refresh_from_db()
                told = report_back(mine, advice=Advice.CHANGE, words="Two have room.", kept_words=0, by=alice)
            if item == self.hidden:
                self.world.codes += [given.code, told.code]
                self.world.keys += [given.pk, told.pk]
                self.world.addresses.append(f"/subcommittees/items/{given.pk}/")

    def plan_a_staffing(self) -> None:
        """Of the part for children, asked for by child welfare."""
        alice, part = fresh(self.cast.alice), self.scene.parts[PartKind.CHILD]
        with acting_as(alice):
            ask = ask_staffing(part, soon=HowSoon.WEEK, why=WhyStaffing.STUCK, minutes=30, by=alice)
        with acting_as(self.cora):
            day = GOES_ON + timedelta(days=5)
            staffing = plan_staffing(ask, starts_at=day, place="Room 12", kept_words=0, by=self.cora)
        publish_all(staffing, self.cast.cora)
        self.world.begin += [f"/meetings/{one.pk}/" for one in (self.meeting, staffing)]

    def publish_the_next(self) -> None:
        """With packets asked for."""
        with acting_as_system(self.cast.team.pk):
            self.meeting = Meeting.objects.select_related("body").get(
                series=self.meeting.series, starts_at__date=GOES_ON
            )
        self.seeds.begin("the next")
        publish_all(self.meeting, self.cast.cora)
        self.seeds.begin("packets")
        with acting_as(self.cora):
            ask_for_packets(self.meeting, by=self.cora, start=lambda packet, team: None)
        for name in PACKET_READERS:
            self.make_packet_of(name)

    def make_packet_of(self, name: str) -> None:
        """As its job does; the papers, which it lets go, are kept here."""
        papers = self.world.made[name] = {}
        with acting_as_system(self.cast.team.pk):
            key = Packet.objects.get(meeting=self.meeting, reader=self.world.readers[name].place).pk

        def keep(words: Sheet) -> bytes:
            return papers.setdefault(f"packet {len(papers) + 1}", agenda_pdf(words))

        self.seeds.begin(f"packet {name}")
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(pdf, "agenda_pdf", keep)
            make_packet(key, self.cast.team.pk)

    def begin_the_next(self) -> None:
        """It is in progress; in the world that has it, the hidden item has been spoken of for two minutes now."""
        self.clock.move_to(GOES_ON)
        self.seeds.begin("goes on")
        item = item_of(self.meeting, self.world.visible[0].pk)
        with acting_as(self.cora):
            start(self.meeting, by=self.cora)
            self.seeds.begin("here")
            mark_present(self.meeting, present=[self.cast.chris.place.pk, self.cora.place.pk], by=self.cora)
            self.clock.shift(5 * MINUTE)
            turn_to(self.meeting, item=item, term=term_of(self.meeting), by=self.cora)
        write(self.meeting, item, self.cora, words="It is being done.")
        self.clock.shift(4 * MINUTE)
        if self.hidden:
            hidden = item_of(self.meeting, self.world.keys[0])
            with acting_as(self.cora):
                turn_to(self.meeting, item=hidden, term=term_of(self.meeting), by=self.cora)
            self.world.keys.append(hidden)
            self.world.seen_at = [f"/meetings/{self.world.meeting.pk}/record/", f"/meetings/{self.meeting.pk}/"]
            self.world.seen_at.append(reverse("room", args=[self.scene.room.pk]))
            self.world.addresses += [f"/meetings/{self.meeting.pk}/{page}/{hidden}/" for page in ("items", "run")]
        self.clock.shift(2 * MINUTE)
        self.world.begin.append(f"/meetings/{self.meeting.pk}/")
