"""What the database refuses of a meeting by itself: the app's own role, in SQL, with our filters taken away."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from mdt.meetings.actions.leasing import take_lease
from mdt.meetings.actions.minutes import add_to
from mdt.meetings.actions.presence import add_guests, mark_present
from mdt.meetings.actions.recusing import step_back
from mdt.meetings.actions.running import end
from mdt.meetings.models import ActionKind, AgendaItem, ItemState, Meeting, Minutes, PartKind, RecusalReason
from mdt.team.models import User
from mdt.team.sectors import Sector
from privacy.wall import Claims, acting, acting_as, acting_as_system
from tests.cast import client_of
from tests.meetings.conftest import Drafted, hold
from tests.meetings.held import finish, write

TABLES = ("meetings_minutes", "meetings_outcome", "meetings_attendance", "meetings_task", "meetings_addendum")


@pytest.fixture
def approved(drafted: Drafted, held: Meeting) -> Meeting:
    """Ended and approved, with a row in every table that is locked."""
    cast = drafted.cast
    task = {
        "kind": ActionKind.REPORT_BACK,
        "agency": cast.dana.place.agency,
        "person": None,
        "due_on": date(2026, 12, 1),
    }
    write(held, drafted.item("A"), cast.chair, "task", words="Spoken of at length", task=task)
    with acting_as(cast.chair):
        mark_present(held, present=[cast.dana.place.pk, cast.chair.place.pk], by=cast.chair)
        add_guests(held, sector=Sector.HEALTH, number=2, words="", kept_words=0, by=cast.chair)
    finish(held, cast.chair)
    with acting_as(cast.chair):
        minutes = Minutes.objects.get(meeting=held, part__kind=PartKind.OPEN)
        add_to(minutes, words="The count was wrong", kept_words=0, by=cast.chair)
    return held


def refused(statement: str, user: User | None = None) -> str:
    """Run one statement as the app's role, as `user` or as a job that sees everything; the name of what stopped it."""
    context = acting_as(user) if user else acting(Claims(kind="system"))
    try:
        with context, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            return f"{cursor.rowcount} rows"
    except DatabaseError as error:
        return str(error).split("\n")[0]


def saved(item: AgendaItem) -> str:
    try:
        with acting_as_system(), transaction.atomic():
            item.save(force_insert=True)
    except DatabaseError as error:
        return str(error)
    return "kept"


