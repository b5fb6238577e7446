"""A county's server behind a TLS proxy. `manage.py check --deploy` passes on these."""

import os

from config.settings.base import *  # noqa: F403

ALLOWED_HOSTS = [name for name in os.environ.get("MDT_HOSTS", "").split(",") if name]
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in ALLOWED_HOSTS]
# The first of MDT_HOSTS is the one that people are sent to.
SITE_ADDRESS = next(iter(CSRF_TRUSTED_ORIGINS), "")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-mdt_session"
CSRF_COOKIE_NAME = "__Host-mdt_csrf"
