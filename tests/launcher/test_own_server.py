"""`DATABASE_URL`: a PostgreSQL server of one's own, here a second cluster with a role that may make roles."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.launcher.postgres import Cluster, programs
from tests.launcher.conftest import Installation

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def sockets() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="mdt-test-") as folder:
        home = Path(folder)
        cluster = Cluster(home, programs(home))
        cluster.make(
            [
                "CREATE ROLE admin LOGIN CREATEROLE CREATEDB PASSWORD 'pw';",
                "CREATE ROLE weak LOGIN CREATEDB PASSWORD 'pw';",
                "CREATE DATABASE county OWNER admin;",
                "CREATE DATABASE used OWNER admin;",
            ],
            disposable=True,
        ).rename(cluster.data)
        cluster.start(home / "run")
        yield home / "run"
        cluster.stop()


def _url(sockets: Path, database: str, role: str = "admin") -> str:
    return f"postgresql://{role}:pw@/{database}?host={sockets}"


@pytest.fixture
def no_roles(sockets: Path) -> Iterator[None]:
    """Afterwards the server knows nothing of us, for the next test."""
    yield
    with psycopg.connect(_url(sockets, "postgres"), autocommit=True) as admin:
        admin.execute("GRANT mdt_owner TO admin")
        admin.execute("DROP DATABASE IF EXISTS mdt WITH (FORCE)")
        admin.execute("ALTER DATABASE county OWNER TO admin")
        for role in ("mdt_app", "mdt_ledger"):
            admin.execute(f"REVOKE ALL ON DATABASE county FROM {role}")
        for role in ("mdt_owner", "mdt_app", "mdt_ledger"):
            admin.execute(f"DROP ROLE {role}")


def test_everything_runs_on_it_and_the_url_is_needed_once(
    installation: Installation, sockets: Path, no_roles: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert installation.run("setup", DATABASE_URL=_url(sockets, "postgres")).returncode == 0
    assert "pw" not in (installation.home / "services.json").read_text().split('"')
    assert installation.start()[-1] == f"Ready: http://127.0.0.1:{installation.port}/"
    assert not (installation.home / "postgres").exists()
    assert installation.sql("SELECT current_user, current_database()", role="app") == [("mdt_app", "mdt")]
    assert installation.stop() == 0
    assert installation.sql("SELECT count(*) FROM config_heartbeat") == [(2,)]


def test_empty_database_that_is_there_is_used(installation: Installation, sockets: Path, no_roles: None) -> None:
    assert installation.run("setup", DATABASE_URL=_url(sockets, "county")).returncode == 0
    assert installation.sql("SELECT current_database()", role="ledger") == [("county",)]
    owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'county'"
    assert installation.sql(owner) == [("mdt_owner",)]


def test_server_of_another_installation_is_left_alone(
    installation: Installation, shared: Installation, sockets: Path, no_roles: None
) -> None:
    """New passwords would lock the other one out; the second try must not take the roles for its own either."""
    assert installation.run("setup", DATABASE_URL=_url(sockets, "postgres")).returncode == 0
    for _ in range(2):
        with tempfile.TemporaryDirectory(prefix="mdt-test-") as folder:
            other = installation.run("setup", DATABASE_URL=_url(sockets, "postgres"), MDT_HOME=folder)
            assert other.returncode == 27
            assert "another installation" in other.stderr
            assert not os.path.exists(f"{folder}/services.json.new")
    assert installation.sql("SELECT 1", role="app") == [(1,)]


def test_role_with_too_few_rights(installation: Installation, sockets: Path) -> None:
    done = installation.run("setup", DATABASE_URL=_url(sockets, "postgres", role="weak"))
    assert (done.returncode, "CREATEROLE" in done.stderr) == (27, True)


def test_database_with_tables_of_somebody_else(installation: Installation, sockets: Path) -> None:
    with psycopg.connect(_url(sockets, "used"), autocommit=True) as admin:
        admin.execute("CREATE TABLE IF NOT EXISTS theirs (id int)")
    done = installation.run("setup", DATABASE_URL=_url(sockets, "used"))
    assert (done.returncode, "holds tables already" in done.stderr) == (27, True)
    with psycopg.connect(_url(sockets, "used")) as admin:
        assert admin.execute("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'mdt_%'").fetchone() == (0,)
