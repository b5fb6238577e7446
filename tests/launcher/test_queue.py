"""The queue in our own database, used with the app's rights alone."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import ProgrammingError, connections, transaction

from config import celery

Sql = Callable[..., list[tuple[Any, ...]]]


def _run(sql: str, *values: Any, using: str = "default") -> list[tuple[Any, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall()


def test_app_role_sends_reads_and_deletes(db: None) -> None:
    """Celery needs no more than this, and declares a queue that exists at each start."""
    _run("SELECT pgmq.create('jobs')")
    sent = _run("SELECT pgmq.send('jobs', '{\"id\": \"1\"}'::jsonb)")[0][0]
    assert [row[0] for row in _run("SELECT msg_id FROM pgmq.read('jobs', 30, 5)")] == [sent]
    assert _run("SELECT msg_id FROM pgmq.read('jobs', 30, 5)") == []
    assert _run("SELECT pgmq.delete('jobs', %s)", sent) == [(True,)]


def test_queue_that_an_upgrade_adds_is_made_by_the_owner(transactional_db: None, owner_sql: Sql) -> None:
    """And the app's role may use it, without a grant of its own."""
    owner_sql("SELECT pgmq.create('later')")
    assert len(_run("SELECT pgmq.send('later', '{}'::jsonb)")) == 1
    owner_sql("SELECT pgmq.drop_queue('later')")


def test_declaring_a_queue_does_not_wait_for_a_worker_that_reads_it(db: None, owner_sql: Sql) -> None:
    """A worker's read is one transaction of seconds; a web process declares the queue with its first message."""
    _run("SELECT msg_id FROM pgmq.read('jobs', 30, 1)")
    owner_sql("SET lock_timeout = '1s'")
    owner_sql("SELECT pgmq.create('jobs')")
    owner_sql("RESET lock_timeout")


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT pgmq.create('mine')",
        "SELECT pgmq.drop_queue('jobs')",
        "CREATE TABLE pgmq.q_mine (id int)",
        "SELECT pgmq.create_unlogged('mine')",
        "ALTER TABLE pgmq.q_jobs DISABLE TRIGGER ALL",
        "CREATE FUNCTION pgmq.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ],
)
def test_app_role_owns_nothing_of_the_queue(db: None, statement: str) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic():
        _run(statement)


def test_ledger_role_cannot_see_the_queue(db: None) -> None:
    with pytest.raises(ProgrammingError) as refused:
        _run("SELECT msg_id FROM pgmq.q_jobs", using="audit")
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_installing_twice_keeps_what_is_queued(db: None) -> None:
    """A restored backup runs the migration on a schema that is there."""
    from config.queue import install_queue

    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pgmq.send('ticks', '{}'::jsonb)")
        install_queue(cursor, "mdt_app")
        cursor.execute("SELECT count(*), max(msg_id) FROM pgmq.q_ticks")
        count, last = cursor.fetchone()
        cursor.execute("SELECT pgmq.delete('ticks', %s)", [last])
    assert count == 1


def test_each_tick_names_a_task_that_exists_and_goes_to_its_own_queue() -> None:
    """A long job on the other queue must not hold up what is due."""
    celery.app.loader.import_default_modules()
    entries = celery.schedule()
    assert {entry["task"] for entry in entries.values()} <= set(celery.app.tasks)
    assert {entry["options"]["queue"] for entry in entries.values()} <= {"ticks"}


def test_heartbeat_outlives_a_database_that_is_away(transactional_db: None, caplog: pytest.LogCaptureFixture) -> None:
    """The worker goes on and says so; the next beat writes again."""
    from config import heartbeat

    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE config_heartbeat RENAME TO config_heartbeat_away")
    heartbeat.record("ticks@here")
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE config_heartbeat_away RENAME TO config_heartbeat")
    assert "ticks@here" in caplog.text
    assert heartbeat.last_seen("ticks") is None
    heartbeat.record("ticks@here")
    assert heartbeat.last_seen("ticks") is not None
    assert heartbeat.last_seen("jobs") is None
