"""Minutes past their date: disposed of by their chair's press, by nobody else, not a second too early, and once."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from mdt.meetings.actions.minutes import add_to, dispose_of
from mdt.meetings.actions.months import do_now
from mdt.meetings.actions.presence import mark_present
from mdt.meetings.actions.running import end
from mdt.meetings.minutes import past_their_date
from mdt.meetings.models import AgendaItem, Meeting, Minutes, Outcome, PartKind, Step, StepKind
from mdt.meetings.tasks import month
from mdt.team.models import User
from mdt.team.policies import Refused
from privacy.datakeys import new_data_key
from privacy.keys import new_key
from privacy.models import DataKey
from privacy.wall import acting_as, acting_as_system
from tests.cast import client_of
from tests.conftest import Ledger
from tests.meetings.conftest import Drafted, at_once
from tests.meetings.test_minutes import Reader, page_of, pdf_of, words_of

# The day is long over by every database's clock; in Los Angeles it begins at 7:00 in Greenwich.
DUE = date(2024, 5, 1)
MIDNIGHT = datetime(2024, 5, 1, 7, 0, tzinfo=UTC)
OPEN, CHILD, ADULT = PartKind.OPEN, PartKind.CHILD, PartKind.ADULT


def approved(drafted: Drafted, *kinds: PartKind, due: date = DUE) -> list[Minutes]:
    """The minutes of these parts, as they stand when their day came: the rule for it is approve's own test."""
    chair, meeting = drafted.cast.chair, drafted.meeting
    with acting_as(chair):
        end(meeting, by=chair)
    with acting_as_system():
        for kind in kinds:
            row = {"part": drafted.cast.part(kind), "approved_by": chair.place, "dispose_on": due}
            Minutes.objects.create(team_id=meeting.team_id, meeting=meeting, **row)
    return [fresh(meeting, kind) for kind in kinds]


def fresh(meeting: Meeting, kind: PartKind) -> Minutes:
    with acting_as_system():
        return Minutes.objects.select_related("meeting__body", "part").get(meeting=meeting, part__kind=kind)


def dispose(minutes: Minutes, by: User) -> str:
    try:
        with acting_as(by):
            dispose_of(minutes, by=by)
    except Refused as refusal:
        return str(refusal)
    return "disposed of"


def raw(by: User, statement: str, params: Sequence[object] = ()) -> str:
    """One statement of the app's role as this person, with every filter of ours taken away."""
    try:
        with acting_as(by), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, params)
            return f"{cursor.rowcount} rows"
    except DatabaseError as error:
        return str(error).split("\n")[0]


PRESS = "UPDATE meetings_minutes SET disposed_at = now(), disposed_by_id = %s"


def held_of(meeting: Meeting) -> dict[str, int]:
    """How many rows each table has of a meeting, as the owner of them all sees them."""
    asked = {
        "outcome": "JOIN meetings_agendaitem i ON i.id = t.item_id WHERE i.meeting_id = %s",
        "addendum": "JOIN meetings_minutes m ON m.id = t.minutes_id WHERE m.meeting_id = %s",
        "attendance": "WHERE t.meeting_id = %s",
        "task": "JOIN meetings_agendaitem i ON i.id = t.item_id WHERE i.meeting_id = %s",
    }
    with acting_as_system(), connection.cursor() as cursor:
        found = {}
        for table, which in asked.items():
            cursor.execute(f"SELECT count(*) FROM meetings_{table} t {which}", [meeting.pk])
            found[table] = cursor.fetchone()[0]
        return found


@pytest.mark.parametrize(("early", "said"), [(1, "These minutes are kept until May 1, 2024."), (0, "disposed of")])
def test_not_a_second_before_its_day_by_the_clock_of_the_room(
    mixed: Drafted, clock: time_machine.Traveller, early: int, said: str
) -> None:
    (minutes,) = approved(mixed, OPEN)
    clock.move_to(MIDNIGHT - timedelta(seconds=early))
    with acting_as(mixed.cast.chair):
        assert len(past_their_date(mixed.cast.chair)) == (0 if early else 1)
    assert dispose(minutes, mixed.cast.chair) == said


