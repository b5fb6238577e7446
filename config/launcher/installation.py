"""One installation: its folder, secrets and three database roles, and `services.json` that tells them."""

import contextlib
import fcntl
import json
import os
import re
import secrets
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from kombu.transport import resolve_transport

from config.home import PROJECT, home
from config.launcher import server
from config.launcher.postgres import PORT, Cluster, programs
from config.launcher.problems import Exit, Problem

NAME = "mdt"
ROLES = {"owner": "mdt_owner", "app": "mdt_app", "ledger": "mdt_ledger"}
_NO_MORE = "NOSUPERUSER NOCREATEROLE NOBYPASSRLS NOREPLICATION"
_SERVES = f"NOCREATEDB NOINHERIT {_NO_MORE}"
# PostgreSQL 15 lets a database's owner into its public schema by inheritance from pg_database_owner alone.
RIGHTS = {"owner": f"CREATEDB INHERIT {_NO_MORE}", "app": _SERVES, "ledger": _SERVES}
# A Unix socket's path holds 107 bytes; PostgreSQL adds "/.s.PGSQL.5432".
_LONGEST_FOLDER = 90


def make_home() -> Path:
    """The data folder, closed to others; they may at most pass through it to a database that runs as `nobody`."""
    place = home()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Links to set a password lie in the mail; a folder that was there already may be open to everyone.
    for folder in (place, place / "mail"):
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.stat().st_mode & 0o066:
            folder.chmod(0o700)
    return place


@contextlib.contextmanager
def one_at_a_time(place: Path) -> Iterator[None]:
    """Hold the folder while it is set up: two commands at once take turns."""
    with (place / "setup.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _write(path: Path, content: dict[str, Any]) -> None:
    """Write JSON with mode 0600 so that a reader sees the old or the new file, never half of one."""
    half = path.with_name(path.name + ".half")
    half.unlink(missing_ok=True)
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)


