"""Twelve months by themselves, each step of each killed: the end is that of twelve that were not.

A killed worker takes long to be followed by the next, so that every run kills those of one month, and cuts the
connection in the others. `MDT_MONTHS=12` for the long run, of killed workers alone.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from psycopg.conninfo import make_conninfo

from config import celery_app
from config.queue import QUEUES
from mdt.meetings import tasks
from mdt.meetings.actions import months
from mdt.meetings.actions.editing import add, publish, set_presenter
from mdt.meetings.agenda import entries
from mdt.meetings.models import AgendaItem, ItemState, Meeting, Series, Step, StepKind
from mdt.notices.models import Notice
from privacy.wall import acting_as, acting_as_system
from tests.conftest import Ledger
from tests.meetings.conftest import NOW, Binder, Cast, make_cast
from tests.meetings.test_months import no_mail, step

__all__ = ["no_mail"]

MONTHS = int(os.environ.get("MDT_MONTHS", "1"))
WORKER = "tests.meetings.worker_for_kills"
# What the worker calls the variable that names the test's file.
SCENE = "MDT_SCENE_OF_KILLS"
PATIENCE_SECONDS = 180

# Tries to do one piece, and is killed within it; False when it was done before that.
Kill = Callable[[], bool]


class Killed(BaseException):
    pass


class Killer:
    """Cuts the connection right after the write that it is armed for, as a killed worker would; then never again."""

    def __init__(self) -> None:
        self.armed = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if self.armed and (sql.startswith(("INSERT", "UPDATE", "DELETE")) or "ledger.append" in sql):
            self.armed -= 1
            if not self.armed:
                context["connection"].connection.close()
                raise Killed
        return result


def killed_at(nth: int) -> bool:
    """Do one piece, cut after its `nth` write. False when it writes less often, and so was done."""
    connection, killer = connections["default"], Killer()
    killer.armed = nth
    try:
        with connection.execute_wrapper(killer):
            months.take_one()
    except Killed:
        connection.close()
        return True
    return False


class Workers:
    """Real workers on the queue of the test's database, one after the other: each does what a killed one left."""

    def __init__(self, folder: Path, binder: Binder) -> None:
        self.scene, self.binder = folder / "scene.json", binder
        self.place = connections["default"].settings_dict
        login = {name: str(self.place[name.upper()]) for name in ("host", "port", "user", "password")}
        self.broker = {
            "conn_string": make_conninfo(dbname=str(self.place["NAME"]), **login),
            "init_extension": False,
            # A message is seen again by the time that the next worker is up.
            "visibility_timeout": 1,
            "wait_time_seconds": 0,
            "polling_interval": 0.1,
            "pool_size": 2,
        }
        self.worker: subprocess.Popen[bytes] | None = None

    def killed_after(self, nth: int) -> bool:
        """Put the tick on the queue; the worker that takes it is killed after its `nth` write, and the next takes it
        up. False when it did not write so often."""
        self._arrange(nth)
        worker = self.worker or self._start()
        with celery_app.connection_for_write(url="pgmq://database", transport_options=self.broker) as connection:
            tasks.month.apply_async(queue="ticks", connection=connection)
        self._wait(lambda: worker.poll() is not None or not self.waiting)
        if worker.poll() is None:
            return False
        assert (worker.returncode, self.waiting) == (-signal.SIGKILL, 1)
        self._arrange(0)
        self._start()
        self._wait(lambda: not self.waiting)
        return True

    @property
    def waiting(self) -> int:
        """How many messages of the queue are not done, those included that a worker has taken."""
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pgmq.q_ticks")
            return int(cursor.fetchone()[0])

    def end(self) -> None:
        if self.worker:
            self.worker.kill()
            self.worker.wait()
        with connections["owner"].cursor() as cursor:
            for queue in QUEUES:
                cursor.execute("SELECT pgmq.purge_queue(%s)", [queue])

    def _arrange(self, killed_after: int) -> None:
        papers = {str(key): letter for key, letter in self.binder.papers.items()}
        told = {"now": timezone.now().isoformat(), "papers": papers, "killed_after": killed_after}
        self.scene.write_text(json.dumps(told | {"database": self.place["NAME"], "broker": self.broker}))

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "celery", "--quiet", "--app", WORKER, "worker", "--queues", "ticks"]
        command += ["--pool", "solo", "--without-mingle", "--without-gossip", "--without-heartbeat"]
        environment = os.environ | {SCENE: str(self.scene)}
        self.worker = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL)
        return self.worker

    def _wait(self, done: Callable[[], bool]) -> None:
        limit = time.monotonic() + PATIENCE_SECONDS
        while not done():
            assert time.monotonic() < limit, "no worker has done it"
            time.sleep(0.05)


