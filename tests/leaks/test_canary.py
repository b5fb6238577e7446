"""What people type is kept nowhere in plain: a real installation is filled, stopped, and searched whole."""

import os
import re
import secrets
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from importlib import import_module
from typing import Final

import pytest
from django import forms

from config.launcher.postgres import PORT, Cluster, programs
from tests.launcher.conftest import PATIENCE_SECONDS, PROJECT, Installation, installation
from tests.leaks.main_job import MainJob, bring_in, build_agenda
from tests.leaks.search import answers, files, found, whole, without_the_directory
from tests.leaks.sweep import CANARY, CODED, DIRECTORY, Sweep
from tests.leaks.visitor import Visitor
from tests.referrals.cast import PASSWORD

__all__ = ["installation"]
pytestmark = pytest.mark.services

# The invented team of the tests, in the installation's own database; prints the keys that the sweep starts from.
_CAST: Final = "from tests.leaks.main_job import people; print(*people())"
# Sessions are compressed: what is in them is read as the application reads it.
_SESSIONS: Final = (
    "from django.contrib.sessions.models import Session; print([row.get_decoded() for row in Session.objects.all()])"
)
_PEOPLE: Final = ("chris", "alice", "bob", "ada", "lena", "cora", "dana", "anna", "adam")
_PRODUCT: Final = ("audit.", "cases.", "mdt.", "privacy.", "referrals.")
# In a row so long that PostgreSQL compresses it: read in its files it is not there, dumped it is.
_COMPRESSED: Final = "elderflower"
# Every coded answer of a profile (cases/profile.py), by its question.
_PROFILE: Final = {
    "age_group": ["under_12", "12_14", "15_17", "18_24", "25_over", "not_known"],
    "gender": ["women", "men", "any", "not_known"],
    "language": ["english", "spanish", "vietnamese", "chuukese", "russian", "other", "not_known"],
    "concern": ["sex", "labor", "both", "at_risk", "not_known"],
    "area": ["north", "east", "south", "west", "outside", "not_known"],
    "in_danger": ["yes", "no", "not_known"],
    "first_contact": ["through_sender", "direct", "expected", "not_known"],
    "noticed": ["today", "this_week", "this_month", "longer_ago", "not_known"],
    "ticks": ["interpreter", "woman_worker", "child_care", "transport", "no_messages", "turning_18"],
}
_TYPED: Final = (forms.CharField, forms.FileField, forms.DateField, forms.TimeField, forms.IntegerField)


def in_django(installed: Installation, script: str) -> str:
    """What a script prints that runs in the installation's own Django."""
    environment = installed.environment | {"DJANGO_SETTINGS_MODULE": "config.settings.local"}
    command = [sys.executable, "-c", f"import django; django.setup(); {script}"]
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True).stdout


def declared() -> set[str]:
    """Every field of the product's forms that a person types into, by name."""
    import_module("config.urls")
    found: set[str] = set()
    for form in _forms(forms.BaseForm):
        if form.__module__.startswith(_PRODUCT):
            for name, field in getattr(form, "base_fields", {}).items():
                if isinstance(field, _TYPED) and not field.widget.is_hidden:
                    found.add(name)
    return found


