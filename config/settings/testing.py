"""The test suite: the app's unprivileged role, row-level security on, cheap password hashes, no manifest."""

import os

from config.settings.base import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
# A test never fills the queue of the installation; tests/launcher runs the real one.
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
# Not the installation's own: a test run must not make the key that the first start would tell of. Each process of a
# run has a database of its own, and so a keyring.
KEYRING_PATH = HOME / "testing" / os.environ.get("PYTEST_XDIST_WORKER", "alone") / "keyring.json"  # noqa: F405
SITE_ADDRESS = "http://mdt.example.org"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
