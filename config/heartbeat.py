"""Each worker writes that it lives; the launcher and the health of the installation are read from it.

Celery's own `inspect ping` does not work on the queue that we use: its reply queues have names too long for it.
"""

import logging
import time
from datetime import datetime
from threading import Thread
from typing import Any

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

EVERY_SECONDS = 10.0

logger = logging.getLogger(__name__)


def record(worker: str) -> None:
    """Write the row of this worker, as `queue@machine`. A database that is away is logged; the next one tries again."""
    from config.models import Heartbeat

    try:
        Heartbeat.objects.update_or_create(worker=worker, defaults={"seen": timezone.now()})
    except (DatabaseError, InterfaceError):
        logger.warning("The heartbeat of %s could not be written.", worker)
    finally:
        # Runs on a thread of its own: no connection may stay behind on it.
        connection.close()


def begin(sender: Any, **kwargs: Any) -> None:
    """Answer to `worker_ready`: a first row at once, then one every ten seconds. `sender` is Celery's consumer.

    Not on Celery's own timer: its thread sleeps to the next entry, and the worker waits for that when it is to stop.
    """
    record(sender.hostname)
    Thread(target=_go_on, args=[sender.hostname], daemon=True).start()


def _go_on(worker: str) -> None:
    while True:
        time.sleep(EVERY_SECONDS)
        record(worker)


def last_seen(queue: str) -> datetime | None:
    """When a worker of `queue` last wrote, or None."""
    from config.models import Heartbeat

    rows = Heartbeat.objects.filter(worker__startswith=f"{queue}@").order_by("-seen")
    return rows.values_list("seen", flat=True).first()
