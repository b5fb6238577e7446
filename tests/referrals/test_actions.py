import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connections
from django.utils import timezone

from audit.opening import opening
from mdt.notices.models import Notice
from mdt.team.models import User
from mdt.team.policies import Refused
from mdt.team.sectors import Basis
from privacy.models import DataKey
from privacy.wall import acting_as, acting_as_system
from referrals.actions import answering, calling, ending, undoing, writing
from referrals.actions.forwarding import put_forward
from referrals.actions.moving import Overtaken
from referrals.choices import State
from referrals.models import Referral, ReferralDeskGrant
from tests.conftest import Ledger
from tests.referrals.build import make_draft, make_sent, seen_by
from tests.referrals.cast import Cast, build_cast

REVIEW_ON = (timezone.now() + timedelta(days=14)).date()

DO: dict[str, Callable[[User, Referral], None]] = {
    "accept": lambda by, referral: answering.accept(by=by, referral=referral),
    "decline": lambda by, referral: answering.decline(by=by, referral=referral, reason="no_capacity"),
    "ask": lambda by, referral: answering.ask(by=by, referral=referral, question="call_us"),
    "answer": lambda by, referral: answering.answer(by=by, referral=referral, reply="yes"),
    "waitlist": lambda by, referral: answering.waitlist(by=by, referral=referral, review_on=REVIEW_ON),
    "close": lambda by, referral: ending.close(by=by, referral=referral, outcome="goals_met"),
    "withdraw": lambda by, referral: ending.withdraw(by=by, referral=referral),
    "connected": lambda by, referral: answering.connect(by=by, referral=referral),
    "called": lambda by, referral: calling.note_call(by=by, referral=referral),
    "identified": lambda by, referral: calling.note_identified(by=by, referral=referral),
}

# By hand: from which state, who, what, and where it then stands. Everything else must be refused.
ALLOWED = {
    ("sent", "receiver", "accept"): "accepted",
    ("sent", "receiver", "decline"): "declined",
    ("sent", "receiver", "ask"): "question",
    ("sent", "receiver", "waitlist"): "waitlisted",
    ("sent", "receiver", "called"): "sent",
    ("sent", "receiver", "identified"): "sent",
    ("sent", "sender", "withdraw"): "withdrawn",
    ("sent", "sender", "called"): "sent",
    ("sent", "sender", "identified"): "sent",
    ("question", "receiver", "accept"): "accepted",
    ("question", "receiver", "decline"): "declined",
    ("question", "receiver", "waitlist"): "waitlisted",
    ("question", "receiver", "called"): "question",
    ("question", "receiver", "identified"): "question",
    ("question", "sender", "answer"): "sent",
    ("question", "sender", "withdraw"): "withdrawn",
    ("question", "sender", "called"): "question",
    ("question", "sender", "identified"): "question",
    ("waitlisted", "receiver", "accept"): "accepted",
    ("waitlisted", "receiver", "decline"): "declined",
    ("waitlisted", "receiver", "ask"): "question",
    ("waitlisted", "receiver", "called"): "waitlisted",
    ("waitlisted", "receiver", "identified"): "waitlisted",
    ("waitlisted", "sender", "withdraw"): "withdrawn",
    ("waitlisted", "sender", "called"): "waitlisted",
    ("waitlisted", "sender", "identified"): "waitlisted",
    ("accepted", "receiver", "close"): "closed",
    ("accepted", "receiver", "connected"): "accepted",
    ("accepted", "receiver", "called"): "accepted",
    ("accepted", "receiver", "identified"): "accepted",
    ("accepted", "sender", "withdraw"): "withdrawn",
    ("accepted", "sender", "called"): "accepted",
    ("accepted", "sender", "identified"): "accepted",
}
REACH = {
    "sent": [],
    "question": ["ask"],
    "waitlisted": ["waitlist"],
    "accepted": ["accept"],
    "closed": ["accept", "close"],
    "withdrawn": [],
}


