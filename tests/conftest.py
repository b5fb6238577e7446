"""The test database: made by the owner, used as the app's role, with a ledger that commits by itself.

Ledger rows outlive a test, since they are committed on a connection of their own: count from a mark.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.auth.signals import user_logged_in
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connections
from django.db.models.sql.compiler import SQLUpdateCompiler
from django.test import Client, TestCase, TransactionTestCase
from django.utils import timezone

from audit.models import Event
from mdt.team import known, sessions
from mdt.team.models import User
from privacy.datakeys import open_keyring
from privacy.wall import Claims, acting
from tests.browser import browser
from tests.cast import Cast, build_cast

# One browser for the whole run: Playwright bears no second one in a thread.
__all__ = ["browser"]


# What takes a minute or more. A process that came to it last would go on alone while the other one waits. What keeps a
# machine busy by itself, the launcher's services and the crawl, lies apart.
_BEGUN_FIRST = (
    "services",
    "tests/oracle/test_machine.py",
    "tests/leaks/test_canary.py",
    "tests/twins/test_twins.py",
    "tests/meetings/test_twelve_months.py",
    "tests/browser_walks/test_crawl.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where two processes share the work, a file stays whole, and so do the tests that share an installation.

    Each of the lives takes minutes and needs nothing of the others, so that they are shared too.
    """
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_together(item)))
    items.sort(key=lambda item: [not _together(item).startswith(long) for long in _BEGUN_FIRST])


def _together(item: pytest.Item) -> str:
    if item.get_closest_marker("services"):
        return "services"
    return item.nodeid if item.get_closest_marker("lives") else item.nodeid.partition("::")[0]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What a test says that it has covered, also when a process of its own ran it."""
    ran = [report for outcome in ("passed", "failed") for report in terminalreporter.getreports(outcome)]
    for text in (value for report in ran for name, value in report.user_properties if name == "covered"):
        terminalreporter.write_line(f"\n{text}")


# These two aliases reach the same database by roles of their own and never join a test's transaction.
INDEPENDENT = {"audit", "owner"}
_database_names = TransactionTestCase._databases_names.__func__  # type: ignore[attr-defined]


def _names(cls: type[TransactionTestCase], include_mirrors: bool = True) -> list[str]:
    return [alias for alias in _database_names(cls, include_mirrors) if alias not in INDEPENDENT]


# What each migrate writes is the same for every test: to empty it would mean to write it anew, which takes as long.
_STAYS = {ContentType._meta.db_table, Permission._meta.db_table}


def _flush_as_owner(self: TransactionTestCase) -> None:
    owner = connections["owner"]
    tables = set(owner.introspection.django_table_names(only_existing=True, include_views=False)) - _STAYS
    owner.ops.execute_sql_flush(owner.ops.sql_flush(no_style(), sorted(tables), reset_sequences=True))


_force_login = Client.force_login


def _enter_unseen(self: Client, user: User, backend: str | None = None) -> None:
    """A forced sign-in proves no password, so the ledger has nothing to tell of it; tests count its events."""
    user_logged_in.disconnect(sessions.signed_in)
    try:
        _force_login(self, user, backend)
    finally:
        user_logged_in.connect(sessions.signed_in)


Client.force_login = _enter_unseen  # type: ignore[method-assign]
TransactionTestCase._databases_names = classmethod(_names)  # type: ignore[assignment]
TransactionTestCase.databases = {"default", "audit", "owner"}
TestCase.databases = {"default", "audit", "owner"}
TransactionTestCase._fixture_teardown = _flush_as_owner  # type: ignore[method-assign]


@pytest.fixture(scope="session", autouse=True)
def no_update_by_a_join() -> Iterator[None]:
    """Of an update whose filters join Django makes one of a list of keys that is found once: whoever waits for a row
    does not ask again whether it is in it, and the second of two presses changes what the first has changed."""
    before = SQLUpdateCompiler.pre_sql_setup

    def refuse(self: SQLUpdateCompiler) -> Any:
        self.query.get_initial_alias()
        if self.query.count_active_tables() > 1:
            raise AssertionError(
                "An update by a join: hold the row first, then update it by its key (docs/architecture.md)."
            )
        return before(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLUpdateCompiler, "pre_sql_setup", refuse)
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_modify_db_settings: None,
) -> None:
    with django_db_blocker.unblock():
        owner = connections["owner"]
        owner.creation.create_test_db(
            verbosity=0, autoclobber=True, serialize=False, keepdb=django_db_keepdb and not django_db_createdb
        )
        for alias in ("default", "audit"):
            connections[alias].creation.set_as_test_mirror(owner.settings_dict)
        open_keyring()
    # Not dropped at the end: the next run clobbers it, and sessions of processes that tests killed would be in the way.


class Ledger:
    """The events written since the test began, read as an auditor of any team would."""

    def __init__(self) -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT id FROM ledger.event")
            self._before = {row[0] for row in cursor.fetchall()}

    def events(self, kind: str | None = None) -> list[Event]:
        rows = Event.objects.using("owner").exclude(pk__in=self._before).order_by("at", "id")
        return [event for event in rows if kind is None or event.kind == kind]

    def kinds(self) -> list[str]:
        return [event.kind for event in self.events()]


@pytest.fixture
def ledger(db: None) -> Ledger:
    return Ledger()


@pytest.fixture
def cast(db: None) -> Cast:
    """Two invented teams and one person for each role and relation (tests/cast.py)."""
    return build_cast()


@pytest.fixture(autouse=True)
def where_the_team_works() -> Iterator[None]:
    """Days are the team's, as they are in each request: for a third of the day it is tomorrow already in UTC.

    Jobs and threads of their own have UTC's; a test of what a job makes of a day says so itself.
    """
    with timezone.override("America/Los_Angeles"):
        yield


@pytest.fixture(autouse=True)
def forget_tries() -> None:
    """Counts of tries live in the cache, and the guard's names in the process, outside any transaction."""
    cache.clear()
    known.forget()


@pytest.fixture
def as_system(db: None) -> Iterator[None]:
    """A transaction in which the wall shows every team: for arranging, never for asserting."""
    with acting(Claims(kind="system")):
        yield


@pytest.fixture
def owner_sql(db: None) -> Callable[..., list[tuple[Any, ...]]]:
    """Run a statement as the owner, on a connection that commits at once."""

    def run(sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with connections["owner"].cursor() as cursor:
            cursor.execute(sql, values or None)
            return cursor.fetchall() if cursor.description else []

    return run
