"""A worker that is killed in the middle of a task loses none: the real queue, the real worker."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.launcher.conftest import PATIENCE_SECONDS, PROJECT, Installation

pytestmark = pytest.mark.services
TASKS = 6
APP = "tests.launcher.app_for_kills"


def _start_worker(installation: Installation) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "celery", "--quiet", "--app", APP, "worker", "--queues", "jobs", "--pool", "solo"]
    options = ["--concurrency", "1", "--without-mingle", "--without-gossip", "--without-heartbeat"]
    return subprocess.Popen(
        [*command, *options],
        cwd=PROJECT,
        env=installation.environment,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def _lines(record: Path) -> list[str]:
    return record.read_text().splitlines() if record.exists() else []


def _wait_for(record: Path, lines: set[str]) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while not lines <= set(_lines(record)):
        assert time.monotonic() < limit, _lines(record)
        time.sleep(0.05)


def test_killed_worker_loses_no_task(stopped: Installation, tmp_path: Path) -> None:
    assert stopped.run("database").returncode == 0
    record = tmp_path / "record"
    send = f"from {APP} import note; [note.delay({str(record)!r}, number) for number in range({TASKS})]"
    subprocess.run([sys.executable, "-c", send], cwd=PROJECT, env=stopped.environment, check=True)
    first = _start_worker(stopped)
    _wait_for(record, {"began 2"})
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    broken_off = set(_lines(record))
    assert "ended 2" not in broken_off
    second = _start_worker(stopped)
    try:
        _wait_for(record, {f"ended {number}" for number in range(TASKS)})
    finally:
        second.kill()
        second.wait()
    began = [line for line in _lines(record) if line.startswith("began")]
    assert sorted(began) == sorted([f"began {number}" for number in range(TASKS)] + ["began 2"])
    assert stopped.sql("SELECT count(*) FROM pgmq.q_jobs WHERE vt <= now()") == [(0,)]
    stopped.run("stop")