def in_state(cast: Cast, state: str) -> Referral:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    for key in REACH[state]:
        with acting_as(cast.bob):
            DO[key](cast.bob, seen_by(cast.bob, referral))
    if state == "withdrawn":
        with acting_as(cast.alice):
            ending.withdraw(by=cast.alice, referral=seen_by(cast.alice, referral))
    return referral


def state_of(referral: Referral) -> str:
    with acting_as_system(referral.team_id):
        return Referral.objects.get(pk=referral.pk).state


@pytest.mark.parametrize("state", REACH)
def test_each_side_may_do_what_the_table_says_and_nothing_else(cast: Cast, state: str) -> None:
    for side, person in (("sender", cast.alice), ("receiver", cast.bob)):
        for key, do in DO.items():
            referral = in_state(cast, state)
            wanted = ALLOWED.get((state, side, key))
            with acting_as(person):
                mine = seen_by(person, referral)
                if wanted is None:
                    with pytest.raises((Refused, Overtaken)):
                        do(person, mine)
                else:
                    do(person, mine)
            assert state_of(referral) == (wanted or state), (state, side, key)


def test_a_member_of_a_body_moves_nothing(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.alice):
        put_forward(by=cast.alice, referral=seen_by(cast.alice, referral), body=cast.body, basis=Basis.PERSON_AGREED)

    with acting_as(cast.chris):
        mine = seen_by(cast.chris, referral)
        for do in DO.values():
            with pytest.raises(Refused):
                do(cast.chris, mine)
    assert state_of(referral) == "sent"


def test_a_move_leaves_one_step_and_one_notice_at_the_other_sides_desk(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)

    with acting_as(cast.bob):
        answering.accept(by=cast.bob, referral=seen_by(cast.bob, referral))

    with acting_as_system(cast.team.pk):
        assert [(step.kind, step.before, step.after) for step in referral.steps.all()] == [
            ("accept", "sent", "accepted")
        ]
        notices = [(notice.kind, notice.desk_id) for notice in Notice.objects.order_by("pk")]
    assert notices == [("referral.send", cast.sheriff.pk), ("referral.accept", cast.welfare.pk)]


@pytest.mark.parametrize("before", ["sent", "question", "waitlisted"])
def test_undo_goes_back_to_where_the_yes_came_from(cast: Cast, before: str) -> None:
    referral = in_state(cast, before)
    with acting_as(cast.bob):
        answering.accept(by=cast.bob, referral=seen_by(cast.bob, referral))
        undoing.undo(by=cast.bob, referral=seen_by(cast.bob, referral))

    assert state_of(referral) == before
    with acting_as_system(cast.team.pk):
        review_on = Referral.objects.get(pk=referral.pk).review_on
    assert review_on == (REVIEW_ON if before == "waitlisted" else None)


def test_undo_ends_after_half_a_minute(cast: Cast) -> None:
    referral = in_state(cast, "accepted")

    with time_machine.travel(timezone.now() + timedelta(seconds=31)), acting_as(cast.bob), pytest.raises(Refused):
        undoing.undo(by=cast.bob, referral=seen_by(cast.bob, referral))
    assert state_of(referral) == "accepted"


def test_a_release_bound_agency_sends_nothing_and_keeps_no_draft(cast: Cast) -> None:
    with pytest.raises(Refused):
        make_draft(cast.ada, cast.shelter, cast.sheriff)

    with acting_as_system(cast.team.pk):
        assert Referral.objects.count() == 0


@pytest.mark.parametrize("key", ["ask", "waitlist", "called", "identified", "connected"])
def test_a_release_bound_receiver_answers_in_two_words_only(cast: Cast, key: str) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.shelter)

    with acting_as(cast.ada), pytest.raises(Refused):
        DO[key](cast.ada, seen_by(cast.ada, referral))
    with acting_as(cast.ada), pytest.raises(Refused):
        answering.decline(by=cast.ada, referral=seen_by(cast.ada, referral), reason="no_capacity")
    with acting_as(cast.ada):
        answering.decline(by=cast.ada, referral=seen_by(cast.ada, referral), reason="cannot_now")
    assert state_of(referral) == "declined"


