"""What stops a start: one sentence, its own exit code, no traceback, and nothing changed or left running."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.launcher.conftest import PROJECT, Installation

pytestmark = pytest.mark.services


def assert_refused(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """One line that holds `words`, and nothing of Python's."""
    assert done.returncode == code, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert [word for word in words if word not in done.stderr] == []
    assert "Traceback" not in done.stdout + done.stderr


def test_taken_port(stopped: Installation) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = stopped.run("serve", PORT=str(port))
    assert_refused(done, 14, f"Port {port} is taken by another program.")
    assert stopped.commands() == []


@pytest.mark.parametrize("port", ["80a", "0", "70000", "-1"])
def test_port_that_is_none(stopped: Installation, port: str) -> None:
    assert_refused(stopped.run("serve", PORT=port), 26, repr(port), "1 to 65535")


@pytest.fixture
def of_a_newer_postgresql(stopped: Installation) -> Iterator[Installation]:
    version = stopped.home / "postgres" / "PG_VERSION"
    before = version.read_bytes()
    version.write_text("99\n")
    yield stopped
    assert version.read_text() == "99\n"
    version.write_bytes(before)


@pytest.mark.parametrize("command", ["serve", "database"])
def test_data_of_a_newer_postgresql(of_a_newer_postgresql: Installation, command: str) -> None:
    assert_refused(of_a_newer_postgresql.run(command), 18, "PostgreSQL 99", "left as it is")
    assert of_a_newer_postgresql.commands() == []


def test_data_of_an_older_postgresql(stopped: Installation) -> None:
    version = stopped.home / "postgres" / "PG_VERSION"
    before = version.read_bytes()
    version.write_text("14\n")
    assert_refused(stopped.run("database"), 19, "PostgreSQL 14")
    version.write_bytes(before)


def test_tables_of_a_newer_version(stopped: Installation) -> None:
    """An older copy of these files must not run on, and migrate, what a newer one has made."""
    assert stopped.run("database").returncode == 0
    stopped.sql("INSERT INTO django_migrations (app, name, applied) VALUES ('team', '0999_later', now())")
    done = stopped.run("serve")
    assert stopped.run("database").returncode == 0
    stopped.sql("DELETE FROM django_migrations WHERE name = '0999_later'")
    stopped.run("stop")
    assert_refused(done, 18, "team.0999_later", "newer version")
    assert stopped.commands() == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"installation": "x"}'])
def test_damaged_services_file(stopped: Installation, text: str) -> None:
    path, good = stopped.home / "services.json", stopped.home / "services.good"
    path.rename(good)
    path.write_text(text)
    done = stopped.run("database")
    assert path.read_text() == text
    good.replace(path)
    assert_refused(done, 22, str(path), "backup")


def test_services_file_that_is_gone_is_not_made_again(stopped: Installation) -> None:
    """New passwords would lock everyone out of the data that is there."""
    path, away = stopped.home / "services.json", stopped.home / "services.away"
    path.rename(away)
    done = stopped.run("database")
    assert not path.exists()
    away.rename(path)
    assert_refused(done, 22, str(path), "gone")


def test_database_folder_that_is_gone_is_not_made_again(stopped: Installation) -> None:
    """A disk that is not mounted must not look like an empty installation."""
    data, away = stopped.home / "postgres", stopped.home / "postgres.away"
    data.rename(away)
    done = stopped.run("serve")
    assert not data.exists()
    away.rename(data)
    assert_refused(done, 20, str(data), "Nothing new was made")


@pytest.mark.parametrize("step", ["before the cluster stands", "before its passwords are in place"])
def test_first_start_that_was_killed_is_carried_on(installation: Installation, step: str) -> None:
    """Both states are what a kill leaves between two steps of the first start."""
    home = installation.home
    assert installation.run("setup").returncode == 0
    assert installation.run("stop").returncode == 0
    (home / "services.json").rename(home / "services.json.new")
    if step == "before the cluster stands":
        (home / "postgres").rename(home / "postgres.new")
    assert installation.run("database").returncode == 0
    assert installation.sql("SELECT current_user", role="app") == [("mdt_app",)]


