"""Running a meeting: one item per screen, one writer, nothing typed lost, and what comes to the next month."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from mdt.meetings.actions import running
from mdt.meetings.actions.leasing import LASTS, SomebodyWrites, let_go, take_lease
from mdt.meetings.actions.running import Stale, end, resume, start, turn_to
from mdt.meetings.models import ActionItem, AgendaItem, ItemState, Lease, Meeting, Outcome, PartKind, Result, Task, Turn
from mdt.team.models import User
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from tests.cast import client_of
from tests.conftest import Ledger
from tests.meetings.conftest import Drafted, at_once
from tests.meetings.held import hold, term_of, write
from tests.meetings.test_drafting import draft

WORDS = "The group speaks of it again in spring"


@pytest.fixture
def held(drafted: Drafted, clock: time_machine.Traveller) -> Meeting:
    return hold(drafted, clock)


def page_of(drafted: Drafted, letter: str, user: User | None = None, **sent: Any) -> str:
    """The item's page as this person sees it; with `sent`, after they sent its form."""
    address = reverse("run-item", args=[drafted.meeting.pk, drafted.item(letter)])
    browser = client_of(user or drafted.cast.chair)
    answer = browser.post(address, sent, follow=True) if sent else browser.get(address)
    return answer.content.decode()


def typed(meeting: Meeting, revision: int = 0, **answers: str) -> dict[str, str]:
    """What the page sends that was opened just now."""
    return {"term": str(term_of(meeting)), "draft_at": str(revision), "step": "save", **answers}


def action_for(user: User) -> dict[str, str]:
    agency = str(user.place.agency_id)
    return {"task-kind": "report_back", "task-agency": agency, "task-person": "", "task-due_on": "2026-12-01"}


def outcome(drafted: Drafted, letter: str) -> Outcome | None:
    with acting_as_system():
        return Outcome.objects.filter(item=drafted.item(letter)).first()


def test_a_meeting_starts_on_its_day_and_not_before(drafted: Drafted, clock: time_machine.Traveller) -> None:
    chair = drafted.cast.chair
    with pytest.raises(Refused, match="Publish the agenda first"), acting_as(chair):
        start(drafted.meeting, by=chair)
    drafted.publish()
    clock.move_to(datetime(2026, 11, 5, 7, 59, tzinfo=UTC))  # one minute to midnight in Los Angeles
    with pytest.raises(Refused, match="on a later day"), acting_as(chair):
        start(drafted.fresh(), by=chair)
    clock.move_to(datetime(2026, 11, 5, 8, 0, tzinfo=UTC))
    with acting_as(chair):
        start(drafted.fresh(), by=chair)
    with pytest.raises(Refused, match="started already"), acting_as(drafted.cast.coordinator):
        start(drafted.fresh(), by=drafted.cast.coordinator)


def test_members_and_strangers_run_nothing(drafted: Drafted, held: Meeting) -> None:
    cast = drafted.cast
    address = reverse("run-item", args=[held.pk, drafted.item("A")])
    answers = [client_of(user).get(address).status_code for user in (cast.dana, cast.outsider, cast.stranger)]
    assert answers == [403, 403, 404]
    with pytest.raises(Refused, match="Only the chair"), acting_as(cast.dana):
        take_lease(held, by=cast.dana)


def test_the_coordinator_runs_a_meeting_from_start_to_end(drafted: Drafted, clock: time_machine.Traveller) -> None:
    cory = drafted.cast.coordinator
    drafted.publish()
    clock.move_to(datetime(2026, 11, 5, 20, 0, tzinfo=UTC))
    meeting = drafted.fresh()
    with acting_as(cory):
        start(meeting, by=cory)
    write(meeting, drafted.item("A"), cory, "close")
    with acting_as(cory):
        end(meeting, by=cory)
    held = outcome(drafted, "A")
    assert held and (held.result, held.written_by) == ("close", cory.place)


def test_an_item_is_one_screen_with_what_was_saved(drafted: Drafted, held: Meeting) -> None:
    page = page_of(drafted, "B", **typed(held, result="recommendation", words=WORDS))
    assert "Paper B" in page and WORDS in page and "Paper A" not in page
    stored = outcome(drafted, "B")
    assert stored and (stored.result, stored.revision, str(stored.words)) == ("recommendation", 1, "[sealed]")


def test_next_saves_and_speaks_of_the_following_item(drafted: Drafted, held: Meeting) -> None:
    page = page_of(drafted, "A", **typed(held, result="close", words="") | {"step": "next"})
    assert "<h1>2. Paper B</h1>" in page and "spoken of now" in page
    assert (outcome(drafted, "A") or Outcome()).result == "close"


