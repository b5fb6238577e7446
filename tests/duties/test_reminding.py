"""The one tick that reminds: what is due comes from the database, each reminder once, whatever is killed or late."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import DatabaseError, connections
from django.utils import timezone

from cases.duties.actions.starting import confirmed_rules
from cases.duties.actions.stopping import prove, say_not_applicable
from cases.duties.models import Duty
from cases.duties.tasks import remind
from config.celery import schedule
from mdt.notices.models import Notice
from mdt.notices.tasks import mail_notices
from privacy.wall import acting_as, acting_as_system
from referrals.models import Referral
from tests.conftest import Ledger
from tests.duties.build import begin, now_of, seen
from tests.notices.build import mail_at_once, told
from tests.referrals.build import make_sent
from tests.referrals.cast import Cast, build_cast

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def stage(transactional_db: None) -> Iterator[Cast]:
    """A cast on real connections, whose referral's own notice is mailed."""
    made = build_cast()
    yield made


def case_of(cast: Cast) -> Referral:
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff)
    mail_notices()
    mail.outbox.clear()
    return sent


def reminders() -> list[tuple[Any, ...]]:
    with acting_as_system():
        rows = Notice.objects.filter(kind="duty.reminder").order_by("at", "pk")
        return list(rows.values_list("record_id", "desk"))


def test_the_tick_is_on_the_schedule_each_minute() -> None:
    entry = schedule()["remind of duties"]

    assert (entry["task"], entry["schedule"], entry["options"]) == (
        "cases.duties.tasks.remind",
        60.0,
        {"queue": "ticks"},
    )


def test_a_reminder_goes_out_at_its_second_and_not_before(stage: Cast) -> None:
    start = timezone.now()
    duty = begin(stage.alice, case_of(stage), "missing", start)

    found = []
    for after in (
        12 * HOUR - SECOND,
        12 * HOUR,
        12 * HOUR + SECOND,
        18 * HOUR - SECOND,
        18 * HOUR,
        24 * HOUR,
        99 * HOUR,
    ):
        with time_machine.travel(start + after, tick=False):
            found.append(remind())

    assert found == [0, 1, 0, 0, 1, 1, 0]
    assert reminders() == [(duty.pk, stage.welfare.pk)] * 3
    assert (now_of(duty).reminded, now_of(duty).remind_at) == (3, None)


def test_a_shelters_reminder_is_its_own_auditors_to_read(stage: Cast, ledger: Ledger) -> None:
    start = timezone.now()
    begin(stage.ada, make_sent(stage.alice, stage.welfare, stage.shelter), "abuse_report")
    begin(stage.alice, make_sent(stage.alice, stage.welfare, stage.sheriff), "missing", start)
    with time_machine.travel(start + 99 * HOUR, tick=False):
        while remind():
            pass

    shelter, welfare = stage.shelter.agency_id, stage.welfare.agency_id
    read_by = {(event.agency, event.inner_of) for event in ledger.events("duty.reminded")}
    assert read_by == {(shelter, shelter), (welfare, None)}


def test_after_three_days_without_a_beat_each_comes_once_and_in_order(stage: Cast) -> None:
    """Two clocks whose six reminders lie between each other."""
    start = timezone.now()
    sent, ledger = case_of(stage), Ledger()
    early = begin(stage.alice, sent, "missing", start - 4 * HOUR)
    late = begin(stage.alice, sent, "foreign_child", start)

    with time_machine.travel(start + timedelta(days=3), tick=True):
        assert (remind(), remind()) == (6, 0)

    # Hours after the start: 8 early, 12 late, 14 early, 18 late, 20 early, 24 late.
    assert [record for record, _ in reminders()] == [early.pk, late.pk, early.pk, late.pk, early.pk, late.pk]
    events = ledger.events("duty.reminded")
    assert [(event.codes, event.said["detail"]["reminder"]) for event in events] == [
        ([early.code], 1), ([late.code], 1), ([early.code], 2), ([late.code], 2), ([early.code], 3), ([late.code], 3),
    ]  # fmt: skip
    mail_at_once(stage.alice)
    with time_machine.travel(start + timedelta(days=3), tick=True):
        mail_notices()
        mail_notices()
    assert {(message.subject, message.body) for message in mail.outbox} == {
        (mail.outbox[0].subject, mail.outbox[0].body)
    }
    assert told().count(stage.alice.email) == 6


def test_two_ticks_at_once_remind_once(stage: Cast) -> None:
    sent = case_of(stage)
    for rule in ("missing", "foreign_child", "identified_iv_e"):
        begin(stage.alice, sent, rule, timezone.now() - 30 * HOUR)
    barrier, counts = threading.Barrier(2, timeout=10), []

    def tick() -> None:
        try:
            barrier.wait()
            counts.append(remind())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=tick) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    counts.append(remind())

    assert sum(counts) == 9
    assert len(reminders()) == 9


def test_a_tick_killed_between_its_change_and_its_notice_reminds_once(stage: Cast) -> None:
    """The notices' table is held, so that the tick has moved the duty and waits; then its backend is killed."""
    duty = begin(stage.alice, case_of(stage), "missing", timezone.now() - 13 * HOUR)
    broken: list[BaseException] = []

    def tick() -> None:
        try:
            remind()
        except DatabaseError as error:
            broken.append(error)
        finally:
            connections.close_all()

    holder, killer = connections["owner"].copy(), connections["default"].copy()
    with holder.cursor() as cursor, killer.cursor() as kill:
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE notices_notice IN ACCESS EXCLUSIVE MODE")
        thread = threading.Thread(target=tick)
        thread.start()
        for _ in range(200):
            kill.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
            if kill.fetchall():
                break
            kill.execute("SELECT pg_sleep(0.05)")
        thread.join(timeout=20)
        cursor.execute("ROLLBACK")
    holder.close()
    killer.close()

    assert len(broken) == 1
    assert (now_of(duty).reminded, reminders()) == (0, [])
    assert (remind(), remind()) == (1, 0)
    assert reminders() == [(duty.pk, stage.welfare.pk)]


def test_a_stopped_duty_is_silent(stage: Cast) -> None:
    sent = case_of(stage)
    proved = begin(stage.alice, sent, "foreign_child", timezone.now() - 30 * HOUR)
    ended = begin(stage.alice, sent, "missing", timezone.now() - 30 * HOUR)
    with acting_as(stage.alice):
        at = timezone.now()
        prove(by=stage.alice, duty=seen(stage.alice, proved), recipient="hhs", done_at=at, how="online", held="yes")
        say_not_applicable(by=stage.alice, duty=seen(stage.alice, ended), reason="not_the_trigger")

    assert remind() == 0


def test_starting_and_proving_leave_one_event_each(stage: Cast) -> None:
    sent, ledger = case_of(stage), Ledger()
    duty = begin(stage.alice, sent, "missing", timezone.now() - 5 * HOUR)
    for recipient in ("ncmec", "law_enforcement"):
        with acting_as(stage.alice):
            at = timezone.now()
            mine = seen(stage.alice, duty)
            prove(by=stage.alice, duty=mine, recipient=recipient, done_at=at, how="phone", held="yes")

    assert ledger.kinds() == ["duty.started", "duty.proved", "duty.done"]
    assert [event.codes for event in ledger.events()] == [[duty.code]] * 3
    assert ledger.events()[0].said["detail"] == {"rule": "B4"}
    with acting_as(stage.alice):
        assert confirmed_rules(stage.team.pk) == frozenset()
    with acting_as_system():
        assert Duty.objects.count() == 1
