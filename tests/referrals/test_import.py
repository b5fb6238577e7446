"""Writing the old log: all of it or nothing, once, with no clock, and nobody sees what they may not."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connections
from django.utils import timezone
from pytest_django import Settings

from audit.explorer import reading
from audit.ledger import LedgerUnavailable, System
from audit.models import Event
from audit.opening import opening
from mdt.notices.models import Notice
from mdt.team.models import Body
from mdt.team.roles import Role
from mdt.team.sectors import Basis
from privacy.wall import acting_as, acting_as_system
from referrals.actions.forwarding import put_forward_by_rules
from referrals.importing.checking import check
from referrals.importing.spreadsheet import read
from referrals.importing.writing import Counts, bring_in
from referrals.models import PutForward, Referral, StandingRule, Step
from tests.conftest import Ledger
from tests.referrals.cast import Cast, build_cast, make_person
from tests.referrals.log import COLUMNS, NOTHING, bring, csv_log, only, row, seen, written, xlsx_log

PROJECT = Path(__file__).resolve().parents[2]


def test_a_row_becomes_a_referral_without_a_clock(cast: Cast) -> None:
    assert bring(cast.team, row(in_danger_now="yes", how_soon="today", note="Needs a ride.")) == Counts(1, 0, 0)

    one = only()
    assert (one.state, one.source, one.basis, one.track) == ("sent", "old_log", "old_log", "child")
    assert (one.from_desk, one.to_desk, one.written_by) == (cast.welfare, cast.sheriff, None)
    assert one.sent_at and one.sent_at.isoformat() == "2026-08-03T19:00:00+00:00"
    assert (one.answer_by, one.review_on, one.answered_at, one.called_at, one.report) == (None, None, None, None, "")
    with acting_as(cast.bob), opening([one], by=cast.bob, purpose="test") as words:
        assert words.read(one, "note") == "Needs a ride."
        assert words.read(one, "profile").in_danger == "yes"


def test_noon_is_the_teams_own_in_winter_too(cast: Cast) -> None:
    bring(cast.team, row(date_sent="2026-01-05"))

    sent_at = only().sent_at
    assert sent_at and sent_at.isoformat() == "2026-01-05T20:00:00+00:00"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("question asked", ("question", "", "", None, "ask", "not_recorded")),
        ("accepted", ("accepted", "", "", 5, "accept", "")),
        ("waitlisted", ("waitlisted", "", "", 5, "waitlist", "")),
        ("declined", ("declined", "duplicate", "", 5, "decline", "duplicate")),
        ("closed", ("closed", "", "not_recorded", 5, None, None)),
        ("withdrawn", ("withdrawn", "", "", 5, None, None)),
    ],
)
def test_where_a_row_stands(cast: Cast, status: str, expected: tuple[object, ...]) -> None:
    reason = "duplicate" if status == "declined" else ""
    bring(cast.team, row(status=status, answered_on="2026-08-05", decline_reason=reason))

    one = only()
    with acting_as_system():
        step = Step.objects.first()
    assert (
        one.state,
        one.decline_reason,
        one.outcome,
        one.answered_at and one.answered_at.day,
        step and step.kind,
        step and step.reason,
    ) == expected
    assert one.review_on is None
    assert step is None or (step.at.day, step.by, step.by_name) == (5, None, "The old log")


def test_a_release_bound_receivers_reasons_are_not_kept(cast: Cast) -> None:
    to_shelter = row(to_agency="Harbor Advocates")
    declined = to_shelter | {"status": "declined", "decline_reason": "no capacity"}
    bring(cast.team, declined, to_shelter | {"status": "closed"})

    with acting_as_system():
        assert set(Referral.objects.values_list("state", "decline_reason", "outcome")) == {
            ("declined", "cannot_now", ""),
            ("closed", "", "no_report"),
        }
        assert list(Step.objects.values_list("reason", flat=True)) == ["cannot_now"]


@pytest.mark.parametrize("status", ["question asked", "waitlisted"])
def test_a_sender_is_not_told_how_a_release_bound_receiver_goes_about_it(cast: Cast, status: str) -> None:
    bring(cast.team, row(to_agency="Harbor Advocates", status=status, answered_on="2026-08-05"))

    one = only()
    assert (one.state, one.answered_at) == ("sent", None)
    with acting_as_system():
        assert Step.objects.count() == 0


def test_a_declined_row_is_the_senders_alone(cast: Cast) -> None:
    bring(cast.team, row(status="declined", decline_reason="conflict"), row())

    assert (seen(cast.alice), seen(cast.bob)) == (2, 1)
    assert [seen(who) for who in (cast.carol, cast.chris, cast.cora, cast.dana, cast.adam, cast.otto)] == [0] * 6


def test_another_gender_is_any_and_the_word_is_nowhere(
    cast: Cast, owner_sql: Callable[..., list[tuple[Any, ...]]]
) -> None:
    bring(cast.team, row(gender="another gender"))

    one = only()
    with acting_as(cast.bob), opening([one], by=cast.bob, purpose="test") as words:
        assert words.read(one, "profile").gender == "any"
    with connections["default"].cursor() as cursor, acting_as_system():
        cursor.execute("SELECT row_to_json(r)::text FROM referrals_referral r")
        assert "another" not in cursor.fetchone()[0]


def test_notes_are_kept_where_the_sender_allows_them_and_counted_where_not(cast: Cast) -> None:
    rows = [row(note="Needs a ride."), row(from_agency="Northfield Hospital", note="Needs a ride.")]

    assert bring(cast.team, *rows) == Counts(imported=2, already=0, notes_not_kept=1)
    with acting_as_system():
        kept = Referral.objects.filter(note__isnull=False)
        assert [one.from_agency_id for one in kept] == [cast.welfare.agency_id]


def test_each_desk_is_told_once_of_its_list(cast: Cast) -> None:
    """The receiver of a row that waits for its sender is told nothing, nor whoever received only what is over."""
    rows = [
        row(),
        row(status="accepted"),
        row(status="closed"),
        row(to_agency="Northfield Hospital", status="withdrawn"),
        row(from_agency="Harbor Advocates"),
        row(from_agency="Harbor Advocates", to_agency="Northfield Hospital"),
    ]
    bring(cast.team, *rows)

    with acting_as_system():
        assert set(Notice.objects.values_list("kind", "desk")) == {
            ("old_log", cast.sheriff.pk),
            ("old_log", cast.shelter.pk),
        }
        assert Notice.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_event_names_the_actor_the_rows_and_the_counts() -> None:
    cast, ledger = build_cast(), Ledger()
    checked = check(read(csv_log(row(), row(), row(status="?"))), team=cast.team)
    with acting_as(cast.cora):
        bring_in(checked.rows, team=cast.team, by=cast.cora, refused=checked.refused)
    bring(cast.team, row(), row())

    (event,) = ledger.events()
    assert (event.kind, event.said["actor"]["name"], event.team) == (
        "referral.imported",
        "Cora (invented)",
        cast.team.pk,
    )
    assert event.said["detail"] == {"imported": 2, "already": 0, "refused": 1}
    with acting_as_system():
        assert set(event.records) == set(Referral.objects.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_the_teams_auditor_reads_no_code_of_a_release_bound_senders_rows() -> None:
    """The one import is one event for the team; what a shelter sent is named to the shelter's own auditor alone."""
    cast, ledger = build_cast(), Ledger()
    sarah = make_person("Sarah", cast.team, cast.shelter, Role.AUDITOR, seated=False)
    rows = [row(), row(from_agency="Harbor Advocates"), row(from_agency="Harbor Advocates", status="accepted")]
    checked = check(read(csv_log(*rows)), team=cast.team)
    with acting_as(cast.cora):
        bring_in(checked.rows, team=cast.team, by=cast.cora)

    with acting_as_system():
        bound = set(Referral.objects.filter(from_agency=cast.shelter.agency).values_list("code", flat=True))
        others = set(Referral.objects.exclude(code__in=bound).values_list("code", flat=True))
    assert (len(bound), len(others)) == (2, 1)
    (event,) = [one for one in ledger.events() if one.inner_of is None]
    (inner,) = [one for one in ledger.events() if one.inner_of is not None]
    assert (set(event.codes), event.said["detail"]["imported"]) == (others, 3)
    assert (set(inner.codes), inner.inner_of, inner.said["agency"]["name"]) == (
        bound, cast.shelter.agency_id, "Harbor Advocates",
    )  # fmt: skip
    for reader, readable in ((cast.dana, others), (sarah, others | bound)):
        with reading(reader):
            seen_codes = {code for one in Event.objects.using("audit").filter(team=cast.team.pk) for code in one.codes}
        assert seen_codes == readable


