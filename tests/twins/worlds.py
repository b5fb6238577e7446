"""Two states of one installation, with and without a hidden case, built with the same seed and clock.

Each is built in a savepoint on the same base and rolled back, its ledger with it: both draw the same keys and codes
from the same seed, at one moment, so that what differs to a reader differs by the hidden case. Only the tokens that are
listed here, which are random in each answer, are taken out of what is compared.
"""

import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, Final, Protocol
from uuid import uuid5

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

import audit.ledger
import cases.codes
import privacy.keys
from audit.ledger import System
from cases.actions.walls import keep_from, keep_from_at
from cases.duties.actions import forwarding
from cases.models import Case
from mdt.directory.choices import Capacity
from mdt.directory.models import DeskService
from mdt.hours.models import DeskHours
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.editing import add, publish
from mdt.meetings.actions.feeds import make_feed
from mdt.meetings.actions.recusing import step_back
from mdt.meetings.agenda import entries
from mdt.meetings.models import AgendaItem, ItemState, Meeting, RecusalReason
from mdt.notices.tasks import mail_notices
from mdt.team import known
from mdt.team.models import Membership, User
from mdt.team.roles import Role
from mdt.team.sectors import Basis
from privacy.wall import acting_as, acting_as_system
from referrals.actions import answering
from referrals.actions.assigning import assign
from referrals.actions.counting import half_before
from referrals.actions.forwarding import put_forward
from referrals.choices import Service
from referrals.models import Referral, ServiceGap
from tests.cast import seat
from tests.duties.build import begin
from tests.notices.build import mail_at_once
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast, make_person
from tests.referrals.test_agenda import next_meeting
from tests.walls.build import again, fresh, lead

# What is random in each answer, and says nothing: the form token and its cookie, the session's key, the policy's nonce.
TOKENS: Final = (
    (re.compile(rb'name="csrfmiddlewaretoken" value="[A-Za-z0-9]{64}"'), b"CSRF"),
    (re.compile(rb"mdt_csrf=[A-Za-z0-9]{32}"), b"CSRF-COOKIE"),
    (re.compile(rb'"X-CSRFToken": "[A-Za-z0-9]{64}"'), b"CSRF-HEADER"),
    (re.compile(rb"mdt_session=[a-z0-9]{32}"), b"SESSION"),
    (re.compile(rb"nonce-[A-Za-z0-9_=-]+"), b"NONCE"),
    (re.compile(rb'nonce="[A-Za-z0-9_=-]+"'), b"NONCE"),
)
# All that stays with whoever stepped back.
STAYS: Final = re.compile(rb'<p class="soft">You stepped back from an item on [A-Z][a-z]+ \d+, \d{4}\.</p>')


@dataclass
class World:
    """Who looks, at what; and of the hidden case the words that would give it away."""

    readers: dict[str, User]
    meeting: Meeting
    feeds: dict[str, str]
    visible: list[Referral]
    codes: list[str] = field(default_factory=list)
    keys: list[Any] = field(default_factory=list)
    # Where readers begin.
    begin: list[str] = field(default_factory=lambda: ["/"])
    # Where who holds the hidden case finds its code, and where the hidden records' pages would be.
    seen_at: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    # The papers that a job made for a reader, by name.
    made: dict[str, dict[str, bytes]] = field(default_factory=dict)


class Adds(Protocol):
    """What only one of the worlds has."""

    __name__: str

    def __call__(self, world: World, cast: Cast, /) -> None: ...


class Seeds:
    """Keys and codes drawn from a seed, in place of the system's randomness, and the clock that both worlds live by."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller) -> None:
        self.clock = clock
        self._drawn = random.Random(0)
        monkeypatch.setattr(
            privacy.keys, "secrets", SimpleNamespace(randbits=lambda bits: self._drawn.getrandbits(bits))
        )
        monkeypatch.setattr(cases.codes, "secrets", SimpleNamespace(choice=lambda signs: self._drawn.choice(signs)))

    def begin(self, name: str) -> None:
        self._drawn = random.Random(name)


def in_one_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is witnessed stand in the world's own savepoint: one world's looks are not in the other's ledger."""
    monkeypatch.setattr(audit.ledger, "_witness", lambda body: audit.ledger._append("default", body))


def build_base(cast: Cast) -> World:
    """What both worlds have: open work between the agencies, some of it at a meeting, and who reads."""
    seat(cast.body, cast.welfare, cast.sheriff)
    cast.lena.groups.add(cast.sheriff.group_id)
    readers = {"agency": cast.lena, "chair": cast.carol, "recused": cast.chris, "unshared": cast.ada}
    colleague = make_person("Walda", cast.team, cast.welfare, Role.PARTNER)
    readers["colleague"] = colleague
    # Beside Carol: the last person at another agency's desk is kept from nothing.
    make_person("Cleo", cast.team, cast.hospital, Role.PARTNER)
    mail_at_once(*readers.values(), cast.bob)
    with acting_as_system():
        DeskHours.objects.update_or_create(desk=cast.sheriff, defaults={"deputy": cast.lena})
    meeting = next_meeting(cast)
    visible = [make_sent(cast.alice, cast.welfare, desk) for desk in (cast.sheriff, cast.hospital, cast.shelter)]
    with acting_as(cast.bob):
        answering.ask(by=cast.bob, referral=seen_by(cast.bob, visible[0]), question="availability")
    _forward(cast, visible[0])
    feeds = {}
    for name in ("chair", "recused"):
        with acting_as(fresh(readers[name])):
            feeds[name] = make_feed(by=fresh(readers[name]))
    _note_gaps(cast)
    list_all(meeting, cast.cora)
    return World(readers, meeting, feeds, visible)


