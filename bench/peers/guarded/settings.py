"""django-guardian on a database of its own: its best set-up, on the product's version of it."""

import os

from config.settings.base import database

SECRET_KEY = "only while measuring"
DATABASES = {"default": database("owner") | {"NAME": os.environ["BENCH_DATABASE"]}}
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "guardian", "bench.peers.guarded"]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend", "guardian.backends.ObjectPermissionBackend"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ANONYMOUS_USER_NAME = None
USE_TZ = True
