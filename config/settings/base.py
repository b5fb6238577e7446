"""Settings that every installation shares. `local`, `production` and `testing` say what differs."""

import os
from pathlib import Path
from typing import Any

from psycopg.conninfo import make_conninfo

from config import home

SERVICES = home.services()
HOME = home.home()
BASE_DIR = home.PROJECT

# A server of one's own may ask for TLS; libpq then reads the same for Django and for the queue.
for _name, _value in SERVICES["database"].get("tls", {}).items():
    os.environ.setdefault(f"PG{_name.upper()}", _value)

SECRET_KEY = SERVICES["secret_key"]
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
# What links in mail begin with; never what a request calls itself, which a stranger writes.
SITE_ADDRESS = f"http://127.0.0.1:{os.environ.get('PORT') or 8000}"

INSTALLED_APPS = [
    "privacy",
    "audit",
    "mdt.team",
    "mdt.notices",
    "mdt.hours",
    "mdt.directory",
    "mdt.rooms",
    "mdt.meetings",
    "mdt.subcommittees",
    "cases",
    "cases.releases",
    "cases.duties",
    "cases.screening",
    "referrals",
    "config.apps.ConfigConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    # Its templates are found by the project's loaders, so that a form's fields are drawn by our components.
    "django.forms",
    "django_htmx",
    "django_cotton",
    "guardian",
    "auditlog",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.errors.method_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mdt.team.middleware.SessionLimits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "auditlog.middleware.AuditlogMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Default deny: a view without a rule is not served. It also turns a lost ledger into 503.
    "audit.middleware.Doors",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.shell",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
# A component sees its own attributes and the shell's variables, never the page's by accident.
COTTON_ISOLATE_BY_DEFAULT = True


def database(role: str, **options: Any) -> dict[str, Any]:
    """One of the three roles on the one database (docs/architecture.md, "Three connections")."""
    place = SERVICES["database"]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": place["host"],
        "PORT": str(place["port"]),
        "NAME": place["name"],
        "USER": place["roles"][role]["user"],
        "PASSWORD": place["roles"][role]["password"],
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {"connect_timeout": 5, "application_name": f"mdt-{role}", **options},
    }


# The second connection must never wait on the first one's locks: PostgreSQL cannot see such a deadlock.
_LEDGER_LIMITS = "-c statement_timeout=4000 -c lock_timeout=2000"

