"""The Celery application. Task arguments are ids only: the queue is plain text."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

app = Celery("mdt")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
