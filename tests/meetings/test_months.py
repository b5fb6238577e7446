"""The month by itself: five steps for each meeting, due from the database, each done once whatever is killed."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse

from mdt.meetings import tasks
from mdt.meetings.actions import months
from mdt.meetings.actions.editing import set_presenter
from mdt.meetings.actions.planning import change_date
from mdt.meetings.actions.running import end
from mdt.meetings.agenda import entries
from mdt.meetings.models import ItemState, Meeting, Series, Step, StepKind
from mdt.notices.models import Notice
from mdt.notices.tasks import mail_notices
from privacy.wall import acting_as, acting_as_system
from tests.cast import client_of
from tests.meetings.conftest import Binder, Cast, Drafted, hold
from tests.meetings.held import write


@pytest.fixture(autouse=True)
def no_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mails of notices are tests/notices' affair."""
    monkeypatch.setattr(mail_notices, "delay", lambda: None)


def step(meeting: Meeting, kind: StepKind) -> Step:
    with acting_as_system():
        return Step.objects.select_related("meeting__body").get(meeting=meeting, kind=kind)


def tick(series: Series) -> None:
    """Both of beat's ticks."""
    tasks.prepare_next(str(series.pk), str(series.team_id))
    tasks.month()


def told(kind: str) -> list[str]:
    with acting_as_system():
        return list(Notice.objects.filter(kind=kind).order_by("at", "pk").values_list("only_for__name", flat=True))


# Which steps there are --------------------------------------------------------------------------------------------


def test_each_meeting_has_five_steps_that_follow_its_date(cast: Cast) -> None:
    """Thursday, 5 November, noon to 2 p.m. in Los Angeles is 20:00 to 22:00 UTC."""
    series = cast.series()
    november = cast.next_meeting()
    with acting_as_system():
        due = dict(november.steps.values_list("kind", "due_at"))
    assert due == {
        "draft": datetime(2026, 10, 22, 20, tzinfo=UTC),
        "remind": datetime(2026, 11, 2, 20, tzinfo=UTC),
        "cut_off": datetime(2026, 11, 3, 20, tzinfo=UTC),
        "minutes": datetime(2026, 11, 5, 22, tzinfo=UTC),
        "roll_over": datetime(2026, 11, 5, 22, tzinfo=UTC),
    }

    with acting_as(cast.chair):
        change_date(series, original=november.occurrence, moved_to=date(2026, 11, 12), by=cast.chair)
    assert step(november, StepKind.CUT_OFF).due_at == datetime(2026, 11, 10, 20, tzinfo=UTC)


def test_a_meeting_that_is_not_held_has_nothing_done_for_it(cast: Cast, clock: time_machine.Traveller) -> None:
    series = cast.series()
    november = cast.next_meeting()
    with acting_as(cast.chair):
        change_date(series, original=november.occurrence, moved_to=None, by=cast.chair)
    clock.move_to(november.ends_at + timedelta(hours=1))
    assert tasks.month() == 0


def later_than(meeting: Meeting) -> Meeting:
    with acting_as_system():
        return Meeting.objects.select_related("body").filter(starts_at__gt=meeting.starts_at).earliest("starts_at")


def suggested(cast: Cast, meeting: Meeting, binder: Binder) -> str:
    with acting_as(cast.chair):
        shown = entries(meeting, cast.chair, ItemState.SUGGESTED)
        return "".join(binder.papers[one.item.record] for one in shown)


# Each of them -----------------------------------------------------------------------------------------------------


def test_presenters_are_reminded_once_each_when_the_agenda_is_published(
    drafted: Drafted, clock: time_machine.Traveller
) -> None:
    """Dana presents two papers, Lee one; Lee is named after the others were reminded."""
    cast, chair = drafted.cast, drafted.cast.chair
    with acting_as(chair):
        for letter in "AB":
            set_presenter(drafted.meeting, item=drafted.item(letter), presenter=cast.dana.place, by=chair)
    clock.move_to(datetime(2026, 11, 2, 20, 1, tzinfo=UTC))
    tasks.month()
    assert told("meeting.present") == []
    assert step(drafted.meeting, StepKind.REMIND).done_at is None

    drafted.publish()
    clock.shift(timedelta(hours=1, minutes=1))
    tasks.month()
    assert told("meeting.present") == ["Dana"]
    with acting_as(chair):
        set_presenter(drafted.meeting, item=drafted.item("C"), presenter=cast.lee.place, by=chair)
        months.do_now(step(drafted.meeting, StepKind.REMIND), by=chair)
    tasks.month()
    assert sorted(told("meeting.present")) == ["Dana", "Lee"]


def test_who_may_not_see_what_they_present_is_reminded_of_nothing(
    drafted: Drafted, clock: time_machine.Traveller
) -> None:
    cast, chair = drafted.cast, drafted.cast.chair
    with acting_as(chair):
        set_presenter(drafted.meeting, item=drafted.item("A"), presenter=cast.dana.place, by=chair)
    drafted.publish()
    drafted.binder.hidden = {"Dana": "A"}
    clock.move_to(datetime(2026, 11, 2, 20, 1, tzinfo=UTC))
    tasks.month()
    assert told("meeting.present") == []


def test_what_was_there_in_time_is_not_late_when_the_tick_comes_late(cast: Cast, clock: time_machine.Traveller) -> None:
    """The cut-off is on the 3rd at 20:00 UTC; nothing ran until the 4th."""
    series = cast.series()
    in_time = cast.action(cast.dana, date(2026, 11, 20))
    clock.move_to(datetime(2026, 11, 4, 20, tzinfo=UTC))
    tick(series)
    clock.shift(timedelta(minutes=5))
    late = cast.action(cast.lee, date(2026, 11, 21))
    tick(series)

    with acting_as(cast.chair):
        shown = entries(cast.next_meeting(), cast.chair, ItemState.SUGGESTED)
        assert {one.line.code: one.late for one in shown} == {in_time.code: False, late.code: True}