@pytest.fixture
def workers(transactional_db: None, tmp_path: Path, binder: Binder) -> Iterator[Workers]:
    made = Workers(tmp_path, binder)
    yield made
    made.end()


def live_a_month(cast: Cast, clock: time_machine.Traveller, kill: Kill) -> list[str]:
    """From the draft to the roll-over of the next meeting, each step killed before it is done. Which steps were."""
    with acting_as_system():
        series = Series.objects.get()
        coming = Meeting.objects.filter(starts_at__gt=timezone.now()).order_by("starts_at")
        meeting = coming.select_related("body")[0]
        due = list(Step.objects.filter(meeting=meeting).order_by("due_at", "kind").values_list("due_at", "kind"))
    cut = []
    for at, kind in due:
        clock.move_to(max(at, timezone.now()) + timedelta(seconds=1))
        if kind == "remind":
            put_all_on_the_agenda(cast, meeting)
        if kind == "minutes":
            tasks.prepare_next(str(series.pk), str(series.team_id))
        if kill():
            cut.append(kind)
        while step(meeting, StepKind(kind)).done_at is None and months.take_one():
            pass
    return cut


def put_all_on_the_agenda(cast: Cast, meeting: Meeting) -> None:
    """What the chair does between the draft and the reminders; the first two get presenters."""
    chair = cast.chair
    with acting_as(chair):
        items = [one.item.pk for one in entries(meeting, chair, ItemState.SUGGESTED)]
        add(meeting, items=items, by=chair)
        for item, person in zip(items, (cast.dana, cast.lee), strict=False):
            set_presenter(meeting, item=item, presenter=person.place, by=chair)
        publish(meeting, by=chair)


def end_state(binder: Binder) -> dict[str, object]:
    """All that a year has left behind; keys, which are made anew, by what they stand for."""
    with acting_as_system():
        items = AgendaItem.objects.order_by("meeting__starts_at", "position").values_list(
            "record", "meeting__starts_at", "state", "position", "came_at", "reminded__user__name",
            "carried_from__starts_at", "rolled_to__starts_at",
        )  # fmt: skip
        steps = Step.objects.order_by("meeting__starts_at", "kind")
        return {
            "items": [(binder.papers[record], *more) for record, *more in items],
            "steps": list(steps.values_list("meeting__starts_at", "kind", "done_at", "pieces", "finished", "failed")),
            "meetings": list(Meeting.objects.order_by("starts_at").values_list("starts_at", "state", "closed_at")),
            "notices": sorted(Notice.objects.values_list("kind", "only_for__name", "at")),
        }


def nothing() -> bool:
    return False


def in_turn(killed_after: Callable[[int], bool], month: int) -> Kill:
    """In turn after the first, second and third write, or the first if a step has fewer."""
    return lambda: killed_after(1 + month % 3) or killed_after(1)


def live_a_year(binder: Binder, clock: time_machine.Traveller, kills: Sequence[Kill]) -> tuple[Counter[str], object]:
    clock.move_to(NOW)
    binder.papers = {}
    ledger, cast, cut = Ledger(), make_cast(), Counter[str]()
    cast.series()
    names: dict[UUID, str] = {}
    for number, kill in enumerate(kills):
        # The papers of the last two months are still a matter, so that each is on two or three agendas.
        binder.papers = dict(list(binder.papers.items())[-2:])
        binder.put(chr(ord("a") + number))
        names |= binder.papers
        cut.update(live_a_month(cast, clock, kill))
    binder.papers = names
    told = sorted((event.kind, event.at, str(event.said.get("detail", {}).get("new"))) for event in ledger.events())
    return cut, (end_state(binder), told)


@pytest.mark.django_db(transaction=True)
def test_twelve_months_killed_in_each_step_end_like_twelve_that_were_not(
    clock: time_machine.Traveller, binder: Binder, workers: Workers
) -> None:
    """Each step of each month is cut; the next tick goes on, or the next worker that takes the same tick."""
    none, whole = live_a_year(binder, clock, [nothing] * 12)
    call_command("flush", verbosity=0, interactive=False, database="owner", inhibit_post_migrate=False)
    real = {(1 + number) % 12 for number in range(MONTHS)}
    kills = [in_turn(workers.killed_after if number in real else killed_at, number) for number in range(12)]
    cut, mended = live_a_year(binder, clock, kills)

    assert none == Counter()
    assert cut == Counter(dict.fromkeys(StepKind.values, 12))
    assert mended == whole
