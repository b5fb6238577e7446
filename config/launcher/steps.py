"""What needs Django between the database's start and the word *Ready*, in a process of its own that then ends.

So the launcher stays small, and nothing that goes wrong in Django can take it down. The two talk in lines:
`prepared`, then `go`, then `answered`; or `problem CODE SENTENCE`.
"""

import http.client
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from config.launcher.problems import Exit, Problem
from config.queue import QUEUES

_PATIENCE_SECONDS = 120.0


def _say(line: str) -> None:
    print(line, flush=True)


def refuse_newer_database() -> None:
    """Stop when the database has migrations that these files do not know.

    Raises:
        Problem: it was migrated by a newer version.
    """
    loader = MigrationExecutor(connections["owner"]).loader
    unknown = set(loader.applied_migrations) - set(loader.disk_migrations) - set(loader.replacements)
    installed = {app for app, _ in loader.disk_migrations}
    newer = sorted(f"{app}.{name}" for app, name in unknown if app in installed)
    if newer:
        raise Problem(
            Exit.DATABASE_NEWER,
            f"The database was made by a newer version (it has {newer[0]}). It was left as it is. "
            "Start the newer version again.",
        )


def migrate() -> None:
    """Bring the tables up to date as the owner; rights are installed by the handler in privacy/apps.py."""
    call_command("migrate", database="owner", interactive=False, verbosity=0)


def find_keyring() -> None:
    """Open the keyring; make it for a database that never had a key, and say where it lies.

    Raises:
        Problem: it is missing, or cannot be trusted. Nothing was made.
    """
    from privacy.datakeys import open_keyring
    from privacy.keyring import Created, KeyringMissing, KeyUnavailable

    try:
        opened = open_keyring()
    except KeyUnavailable as error:
        missing = isinstance(error, KeyringMissing)
        raise Problem(Exit.KEYRING_MISSING if missing else Exit.KEYRING_DAMAGED, str(error)) from None
    if isinstance(opened, Created):
        _say(f"tell {opened.notice}")


def make_signing_key() -> None:
    """Make the key of the ledger's checkpoints for a new database. Without it everything but the seal works."""
    from audit.sealer import set_up
    from audit.signing import SigningKeyUnavailable

    path = settings.CHECKPOINT_KEY_PATH
    new = not path.exists()
    try:
        set_up()
    except SigningKeyUnavailable as error:
        _say(f"tell The ledger is not sealed now. {error}")
    else:
        if new:
            _say(f"tell The key that signs the ledger's checkpoints is in {path}. Copy it to the same safe place.")


def load_practice_team() -> None:
    """In practice mode, give a new database its practice team, and say how to sign in. Never beside real records."""
    from referrals.practice.loading import RealRecords, load

    if not settings.PRACTICE_MODE:
        return
    try:
        load()
    except RealRecords as reason:
        _say(f"tell The practice team was not loaded. {reason}")
    else:
        _say("tell Practice only, invented people: .venv/bin/python manage.py practice prints their sign-ins.")


def collect_static() -> None:
    """Copy and compress the static files when one of them has changed."""
    root = Path(settings.STATIC_ROOT)
    stamp = root.with_name("static.stamp")
    now = "\n".join(sorted(_static_files()))
    if root.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now, encoding="utf-8")


def _static_files() -> list[str]:
    found = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            entry = os.stat(storage.path(path))
            found.append(f"{storage.path(path)} {entry.st_size} {entry.st_mtime_ns}")
    return found


def prepare() -> None:
    """Everything that must stand before the web server starts."""
    refuse_newer_database()
    # Where there are keys to miss, nothing is changed before they are found.
    had_keys = "privacy_keyringuse" in connections["owner"].introspection.table_names()
    if had_keys:
        find_keyring()
    migrate()
    if not had_keys:
        find_keyring()
    make_signing_key()
    load_practice_team()
    collect_static()


def _wait(what: str, answered: Callable[[], bool]) -> None:
    limit = time.monotonic() + _PATIENCE_SECONDS
    while not answered():
        if time.monotonic() > limit:
            raise Problem(
                Exit.NOT_READY,
                f"{what} did not answer within {_PATIENCE_SECONDS:.0f} seconds. {settings.HOME / 'log'} says more.",
            )
        time.sleep(0.1)


def web_answers(port: int) -> bool:
    """True when the web server gives a page that is not an error of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_SECONDS)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def worker_answers(queue: str, since: datetime) -> bool:
    """True when a worker of `queue` has written its heartbeat after `since`."""
    from config import heartbeat

    seen = heartbeat.last_seen(queue)
    return seen is not None and seen > since


def ledger_answers() -> bool:
    """True when an event could be appended on the ledger's own connection."""
    from audit.ledger import LedgerUnavailable, System, witness

    try:
        witness("system.started", by=System("launcher"))
    except LedgerUnavailable:
        return False
    return True


def answer(port: int, since: datetime) -> None:
    """Wait until ledger, workers and web have each answered.

    Raises:
        Problem: one of them did not within a minute.
    """
    _wait("The ledger", ledger_answers)
    for queue in QUEUES:
        _wait(f"The worker for {queue}", partial(worker_answers, queue, since))
    _wait("The web server", partial(web_answers, port))


def main(port: int) -> None:
    """Both halves, with the launcher's word between them."""
    django.setup()
    prepare()
    since = timezone.now()
    _say("prepared")
    if sys.stdin.readline():
        answer(port, since)
        _say("answered")