def test_keyring_inside_the_repository(installation: Installation) -> None:
    """It would be committed sooner or later."""
    done = installation.run("setup", MDT_KEYRING=str(PROJECT / "var" / "keyring.json"))
    assert_refused(done, 23, "inside the repository")
    assert not (installation.home / "services.json").exists()


def test_folder_that_cannot_be_made(installation: Installation) -> None:
    installation.home.write_text("a file is in the way")
    done = installation.run("database")
    installation.home.unlink()
    assert_refused(done, 23, str(installation.home))


def manage(installation: Installation) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "practice"]
    return subprocess.run(command, cwd=PROJECT, env=installation.environment, capture_output=True, text=True)


def test_command_while_nothing_runs(stopped: Installation) -> None:
    assert_refused(manage(stopped), 1, "The database does not answer.", "script/server")


def test_command_before_the_first_start(installation: Installation) -> None:
    assert_refused(manage(installation), 1, "Nothing is set up", "script/server")
    installation.home.mkdir()
    (installation.home / "services.json").write_text("{")
    assert_refused(manage(installation), 1, "services.json is damaged", "backup")


def on_a_small_disk(megabytes: int) -> list[str]:
    """The words before a command that runs it with the data folder on a disk of its own, which only it sees."""
    script = f'mount -t tmpfs -o size={megabytes}m none "$MDT_HOME" && exec "$@"'
    return ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]


def may_mount() -> bool:
    command = ["unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    return shutil.which("unshare") is not None and subprocess.run(command, capture_output=True).returncode == 0


@pytest.mark.skipif(not may_mount(), reason="needs a user namespace that may mount a small disk")
@pytest.mark.parametrize("megabytes", [8, 66, 80])
def test_full_disk(installation: Installation, megabytes: int) -> None:
    """Full at once, full while the database is made, full while its tables are made."""
    installation.home.mkdir()
    assert_refused(installation.run("serve", before=on_a_small_disk(megabytes)), 15, "full", "Free some space")


DATABASE_URL = "postgresql://somebody:secret-word@127.0.0.1:1/mdt"


def test_server_of_ones_own_that_does_not_answer(installation: Installation) -> None:
    done = installation.run("database", DATABASE_URL=DATABASE_URL)
    assert_refused(done, 27, "127.0.0.1", "somebody")
    assert "secret-word" not in done.stderr
    assert not (installation.home / "services.json").exists()


def test_server_of_ones_own_for_a_folder_with_a_database(stopped: Installation) -> None:
    """Two databases behind one folder would split the records."""
    assert_refused(stopped.run("database", DATABASE_URL=DATABASE_URL), 27, "MDT_HOME")


@pytest.mark.parametrize("url", ["postgresql://[", "nonsense"])
def test_server_of_ones_own_that_is_no_address(installation: Installation, url: str) -> None:
    assert_refused(installation.run("database", DATABASE_URL=url), 27, "DATABASE_URL")


@pytest.mark.parametrize("url", ["redis://:secret-word@127.0.0.1:1/0", "nonsense://:secret-word@127.0.0.1"])
def test_queue_of_ones_own_that_nothing_here_speaks_to(stopped: Installation, url: str) -> None:
    done = stopped.run("database", CELERY_BROKER_URL=url)
    stopped.run("stop")
    assert_refused(done, 27, "CELERY_BROKER_URL", url.partition(":")[0], "package")
    assert "secret-word" not in done.stderr


def test_table_in_the_docs_has_every_exit_code() -> None:
    """A code without a row cannot be looked up."""
    from config.launcher.problems import Exit

    rows = [line for line in Path(PROJECT / "docs" / "errors.md").read_text().splitlines() if line.startswith("|")]
    documented = {int(cell) for row in rows if (cell := row.rstrip("| ").rpartition("|")[2].strip()).isdigit()}
    # 1 is manage.py's, 3 is the practice command's, 10 and 11 are said by the scripts before any Python of ours runs.
    assert documented == {1, 3, 10, 11} | {code.value for code in Exit}
