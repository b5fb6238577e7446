"""Who writes at a meeting: one by a lease that lasts, and what becomes of pages that were opened before."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from mdt.meetings.actions.leasing import LASTS, SomebodyWrites, let_go, take_lease
from mdt.meetings.actions.running import Stale, end
from mdt.meetings.models import Lease, Meeting, Outcome, Result, Task
from mdt.team.models import User
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from tests.cast import client_of
from tests.meetings.conftest import Drafted, at_once
from tests.meetings.held import WORDS, action_for, autosaved, outcome, page_of, typed, write


def test_one_writes_the_other_reads_along_and_is_told_who(drafted: Drafted, held: Meeting) -> None:
    cory = drafted.cast.coordinator
    page = page_of(drafted, "A", cory)
    assert "Chris, Practice Attorney, is writing" in page and "<textarea" not in page
    with pytest.raises(SomebodyWrites, match="Chris, Practice Attorney, is writing"), acting_as(cory):
        take_lease(held, by=cory)


def test_a_closed_tab_holds_nobody_up_for_longer_than_the_lease(
    drafted: Drafted, held: Meeting, clock: time_machine.Traveller
) -> None:
    cory = drafted.cast.coordinator
    clock.shift(LASTS - timedelta(seconds=1))
    with pytest.raises(SomebodyWrites), acting_as(cory):
        take_lease(held, by=cory)
    clock.shift(timedelta(seconds=1))
    with acting_as(cory):
        assert take_lease(held, by=cory).term == 2


def test_each_save_makes_the_lease_anew(drafted: Drafted, held: Meeting, clock: time_machine.Traveller) -> None:
    cory = drafted.cast.coordinator
    clock.shift(timedelta(seconds=100))
    write(held, drafted.item("A"), drafted.cast.chair)
    clock.shift(timedelta(seconds=100))
    with pytest.raises(SomebodyWrites), acting_as(cory):
        take_lease(held, by=cory)


def test_a_laptop_that_slept_goes_on_if_nobody_took_over(
    drafted: Drafted, held: Meeting, clock: time_machine.Traveller
) -> None:
    opened = typed(held, result="close", words=WORDS)
    clock.shift(timedelta(minutes=20))
    assert WORDS in page_of(drafted, "A", **opened)
    assert (outcome(drafted, "A") or Outcome()).result == "close"


def test_a_page_of_an_earlier_term_is_refused_with_its_words(
    drafted: Drafted, held: Meeting, clock: time_machine.Traveller
) -> None:
    """Cory took over while Chris was away; Chris's page keeps what he typed and can take over back by itself."""
    cast = drafted.cast
    opened = typed(held, result="close", words=WORDS)
    clock.shift(LASTS)
    with acting_as(cast.coordinator):
        take_lease(held, by=cast.coordinator)
    write(held, drafted.item("A"), cast.coordinator, "continue", words="Cory wrote this")

    page = page_of(drafted, "A", **opened)
    assert "Cory, Practice Attorney, is writing. Nothing was saved." in page
    assert WORDS in page and "Cory wrote this" in page and "Write here and save this" in page
    assert "data-autosave" not in page
    assert (outcome(drafted, "A") or Outcome()).result == "continue"

    clock.shift(LASTS)
    page_of(drafted, "A", **typed(held, 1, result="close", words=WORDS) | {"step": "take"})
    kept = outcome(drafted, "A")
    assert kept and (kept.result, kept.revision, kept.written_by) == ("close", 2, cast.chair.place)


def test_letting_go_lets_the_other_write_at_once_and_keeps_the_old_page_out(drafted: Drafted, held: Meeting) -> None:
    cast = drafted.cast
    opened = typed(held, result="close", words=WORDS)
    with acting_as(cast.chair):
        let_go(held, by=cast.chair)
    assert "Nobody writes just now" in page_of(drafted, "A", **opened)
    assert "Nobody is writing." in page_of(drafted, "A", cast.coordinator)
    with acting_as(cast.coordinator):
        take_lease(held, by=cast.coordinator)
    assert "is writing. Nothing was saved." in page_of(drafted, "A", **opened)
    assert outcome(drafted, "A") is None


def test_two_windows_of_one_writer_do_not_write_over_each_other(drafted: Drafted, held: Meeting) -> None:
    opened = typed(held, result="close", words="First window")
    page_of(drafted, "A", **typed(held, result="continue", words="Second window"))
    page = page_of(drafted, "A", **opened)
    assert "saved in another window since" in page and "First window" in page and "Second window" in page
    with pytest.raises(Stale):
        write(held, drafted.item("A"), drafted.cast.chair, revision=0)


def test_a_page_saves_itself_while_it_is_written(drafted: Drafted, held: Meeting) -> None:
    status, said = autosaved(drafted, "A", **typed(held, result="close", words=WORDS))
    assert (status, said["at"]) == (200, "1") and said["said"].startswith("Saved ")
    status, said = autosaved(drafted, "A", **typed(held, 1, result="close", words=f"{WORDS}."))
    assert (status, said["at"]) == (200, "2")