@pytest.mark.parametrize(("ahead", "said"), [(1, "are kept until"), (0, "1 rows"), (-1, "1 rows")])
def test_the_database_asks_its_own_clock(mixed: Drafted, ahead: int, said: str) -> None:
    """The day is today where the room is, one day later or one before, whatever the application takes for today."""
    with acting_as_system(), connection.cursor() as cursor:
        cursor.execute("SELECT (now() AT TIME ZONE 'America/Los_Angeles')::date + %s", [ahead])
        (day,) = cursor.fetchone()
    approved(mixed, OPEN, due=day)
    assert said in raw(mixed.cast.chair, PRESS, [mixed.cast.chair.place.pk])


def test_what_they_said_is_deleted_with_the_keys_of_its_words(mixed: Drafted) -> None:
    """A and B stood in the open part, C in the child's, D in the adult's; each has an outcome, A gave one action."""
    cast, meeting = mixed.cast, mixed.meeting
    opened, child, adult = approved(mixed, OPEN, CHILD, ADULT)
    with acting_as(cast.chair):
        add_to(opened, words="It was three", kept_words=0, by=cast.chair)
    # Dana and Chris were there, and the guests of one clinic.
    assert held_of(meeting) == {"outcome": 4, "addendum": 1, "attendance": 3, "task": 1}
    with acting_as_system():
        keys = DataKey.objects.count()

    assert dispose(opened, cast.chair) == "disposed of"
    assert held_of(meeting) == {"outcome": 2, "addendum": 0, "attendance": 3, "task": 1}
    assert [dispose(one, cast.chair) for one in (child, adult)] == ["disposed of"] * 2
    assert held_of(meeting) == {"outcome": 0, "addendum": 0, "attendance": 0, "task": 1}
    with acting_as_system():
        # Of four outcomes, the addition and the clinic's name.
        assert DataKey.objects.count() == keys - 6
        assert AgendaItem.objects.filter(meeting=meeting).count() == 4


def test_who_was_there_stays_while_a_draft_still_says_something(mixed: Drafted) -> None:
    (opened,) = approved(mixed, OPEN)
    assert dispose(opened, mixed.cast.chair) == "disposed of"
    assert held_of(mixed.meeting)["attendance"] == 3


def test_who_was_there_stays_while_a_draft_still_gave_something_to_do(mixed: Drafted) -> None:
    """The open part is a draft with a task and no outcome; the minutes of the others are disposed of."""
    child, adult = approved(mixed, CHILD, ADULT)
    with acting_as_system():
        Outcome.objects.filter(item__meeting=mixed.meeting, item__part__kind=OPEN).delete()
    assert [dispose(one, mixed.cast.chair) for one in (child, adult)] == ["disposed of"] * 2
    assert held_of(mixed.meeting) == {"outcome": 0, "addendum": 0, "attendance": 3, "task": 1}


def test_who_was_there_stays_for_other_minutes_that_are_kept(drafted: Drafted, held: Meeting) -> None:
    """All items were in the open part; the child's minutes say who was there, and that nothing came to it."""
    chair = drafted.cast.chair
    with acting_as(chair):
        mark_present(held, present=[chair.place.pk], by=chair)
    opened, child = approved(drafted, OPEN, CHILD)
    assert dispose(opened, chair) == "disposed of"
    assert held_of(held) == {"outcome": 0, "addendum": 0, "attendance": 1, "task": 0}
    assert dispose(child, chair) == "disposed of"
    assert held_of(held)["attendance"] == 0


