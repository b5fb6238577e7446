"""Rows of coming meetings follow their series."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from mdt.meetings.actions.planning import change_date, plan, set_series
from mdt.meetings.models import Meeting, Series, State
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from tests.conftest import Ledger
from tests.meetings.conftest import SETTINGS, Cast


def planned(cast: Cast) -> list[tuple[date, datetime, str, int]]:
    with acting_as(cast.dana):
        meetings = Meeting.objects.visible_to(cast.dana).order_by("starts_at", "occurrence")
        return [(m.occurrence, m.starts_at, m.state, m.revision) for m in meetings]


NOVEMBER = (date(2026, 11, 5), datetime(2026, 11, 5, 20, tzinfo=UTC), "planned", 0)
DECEMBER = (date(2026, 12, 3), datetime(2026, 12, 3, 20, tzinfo=UTC), "planned", 0)
JANUARY = (date(2027, 1, 7), datetime(2027, 1, 7, 20, tzinfo=UTC), "planned", 0)


def test_three_meetings_are_planned_at_once_and_planning_again_changes_nothing(cast: Cast) -> None:
    series = cast.series()
    with acting_as(cast.chair):
        plan(series)

    assert planned(cast) == [NOVEMBER, DECEMBER, JANUARY]


def test_the_next_ones_are_added_as_time_goes_by(cast: Cast, clock: time_machine.Traveller) -> None:
    series = cast.series()
    clock.move_to(datetime(2026, 11, 6, tzinfo=UTC))
    with acting_as_system(cast.team.pk):
        plan(series)

    assert [day for day, *_ in planned(cast)] == [
        date(2026, 11, 5),
        date(2026, 12, 3),
        date(2027, 1, 7),
        date(2027, 2, 4),
    ]


def test_a_moved_date_moves_its_row_and_counts_a_revision(cast: Cast) -> None:
    series = cast.series()
    with acting_as(cast.chair):
        change_date(series, original=date(2026, 11, 5), moved_to=date(2026, 11, 12), by=cast.chair)

    moved = (date(2026, 11, 5), datetime(2026, 11, 12, 20, tzinfo=UTC), "planned", 1)
    assert planned(cast) == [moved, DECEMBER, JANUARY]


def test_a_skipped_date_is_cancelled_and_taking_it_back_holds_it_again(cast: Cast) -> None:
    series = cast.series()
    with acting_as(cast.chair):
        change_date(series, original=date(2026, 12, 3), moved_to=None, by=cast.chair)
    assert [state for _, _, state, _ in planned(cast)] == ["planned", "cancelled", "planned", "planned"]

    with acting_as(cast.chair):
        change_date(series, original=date(2026, 12, 3), moved_to=date(2026, 12, 3), by=cast.chair)
    assert planned(cast)[1] == (*DECEMBER[:2], "draft", 2)


def test_a_new_rule_cancels_dates_that_are_no_longer_in_it(cast: Cast) -> None:
    cast.series()
    with acting_as(cast.chair):
        fridays = {**SETTINGS, "rule": "FREQ=MONTHLY;INTERVAL=1;BYDAY=1FR"}
        set_series(cast.body, settings=fridays, by=cast.chair)

    assert [(day, state) for day, _, state, _ in planned(cast)] == [
        (date(2026, 11, 5), "cancelled"),
        (date(2026, 11, 6), "planned"),
        (date(2026, 12, 3), "cancelled"),
        (date(2026, 12, 4), "planned"),
        (date(2027, 1, 1), "planned"),
        (date(2027, 1, 7), "cancelled"),
    ]


def test_a_new_place_reaches_coming_meetings_but_not_the_one_that_has_begun(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    cast.series()
    clock.move_to(datetime(2026, 11, 5, 20, 30, tzinfo=UTC))
    with acting_as(cast.chair):
        set_series(cast.body, settings={**SETTINGS, "place": "Room 3"}, by=cast.chair)
        places = Meeting.objects.order_by("starts_at").values_list("place", "revision")

        assert list(places)[:2] == [("Courthouse Annex, room 210", 0), ("Room 3", 1)]


@pytest.mark.parametrize(
    ("original", "moved_to", "words"),
    [
        (date(2026, 11, 6), date(2026, 11, 13), "does not meet on that date"),
        (date(2026, 11, 6), None, "does not meet on that date"),
        (date(2026, 10, 1), date(2026, 11, 13), "is over"),
        (date(2026, 11, 5), date(2026, 10, 20), "is over"),
    ],
)
def test_dates_outside_the_rule_or_in_the_past_are_refused(
    cast: Cast, original: date, moved_to: date | None, words: str
) -> None:
    series = cast.series()
    with pytest.raises(Refused, match=words), acting_as(cast.chair):
        change_date(series, original=original, moved_to=moved_to, by=cast.chair)

    assert planned(cast) == [NOVEMBER, DECEMBER, JANUARY]
    with acting_as(cast.chair):
        assert not series.changes.exists()


def test_only_the_chair_and_the_coordinator_set_a_series(cast: Cast, ledger: Ledger) -> None:
    with acting_as(cast.coordinator):
        set_series(cast.body, settings=SETTINGS, by=cast.coordinator)
    with pytest.raises(Refused, match="Only the chair"), acting_as(cast.dana):
        set_series(cast.body, settings={**SETTINGS, "place": "Elsewhere"}, by=cast.dana)

    with acting_as(cast.chair):
        assert Series.objects.get().place == "Courthouse Annex, room 210"


@pytest.mark.django_db(transaction=True)
def test_the_ledger_says_which_settings_and_dates_were_changed(cast: Cast, ledger: Ledger) -> None:
    series = cast.series()
    with acting_as(cast.chair):
        change_date(series, original=date(2026, 12, 3), moved_to=None, by=cast.chair)

    ((set_event,), (moved_event,)) = ledger.events("series.set"), ledger.events("series.moved")
    assert set_event.said["fields"] == ["at", "draft_days", "minutes", "place", "rule", "starts_on", "zone"]
    assert moved_event.said["detail"] == {"date": "2026-12-03", "to": "skipped"}
    assert set_event.records == moved_event.records == [series.pk]


def test_who_does_not_sit_in_the_body_knows_of_no_meeting(cast: Cast) -> None:
    """Both by the door and, with the door taken away, by the wall."""
    cast.series()
    for user in (cast.outsider, cast.stranger):
        with acting_as(user):
            assert not Meeting.objects.visible_to(user).exists()
            assert not Meeting.objects.exists()
            assert not Series.objects.exists()


def test_the_database_keeps_one_agenda_for_a_date(cast: Cast) -> None:
    series = cast.series()
    with pytest.raises(Exception, match="one_agenda_for_a_date"), acting_as(cast.chair):
        Meeting.objects.create(
            team=cast.team,
            body=cast.body,
            series=series,
            occurrence=date(2026, 11, 5),
            starts_at=datetime(2026, 11, 6, tzinfo=UTC),
            minutes=60,
            place="Elsewhere",
            zone="UTC",
        )


def test_a_published_agenda_has_a_time_and_a_person(cast: Cast) -> None:
    cast.series()
    with pytest.raises(Exception, match="published_at_and_by_once_published"), acting_as(cast.chair):
        Meeting.objects.update(state=State.PUBLISHED)
