"""The local settings, on one of the bench's databases, with what is measured against beside the product."""

import os

from psycopg.conninfo import make_conninfo

from config.settings.base import CELERY_BROKER_TRANSPORT_OPTIONS, DATABASES, LOGGING, MIDDLEWARE
from config.settings.local import *  # noqa: F403

if name := os.environ.get("BENCH_DATABASE"):
    for _alias in DATABASES.values():
        _alias["NAME"] = name
    CELERY_BROKER_TRANSPORT_OPTIONS["conn_string"] = make_conninfo(
        str(CELERY_BROKER_TRANSPORT_OPTIONS["conn_string"]), dbname=name
    )

MIDDLEWARE = ["bench.counting.Statements", *MIDDLEWARE]
ROOT_URLCONF = "bench.urls"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
LOGGING["loggers"] = {"django.request": {"level": "ERROR"}}