def _forms(form: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for one in form.__subclasses__():
        yield one
        yield from _forms(one)


def fill(installed: Installation) -> tuple[Sweep, list[str]]:
    """Everybody types the canary into every field they can reach. Returns the codes of what was sent."""
    desk, meeting = in_django(installed, _CAST).split()
    sweep = Sweep(f"http://127.0.0.1:{installed.port}", PASSWORD)
    job = MainJob(sweep, desk)
    job.do()
    stranger = Visitor(sweep.address)
    sweep.walk(stranger, ["/sign-in/", "/password/", f"/inbox/?name={CANARY}", "/help/"])
    visitors = {person: sweep.sign_in(f"{person}@example.org") for person in _PEOPLE}
    bring_in(visitors["cora"])
    sweep.walk(visitors["chris"], [f"/meetings/{meeting}/people/"])
    for visitor in visitors.values():
        sweep.walk(visitor)
    # The chair comes twice: the meetings that the first round plans have agendas in the second.
    build_agenda(visitors["chris"])
    sweep.walk(visitors["chris"])
    sweep.walk(stranger, [invitation(installed)])
    return sweep, job.codes


def invitation(installed: Installation) -> str:
    """The address in one of the mails that asked somebody in."""
    mails = [path.read_text() for path in (installed.home / "mail").glob("*")]
    return next(match[0] for mail in mails if (match := re.search(r"/join/[^/\s]+/", mail)))


def rest(installed: Installation) -> None:
    """Until the workers have nothing left to do."""
    limit = time.monotonic() + PATIENCE_SECONDS
    while installed.sql("SELECT count(*) FROM pgmq.q_jobs") != [(0,)]:
        assert time.monotonic() < limit
        time.sleep(0.2)


def plant(installed: Installation) -> None:
    """The control: in the queue as its messages are, and in a log as hex."""
    installed.sql("SELECT pgmq.create('control')")
    body = b64encode(f"a {DIRECTORY} note".encode()).decode()
    installed.sql("SELECT pgmq.send('control', jsonb_build_object('body', %s::text))", body)
    hidden = "SELECT pgmq.send('control', jsonb_build_object('body', repeat('many words ', 2000) || %s::text))"
    installed.sql(hidden, _COMPRESSED)
    (installed.home / "log" / "control.log").write_text(DIRECTORY.encode().hex())


def dump(installed: Installation) -> bytes:
    """The whole database as its superuser sees it. Nobody keeps his password: he is given one here."""
    cluster = Cluster(installed.home, programs(installed.home))
    password = secrets.token_hex(16)
    statement = f"ALTER ROLE postgres PASSWORD '{password}';\n"
    made = cluster.tools.run("postgres", "--single", "-D", str(cluster.data), "postgres", feed=statement)
    assert made.returncode == 0, made.stdout
    assert installed.run("database").returncode == 0
    command = [str(cluster.tools.folder / "pg_dump"), f"--host={cluster.socket_folder()}", f"--port={PORT}"]
    whom = ["--username=postgres", "mdt"]
    done = subprocess.run([*command, *whom], env=os.environ | {"PGPASSWORD": password}, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert installed.run("stop").returncode == 0
    return whole(done.stdout)


def test_what_is_typed_is_nowhere_in_plain(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = installation.home.parent / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    installation.start()
    sweep, codes = fill(installation)
    rest(installation)
    plant(installation)
    sessions = in_django(installation, _SESSIONS).encode()
    assert installation.stop() == 0
    dumped = dump(installation)
    kept: dict[str, bytes] = {"sessions": sessions, "dump": dumped}
    kept |= {str(path.relative_to(installation.home.parent)): blob for path, blob in files(installation.home.parent)}

    assert sweep.broken == []
    assert declared() - sweep.typed == set()
    assert all(code.encode() in dumped for code in codes) and len(codes) == 2
    assert b"_auth_user_id" in sessions
    control = {place: found(blob, DIRECTORY) for place, blob in kept.items()}
    assert {trace.split(":")[0][:6] for trace in control["dump"]} >= {"utf-8", "base64"}
    assert control["var/log/control.log"]
    assert found(dumped, _COMPRESSED)
    assert any(traces for place, traces in control.items() if place.startswith("var/postgres/base/"))
    kept = {place: without_the_directory(blob) for place, blob in kept.items()}
    leaks = [
        f"{place}: {trace}" for place, blob in kept.items() for word in (CANARY, *CODED) for trace in found(blob, word)
    ]
    assert leaks == []
    # PostgreSQL's own files hold pairs of its own, such as a language and its name; the dump has their rows.
    printed = {place: blob for place, blob in kept.items() if not place.startswith("var/postgres/")}
    assert [f"{place}: {trace}" for place, blob in printed.items() for trace in answers(blob, _PROFILE)] == []