def read(path: Path) -> dict[str, Any]:
    """What `services.json` says.

    Raises:
        Problem: it is not readable JSON with the parts that we need.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(content, dict) or not _fresh().keys() <= content.keys():
            raise ValueError
    except ValueError:
        raise Problem(
            Exit.SETTINGS_DAMAGED,
            f"{path} is damaged. It holds the passwords of this installation: put it back from a backup.",
        ) from None
    return cast(dict[str, Any], content)


def _keyring(installation: str) -> str:
    """Outside the repository and outside the data folder, so that one backup never holds both."""
    config = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    default = Path(config) / "mdt-referrals" / installation / "keyring.json"
    path = Path(os.environ.get("MDT_KEYRING") or default).absolute()
    if path.resolve().is_relative_to(PROJECT):
        raise Problem(Exit.FOLDER_UNUSABLE, f"{path} is inside the repository. Choose another place for MDT_KEYRING.")
    return str(path)


def _fresh() -> dict[str, Any]:
    installation = str(uuid.uuid4())
    return {
        "installation": installation,
        "secret_key": secrets.token_urlsafe(50),
        "wall_key": secrets.token_hex(32),
        "keyring": _keyring(installation),
        "broker_url": "pgmq://database",
        "database": {
            "host": "",
            "port": PORT,
            "name": NAME,
            "roles": {role: {"user": user, "password": secrets.token_urlsafe(32)} for role, user in ROLES.items()},
        },
    }


def _statements(roles: dict[str, dict[str, str]]) -> list[str]:
    """SQL that makes the roles and the database; passwords are URL-safe, so quoting them is plain."""
    made = [
        f"CREATE ROLE {login['user']} LOGIN {RIGHTS[role]} PASSWORD '{login['password']}';"
        for role, login in roles.items()
    ]
    owner, app, ledger = (roles[role]["user"] for role in ("owner", "app", "ledger"))
    return [
        *made,
        "REVOKE ALL ON DATABASE postgres FROM PUBLIC;",
        # Django makes the test database from here.
        f"GRANT CONNECT ON DATABASE postgres TO {owner};",
        f"CREATE DATABASE {NAME} OWNER {owner};",
        f"REVOKE ALL ON DATABASE {NAME} FROM PUBLIC;",
        f"GRANT CONNECT ON DATABASE {NAME} TO {app}, {ledger};",
    ]


def _socket_folder(place: Path, remembered: str) -> Path:
    """A private folder for the socket with a short path: in the data folder if that fits."""
    usual = place / "run"
    # The queue's client writes the path into a connection string without quotes.
    if len(os.fsencode(usual)) <= _LONGEST_FOLDER and re.fullmatch(r"[\w/.+@~-]+", str(usual)):
        return usual
    if remembered and Path(remembered).is_dir() and Path(remembered).stat().st_mode & 0o077 == 0:
        return Path(remembered)
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    short = runtime if runtime and len(os.fsencode(runtime)) < _LONGEST_FOLDER - 16 else None
    return Path(tempfile.mkdtemp(prefix="mdt-", dir=short))


def _make(place: Path, cluster: Cluster, *, disposable: bool) -> None:
    """Make secrets and cluster. The secrets wait in a file of their own until the cluster stands."""
    content = _fresh()
    half = cluster.make(_statements(content["database"]["roles"]), disposable=disposable)
    _write(place / "services.json.new", content)
    half.rename(cluster.data)
    (place / "services.json.new").rename(place / "services.json")


def _finish_or_make(place: Path, cluster: Cluster, *, disposable: bool) -> None:
    """Bring the folder to a whole state, also after a kill at any step of `_make`."""
    written, waiting = place / "services.json", place / "services.json.new"
    if written.exists() and not cluster.data.exists():
        raise Problem(
            Exit.DATABASE_GONE,
            f"{written} is here but its database folder {cluster.data} is not. Nothing new was made. "
            "Put the folder back, or move services.json away to begin an empty installation.",
        )
    if cluster.data.exists() and not written.exists() and not waiting.exists():
        raise Problem(
            Exit.SETTINGS_DAMAGED,
            f"The database is in {cluster.data} but its passwords, {written}, are gone. "
            "Put that file back from a backup.",
        )
    if not cluster.data.exists():
        _make(place, cluster, disposable=disposable)
    elif waiting.exists() and not written.exists():
        waiting.rename(written)


def start_database(*, disposable: bool = False) -> Cluster | None:
    """Set the installation up when it is new, start PostgreSQL or adopt a running one, and tell where it is.

    Returns None when `DATABASE_URL` has named a server of one's own.

    Raises:
        Problem: with the sentence to print.
    """
    place = make_home()
    url = os.environ.get("DATABASE_URL", "")
    with one_at_a_time(place):
        cluster = None
        if _is_own_server(place, url):
            _theirs(place, url)
        else:
            cluster = _ours(place, disposable=disposable)
        _remember_broker(place / "services.json")
    return cluster


def _is_own_server(place: Path, url: str) -> bool:
    written = place / "services.json"
    if not written.exists():
        return bool(url)
    own = bool(read(written)["database"].get("own_server"))
    if url and not own:
        raise Problem(
            Exit.SERVER_UNUSABLE,
            f"{place} has a database of its own. To use the one in DATABASE_URL, set MDT_HOME to another folder.",
        )
    return own


def _ours(place: Path, *, disposable: bool) -> Cluster:
    cluster = Cluster(place, programs(place))
    _finish_or_make(place, cluster, disposable=disposable)
    content = read(place / "services.json")
    told = content["database"]["host"]
    if cluster.running() is None:
        cluster.start(_socket_folder(place, told))
    now = str(cluster.socket_folder())
    if now != told:
        content["database"]["host"] = now
        _write(place / "services.json", content)
    return cluster


def _theirs(place: Path, url: str) -> None:
    """Make roles and database on a server of one's own the first time; afterwards, see that it lets us in."""
    written, waiting = place / "services.json", place / "services.json.new"
    if not written.exists():
        content = read(waiting) if waiting.exists() else _fresh()
        content["database"] |= server.place(url) | {"own_server": True}
        with server.connect_as_admin(url) as admin:
            server.check(admin, content["database"], ours=waiting.exists())
            # From here on a next try knows that roles of these names are its own.
            _write(waiting, content)
            server.make(admin, content["database"], RIGHTS)
        waiting.rename(written)
    content = read(written)
    if url:
        content["database"] |= server.place(url)
        _write(written, content)
    with server.connect(content["database"], content["database"]["roles"]["owner"]) as connection:
        server.check_version(connection)


def _remember_broker(written: Path) -> None:
    """Keep `CELERY_BROKER_URL`, so that `manage.py` in a second shell sends its jobs to the same place.

    Raises:
        Problem: no such kind of queue, or the package that speaks to it is not installed.
    """
    content, url = read(written), os.environ.get("CELERY_BROKER_URL")
    if url and url != content["broker_url"]:
        kind = url.partition(":")[0]
        try:
            resolve_transport(kind)
        except (AttributeError, ImportError, KeyError):
            # An attribute is what kombu misses when Redis has no package.
            sentence = f"CELERY_BROKER_URL names {kind}, whose package is not installed in .venv, or no queue at all."
            raise Problem(Exit.SERVER_UNUSABLE, sentence) from None
        content["broker_url"] = url
        _write(written, content)


def stop_database() -> None:
    """Stop this installation's own PostgreSQL, if it runs."""
    place = make_home()
    with one_at_a_time(place):
        cluster = Cluster(place, programs(place))
        if cluster.data.exists():
            cluster.stop()
