"""Every cell of the matrix, asked for real."""

from collections.abc import Sequence

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from mdt.team.models import User
from privacy.wall import Claims, acting
from tests.access.matrix import CONFIRM, OUT, SIGN_IN, SIGNED_IN, UNCHANGED, Answer, Row, all_rows
from tests.cast import Cast

# A request may touch these whatever it is answered: the session, and the count of tries.
MAY_CHANGE = {"django_session", "axes_accessattempt", "axes_accesslog", "axes_accessfailurelog"}


def rows_of_all_tables() -> dict[str, tuple[int, str]]:
    """Each table's number of rows and a hash over them, as a job of every team sees them."""
    with acting(Claims(kind="system")), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') "
            "AND has_table_privilege(oid, 'SELECT')"
        )
        tables = sorted({name for (name,) in cursor.fetchall()} - MAY_CHANGE)
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{table}', count(*), md5(coalesce(string_agg(md5(t::text), '' ORDER BY t::text), '')) "
                f'FROM "{table}" t'
                for table in tables
            )
        )
        return {table: (count, digest) for table, count, digest in cursor.fetchall()}


def answer_of(response: HttpResponseBase) -> Answer:
    location = response.headers.get("Location", "").split("?")[0]
    if response.status_code == 302 and location == reverse("account_login"):
        return SIGN_IN
    if response.status_code == 302 and location == reverse("account_reauthenticate"):
        return CONFIRM
    return response.status_code


def refused(answer: Answer) -> bool:
    return isinstance(answer, str) or answer >= 400


class Asking:
    """Everybody's browser, and one row arranged; what each request does is undone before the next."""

    def __init__(self, cast: Cast, row: Row, parts: Sequence[str] = (*SIGNED_IN, *OUT)) -> None:
        self.clients = {part: Client() for part in parts}
        for part, client in self.clients.items():
            if part != "anonymous":
                client.force_login(cast.people[part])
        self.path, self.data = reverse(row.route, kwargs=row.at(cast)), row.data(cast)
        self.before = rows_of_all_tables()

    def ask(self, part: str, method: str) -> tuple[Answer, bool]:
        """The answer to one part, and whether a refusal changed anything all the same."""
        cache.clear()
        mark = transaction.savepoint()
        if method == "GET":
            answer, changed = answer_of(self.clients[part].get(self.path)), False
        else:
            answer = answer_of(self.clients[part].post(self.path, self.data))
            changed = rows_of_all_tables() != self.before
            answer = UNCHANGED if answer == 302 and not changed else answer
        transaction.savepoint_rollback(mark)
        return answer, changed and refused(answer)


@pytest.mark.parametrize("row", all_rows(), ids=str)
def test_every_part_gets_the_answer_written_for_it(cast: Cast, row: Row) -> None:
    asking = Asking(cast, row)
    asked = {part: asking.ask(part, row.method) for part in asking.clients}

    assert {part: answer for part, (answer, _) in asked.items()} == dict(row.answers)
    assert [part for part, (_, changed) in asked.items() if changed] == []


def test_the_check_for_changes_sees_a_change(cast: Cast) -> None:
    before = rows_of_all_tables()
    User.objects.filter(pk=cast.people["sender"].pk).update(name="Another (invented)")

    after = rows_of_all_tables()

    assert [table for table in before if before[table] != after[table]] == ["team_user"]


def test_a_superuser_cannot_exist(cast: Cast) -> None:
    """So no row of the matrix answers one."""
    with pytest.raises(IntegrityError, match="no_superusers"), transaction.atomic():
        User.objects.filter(pk=cast.people["administrator"].pk).update(is_superuser=True)
    with pytest.raises(AttributeError):
        User.objects.create_superuser("root@example.org", "x")  # type: ignore[attr-defined]