def test_page_and_paper_say_that_and_when(mixed: Drafted, clock: time_machine.Traveller) -> None:
    cast, meeting = mixed.cast, mixed.meeting
    opened, _ = approved(mixed, OPEN, CHILD)
    clock.move_to(datetime(2026, 11, 12, 18, 30, tzinfo=UTC))
    dispose(opened, cast.chair)
    gone, kept = Reader(page_of(cast.dana, meeting)).parts[:2]
    said = (
        "Disposed of by Chris, Practice Attorney, on November 12, 2026, 10:30 a.m. PST. Open part "
        "This part may be open to the public. It names no case. Present Disposed of. Items Disposed of. "
        "They were to be kept until May 1, 2024: open part."
    )
    assert said in words_of(gone)
    printed = pdf_of(cast.dana, meeting, OPEN, cast)
    assert said in printed and "PA-A" not in printed and "Spoken of" not in printed
    assert "1. PA-C Paper C Decision: it goes on A child's words" in words_of(kept)
    assert "Eastside Practice" in words_of(kept)


def test_a_correction_that_is_typed_meanwhile_stays_on_its_page(mixed: Drafted) -> None:
    cast, meeting = mixed.cast, mixed.meeting
    (opened,) = approved(mixed, OPEN)
    address, typed = reverse("add-to-minutes", args=[meeting.pk, opened.part_id]), "It was moved to spring"
    dispose(opened, cast.chair)
    answer = client_of(cast.chair).post(address, {"item": "", "words": typed})
    assert answer.status_code == 200 and typed in answer.content.decode()
    assert "There is something to fix" in answer.content.decode()
    assert client_of(cast.chair).get(address).status_code == 302
    assert held_of(meeting)["addendum"] == 0


def test_the_coordinator_members_and_strangers_dispose_of_nothing(mixed: Drafted) -> None:
    cast, meeting = mixed.cast, mixed.meeting
    (opened,) = approved(mixed, OPEN)
    address = reverse("dispose-of-minutes", args=[meeting.pk, opened.part_id])
    for user, status in ((cast.coordinator, 403), (cast.dana, 403), (cast.outsider, 403), (cast.stranger, 404)):
        assert "Only the chair approves" in dispose(opened, user), user.name
        assert client_of(user).post(address, {"no_hold": "on"}).status_code == status, user.name
    for user in (cast.coordinator, cast.dana, cast.outsider, cast.stranger):
        said = raw(user, PRESS, [user.place.pk])
        assert said == "0 rows" or "only the chair" in said, (user.name, said)
        # Nor in the chair's name.
        said = raw(user, PRESS, [cast.chair.place.pk])
        assert said == "0 rows" or "row-level security" in said, (user.name, said)
    assert fresh(meeting, OPEN).disposed_at is None and held_of(meeting)["outcome"] == 4


def test_no_job_disposes_of_anything(mixed: Drafted) -> None:
    """Not even as the system that the wall lets see every row."""
    approved(mixed, OPEN)
    with acting_as_system(), connection.cursor() as cursor:
        cursor.execute(PRESS, [mixed.cast.chair.place.pk])
        assert cursor.rowcount == 0