def test_what_nothing_is_recorded_of_goes_to_the_next_meeting_and_stays_on_the_agenda_that_was(
    drafted: Drafted, clock: time_machine.Traveller
) -> None:
    """B has an outcome. The meeting is never ended in the system: it waits until somebody does."""
    cast, series = drafted.cast, drafted.cast.body.series
    meeting = hold(drafted, clock)
    write(meeting, drafted.item("B"), cast.chair)
    clock.move_to(meeting.ends_at + timedelta(minutes=1))
    tasks.month()
    assert step(meeting, StepKind.ROLL_OVER).done_at is None

    with acting_as(cast.chair):
        end(meeting, by=cast.chair)
    clock.shift(timedelta(hours=2))
    tick(series)
    assert step(meeting, StepKind.ROLL_OVER).done_at is not None
    december = later_than(meeting)
    clock.move_to(december.starts_at - timedelta(days=10))
    tick(series)
    assert suggested(cast, december, drafted.binder) == "ACDEFB"
    # B was handled; the test's own source offers it again all the same.


def test_of_a_meeting_that_was_not_run_here_all_goes_on_and_says_so(
    drafted: Drafted, clock: time_machine.Traveller
) -> None:
    drafted.publish()
    clock.move_to(drafted.meeting.ends_at + timedelta(minutes=1))
    tick(drafted.cast.body.series)
    december = later_than(drafted.meeting)
    clock.move_to(december.starts_at - timedelta(days=10))
    tick(drafted.cast.body.series)

    assert drafted.order() == "ABCDEF"
    with acting_as(drafted.cast.chair):
        shown = entries(december, drafted.cast.chair, ItemState.SUGGESTED)
        assert {one.reason for one in shown} == {"Not handled on November 5"}
    done = step(drafted.meeting, StepKind.ROLL_OVER)
    assert (done.finished, done.pieces) == (6, 6)


def test_minutes_are_asked_of_who_prepares_the_meetings(drafted: Drafted, clock: time_machine.Traveller) -> None:
    drafted.publish()
    clock.move_to(drafted.meeting.ends_at)
    tasks.month()
    assert sorted(told("meeting.minutes")) == ["Chris", "Cory"]
    tasks.month()
    assert len(told("meeting.minutes")) == 2


def test_a_step_that_cannot_be_done_holds_up_no_other_and_is_tried_again(
    drafted: Drafted, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(step: Step, now: datetime) -> None:
        raise ObjectDoesNotExist("a word that no log may hold")

    drafted.publish()
    clock.move_to(drafted.meeting.ends_at + timedelta(minutes=1))
    with monkeypatch.context() as patched:
        patched.setitem(months._PIECES, StepKind.CUT_OFF, broken)
        tasks.month()
    assert (step(drafted.meeting, StepKind.CUT_OFF).failed, step(drafted.meeting, StepKind.CUT_OFF).done_at) == (
        1,
        None,
    )
    assert step(drafted.meeting, StepKind.ROLL_OVER).done_at is not None
    clock.shift(timedelta(hours=1, minutes=1))
    tasks.month()
    assert (step(drafted.meeting, StepKind.CUT_OFF).failed, step(drafted.meeting, StepKind.CUT_OFF).done_at) != (
        1,
        None,
    )


# The page -----------------------------------------------------------------------------------------------------------


def test_the_page_shows_what_is_due_and_done_and_a_button_does_it(
    drafted: Drafted, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.month, "delay", lambda: None)
    client = client_of(drafted.cast.chair)
    page = client.get(reverse("meeting-month", args=[drafted.meeting.pk])).content.decode()
    assert "Draft the agenda" in page and "Due on November 3, noon" in page
    # What is for after the meeting is not offered before.
    assert "/month/cut_off/" in page and "/month/roll_over/" not in page

    early = client.post(reverse("meeting-step", args=[drafted.meeting.pk, "roll_over"]), follow=True)
    assert "This meeting is not over yet." in early.content.decode()
    client.post(reverse("meeting-step", args=[drafted.meeting.pk, "cut_off"]))
    tasks.month()
    page = client.get(reverse("meeting-month", args=[drafted.meeting.pk])).content.decode()
    assert "Done on October 26, 9 a.m." in page
    assert client.post(reverse("meeting-step", args=[drafted.meeting.pk, "made_up"])).status_code == 404


def test_a_step_says_no_number_since_it_counts_what_the_reader_may_not_see(drafted: Drafted) -> None:
    with acting_as_system():
        Step.objects.filter(meeting=drafted.meeting, kind=StepKind.ROLL_OVER).update(pieces=31, finished=17)
    page = client_of(drafted.cast.chair).get(reverse("meeting-month", args=[drafted.meeting.pk])).content.decode()
    assert "<progress" not in page and 'max="31"' not in page


def test_steps_are_behind_the_wall_of_who_prepares(drafted: Drafted) -> None:
    for user, seen in ((drafted.cast.chair, 5), (drafted.cast.dana, 0), (drafted.cast.stranger, 0)):
        with acting_as(user):
            assert Step.objects.filter(meeting=drafted.meeting).count() == seen
            assert Step.objects.filter(meeting=drafted.meeting).update(failed=1) == 0