def test_a_row_of_today_is_not_sent_later_than_now(cast: Cast, settings: Settings) -> None:
    """Early in the morning noon is still to come, and nothing waits for minus one day."""
    settings.WALL_CONTEXT_SECONDS = 10 * 366 * 86_400  # the database's clock does not travel along
    with time_machine.travel(datetime(2026, 8, 3, 9, tzinfo=ZoneInfo("America/Los_Angeles")), tick=False):
        bring(cast.team, row(date_sent="2026-08-03"))
        assert only().sent_at == timezone.now()


def test_standing_rules_leave_the_old_log_alone(cast: Cast) -> None:
    with acting_as_system():
        for kind in StandingRule.Kind:
            StandingRule.objects.create(
                team_id=cast.team.pk, agency=cast.welfare.agency, body=cast.body, kind=kind, basis=Basis.OWN_RULES
            )
    bring(cast.team, row(), row(status="waitlisted"), row(status="accepted"))

    with acting_as_system(cast.team.pk):
        assert put_forward_by_rules(Body.objects.get(pk=cast.body.pk)) == 0
        assert PutForward.objects.count() == 0


# Once and only once -------------------------------------------------------------------------------------------


def test_the_same_rows_again_are_not_new_whatever_their_order_and_format(cast: Cast) -> None:
    rows = [row(), row(status="accepted"), row(note="Needs a ride."), row(how_soon="today")]
    assert bring(cast.team, *rows).imported == 4
    before = written()

    turned = [one | {"date_sent": "8/3/2026", "area": " North County"} for one in reversed(rows)]
    for content in (csv_log(*turned, columns=COLUMNS[::-1]), xlsx_log(*rows, columns=COLUMNS[3:] + COLUMNS[:3])):
        checked = check(read(content), team=cast.team)
        assert bring_in(checked.rows, team=cast.team, by=System("test")) == Counts(0, 4, 0)
    assert written() == before


