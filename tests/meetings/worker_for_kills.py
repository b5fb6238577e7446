"""The project's own Celery application on the database, the queue, the clock and the papers of a test.

The test's file says what they are at each task, and after which write of it the worker is killed.
"""

import json
import os
import signal
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import time_machine
from celery.signals import task_postrun, task_prerun, worker_init
from django.conf import settings
from django.db import connections

from config.celery import app

__all__ = ["app"]

SCENE: Final = "MDT_SCENE_OF_KILLS"


def scene() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(os.environ[SCENE]).read_text())
    return found


for alias in ("default", "audit"):
    settings.DATABASES[alias]["NAME"] = scene()["database"]
settings.WALL_CONTEXT_SECONDS = 10 * 366 * 86_400
app.conf.update(broker_url="pgmq://database", broker_transport_options=scene()["broker"])


class Killer:
    """The clock of one task, and its end right after a write, within the transaction of a step."""

    def __init__(self) -> None:
        self.written = self.last = 0
        self.travel = time_machine.travel(0)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        self.written += sql.startswith(("INSERT", "UPDATE", "DELETE")) or "ledger.append" in sql
        if self.last and self.written == self.last:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    def begin(self, **kwargs: Any) -> None:
        from mdt.meetings import agenda, tasks

        now = scene()
        # Of the month one piece a tick, so that each step has a tick of its own.
        tasks._BATCH = 1
        agenda._SOURCES["tests.binder"].papers = {UUID(key): letter for key, letter in now["papers"].items()}  # type: ignore[attr-defined]
        self.written, self.last = 0, now["killed_after"]
        self.travel = time_machine.travel(datetime.fromisoformat(now["now"]), tick=False)
        self.travel.start()

    def end(self, **kwargs: Any) -> None:
        self.travel.stop()


killer = Killer()


def ready(**kwargs: Any) -> None:
    """Once Django is up."""
    from mdt.meetings.agenda import register_source
    from tests.meetings.conftest import Binder

    register_source(Binder())
    connections["default"].execute_wrappers.append(killer)


worker_init.connect(ready)
task_prerun.connect(killer.begin)
task_postrun.connect(killer.end)