def test_an_autosave_says_that_a_sign_cannot_be_printed(drafted: Drafted, held: Meeting) -> None:
    status, said = autosaved(drafted, "A", **typed(held, result="close", words="Agreed 😀"))
    assert status == 200
    assert "a sign that the minutes cannot print" in said["said"] and "identifier" not in said["said"]


def test_an_autosave_keeps_neither_stopped_words_nor_an_action_that_is_half_written(
    drafted: Drafted, held: Meeting
) -> None:
    autosaved(drafted, "A", **typed(held, result="close", words=WORDS))
    stopped = typed(held, 1, result="continue", words="Call 503-555-0142") | action_for(drafted.cast.dana)
    status, said = autosaved(drafted, "A", **stopped)
    assert status == 200 and "but not the words" in said["said"] and "503" not in said["said"]
    assert WORDS in page_of(drafted, "A")
    status, said = autosaved(drafted, "B", **typed(held, result="task", words=WORDS))
    assert status == 200
    with acting_as_system():
        assert not Task.objects.exists()
    assert (outcome(drafted, "B") or Outcome()).result == ""


def test_a_stale_autosave_is_refused_and_says_so(
    drafted: Drafted, held: Meeting, clock: time_machine.Traveller
) -> None:
    opened = typed(held, result="close", words=WORDS)
    write(held, drafted.item("A"), drafted.cast.chair, "continue")
    status, said = autosaved(drafted, "A", **opened)
    assert status == 409 and "saved in another window since" in said["said"] and "still on this page" in said["said"]
    clock.shift(LASTS)
    with acting_as(drafted.cast.coordinator):
        take_lease(held, by=drafted.cast.coordinator)
    status, said = autosaved(drafted, "A", **opened | {"draft_at": "1"})
    assert status == 409 and "Cory, Practice Attorney, is writing" in said["said"]
    assert (outcome(drafted, "A") or Outcome()).result == "continue"


@pytest.mark.parametrize("broken", ["", "x", "-1", "9" * 30, "1e3", "\x00"])
def test_a_page_that_carries_nonsense_writes_nothing(drafted: Drafted, held: Meeting, broken: str) -> None:
    page = page_of(drafted, "A", term=broken, draft_at=broken, step="save", result="close", words=WORDS)
    assert "Nothing was saved" in page and WORDS in page
    assert outcome(drafted, "A") is None


def test_leaving_now_keeps_what_may_be_kept(drafted: Drafted, held: Meeting) -> None:
    browser = client_of(drafted.cast.chair)
    address = reverse("run-item", args=[held.pk, drafted.item("A")])
    answer = browser.post(address, typed(held, result="close", words=WORDS) | {"leave": "1"})
    assert answer["Location"] == reverse("account_login")
    assert (outcome(drafted, "A") or Outcome()).result == "close"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_lease_at_once_one_gets_it(
    drafted: Drafted, held: Meeting, clock: time_machine.Traveller
) -> None:
    """Two real connections; the lease ended, and both press Write here."""
    cast = drafted.cast
    third = cast.stranger
    with acting_as_system():
        Lease.objects.update(holder=None)

    def take(user: User) -> str:
        try:
            with acting_as(user):
                return str(take_lease(held, by=user).holder.user.name)
        except SomebodyWrites:
            return "refused"

    got = at_once(lambda: take(cast.chair), lambda: take(cast.coordinator))
    assert sorted(got) in (["Chris", "refused"], ["Cory", "refused"])
    with acting_as_system():
        assert Lease.objects.get().term == 2
    assert third.place.team_id != held.team_id


@pytest.mark.django_db(transaction=True)
def test_a_save_and_a_takeover_at_once_leave_one_writer(
    drafted: Drafted, held: Meeting, clock: time_machine.Traveller
) -> None:
    """Either the save was first and made the lease anew, or the takeover was and the save is refused."""
    cast, item = drafted.cast, drafted.item("A")
    clock.shift(LASTS)
    assert held.body, "loaded before the threads share it"

    def save() -> str:
        try:
            write(held, item, cast.chair, "close", term=1, revision=0)
        except SomebodyWrites:
            return "save refused"
        return "saved"

    def take() -> str:
        try:
            with acting_as(cast.coordinator):
                take_lease(held, by=cast.coordinator)
        except SomebodyWrites:
            return "take refused"
        return "taken"

    assert tuple(at_once(save, take)) in {("saved", "take refused"), ("save refused", "taken")}


@pytest.mark.django_db(transaction=True)
def test_a_save_and_the_end_at_once_leave_nothing_behind_the_end(drafted: Drafted, held: Meeting) -> None:
    cast, item = drafted.cast, drafted.item("A")

    def save() -> str:
        try:
            write(held, item, cast.chair, "close", term=1, revision=0)
        except Refused:
            return "refused"
        return "saved"

    def stop() -> str:
        with acting_as(cast.chair):
            end(held, by=cast.chair)
        return "ended"

    saved, _ = at_once(save, stop)
    assert (outcome(drafted, "A") or Outcome()).result == ("close" if saved == "saved" else Result.NOT_REACHED)
