"""Drafting: from what is due to suggestions, each record once, whatever is killed or done twice."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connections

from audit.ledger import System
from mdt.meetings import tasks
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.editing import add, defer, later_meetings
from mdt.meetings.actions.planning import change_date
from mdt.meetings.actions.work import finish
from mdt.meetings.agenda import entries
from mdt.meetings.models import ActionItem, AgendaItem, ItemState, Meeting, Step
from privacy.wall import acting_as, acting_as_system
from tests.conftest import Ledger
from tests.meetings.conftest import Cast, at_once

JOB = System("agenda job")


def draft(meeting: Meeting) -> int:
    with acting_as_system(meeting.team_id):
        return draft_agenda(meeting, by=JOB)


def suggested(cast: Cast, meeting: Meeting) -> list[ActionItem]:
    """The actions suggested to the chair, in order."""
    with acting_as(cast.chair):
        shown = entries(meeting, cast.chair, ItemState.SUGGESTED)
        return [ActionItem.objects.get(pk=entry.item.record) for entry in shown]


def test_open_actions_are_suggested_oldest_due_first(cast: Cast) -> None:
    cast.series()
    later = cast.action(cast.dana, date(2026, 11, 20))
    overdue = cast.action(cast.lee, date(2026, 10, 20))
    meeting = cast.next_meeting()

    assert draft(meeting) == 2
    assert suggested(cast, meeting) == [overdue, later]
    assert cast.next_meeting().state == "draft"


def test_drafting_again_changes_nothing_and_writes_no_event(cast: Cast) -> None:
    cast.series()
    cast.action(cast.dana, date(2026, 11, 20))
    meeting = cast.next_meeting()
    draft(meeting)
    with acting_as_system():
        before = list(AgendaItem.objects.values())

    assert draft(meeting) == 0
    with acting_as_system():
        assert list(AgendaItem.objects.values()) == before


@pytest.mark.django_db(transaction=True)
def test_one_event_for_each_draft_that_found_something(cast: Cast, ledger: Ledger) -> None:
    cast.series()
    cast.action(cast.dana, date(2026, 11, 20))
    meeting = cast.next_meeting()
    draft(meeting)
    draft(meeting)

    (event,) = ledger.events("agenda.drafted")
    assert event.said["detail"] == {"new": 1, "dropped": 0}
    assert (event.records, event.said["actor"]["name"]) == ([meeting.pk], "agenda job")


def test_what_is_new_joins_at_the_end_and_what_is_done_goes(cast: Cast) -> None:
    cast.series()
    first = cast.action(cast.dana, date(2026, 11, 1))
    meeting = cast.next_meeting()
    draft(meeting)
    second = cast.action(cast.lee, date(2026, 10, 30))
    assert draft(meeting) == 1
    assert suggested(cast, meeting) == [first, second]

    with acting_as(cast.dana):
        finish(first, by=cast.dana)
    assert draft(meeting) == 0
    assert suggested(cast, meeting) == [second]


def test_what_the_chair_has_put_on_the_agenda_stays_when_its_reason_is_gone(cast: Cast) -> None:
    cast.series()
    action = cast.action(cast.dana, date(2026, 11, 1))
    meeting = cast.next_meeting()
    draft(meeting)
    with acting_as(cast.chair):
        (entry,) = entries(meeting, cast.chair, ItemState.SUGGESTED)
        add(meeting, items=[entry.item.pk], by=cast.chair)
        finish(action, by=cast.chair)
    draft(meeting)

    with acting_as(cast.chair):
        (entry,) = entries(meeting, cast.chair)
        assert (entry.line.code, entry.reason) == (action.code, "Done")


def test_a_deferred_item_comes_first_on_the_meeting_it_was_deferred_to_and_keeps_its_minutes(cast: Cast) -> None:
    cast.series()
    overdue = cast.action(cast.lee, date(2026, 10, 20))
    deferred = cast.action(cast.dana, date(2026, 11, 20))
    meeting = cast.next_meeting()
    draft(meeting)
    with acting_as(cast.chair):
        item = AgendaItem.objects.get(record=deferred.pk)
        add(meeting, items=[item.pk], by=cast.chair)
        AgendaItem.objects.filter(pk=item.pk).update(minutes=25, presenter=cast.dana.place)
        december = defer(meeting, item=item.pk, by=cast.chair)
    draft(december)

    assert suggested(cast, december) == [deferred, overdue]
    with acting_as(cast.chair):
        entry = entries(december, cast.chair, ItemState.SUGGESTED)[0]
        assert (entry.item.minutes, entry.item.presenter) == (25, cast.dana.place)
        assert entry.reason == "Deferred from November 5. Open, due November 20"


def test_what_ended_after_it_was_deferred_does_not_come_back(cast: Cast) -> None:
    cast.series()
    action = cast.action(cast.dana, date(2026, 11, 20))
    meeting = cast.next_meeting()
    draft(meeting)
    with acting_as(cast.chair):
        december = defer(meeting, item=AgendaItem.objects.get(record=action.pk).pk, by=cast.chair)
        finish(action, by=cast.chair)

    assert draft(december) == 0
    assert suggested(cast, december) == []


def test_what_is_deferred_past_a_meeting_is_not_suggested_to_it(cast: Cast) -> None:
    cast.series()
    action = cast.action(cast.dana, date(2026, 11, 20))
    meeting = cast.next_meeting()
    draft(meeting)
    with acting_as(cast.chair):
        december, january = later_meetings(meeting)
        defer(meeting, item=AgendaItem.objects.get().pk, to=january, by=cast.chair)

    assert draft(december) == 0
    assert draft(january) == 1
    assert suggested(cast, january) == [action]


def test_what_was_deferred_to_a_date_that_is_skipped_goes_to_the_next_one(cast: Cast) -> None:
    series = cast.series()
    cast.action(cast.dana, date(2026, 11, 20))
    meeting = cast.next_meeting()
    draft(meeting)
    with acting_as(cast.chair):
        december, january = later_meetings(meeting)
        defer(meeting, item=AgendaItem.objects.get().pk, by=cast.chair)
        change_date(series, original=december.occurrence, moved_to=None, by=cast.chair)

    assert draft(december) == 0
    assert draft(january) == 1
    with acting_as(cast.chair):
        (entry,) = entries(january, cast.chair, ItemState.SUGGESTED)
        assert entry.reason == "Deferred from November 5. Open, due November 20"


def test_nothing_is_drafted_for_a_meeting_that_has_begun_or_is_not_held(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    series = cast.series()
    cast.action(cast.dana, date(2026, 11, 20))
    november = cast.next_meeting()
    with acting_as(cast.chair):
        december = later_meetings(november)[0]
        change_date(series, original=december.occurrence, moved_to=None, by=cast.chair)
    clock.move_to(datetime(2026, 11, 5, 20, tzinfo=UTC))

    assert (draft(november), draft(december)) == (0, 0)


def test_the_database_keeps_each_record_once_on_an_agenda(cast: Cast) -> None:
    cast.series()
    cast.action(cast.dana, date(2026, 11, 20))
    draft(cast.next_meeting())
    with pytest.raises(Exception, match="record_once_on_an_agenda"), acting_as_system():
        item = AgendaItem.objects.get()
        AgendaItem.objects.create(
            team=cast.team,
            meeting=item.meeting,
            part=item.part,
            source="another",
            record=item.record,
            position=item.position + 1,
        )


def test_nobody_but_a_job_makes_or_deletes_agenda_items(cast: Cast) -> None:
    """With the actions taken away, the wall still refuses the chair."""
    cast.series()
    cast.action(cast.dana, date(2026, 11, 20))
    draft(cast.next_meeting())
    with acting_as(cast.chair):
        assert AgendaItem.objects.all().delete()[0] == 0
        item = AgendaItem.objects.get()
    with pytest.raises(Exception, match="row-level security"), acting_as(cast.chair):
        AgendaItem.objects.create(
            team=cast.team, meeting=item.meeting, part=item.part, source=item.source, record=cast.team.pk, position=99
        )


def test_items_and_actions_of_a_body_are_behind_its_wall(cast: Cast) -> None:
    cast.series()
    cast.action(cast.dana, date(2026, 11, 20))
    draft(cast.next_meeting())
    for user in (cast.outsider, cast.stranger):
        with acting_as(user):
            assert not AgendaItem.objects.exists()
            assert not ActionItem.objects.exists()


# The tick ---------------------------------------------------------------------------------------------------


@pytest.fixture
def series_job(cast: Cast) -> Iterator[tuple[str, str]]:
    series = cast.series()
    for day in range(1, 31):
        cast.action(cast.dana, date(2026, 11, day))
    yield str(series.pk), str(cast.team.pk)


def both_ticks(series_job: tuple[str, str]) -> None:
    """Plan, do what is due, and bring the draft up to date."""
    tasks.prepare_next(*series_job)
    tasks.month()
    tasks.prepare_next(*series_job)


def counts() -> tuple[int, int]:
    with acting_as_system():
        return Meeting.objects.count(), AgendaItem.objects.count()


def test_the_tick_drafts_nothing_before_its_day(
    cast: Cast, series_job: tuple[str, str], clock: time_machine.Traveller
) -> None:
    """Fourteen days before 5 November, noon, is 22 October."""
    for moment, items in (
        (datetime(2026, 10, 22, 18, 59, tzinfo=UTC), 0),
        (datetime(2026, 10, 22, 20, 1, tzinfo=UTC), 30),
    ):
        clock.move_to(moment)
        tasks.prepare_next(*series_job)
        tasks.month()
        assert counts() == (3, items)


def test_the_tick_starts_one_job_for_each_series(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    series = cast.series()
    started: list[tuple[str, str]] = []
    monkeypatch.setattr(tasks.prepare_next, "delay", lambda *ids: started.append(ids))
    tasks.look_for_due()

    assert started == [(str(series.pk), str(cast.team.pk))]


@pytest.mark.django_db(transaction=True)
def test_two_ticks_at_once_make_one_agenda_with_each_record_once(cast: Cast, series_job: tuple[str, str]) -> None:
    for _ in range(5):
        with acting_as_system():
            AgendaItem.objects.all().delete()
        at_once(lambda: both_ticks(series_job), lambda: both_ticks(series_job))
        assert counts() == (3, 30)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement", ['INSERT INTO "meetings_meeting"', 'INSERT INTO "meetings_agendaitem"', "ledger.append"]
)
def test_a_job_killed_in_the_middle_and_done_again_ends_like_one_that_was_not(
    cast: Cast, series_job: tuple[str, str], statement: str, ledger: Ledger
) -> None:
    """The connection is cut right after the statement, as by a killed worker; PostgreSQL takes the transaction back."""

    class Killed(BaseException):
        pass

    def cut(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        result = execute(sql, params, many, context)
        if statement in sql:
            context["connection"].connection.close()
            raise Killed
        return result

    connection = connections["default"]
    with acting_as_system():
        AgendaItem.objects.all().delete()
        Step.objects.all().delete()
        Meeting.objects.all().delete()
    with pytest.raises(Killed), connection.execute_wrapper(cut):
        both_ticks(series_job)
    connection.close()
    both_ticks(series_job)

    assert counts() == (3, 30)
    assert len(ledger.events("agenda.drafted")) == 1


# Late items ---------------------------------------------------------------------------------------------------


def test_what_comes_after_the_cut_off_says_that_it_is_late(cast: Cast, clock: time_machine.Traveller) -> None:
    """The meeting is on Thursday at 20:00 UTC, items are late from two days before on; what was deferred never is."""
    cast.series()
    november = cast.next_meeting()
    early, deferred = cast.action(cast.dana, date(2026, 11, 20)), cast.action(cast.dana, date(2026, 11, 21))
    draft(november)
    clock.move_to(datetime(2026, 11, 3, 20, 1, tzinfo=UTC))
    late = cast.action(cast.lee, date(2026, 11, 22))
    draft(november)

    assert reasons(cast, november) == {
        early.code: "Open, due November 20",
        deferred.code: "Open, due November 21",
        late.code: "Late: came after the cut-off. Open, due November 22",
    }
    with acting_as(cast.chair):
        december = defer(november, item=AgendaItem.objects.get(record=deferred.pk).pk, by=cast.chair)
    clock.move_to(december.starts_at - timedelta(hours=1))
    draft(december)
    assert reasons(cast, december)[deferred.code].startswith("Deferred from November 5. Overdue for")


def reasons(cast: Cast, meeting: Meeting) -> dict[str, str]:
    with acting_as(cast.chair):
        return {one.line.code: one.reason for one in entries(meeting, cast.chair, ItemState.SUGGESTED)}