def test_next_keeps_what_was_saved_when_the_following_item_is_gone(
    drafted: Drafted, held: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def after_it_went(*args: Any, **kwargs: Any) -> None:
        drafted.binder.hidden = {"Chris": "B"}
        turn_to(*args, **kwargs)

    monkeypatch.setattr(running, "turn_to", after_it_went)
    page = page_of(drafted, "A", **typed(held, result="close", words="") | {"step": "next"})
    assert "Saved. The next item is not on your list any more." in page
    assert (outcome(drafted, "A") or Outcome()).result == "close"


@pytest.mark.django_db(transaction=True)
def test_each_item_that_is_shown_is_one_event(drafted: Drafted, held: Meeting, ledger: Ledger) -> None:
    before = len(ledger.events())
    page_of(drafted, "A")
    page_of(drafted, "C")
    shown = ledger.events("meeting.item_shown")
    assert sorted(event.codes for event in shown) == [[held.code, "PA-A"], [held.code, "PA-C"]]
    assert len(ledger.events()) == before + 2


def test_words_that_the_guard_stops_stay_on_the_page_and_are_not_kept(drafted: Drafted, held: Meeting) -> None:
    page = page_of(drafted, "A", **typed(held, result="close", words="Call 503-555-0142 about it"))
    assert "This looks like a phone number." in page and "about it" in page and 'value="close"' in page
    assert outcome(drafted, "A") is None


@pytest.mark.parametrize("part", [PartKind.OPEN, PartKind.CHILD])
def test_words_name_no_case_whatever_the_part(drafted: Drafted, clock: time_machine.Traveller, part: PartKind) -> None:
    """Whoever reads this item may not know of that one."""
    with acting_as_system():
        AgendaItem.objects.filter(pk=drafted.item("A")).update(part=drafted.cast.part(part))
    held = hold(drafted, clock)
    page = page_of(drafted, "A", **typed(held, result="close", words="Goes with HT-7F3K-9QXM-4"))
    assert "words name no case" in page and "HT-7F3K-9QXM-4" in page
    with pytest.raises(Refused, match="words name no case"):
        write(held, drafted.item("A"), drafted.cast.chair, words="Goes with HT-7F3K-9QXM-4")
    assert outcome(drafted, "A") is None


def test_an_action_comes_of_an_item_and_returns_in_its_part(drafted: Drafted, held: Meeting) -> None:
    cast = drafted.cast
    page = page_of(drafted, "A", **typed(held, words=WORDS), **action_for(cast.dana))
    assert "The action is given" in page and "Report back to the group: Eastside Practice" in page
    with acting_as_system():
        task = Task.objects.select_related("action__part").get(item=drafted.item("A"))
    assert (task.action.part.kind, task.action.due_on, task.action.agency) == ("open", date(2026, 12, 1), task.agency)
    assert (outcome(drafted, "A") or Outcome()).result == "task"


def test_a_task_without_its_action_is_refused_with_the_words_kept(drafted: Drafted, held: Meeting) -> None:
    page = page_of(drafted, "A", **typed(held, result="task", words=WORDS))
    assert "Give the action as well" in page and WORDS in page
    assert outcome(drafted, "A") is None


def test_an_action_goes_only_to_an_agency_that_sits_in_the_part(drafted: Drafted, held: Meeting) -> None:
    cast = drafted.cast
    page = page_of(drafted, "A", **typed(held, words=WORDS), **action_for(cast.outsider))
    assert "There is something to fix" in page and WORDS in page
    task = {"kind": "report_back", "agency": cast.outsider.place.agency, "person": None, "due_on": date(2026, 12, 1)}
    with pytest.raises(Refused, match="sits in this part"):
        write(held, drafted.item("A"), cast.chair, "task", task=task)
    with acting_as_system():
        assert not ActionItem.objects.exists() and not Task.objects.exists()


# The lease --------------------------------------------------------------------------------------------------


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


def autosaved(drafted: Drafted, letter: str, user: User | None = None, **sent: str) -> tuple[int, dict[str, str]]:
    address = reverse("keep-item", args=[drafted.meeting.pk, drafted.item(letter)])
    answer = client_of(user or drafted.cast.chair).post(address, sent)
    return answer.status_code, answer.json()


def test_a_page_saves_itself_while_it_is_written(drafted: Drafted, held: Meeting) -> None:
    status, said = autosaved(drafted, "A", **typed(held, result="close", words=WORDS))
    assert (status, said["at"]) == (200, "1") and said["said"].startswith("Saved ")
    status, said = autosaved(drafted, "A", **typed(held, 1, result="close", words=f"{WORDS}."))
    assert (status, said["at"]) == (200, "2")


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
    held.body  # noqa: B018 - loaded before the threads share it

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


# Time, end and the month after ------------------------------------------------------------------------------


def test_time_is_counted_for_the_item_that_is_spoken_of(
    drafted: Drafted, held: Meeting, clock: time_machine.Traveller
) -> None:
    chair = drafted.cast.chair
    for letter, minutes in (("B", 4), ("C", 7), ("B", 2)):
        clock.shift(timedelta(minutes=minutes))
        with acting_as(chair):
            turn_to(held, item=drafted.item(letter), term=term_of(held), by=chair)
    clock.shift(timedelta(minutes=1))
    assert "4 of 5 min used" in page_of(drafted, "A")
    assert "8 of 5 min used" in page_of(drafted, "B")
    assert "2 of 5 min used" in page_of(drafted, "C")
    with acting_as_system():
        assert Turn.objects.filter(ended_at=None).count() == 1


def test_next_passes_over_an_item_that_the_writer_cannot_see_and_ends_its_time(
    drafted: Drafted, held: Meeting, clock: time_machine.Traveller
) -> None:
    """The coordinator takes over while an item is spoken of that they may not know of."""
    cory = drafted.cast.coordinator
    drafted.binder.hidden = {"Cory": "A"}
    clock.shift(LASTS)
    with acting_as(cory):
        term = take_lease(held, by=cory).term
        turn_to(held, item=drafted.item("B"), term=term, by=cory)
    with acting_as_system():
        assert Turn.objects.get(item=drafted.item("A")).ended_at is not None
    assert client_of(cory).get(reverse("run-item", args=[held.pk, drafted.item("A")])).status_code == 404


def test_after_its_end_nothing_is_written_and_it_can_be_opened_again(drafted: Drafted, held: Meeting) -> None:
    chair = drafted.cast.chair
    write(held, drafted.item("A"), chair, "close")
    with acting_as(chair):
        end(held, by=chair)
    with pytest.raises(Refused, match="not in progress"):
        write(held, drafted.item("A"), chair, "continue")
    with acting_as(chair):
        resume(held, by=chair)
    write(held, drafted.item("B"), chair, "continue")
    assert drafted.order() == "ABCDEF"


def test_what_was_put_off_or_not_reached_comes_to_the_next_agenda_by_itself(drafted: Drafted, held: Meeting) -> None:
    cast = drafted.cast
    write(held, drafted.item("A"), cast.chair, "close")
    write(held, drafted.item("B"), cast.chair, "next_meeting")
    task = {"kind": "report_back", "agency": cast.dana.place.agency, "person": None, "due_on": date(2026, 12, 1)}
    write(held, drafted.item("C"), cast.chair, "task", task=task)
    write(held, drafted.item("D"), cast.chair, "", words=WORDS)
    with acting_as(cast.chair):
        end(held, by=cast.chair)
    with acting_as_system():
        later = Meeting.objects.select_related("body").order_by("starts_at")[1]
    draft(later)
    with acting_as_system():
        came = AgendaItem.objects.filter(meeting=later, carried_from=held, state=ItemState.SUGGESTED)
        letters = {drafted.binder.papers[record] for record in came.values_list("record", flat=True)}
        assert letters == {"B", "E", "F"}
        assert AgendaItem.objects.filter(meeting=later, source="meetings.actions").count() == 1


def test_what_a_member_of_the_room_cannot_see_comes_to_the_next_agenda_all_the_same(
    drafted: Drafted, held: Meeting
) -> None:
    drafted.binder.hidden = {"Chris": "BCDEF"}
    write(held, drafted.item("A"), drafted.cast.chair, "close")
    page = client_of(drafted.cast.chair).post(reverse("end-meeting", args=[held.pk]), follow=True).content.decode()
    # Whoever ends it is told the same words, whatever comes back: a number would count what they cannot see.
    assert "What was put off or not reached comes to the next meeting." in page and "5 items" not in page
    with acting_as_system():
        hidden = AgendaItem.objects.get(pk=drafted.item("F"))
    assert (hidden.state, hidden.deferred_to_id is not None) == (ItemState.DEFERRED, True)


def test_what_comes_back_goes_to_the_series_and_never_to_a_special_staffing(drafted: Drafted, held: Meeting) -> None:
    with acting_as_system():
        regular = Meeting.objects.filter(series__isnull=False).order_by("starts_at")[1]
        Meeting.objects.create(
            team=held.team,
            body=held.body,
            only_part=drafted.cast.part(PartKind.CHILD),
            starts_at=datetime(2026, 11, 10, 20, 0, tzinfo=UTC),
            minutes=30,
            place=held.place,
            zone=held.zone,
        )
    with acting_as(drafted.cast.chair):
        end(held, by=drafted.cast.chair)
    with acting_as_system():
        assert AgendaItem.objects.get(pk=drafted.item("A")).deferred_to_id == regular.pk