def test_two_truly_equal_rows_are_two_and_a_third_is_new(cast: Cast) -> None:
    assert bring(cast.team, row(), row()).imported == 2
    assert bring(cast.team, row(), row(), row()) == Counts(imported=1, already=2, notes_not_kept=0)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_row_that_differs_in_any_column_is_new(cast: Cast, column: str) -> None:
    base = row(status="declined", decline_reason="conflict", answered_on="2026-08-04")
    other = {
        "date_sent": "2026-08-04", "from_agency": "Northfield Hospital", "to_agency": "Northfield Prosecutor",
        "help_needed": "education", "how_soon": "today", "age_group": "12-14", "gender": "boy or man",
        "language": "English", "concern": "both", "area": "east county", "noticed": "today", "in_danger_now": "yes",
        "status": "closed", "answered_on": "2026-08-05", "decline_reason": "duplicate", "note": "Needs a ride.",
    }  # fmt: skip
    changed = base | {column: other[column]}
    if column == "status":
        changed["decline_reason"] = ""
    bring(cast.team, base)

    assert bring(cast.team, changed) == Counts(1, 0, 0)


def test_another_team_keeps_its_own_rows(cast: Cast) -> None:
    """The same row in two teams is two referrals, and their hashes do not tell that they are alike."""
    cast.welfare.agency.memberships.create(team=cast.other_team)
    cast.sheriff.agency.memberships.create(team=cast.other_team)
    bring(cast.team, row())
    bring(cast.other_team, row())

    with acting_as_system():
        assert len(set(Referral.objects.values_list("log_hash", flat=True))) == 2


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_bring_each_row_once() -> None:
    cast = build_cast()
    rows = check(read(csv_log(*[row(how_soon=soon) for soon in ("today", "routine")] * 20)), team=cast.team).rows
    barrier, results = threading.Barrier(2, timeout=10), []

    def run() -> None:
        barrier.wait()
        try:
            results.append(bring_in(rows, team=cast.team, by=System("test", cast.team.pk)))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(results, key=lambda counts: counts.imported) == [Counts(0, 40, 0), Counts(40, 0, 0)]
    with acting_as_system():
        assert Referral.objects.count() == 40


# All or nothing -----------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_without_a_ledger_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = build_cast()
    before = written()

    def lost(*args: Any, **kwargs: Any) -> None:
        raise LedgerUnavailable

    monkeypatch.setattr("audit.ledger._append", lost)
    with pytest.raises(LedgerUnavailable):
        bring(cast.team, row())
    assert written() == before == NOTHING


CHILD = """
import sys, django
from django.conf import settings
django.setup()
from django.db import connections
for alias in connections:
    connections[alias].settings_dict["NAME"] = sys.argv[1]
from django.core.management import call_command
call_command("import_referrals", sys.argv[2], team="Northfield County (invented)")
"""


@pytest.mark.django_db(transaction=True)
def test_an_import_killed_midway_leaves_nothing(tmp_path: Path) -> None:
    """A real process, killed while its rows are written and its notices wait for a lock that the test holds."""
    build_cast()
    before = written()
    log = tmp_path / "log.csv"
    log.write_bytes(csv_log(*[row(status="accepted")] * 30))
    owner = connections["owner"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.testing"}
    command = [sys.executable, "-c", CHILD, owner.settings_dict["NAME"], str(log)]

    with owner.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE notices_notice IN SHARE MODE")
        child = subprocess.Popen(
            command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        try:
            wait_until(lambda: waiting_for("notices_notice") == 1, child)
        finally:
            os.kill(child.pid, signal.SIGKILL)
            child.communicate()
            cursor.execute("ROLLBACK")
    wait_until(lambda: waiting_for("referrals_referral", granted=True) == 0)

    assert child.returncode == -signal.SIGKILL
    assert written() == before == NOTHING


def waiting_for(table: str, *, granted: bool = False) -> int:
    """How many other sessions hold, or wait for, a lock on a table."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT pid) FROM pg_locks WHERE relation = %s::regclass AND granted = %s "
            "AND mode = 'RowExclusiveLock' AND pid <> pg_backend_pid()",
            [table, granted],
        )
        return int(cursor.fetchone()[0])


def wait_until(true: Callable[[], bool], child: "subprocess.Popen[bytes] | None" = None) -> None:
    for _ in range(600):
        if true():
            return
        if child and child.poll() is not None:
            raise AssertionError(child.communicate()[0].decode())
        time.sleep(0.1)
    raise AssertionError("It did not come to pass within a minute.")
