"""Every cell of the matrix, asked for real."""

from collections.abc import Sequence

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from mdt.team.models import User
from tests.access.counting import rows_of_all_tables
from tests.access.matrix import CONFIRM, OUT, SIGN_IN, SIGNED_IN, UNCHANGED, Answer, Row, all_rows
from tests.cast import Cast


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
