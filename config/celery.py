"""The Celery application. Task arguments are ids only: the queue is plain text.

An app's `tasks.py` may hold `SCHEDULE`, a dict of beat entries, as
`{"draft agendas": {"task": "mdt.meetings.tasks.draft_due", "schedule": 300.0}}`.
Beat remembers nothing: a tick asks the database what is due, and is an interval of minutes.
"""

import os
from importlib import import_module
from typing import Any

from celery import Celery
from celery.signals import import_modules, worker_ready

from config import heartbeat

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

app = Celery("mdt")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
worker_ready.connect(heartbeat.begin)


def gather_schedule(**kwargs: Any) -> None:
    """Put every app's `SCHEDULE` into beat's. Sent after Django is ready and before beat reads its schedule."""
    app.conf.beat_schedule = schedule()


import_modules.connect(gather_schedule)


def schedule() -> dict[str, dict[str, Any]]:
    """The beat entries of all installed apps, on the queue for ticks unless one names another."""
    from django.apps import apps
    from django.utils.module_loading import module_has_submodule

    entries: dict[str, dict[str, Any]] = {}
    for config in apps.get_app_configs():
        if config.module is not None and module_has_submodule(config.module, "tasks"):
            entries |= getattr(import_module(f"{config.name}.tasks"), "SCHEDULE", {})
    return {name: {"options": {"queue": "ticks"}, **entry} for name, entry in entries.items()}
