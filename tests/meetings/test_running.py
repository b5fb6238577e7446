"""Running a meeting: one item per screen, one writer, nothing typed lost, and what comes to the next month."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from mdt.meetings.actions import running
from mdt.meetings.actions.leasing import LASTS, take_lease
from mdt.meetings.actions.presence import mark_present
from mdt.meetings.actions.running import end, resume, start, turn_to
from mdt.meetings.models import (
    ActionItem,
    AgendaItem,
    ItemState,
    Meeting,
    Minutes,
    Outcome,
    PartKind,
    PartSeat,
    Task,
    Turn,
)
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from tests.cast import client_of
from tests.conftest import Ledger
from tests.meetings.conftest import Drafted, hold
from tests.meetings.held import WORDS, action_for, autosaved, finish, outcome, page_of, term_of, typed, write
from tests.meetings.test_drafting import draft


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
    # What is missing stands open.
    assert '<details class="more" open>' in page and "Choose the agency that does it." in page
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


def test_whoever_cannot_see_what_is_spoken_of_reads_no_gap(
    drafted: Drafted, held: Meeting, clock: time_machine.Traveller
) -> None:
    """A for 4 minutes and B for 3, which the coordinator may not know of: to them, A for 7 and still."""
    cory, chair = drafted.cast.coordinator, drafted.cast.chair
    clock.shift(timedelta(minutes=4))
    with acting_as(chair):
        turn_to(held, item=drafted.item("B"), term=term_of(held), by=chair)
    clock.shift(timedelta(minutes=3))
    assert "4 of 5 min used" in page_of(drafted, "A")
    drafted.binder.hidden = {"Cory": "B"}
    page = page_of(drafted, "A", cory)
    assert "7 of 5 min used" in page and "spoken of now" in page
    overview = client_of(cory).get(reverse("run-meeting", args=[held.pk])).content.decode()
    assert "Spoken of now." in overview and "7 of 120 min" in overview


def test_what_is_spoken_of_before_anything_that_one_sees_is_the_time_of_the_first(
    drafted: Drafted, held: Meeting, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=4))
    drafted.binder.hidden = {"Cory": "A"}
    page = page_of(drafted, "B", drafted.cast.coordinator)
    assert "4 of 5 min used" in page and "spoken of now" in page


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


def test_minutes_that_one_does_not_see_stop_what_they_stop(drafted: Drafted, held: Meeting) -> None:
    """The coordinator sits in none of the parts: the wall shows them no minutes, and a sentence says that there are."""
    finish(held, drafted.cast.chair)
    cory = drafted.cast.coordinator
    with acting_as_system():
        PartSeat.objects.filter(desk__group__user=cory).delete()
    with acting_as(cory):
        assert not Minutes.objects.exists()
        with pytest.raises(Refused, match="minutes are approved"):
            resume(held, by=cory)
        with pytest.raises(Refused, match="minutes are approved"):
            mark_present(held, present=[], by=cory)


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


def test_saving_by_itself_makes_no_whole_agenda(
    drafted: Drafted, held: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody types there: each save asks the sources for the one item."""
    asked: list[int] = []
    present = type(drafted.binder).present

    def counted(binder: Any, items: Any, user: Any) -> Any:
        asked.append(len(items))
        return present(binder, items, user)

    monkeypatch.setattr(type(drafted.binder), "present", counted)
    status, said = autosaved(drafted, "B", **typed(held, words=WORDS))
    assert (status, said["said"][:5], set(asked)) == (200, "Saved", {1})


def test_two_forms_with_errors_have_one_summary(drafted: Drafted, held: Meeting) -> None:
    """Each identifier stands once on a page, and one thing gets the focus."""
    sent = typed(held, result="information", words="Call 503-555-0142") | {"task-kind": "report_back", "step": "give"}
    page = page_of(drafted, "B", **sent)
    assert page.count('id="errors"') == page.count('id="errors-title"') == 1
    summary = page[page.index('id="errors"') :].split("</section>")[0]
    assert "phone number" in summary and "#id_task-agency" in summary
