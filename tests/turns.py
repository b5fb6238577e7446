"""Two people on connections of their own, one of whom waits for the other."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

from django.db import connections

Result = TypeVar("Result")

# Of this database alone: other tests wait in others of the same server.
_WAITS: Final = """
SELECT 1 FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
WHERE NOT l.granted AND a.datname = current_database()
"""


def until_it_waits(job: Callable[[], Result]) -> Future[Result]:
    """Begin `job` on another connection, and come back when it waits for what this one holds, or is done.

    Ask for its `result(20)` once this one has let go: what it raised is raised there.
    """

    def run() -> Result:
        try:
            return job()
        finally:
            connections.close_all()

    pool = ThreadPoolExecutor(1)
    begun = pool.submit(run)
    pool.shutdown(wait=False)
    with connections["owner"].cursor() as cursor:
        for _ in range(400):
            cursor.execute(_WAITS)
            if begun.done() or cursor.fetchone():
                return begun
            time.sleep(0.05)
    raise AssertionError("It neither waits nor is done.")