def test_the_note_opens_to_both_sides_and_each_opening_is_an_event(cast: Cast, ledger: Ledger) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)

    with acting_as(cast.bob):
        mine = seen_by(cast.bob, referral)
        with opening([mine], by=cast.bob, purpose="read") as words:
            assert words.read(mine, "note") == "Prefers a morning call."
        with pytest.raises(RuntimeError, match="put away"):
            words.read(mine, "note")
        assert str(mine.note) == "[sealed]"

    opened = ledger.events("words.opened")
    assert [(event.codes, event.said["door"]) for event in opened] == [([referral.code], "receiver")]


def test_discarding_a_draft_shreds_its_key(cast: Cast) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.alice):
        writing.discard_draft(by=cast.alice, draft=draft)

    with acting_as_system(cast.team.pk):
        assert (Referral.objects.count(), DataKey.objects.count()) == (0, 0)


# Two real connections ---------------------------------------------------------------------------------------


@pytest.fixture
def stage(transactional_db: None) -> Iterator[Cast]:
    yield build_cast()


RACES = [
    ("sent", ("bob", "accept"), ("bea", "decline")),
    ("sent", ("bob", "accept"), ("bea", "accept")),
    ("sent", ("bob", "accept"), ("alice", "withdraw")),
    ("sent", ("bob", "decline"), ("alice", "withdraw")),
    ("sent", ("bob", "ask"), ("bea", "waitlist")),
    ("sent", ("bob", "ask"), ("bea", "decline")),
    ("sent", ("bob", "waitlist"), ("alice", "withdraw")),
    ("question", ("alice", "answer"), ("bob", "decline")),
    ("question", ("alice", "answer"), ("bob", "accept")),
    ("question", ("alice", "withdraw"), ("bob", "waitlist")),
    ("waitlisted", ("bob", "accept"), ("alice", "withdraw")),
    ("waitlisted", ("bob", "decline"), ("bea", "accept")),
    ("accepted", ("bob", "close"), ("alice", "withdraw")),
    ("accepted", ("bob", "close"), ("bea", "close")),
]


@pytest.mark.parametrize(("state", "one", "other"), RACES)
def test_of_two_at_once_one_wins_and_the_other_is_told(
    stage: Cast, state: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    ledger = Ledger()
    referral = in_state(stage, state)
    started = len(ledger.events())
    with acting_as_system(stage.team.pk):
        notices = Notice.objects.count()
    barrier = threading.Barrier(2, timeout=10)
    results: dict[str, Any] = {}

    def run(label: str, who: str, key: str) -> None:
        person = User.objects.with_place().get(pk=getattr(stage, who).pk)
        try:
            with acting_as(person):
                mine = seen_by(person, referral)
                barrier.wait()
                DO[key](person, mine)
            results[label] = "won"
        except Overtaken as overtaken:
            results[label] = (overtaken.referral.changed_by, overtaken.referral.changed_at)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(label, *part)) for label, part in (("one", one), ("other", other))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    outcomes = sorted(map(str, (result == "won" for result in results.values())))
    assert outcomes == ["False", "True"], results
    told = next(result for result in results.values() if result != "won")
    winner = one if results["one"] == "won" else other
    assert told[0] == getattr(stage, winner[0]).name
    with acting_as_system(stage.team.pk):
        now = Referral.objects.get(pk=referral.pk)
        assert told[1] == now.changed_at
        assert Notice.objects.count() == notices + 1
    assert [event.kind for event in ledger.events()[started:]] == [f"referral.{winner[1]}"]
    assert now.state != State.DECLINED or not ReferralDeskGrant.objects.filter(group=stage.sheriff.group).exists()