@pytest.mark.parametrize("table", TABLES)
def test_no_statement_of_the_apps_role_changes_what_is_approved(approved: Meeting, table: str) -> None:
    """As a job that the wall lets see every row: what is left then is the lock."""
    with acting_as_system(), connection.cursor() as cursor:
        cursor.execute(f"SELECT current_user, count(*) FROM {table}")
        assert cursor.fetchone()[0] == "mdt_app"
    for statement in (f"UPDATE {table} SET team_id = team_id", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
        said = refused(statement)
        assert "approved" in said or "permission denied" in said, (statement, said)


@pytest.mark.django_db(transaction=True)
def test_not_even_the_owner_changes_what_is_approved(approved: Meeting, owner_sql: Callable[..., Any]) -> None:
    """Rights can be given back by mistake; the triggers do not ask who it is."""
    for table in TABLES:
        for statement in (f"UPDATE {table} SET team_id = team_id", f"DELETE FROM {table}"):
            with pytest.raises(IntegrityError, match=r"approved|stays"):
                owner_sql(statement)


def test_that_somebody_stepped_back_stays_in_the_minutes(drafted: Drafted, held: Meeting) -> None:
    """Recusals are locked from the moment they are said; only letting back in is written on them."""
    lee = drafted.cast.lee
    with acting_as(lee):
        step_back(held, item=drafted.item("B"), reason=RecusalReason.CONFLICT, by=lee)
    finish(held, drafted.cast.chair)
    for statement in (
        "UPDATE meetings_recusal SET record = gen_random_uuid()",
        "DELETE FROM meetings_recusal",
        "TRUNCATE meetings_recusal",
        "UPDATE meetings_whysteppedback SET reason = 'unsaid'",
        "DELETE FROM meetings_whysteppedback",
        "TRUNCATE meetings_whysteppedback",
    ):
        said = refused(statement)
        assert "stays as it was said" in said or "permission denied" in said, (statement, said)

    def page(user: User) -> str:
        return client_of(user).get(reverse("meeting-minutes", args=[held.pk])).content.decode()

    assert "Stepped back: Lee, Juvenile Practice." in page(drafted.cast.dana)
    assert "Stepped back" not in page(lee) and "PA-B" not in page(lee)


def test_an_item_of_approved_minutes_stays_in_its_place(drafted: Drafted, approved: Meeting) -> None:
    item = drafted.item("B")
    changes = ("position = 900", "state = 'suggested'", "minutes = 99", "record = gen_random_uuid()", "lane = 'list'")
    for change in changes:
        assert "approved" in refused(f"UPDATE meetings_agendaitem SET {change} WHERE id = '{item}'"), change
    assert "approved" in refused(f"DELETE FROM meetings_agendaitem WHERE id = '{item}'")


def test_nothing_is_added_to_an_approved_meeting(drafted: Drafted, approved: Meeting) -> None:
    chair = drafted.cast.chair.place
    with acting_as_system():
        item = AgendaItem.objects.get(pk=drafted.item("B"))
        later = Meeting.objects.order_by("starts_at")[1]
    item.pk, item.record, item.position, item.deferred_to = uuid4(), uuid4(), 98, None
    for state, said in ((ItemState.LISTED, "approved"), (ItemState.SUGGESTED, "kept")):
        item.state = state
        assert said in saved(item), state
    # Nor does one come from another meeting.
    item.pk, item.meeting = uuid4(), later
    assert saved(item) == "kept"
    assert "approved" in refused(f"UPDATE meetings_agendaitem SET meeting_id = '{approved.pk}' WHERE id = '{item.pk}'")
    assert "approved" in refused(
        "INSERT INTO meetings_attendance (id, team_id, meeting_id, sector, guests, came_at, marked_by_id) "
        f"VALUES (gen_random_uuid(), '{chair.team_id}', '{approved.pk}', 'health', 1, now(), '{chair.pk}')"
    )
    again = "UPDATE meetings_sitting SET ended_at = NULL, ended_by_id = NULL"
    assert "approved" in refused(f"{again} WHERE meeting_id = '{approved.pk}'")


def outcome_row(meeting: Meeting, drafted: Drafted, letter: str, by: User, term: int) -> str:
    return (
        "INSERT INTO meetings_outcome (id, team_id, item_id, result, revision, term, written_at, written_by_id) "
        f"VALUES (gen_random_uuid(), '{meeting.team_id}', '{drafted.item(letter)}', 'close', 1, {term}, now(), "
        f"'{by.place.pk}')"
    )


def test_what_came_of_an_item_is_written_only_while_the_meeting_is_held(
    drafted: Drafted, clock: time_machine.Traveller
) -> None:
    drafted.publish()
    chair = drafted.cast.chair
    assert "has not begun" in refused(outcome_row(drafted.meeting, drafted, "A", chair, 1), chair)
    meeting = hold(drafted, clock)
    assert refused(outcome_row(meeting, drafted, "A", chair, 1), chair) == "1 rows"
    with acting_as(chair):
        end(meeting, by=chair)
    assert "is over" in refused(f"UPDATE meetings_outcome SET result = 'close' WHERE item_id = '{drafted.item('A')}'")


def test_only_the_holder_of_the_lease_writes_and_only_under_its_term(
    drafted: Drafted, held: Meeting, clock: time_machine.Traveller
) -> None:
    cast = drafted.cast
    assert "somebody else writes" in refused(outcome_row(held, drafted, "A", cast.coordinator, 1), cast.coordinator)
    assert "somebody else writes" in refused(outcome_row(held, drafted, "A", cast.chair, 2), cast.chair)
    clock.shift(timedelta(minutes=3))
    with acting_as(cast.coordinator):
        take_lease(held, by=cast.coordinator)
    assert "somebody else writes" in refused(outcome_row(held, drafted, "A", cast.chair, 1), cast.chair)
    assert refused(outcome_row(held, drafted, "A", cast.coordinator, 2), cast.coordinator) == "1 rows"


def test_attendance_needs_a_meeting_that_has_begun(drafted: Drafted) -> None:
    chair = drafted.cast.chair
    said = refused(
        "INSERT INTO meetings_attendance (id, team_id, meeting_id, sector, guests, came_at, marked_by_id) VALUES "
        f"(gen_random_uuid(), '{chair.place.team_id}', '{drafted.meeting.pk}', 'health', 1, now(), '{chair.place.pk}')",
        chair,
    )
    assert "has not begun" in said


def test_the_database_lets_nobody_but_the_chair_approve(drafted: Drafted, held: Meeting) -> None:
    cast = drafted.cast
    part = cast.part(PartKind.OPEN).pk

    def approval(by: User) -> str:
        return (
            "INSERT INTO meetings_minutes (id, team_id, meeting_id, part_id, approved_at, approved_by_id, dispose_on) "
            f"VALUES (gen_random_uuid(), '{held.team_id}', '{held.pk}', '{part}', now(), '{by.place.pk}', '2030-01-01')"
        )

    assert "has not ended" in refused(approval(cast.chair), cast.chair)
    with acting_as(cast.chair):
        end(held, by=cast.chair)
    assert "only the chair" in refused(approval(cast.coordinator))
    assert "row-level security" in refused(approval(cast.chair), cast.coordinator)
    assert "row-level security" in refused(approval(cast.chair), cast.dana)
    assert refused(approval(cast.chair), cast.chair) == "1 rows"


def rows_seen(user: User) -> dict[str, int]:
    with acting_as(user), connection.cursor() as cursor:
        seen = {}
        for table in (*TABLES, "meetings_sitting", "meetings_lease", "meetings_turn", "meetings_acknowledgement"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            seen[table] = cursor.fetchone()[0]
        return seen


def test_who_does_not_sit_in_the_body_finds_no_row_of_it(drafted: Drafted, approved: Meeting) -> None:
    """The wall by itself: no filter of ours is asked."""
    for user in (drafted.cast.outsider, drafted.cast.stranger):
        assert set(rows_seen(user).values()) == {0}
    assert rows_seen(drafted.cast.dana)["meetings_outcome"] > 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meetings_sitting SET started_at = now()",
        "UPDATE meetings_lease SET term = term + 1",
        "UPDATE meetings_outcome SET result = 'close'",
        "UPDATE meetings_attendance SET left_at = now()",
        "DELETE FROM meetings_attendance",
    ],
)
def test_members_and_strangers_change_nothing_of_a_meeting_that_is_held(
    drafted: Drafted, held: Meeting, statement: str
) -> None:
    cast = drafted.cast
    write(held, drafted.item("A"), cast.chair)
    with acting_as(cast.chair):
        mark_present(held, present=[cast.dana.place.pk], by=cast.chair)
    for user in (cast.dana, cast.outsider, cast.stranger):
        assert refused(statement, user) == "0 rows"
    assert refused(statement, cast.chair) == "1 rows"


@pytest.mark.parametrize(
    "asks",
    [
        "wall.actions_of(ARRAY[gen_random_uuid()])",
        "wall.records_of_action(gen_random_uuid())",
        "meetings_place_of('{}'::jsonb)",
    ],
)
def test_what_looks_past_the_walls_is_the_owners_alone(drafted: Drafted, asks: str) -> None:
    """They take any key, made up or heard of, and would say what hangs on it."""
    with acting_as(drafted.cast.chair), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(f"SELECT {asks}")
