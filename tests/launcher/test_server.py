"""One command starts everything, keeps it running, and stops it whole, however it was ended before."""

import http.client
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from tests.launcher.conftest import PATIENCE_SECONDS, PROJECT, Installation

pytestmark = pytest.mark.services

# One of each, two of the web server's own.
EXPECTED = {"bin/postgres -D": 1, "-m config.launcher serve": 1, "worker --queues ticks": 1, "worker --queues jobs": 1}
EXPECTED |= {"beat --scheduler": 1, "-m gunicorn": 3}


def census(installation: Installation) -> dict[str, int]:
    return {words: len(installation.pids(words)) for words in EXPECTED}


def wait_until(true: Callable[[], bool]) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.1)


def answers(installation: Installation) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", installation.port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def test_ready_is_the_last_line_and_everything_answers(running: Installation) -> None:
    assert answers(running)
    assert census(running) == EXPECTED
    # By name: the worker of another test, killed within the minute, leaves a row too.
    living = "SELECT split_part(worker, '@', 1) FROM config_heartbeat WHERE seen > now() - interval '1 minute'"
    assert set(running.sql(living)) >= {("ticks",), ("jobs",)}


def test_folder_and_secrets_are_closed_to_others(running: Installation) -> None:
    assert stat.S_IMODE(running.home.stat().st_mode) == 0o700
    assert stat.S_IMODE((running.home / "services.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((running.home / "run").stat().st_mode) == 0o700
    assert stat.S_IMODE((running.home / "postgres").stat().st_mode) == 0o700


def test_folder_that_was_open_is_closed(installation: Installation) -> None:
    """As the one that a first start makes for the packages' log; links to set a password lie in the mail."""
    (installation.home / "mail").mkdir(parents=True)
    for folder in (installation.home, installation.home / "mail"):
        folder.chmod(0o755)
    assert installation.run("stop").returncode == 0
    for folder in (installation.home, installation.home / "mail"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_database_takes_no_connection_from_the_network(running: Installation) -> None:
    assert running.sql("SHOW listen_addresses") == [("",)]
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", 5432)) != 0 or running.sql("SHOW port") != [("5432",)]


@pytest.mark.parametrize(("role", "may_create_databases"), [("owner", True), ("app", False), ("ledger", False)])
def test_no_role_passes_the_wall(running: Installation, role: str, may_create_databases: bool) -> None:
    rows = running.sql(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolreplication, rolcreatedb "
        "FROM pg_roles WHERE rolname = current_user",
        role=role,
    )
    assert rows == [(False, False, False, False, may_create_databases)]
    assert running.sql("SELECT count(*) FROM pg_auth_members WHERE member = current_user::regrole", role=role) == [(0,)]


def test_manage_py_in_a_second_shell_needs_only_the_folder(running: Installation) -> None:
    environment = {name: value for name, value in running.environment.items() if name != "PORT"}
    command = [sys.executable, "manage.py", "check", "--database", "default"]
    assert subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True).returncode == 0


def test_second_start_says_so_and_leaves_the_first_alone(running: Installation) -> None:
    second = running.run("serve", PORT=str(running.port + 1))
    assert second.returncode == 13
    assert running.launcher is not None
    assert second.stderr == (
        f"It runs already at http://127.0.0.1:{running.port}/ (process {running.launcher.pid}). "
        "Press Ctrl-C in its window to stop it.\n"
    )
    assert census(running) == EXPECTED


@pytest.mark.parametrize("words", ["worker --queues jobs", "beat --scheduler", "-m gunicorn"])
def test_program_that_is_killed_is_started_again(running: Installation, words: str) -> None:
    """The kernel kills the largest program when memory runs out."""
    killed = min(running.pids(words))
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: killed not in running.pids(words) and census(running) == EXPECTED)
    wait_until(lambda: answers(running))


def test_database_that_is_killed_is_started_again(running: Installation) -> None:
    (postmaster,) = running.pids("bin/postgres -D")
    os.kill(postmaster, signal.SIGKILL)
    wait_until(lambda: running.run("database").returncode == 0 and running.pids("bin/postgres -D") != [postmaster])
    assert running.sql("SELECT current_user", role="app") == [("mdt_app",)]


def test_each_start_is_an_event(running: Installation) -> None:
    count = 'SELECT count(*) FROM ledger.event WHERE position(\'"kind":"system.started"\'::bytea IN body) > 0'
    ((before,),) = running.sql(count)
    assert running.stop() == 0
    running.start()
    assert running.sql(count) == [(before + 1,)]


def test_next_start_ends_what_a_killed_launcher_left(running: Installation) -> None:
    """One of the orphans is frozen, so that asking it to end is not enough."""
    (frozen,) = running.pids("worker --queues jobs")
    os.kill(frozen, signal.SIGSTOP)
    running.kill()
    assert frozen in running.pids("worker --queues jobs")
    assert running.start()[-1] == f"Ready: http://127.0.0.1:{running.port}/"
    assert frozen not in running.pids("")
    assert census(running) == EXPECTED


def test_children_die_with_a_killed_launcher(running: Installation) -> None:
    running.kill()
    wait_until(lambda: running.pids("-m celery") == running.pids("-m gunicorn") == [])


def test_term_leaves_nothing_and_loses_nothing(running: Installation) -> None:
    running.sql("SELECT pgmq.send('later', '{}'::jsonb) FROM pgmq.create('later')")
    assert running.stop() == 0
    assert running.commands() == []
    running.start()
    assert running.sql("SELECT count(*) FROM pgmq.q_later") == [(1,)]


def test_stop_command_ends_a_running_launcher(running: Installation) -> None:
    assert running.run("stop").returncode == 0
    assert running.launcher is not None
    running.launcher.communicate(timeout=10)
    assert running.launcher.returncode == 0
    assert running.commands() == []