def test_the_row_of_minutes_changes_in_no_other_way(mixed: Drafted) -> None:
    """Not put back, not disposed of a second time, not approved as disposed of already, and its words stay locked."""
    cast, meeting = mixed.cast, mixed.meeting
    opened, _ = approved(mixed, OPEN, CHILD)
    dispose(opened, cast.chair)
    chair = cast.chair.place.pk
    of_it = f"WHERE id = '{opened.pk}'"
    assert "are approved" in raw(cast.chair, f"{PRESS} {of_it}", [chair])
    back = f"UPDATE meetings_minutes SET disposed_at = NULL, disposed_by_id = NULL {of_it}"
    assert "row-level security" in raw(cast.chair, back)
    for column in ("dispose_on = '2020-01-01'", "approved_at = now()", "team_id = team_id"):
        assert "permission denied" in raw(cast.chair, f"UPDATE meetings_minutes SET {column}")
    part = cast.part(ADULT).pk
    made = (
        "INSERT INTO meetings_minutes (id, team_id, meeting_id, part_id, approved_at, approved_by_id, dispose_on, "
        "disposed_at, disposed_by_id) VALUES (gen_random_uuid(), %s, %s, %s, now(), %s, '2024-05-01', now(), %s)"
    )
    assert "before they are disposed of" in raw(cast.chair, made, [meeting.team_id, meeting.pk, part, chair, chair])
    with acting_as_system(), pytest.raises(DatabaseError, match="are approved"), transaction.atomic():
        connection.cursor().execute("DELETE FROM meetings_attendance")
    child = AgendaItem.objects.filter(meeting=meeting, part__kind=CHILD).values("pk")
    with acting_as_system(), pytest.raises(DatabaseError, match="are approved"), transaction.atomic():
        connection.cursor().execute("DELETE FROM meetings_outcome WHERE item_id = %s", [child.get()["pk"]])


def test_what_the_day_and_the_chair_are_read_from_stays(mixed: Drafted) -> None:
    """No early day at approval, no meeting moved to another day or clock, and nothing deleted by hand."""
    cast, meeting = mixed.cast, mixed.meeting
    opened, _ = approved(mixed, OPEN, CHILD)
    early = (
        "INSERT INTO meetings_minutes (id, team_id, meeting_id, part_id, approved_at, approved_by_id, dispose_on) "
        "VALUES (gen_random_uuid(), %s, %s, %s, now(), %s, now()::date + 80)"
    )
    asked = [meeting.team_id, meeting.pk, cast.part(ADULT).pk, cast.chair.place.pk]
    assert "for ninety days" in raw(cast.chair, early, asked)
    for change in ("zone = 'X-167'", "starts_at = '2020-01-01'"):
        assert "are approved" in raw(cast.coordinator, f"UPDATE meetings_meeting SET {change}"), change
    never = "UPDATE meetings_minutes SET disposed_at = 'infinity', disposed_by_id = %s"
    assert "at a moment" in raw(cast.chair, never, [cast.chair.place.pk])
    assert dispose(opened, cast.chair) == "disposed of"
    for user in (cast.chair, cast.coordinator):
        assert "are approved" in raw(user, "DELETE FROM meetings_attendance")


def test_no_key_of_another_team_goes_with_them(mixed: Drafted) -> None:
    """By a statement of one's own, a row of what they said may bear any key, also that of a record elsewhere."""
    cast, theirs = mixed.cast, new_key()
    (opened,) = approved(mixed, OPEN)
    with acting_as(cast.chair):
        named = add_to(opened, words="It was three", kept_words=0, by=cast.chair)
    with acting_as_system(), connection.cursor() as cursor:
        new_data_key(theirs, cast.stranger.place.team_id)
        cursor.execute(
            "INSERT INTO meetings_addendum SELECT (jsonb_populate_record(a, jsonb_build_object('id', %s::text))).* "
            "FROM meetings_addendum a WHERE id = %s",
            [theirs, named.pk],
        )
    assert dispose(opened, cast.chair) == "disposed of"
    with acting_as_system():
        assert DataKey.objects.filter(record_id=theirs).exists()


def test_nothing_is_added_to_what_is_disposed_of(mixed: Drafted) -> None:
    cast = mixed.cast
    (opened,) = approved(mixed, OPEN)
    stale = fresh(mixed.meeting, OPEN)
    dispose(opened, cast.chair)
    with acting_as(cast.chair), pytest.raises(Refused, match="disposed of already"):
        add_to(fresh(mixed.meeting, OPEN), words="It was three", kept_words=0, by=cast.chair)
    with acting_as(cast.chair), pytest.raises(DatabaseError, match="are disposed of"), transaction.atomic():
        add_to(stale, words="It was three", kept_words=0, by=cast.chair)
    address = reverse("add-to-minutes", args=[mixed.meeting.pk, opened.part_id])
    answer = client_of(cast.chair).get(address, follow=True).content.decode()
    assert "disposed of already" in answer and "Add a correction: Open part" not in answer


