"""Every line of the workflow by its page: pressed by everybody of the cast, in every role, and answered by hand."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from mdt.team.models import Membership, User
from mdt.team.roles import Role
from privacy.wall import acting_as, acting_as_system
from referrals.actions import answering, ending
from referrals.choices import State
from referrals.models import Referral
from referrals.tasks import tick
from referrals.workflow import MOVES, Side
from tests.referrals.build import make_draft, make_sent, seen_by
from tests.referrals.cast import Cast, client_of, make_person

DECIDE: dict[str, dict[str, str]] = {
    "decline": {"reason": "no_capacity"},
    "ask": {"question": "call_us"},
    "answer": {"reply": "yes"},
    "waitlist": {"review_in": "14"},
    "close": {"outcome": "goals_met"},
    "withdraw": {},
}
# By hand: who of the cast may press it, from where, and where the referral then stands. `cass` sits beside alice.
RECEIVERS, SENDERS = {"bob", "bea", "lena"}, {"alice", "cass"}
BOTH = RECEIVERS | SENDERS
ALLOWED: dict[str, tuple[str, set[str], str]] = {
    "seen": ("sent", RECEIVERS, "sent"),
    "accept": ("sent", RECEIVERS, "accepted"),
    "undo_accept": ("accepted", {"bob"}, "sent"),
    "unaccept": ("accepted", RECEIVERS, "sent"),
    "connected": ("accepted", RECEIVERS, "accepted"),
    "decline": ("sent", RECEIVERS, "declined"),
    "undo_decline": ("declined", {"bob"}, "sent"),
    "ask": ("sent", RECEIVERS, "question"),
    "answer": ("question", SENDERS, "sent"),
    "waitlist": ("sent", RECEIVERS, "waitlisted"),
    "undo_waitlist": ("waitlisted", {"bob"}, "sent"),
    "close": ("accepted", RECEIVERS, "closed"),
    "undo_close": ("closed", {"bob"}, "accepted"),
    "withdraw": ("sent", SENDERS, "withdrawn"),
    "undo_withdraw": ("withdrawn", {"alice"}, "sent"),
    "called": ("sent", BOTH, "sent"),
    "identified": ("sent", BOTH, "sent"),
}


def people(cast: Cast) -> dict[str, User]:
    named = {name: value for name, value in vars(cast).items() if isinstance(value, User)}
    return named | {"cass": make_person("Cass", cast.team, cast.welfare, Role.PARTNER)}


def at(cast: Cast, state: str) -> Referral:
    """A referral in a state, moved there by bob or alice."""
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    steps: dict[str, list[tuple[User, Callable[[Referral], None]]]] = {
        "accepted": [(cast.bob, lambda one: answering.accept(by=cast.bob, referral=one))],
        "declined": [(cast.bob, lambda one: answering.decline(by=cast.bob, referral=one, reason="no_capacity"))],
        "question": [(cast.bob, lambda one: answering.ask(by=cast.bob, referral=one, question="call_us"))],
        "waitlisted": [
            (cast.bob, lambda one: answering.waitlist(by=cast.bob, referral=one, review_on=timezone.localdate()))
        ],
        "withdrawn": [(cast.alice, lambda one: ending.withdraw(by=cast.alice, referral=one))],
    }
    steps["closed"] = [
        *steps["accepted"],
        (cast.bob, lambda one: ending.close(by=cast.bob, referral=one, outcome="goals_met")),
    ]
    for person, do in steps.get(state, []):
        with acting_as(person):
            do(seen_by(person, referral))
    return referral


def press(client: Client, key: str, referral: Referral) -> int:
    path = f"/referrals/{referral.pk}/"
    if key == "seen":
        return client.get(path).status_code
    if key in DECIDE:
        return client.post(f"{path}decide/{key}/", DECIDE[key]).status_code
    part = "undo" if key.startswith("undo_") else {"unaccept": "un-accept"}.get(key, key)
    return client.post(f"{path}{part}/").status_code


def stands(referral: Referral) -> tuple[Any, ...]:
    with acting_as_system():
        row = Referral.objects.get(pk=referral.pk)
        times = (row.seen_at, row.connected_at, row.called_at, row.identified_at)
        return (row.state, row.steps.count(), *times)


def who_can(cast: Cast, key: str, referral: Referral) -> dict[str, str]:
    """Who of the cast moves it by that press, and to where; each pressed on the same referral, then put back."""
    before, moved = stands(referral), {}
    for name, person in people(cast).items():
        mark = transaction.savepoint()
        status = press(client_of(person), key, referral)
        after = stands(referral)
        if after != before:
            moved[name] = after[0]
        elif key != "seen":
            assert status in (302, 403, 404, 409), (name, status)
        transaction.savepoint_rollback(mark)
    return moved


@pytest.mark.parametrize("key", ALLOWED)
def test_who_moves_it_by_its_page_and_who_does_not(cast: Cast, key: str) -> None:
    state, who, after = ALLOWED[key]
    assert who_can(cast, key, at(cast, state)) == dict.fromkeys(who, after)


def test_every_line_is_pressed_here_but_the_clocks_and_sending() -> None:
    pressed = {move.key for move in MOVES.values() if move.side != Side.CLOCK} - {"send"}
    assert set(ALLOWED) == pressed


@pytest.mark.parametrize("key", ALLOWED)
def test_from_any_other_state_nobody_moves_it(cast: Cast, key: str) -> None:
    """The two who could: on each side the one who made the moves that led there."""
    sources = {state.value for state in MOVES[key].sources}
    for state in sorted(set(State) - {State.DRAFT} - sources):
        referral = at(cast, state)
        before = stands(referral)
        for person in (cast.bob, cast.alice):
            mark = transaction.savepoint()
            press(client_of(person), key, referral)
            # Of another move, undo takes that one back: that is its own line.
            assert key.startswith("undo_") or stands(referral) == before, (state, person)
            transaction.savepoint_rollback(mark)


def test_only_its_writer_sends_a_draft(cast: Cast) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    for name, person in people(cast).items():
        if name == "alice":
            continue
        assert client_of(person).post(f"/referrals/drafts/{draft.pk}/check/", {}).status_code in (403, 404), name
    assert stands(draft)[0] == "draft"


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PARTNER, Role.AGENCY_LEAD}))
@pytest.mark.parametrize("key", ["accept", "decline", "called", "withdraw", "undo_accept"])
def test_a_seat_at_the_desk_does_not_move_it_without_the_role(cast: Cast, key: str, role: Role) -> None:
    state, _, _ = ALLOWED[key]
    referral, person = at(cast, state), cast.alice if key == "withdraw" else cast.bob
    Membership.objects.filter(user=person).update(roles=[role])
    before = stands(referral)
    status = press(client_of(User.objects.get(pk=person.pk)), key, referral)

    # A coordinator follows what they logged of a call, so of any other the page is not there.
    refusal = 404 if role == Role.COORDINATOR and key != "accept" else 403
    assert (status, stands(referral)) == (refusal, before)


@pytest.mark.parametrize("key", ["undo", "un-accept", "accept"])
def test_what_the_clock_did_nobody_takes_back(cast: Cast, key: str) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    past = timezone.now()
    with acting_as_system():
        Referral.objects.filter(pk=referral.pk).update(remind_at=past, deputy_at=past, lapse_at=past)
    assert tick() == 3
    before = stands(referral)
    for person in (cast.bob, cast.bea, cast.lena, cast.alice):
        client_of(person).post(f"/referrals/{referral.pk}/{key}/")
    assert stands(referral) == before