def _note_gaps(cast: Cast) -> None:
    """A number that was counted of the last half-year, and help that no desk is taking for."""
    today = timezone.localdate()
    with acting_as_system(cast.team.pk):
        ServiceGap.objects.create(team=cast.team, service=Service.DENTAL, begins_on=half_before(today), people=14)
        DeskService.objects.create(
            team=cast.team, desk=cast.hospital, service=Service.MEDICAL, capacity=Capacity.NOT_TAKING, checked_on=today
        )


def add_hidden(world: World, cast: Cast) -> None:
    """A case with something of everything, and the walls around it: all before any mail of it goes out."""
    first = make_sent(cast.alice, cast.welfare, cast.sheriff)
    second = again(cast, first)
    duty = begin(cast.bob, first, "abuse_report", timezone.now() - timedelta(hours=30))
    with acting_as(cast.bob):
        forwarding.put_forward(by=cast.bob, duty=duty, body=cast.body, basis=Basis.OWN_RULES)
        answering.accept(by=cast.bob, referral=seen_by(cast.bob, first))
    with acting_as(cast.alice):
        assign(by=cast.alice, referral=seen_by(cast.alice, first), person=world.readers["colleague"])
    _forward(cast, first)
    list_all(world.meeting, cast.cora)
    with acting_as_system(cast.team.pk):
        item = AgendaItem.objects.get(record=first.pk)
        AgendaItem.objects.filter(pk=item.pk).update(presenter=world.readers["agency"].place)
        world.meeting.refresh_from_db()
    # A lead for as long as that takes: no page of either world tells them apart by it.
    alice = lead(cast.alice)
    for person in (world.readers["agency"], world.readers["colleague"]):
        with acting_as(alice):
            keep_from(Case.objects.get(pk=first.case_id), person=person, by=alice)
    Membership.objects.filter(pk=alice.place.pk).update(roles=cast.alice.place.roles)
    with acting_as(fresh(cast.cora)):
        case = Case.objects.get(pk=first.case_id)
        keep_from_at(case, person=world.readers["chair"], body=cast.body, by=fresh(cast.cora))
    with acting_as(fresh(cast.chris)):
        step_back(world.meeting, item=item.pk, reason=RecusalReason.CONFLICT, by=fresh(cast.chris))
    with acting_as_system(cast.team.pk):
        code = Case.objects.get(pk=first.case_id).code
    world.codes = [first.code, second.code, duty.code, code]
    world.keys = [first.pk, second.pk, duty.pk, first.case_id, item.pk]
    for record in (first.pk, second.pk):
        world.addresses += [f"/referrals/{record}/{page}" for page in ("", "seen-by/", "people/")]
    world.addresses += [f"/meetings/{world.meeting.pk}/items/{item.pk}/{page}" for page in ("", "step-back/")]
    world.addresses.append(f"/duties/{duty.pk}/")
    world.seen_at.append(f"/meetings/{world.meeting.pk}/")
    world.addresses.append(reverse("start-duty", args=[first.case_id]))


def go_on(world: World, cast: Cast) -> None:
    """What happens in both worlds after it: more work, the agenda is published, mail goes out."""
    world.visible.append(make_sent(cast.alice, cast.welfare, cast.sheriff))
    world.visible.append(make_sent(cast.alice, cast.welfare, cast.hospital))
    _forward(cast, world.visible[-1])
    publish_all(world.meeting, cast.cora)
    mail.outbox.clear()
    mail_notices()


def _forward(cast: Cast, referral: Referral) -> None:
    with acting_as(cast.alice):
        put_forward(by=cast.alice, referral=seen_by(cast.alice, referral), body=cast.body, basis=Basis.OWN_RULES)


def publish_all(meeting: Meeting, by: User) -> None:
    """With all that is suggested to `by` on it."""
    list_all(meeting, by)
    by = fresh(by)
    with acting_as(by):
        publish(meeting, by=by)
        meeting.refresh_from_db()


def list_all(meeting: Meeting, by: User) -> None:
    by = fresh(by)
    with acting_as_system(meeting.team_id):
        draft_agenda(meeting, by=System("agenda job"))
        # A draft draws the keys of all its items in one go, which only one world has the hidden one among.
        for item in AgendaItem.objects.filter(meeting=meeting, state=ItemState.SUGGESTED):
            AgendaItem.objects.filter(pk=item.pk).update(id=uuid5(meeting.pk, str(item.record)))
    with acting_as(by):
        add(meeting, items=[one.item.pk for one in entries(meeting, by, ItemState.SUGGESTED)], by=by)


@contextmanager
def built(
    cast: Cast, base: World, seeds: Seeds, *hides: Adds, then: Callable[[World, Cast], None] | None = None
) -> Iterator[World]:
    """One of the two worlds, with what it `hides` and what both live through `then`; gone at the end of the block."""
    world = World(base.readers, base.meeting, base.feeds, list(base.visible))
    cache.clear()
    known.forget()
    with transaction.atomic():
        for add_one in hides:
            seeds.begin(add_one.__name__)
            add_one(world, cast)
        seeds.begin("later")
        go_on(world, cast)
        if then:
            then(world, cast)
        cache.clear()
        seeds.begin("looks")
        yield world
        transaction.set_rollback(True)