def test_the_chair_says_that_nothing_holds_them(mixed: Drafted) -> None:
    cast, meeting = mixed.cast, mixed.meeting
    (opened,) = approved(mixed, OPEN)
    browser = client_of(cast.chair)
    address = reverse("dispose-of-minutes", args=[meeting.pk, opened.part_id])
    listed = browser.get(reverse("minutes-past-date")).content.decode()
    assert address in listed and "Open part · To be disposed of on May 1, 2024" in words_of([listed])
    assert "Ask county counsel first." in browser.post(address).content.decode()
    assert fresh(meeting, OPEN).disposed_at is None
    done = browser.post(address, {"no_hold": "on"}, follow=True).content.decode()
    assert "The minutes are disposed of." in done and "Disposed of by Chris" in done
    assert "No minutes are past their date." in browser.get(reverse("minutes-past-date")).content.decode()
    for again in (browser.get(address, follow=True), browser.post(address, {"no_hold": "on"}, follow=True)):
        assert "These minutes are disposed of already." in again.content.decode()


def test_before_its_day_the_page_says_how_long_they_are_kept(mixed: Drafted) -> None:
    (opened,) = approved(mixed, OPEN, due=date(2026, 11, 6))
    browser = client_of(mixed.cast.chair)
    assert "No minutes are past their date." in browser.get(reverse("minutes-past-date")).content.decode()
    address = reverse("dispose-of-minutes", args=[mixed.meeting.pk, opened.part_id])
    early = browser.post(address, {"no_hold": "on"}, follow=True).content.decode()
    assert "These minutes are kept until November 6, 2026." in early


def test_what_is_disposed_of_comes_to_no_agenda_again(mixed: Drafted, clock: time_machine.Traveller) -> None:
    """With its outcome gone an item looks as if nobody had handled it."""
    cast, meeting = mixed.cast, mixed.meeting
    (child,) = approved(mixed, CHILD)
    dispose(child, cast.chair)
    clock.move_to(datetime(2026, 11, 6, 17, 0, tzinfo=UTC))
    with acting_as(cast.chair):
        do_now(
            Step.objects.select_related("meeting__body").get(meeting=meeting, kind=StepKind.ROLL_OVER), by=cast.chair
        )
    month()
    with acting_as_system():
        rolled = AgendaItem.objects.filter(meeting=meeting, rolled_to__isnull=False)
        assert not rolled.filter(pk=mixed.item("C")).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_one_disposes_and_one_event_says_so(mixed: Drafted, ledger: Ledger) -> None:
    cast = mixed.cast
    (opened,) = approved(mixed, OPEN)
    said = at_once(*[lambda: dispose(opened, cast.chair)] * 2)
    assert sorted(said) == ["These minutes are disposed of already.", "disposed of"]
    (event,) = ledger.events("minutes.disposed_of")
    assert list(event.codes) == [opened.code] and event.actor == cast.chair.pk


@pytest.mark.django_db(transaction=True)
def test_nothing_is_added_behind_a_disposal(mixed: Drafted) -> None:
    """Two connections: either the addition was there and went too, or it is refused."""
    cast = mixed.cast
    (opened,) = approved(mixed, OPEN)

    def adding() -> str:
        try:
            with acting_as(cast.chair):
                add_to(opened, words="It was three", kept_words=0, by=cast.chair)
        except DatabaseError:
            return "refused"
        return "added"

    at_once(lambda: dispose(opened, cast.chair), adding)
    assert fresh(mixed.meeting, OPEN).disposed_at and held_of(mixed.meeting)["addendum"] == 0
