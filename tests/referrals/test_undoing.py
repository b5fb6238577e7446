"""Taking moves back: by whom, until when, and to exactly what was there before."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from mdt.team.models import User
from mdt.team.policies import Refused
from mdt.team.sectors import Basis
from privacy.wall import acting_as, acting_as_system
from referrals.actions import answering, calling, ending, undoing
from referrals.actions.forwarding import put_forward
from referrals.models import Referral
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast, client_of

MOMENT = datetime(2027, 9, 13, 9, 0, tzinfo=ZoneInfo("America/Los_Angeles"))
COLUMNS = (
    "state", "review_on", "answered_at", "decline_reason", "outcome", "answer_by", "remind_at", "deputy_at", "lapse_at",
    "resets",
)  # fmt: skip


def after(seconds: float) -> Any:
    return time_machine.travel(MOMENT + timedelta(seconds=seconds), tick=False)


def columns(referral: Referral) -> dict[str, Any]:
    with acting_as_system():
        return Referral.objects.filter(pk=referral.pk).values(*COLUMNS).get()


def waitlist(by: User, referral: Referral) -> None:
    answering.waitlist(by=by, referral=referral, review_on=(MOMENT + timedelta(days=14)).date())


def decline(by: User, referral: Referral) -> None:
    answering.decline(by=by, referral=referral, reason="no_capacity")


def accept(by: User, referral: Referral) -> None:
    answering.accept(by=by, referral=referral)


Do = Callable[[User, Referral], None]
# What leads there, who moves it, and how.
MOVED: dict[str, tuple[list[Do], str, Do]] = {
    "accept": ([], "bob", accept),
    "accept from the waitlist": ([waitlist], "bob", accept),
    "decline": ([], "bob", decline),
    "decline from the waitlist": ([waitlist], "bob", decline),
    "waitlist": ([], "bob", waitlist),
    "close": ([accept], "bob", lambda by, one: ending.close(by=by, referral=one, outcome="goals_met")),
    "withdraw": ([waitlist], "alice", lambda by, one: ending.withdraw(by=by, referral=one)),
}


def moved(cast: Cast, what: str) -> tuple[Referral, User, dict[str, Any]]:
    """A referral that was moved at MOMENT, by whom, and how it was before."""
    before, who, do = MOVED[what]
    person: User = getattr(cast, who)
    with after(-120):
        referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    for one in before:
        with after(-60), acting_as(cast.bob):
            one(cast.bob, seen_by(cast.bob, referral))
    was = columns(referral)
    with after(0), acting_as(person):
        do(person, seen_by(person, referral))
    assert columns(referral) != was
    return referral, person, was


def press(person: User, referral: Referral, route: str = "undo") -> None:
    client_of(person).post(f"/referrals/{referral.pk}/{route}/")


@pytest.mark.parametrize("what", MOVED)
def test_within_half_a_minute_it_is_as_it_was(cast: Cast, what: str) -> None:
    referral, person, was = moved(cast, what)
    with after(29.9):
        press(person, referral)

    assert columns(referral) == was
    with acting_as(cast.bob):
        assert seen_by(cast.bob, referral).door == "receiver"


@pytest.mark.parametrize("what", ["accept", "decline"])
def test_the_page_says_that_it_was_undone_and_only_then(cast: Cast, what: str) -> None:
    referral, person, _ = moved(cast, what)
    for seconds, said in ((29, True), (31, False)):
        with after(seconds):
            page = client_of(person).post(f"/referrals/{referral.pk}/undo/", follow=True).content.decode()
        assert ("Undone. The referral is as it was before." in page) is said


@pytest.mark.parametrize("what", MOVED)
def test_just_after_the_half_minute_it_stays(cast: Cast, what: str) -> None:
    referral, person, was = moved(cast, what)
    with after(30.1):
        press(person, referral)

    assert columns(referral) != was


@pytest.mark.parametrize("what", MOVED)
def test_nobody_else_undoes_it_not_even_a_colleague(cast: Cast, what: str) -> None:
    referral, person, was = moved(cast, what)
    for other in {cast.alice, cast.bob, cast.bea, cast.carol, cast.ada, cast.chris} - {person}:
        with after(1):
            press(other, referral)

    assert columns(referral) != was


def test_an_undo_is_not_undone_and_a_question_is_not_taken_back(cast: Cast) -> None:
    referral, bob, was = moved(cast, "accept")
    for _ in range(2):
        with after(5):
            press(bob, referral)
    assert columns(referral) == was
    with after(6), acting_as(bob):
        answering.ask(by=bob, referral=seen_by(bob, referral), question="call_us")
        with pytest.raises(Refused):
            undoing.undo(by=bob, referral=seen_by(bob, referral))


def test_whom_it_is_kept_from_brings_no_decline_back(cast: Cast) -> None:
    with after(-60):
        referral = make_sent(cast.alice, cast.welfare, cast.sheriff, kept_from=[cast.bea])
    with after(0), acting_as(cast.bob):
        decline(cast.bob, seen_by(cast.bob, referral))
    with after(1):
        assert client_of(cast.bea).post(f"/referrals/{referral.pk}/undo/").status_code == 404


def test_a_yes_is_taken_back_by_any_of_the_desk_days_later(cast: Cast) -> None:
    referral, _, was = moved(cast, "accept from the waitlist")
    with after(86400 * 3):
        press(cast.bea, referral, "un-accept")

    now = columns(referral)
    assert (now["state"], now["review_on"], now["answered_at"]) == ("waitlisted", was["review_on"], was["answered_at"])
    assert now["resets"] == was["resets"] + 1


@pytest.mark.parametrize("what", ["the sender called", "the first service was given"])
def test_a_yes_stands_once_somebody_has_gone_on_with_it(cast: Cast, what: str) -> None:
    referral, bob, _ = moved(cast, "accept")
    with after(60):
        if what == "the sender called":
            with acting_as(cast.alice):
                calling.note_call(by=cast.alice, referral=seen_by(cast.alice, referral))
        else:
            with acting_as(bob):
                answering.connect(by=bob, referral=seen_by(bob, referral))
        press(bob, referral, "un-accept")

    assert columns(referral)["state"] == "accepted"


def test_the_desks_own_call_does_not_stand_in_the_way(cast: Cast) -> None:
    referral, bob, _ = moved(cast, "accept")
    with after(60):
        with acting_as(bob):
            calling.note_call(by=bob, referral=seen_by(bob, referral))
        press(bob, referral, "un-accept")

    assert columns(referral)["state"] == "sent"


def test_seen_is_the_receivers_first_opening_and_no_event_of_its_own(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    path = f"/referrals/{referral.pk}/"
    assert ">Seen<" not in client_of(cast.alice).get(path).content.decode()
    client_of(cast.bob).get(path)
    with acting_as_system():
        first = Referral.objects.get(pk=referral.pk)
        assert (first.seen_at is not None, first.state, referral.steps.count()) == (True, "sent", 0)
    client_of(cast.bea).get(path)
    with acting_as_system():
        assert Referral.objects.get(pk=referral.pk).seen_at == first.seen_at
    assert "Seen" in client_of(cast.alice).get(path).content.decode()


def test_a_list_marks_nothing_as_seen(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    client_of(cast.bob).get("/inbox/")
    client_of(cast.bob).get(f"/referrals/{referral.pk}/decide/decline/")

    with acting_as_system():
        assert Referral.objects.get(pk=referral.pk).seen_at is None


def test_another_desk_gets_the_same_answers_in_the_same_case(cast: Cast) -> None:
    referral, _, _ = moved(cast, "decline")
    alice, path = client_of(cast.alice), f"/referrals/{referral.pk}/again/"
    page = alice.get(path).context["form"]
    answers = {name: page[name].initial for name in page.fields}
    assert (answers["service"], answers["age_group"], answers["note"]) == (
        "shelter",
        "15_17",
        "Prefers a morning call.",
    )
    assert answers["desk"] is None
    alice.post(path, {**{k: v for k, v in answers.items() if v}, "desk": str(cast.hospital.pk)})

    with acting_as_system():
        draft = Referral.objects.get(state="draft")
        first = Referral.objects.get(pk=referral.pk)
    assert (draft.case_id, draft.to_desk_id, draft.service) == (first.case_id, cast.hospital.pk, first.service)
    assert draft.case_id is not None
    assert draft.whole


def test_nobody_but_the_sender_takes_the_answers_over(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    for person in (cast.bob, cast.carol, cast.ada, cast.otto):
        assert client_of(person).get(f"/referrals/{referral.pk}/again/").status_code == 404


def test_whoever_said_no_and_sees_it_in_a_group_takes_the_no_back_too(cast: Cast) -> None:
    with after(-60):
        referral = make_sent(cast.alice, cast.welfare, cast.hospital)
        with acting_as(cast.alice):
            put_forward(by=cast.alice, referral=seen_by(cast.alice, referral), body=cast.body, basis=Basis.OWN_RULES)
    was = columns(referral)
    with after(0), acting_as(cast.carol):
        decline(cast.carol, seen_by(cast.carol, referral))
    with after(10):
        press(cast.carol, referral)

    assert columns(referral) == was
    with acting_as(cast.carol):
        assert seen_by(cast.carol, referral).door == "receiver"