DATABASES = {
    "default": database("app"),
    "audit": database("ledger", options=_LEDGER_LIMITS) | {"ENGINE": "audit.postgres"},
    "owner": database("owner"),
}
DATABASE_ROUTERS = ["config.routers.Roles"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "team.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "mdt.team.backends.TeamBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# guardian: no anonymous row; desks are groups (mdt/team/access.py is its only door).
ANONYMOUS_USER_NAME = None
GUARDIAN_RAISE_403 = False

ACCOUNT_ADAPTER = "mdt.team.adapters.InvitationOnly"
ACCOUNT_FORMS = {"reset_password": "mdt.team.tasks.AskForPassword"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
# Never by address: that would shut out a whole agency behind one router. Passwords are counted by django-axes, and
# mails for a new password by the worker: a count of what strangers type would fill the cache.
ACCOUNT_RATE_LIMITS: dict[str, str | None] = {
    "login": None,
    "login_failed": "5/15m/key",
    "reset_password": None,
    "reset_password_from_key": None,
    "reauthenticate": None,
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# The way out for somebody whose account a stranger keeps locked (docs/adr/0022); a second factor is still asked for.
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "mdt.team.adapters.WrappedFactors"
# allauth notes an address as unverified when a mail for a new password goes to it, and would then bar its owner from
# second factors. An invitation reaches its address and no other, and it never changes: there is nothing to verify.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]

# Five tries lock the account, never everyone behind one agency's address (CJIS AC-7).
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_FORM_FIELD = "login"
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_NEVER_LOCKOUT_GET = True
# The lock opens by itself after 15 minutes, whatever an attacker goes on trying.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# Neither the typed address nor the form is kept; sign-ins themselves are in the ledger.
AXES_USERNAME_CALLABLE = "mdt.team.sessions.account_digest"
# What it keeps of a try holds none of these; `next` is an address that may carry what somebody typed into it.
AXES_SENSITIVE_PARAMETERS = ["login", "password", "next"]
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# NIST 800-63B and CJIS AC-11: idle and absolute limits of a session, in seconds.
SESSION_IDLE_SECONDS = 15 * 60
SESSION_ABSOLUTE_SECONDS = 12 * 60 * 60
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "mdt_session"
CSRF_COOKIE_NAME = "mdt_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"

# Not "no-referrer": browsers then send "Origin: null" with every form, and Django refuses all of them.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# The kinds of c-alert.
MESSAGE_TAGS = {30: "warn", 40: "danger"}

# Only allauth uses it: counts of tries, and codes of a second factor that were used (docs/adr/0020). A folder is
# shared by all processes of this machine, which memory is not.
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}

LANGUAGE_CODE = "en-us"
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# A form is a page of words; nothing larger than this is ours (the import page has its own limit).
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# An upload stays in memory: a larger one is dropped as it arrives, since it would land in a temporary file.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 2**20 + 2**16

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(HOME / "mail")
DEFAULT_FROM_EMAIL = "noreply@localhost"

# django-auditlog keeps before and after of reference models only; whatever is masked is masked whole.
AUDITLOG_INCLUDE_ALL_MODELS = False
AUDITLOG_MASK_CALLABLE = "audit.tracking.mask"
AUDITLOG_DISABLE_REMOTE_ADDR = True

# Served instead of data when the ledger or the keys are away.
UNAVAILABLE_VIEW = "config.errors.unavailable"
# What the shell calls this system and who runs it (the signed-in team's own name stands before the latter).
TOOL_NAME = os.environ.get("MDT_TOOL_NAME", "Team referrals")
OPERATOR_NAME = os.environ.get("MDT_OPERATOR_NAME", "the county team")
HELP_LINE = os.environ.get("MDT_HELP_LINE", "")
# Practice mode: invented data only, real agencies refused, until required second factors have landed (docs/status.md).
PRACTICE_MODE = True
# The time a signed context of the wall stays good; longer than any request or task piece.
WALL_CONTEXT_SECONDS = 300
LEDGER_SECONDS = 5
GUARD_SECONDS = 2
# A draft that nobody has touched is deleted after these days; its writer is told so many days before.
DRAFT_DAYS = 14
DRAFT_NOTICE_DAYS = 3

KEYRING_PATH: Path = Path(SERVICES["keyring"])
# Who wraps data keys; a KMS gives the same two calls (privacy.keyring.KeyProvider).
KEY_PROVIDER = "privacy.datakeys.file_keyring"
INSTALLATION_ID: str = SERVICES["installation"]
# The sealer's: signs the ledger's checkpoints. A larger installation keeps it on the sealer's machine alone.
CHECKPOINT_KEY_PATH = KEYRING_PATH.with_name("checkpoint.key")
# How the ledger's explorer reads a code that somebody types; the floor of codes is above it.
CODE_READER = "cases.codes.read_code"
# The wall's signing key; the database keeps its two HMAC pads where no role but the owner reads them.
WALL_KEY: str = SERVICES["wall_key"]

# Logs carry no query strings, no bodies, no SQL.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

# One queue for ticks and one for jobs, so that a long job never holds up what is due. A message is taken off the
# queue when its task has ended, so a killed worker loses none; a task must bear to be run twice.
CELERY_BROKER_URL = SERVICES["broker_url"]
CELERY_TASK_DEFAULT_QUEUE = "jobs"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
if CELERY_BROKER_URL.startswith("pgmq:"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "conn_string": make_conninfo(
            host=DATABASES["default"]["HOST"],
            port=DATABASES["default"]["PORT"],
            dbname=DATABASES["default"]["NAME"],
            user=DATABASES["default"]["USER"],
            password=DATABASES["default"]["PASSWORD"],
        ),
        "init_extension": False,
        # Longer than any piece of a job; after a kill, its message is seen again this many seconds later.
        "visibility_timeout": 120,
        # Short looks instead of one long read in the server: a worker that is to stop need not wait for it.
        "wait_time_seconds": 0,
        "polling_interval": 0.2,
        "pool_size": 2,
    }

SILENCED_SYSTEM_CHECKS = [
    # Locking by address would lock a whole agency behind one router; the account is what is locked.
    "axes.W006",
    # Object permissions are read through mdt/team/access.py alone, not through an authentication backend.
    "guardian.W001",
]
