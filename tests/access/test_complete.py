"""No route without a row, no view without a rule, no method that nobody thought of."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from audit.doors import rule_of
from tests.access.matrix import Row, all_rows
from tests.access.test_matrix import Asking, refused
from tests.cast import Cast

View = Callable[..., Any]

# A page that asks for no sign-in is a decision: it is written down here as well as at the view.
PUBLIC = {
    "accept-invitation",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "calendar-feed",
    "gallery",
    "gallery-sample",
    "help",
    "leave",
    "mfa_authenticate",
}


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, View]]:
    """Every address that the system serves: its full name and its view."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, prefix + (f"{entry.namespace}:" if entry.namespace else ""))
        elif isinstance(entry, URLPattern):
            yield prefix + (entry.name or f"without a name: {entry.pattern}"), entry.callback


def rows_by_route() -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in all_rows():
        found.setdefault(row.route, []).append(row)
    return found


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    served, written = {name for name, _ in routes()}, set(rows_by_route())

    assert served - written == set(), "add a row for these in tests/access/rows/"
    assert written - served == set(), "these rows are about no route"


def test_every_view_says_what_it_needs() -> None:
    assert [name for name, view in routes() if rule_of(view) is None] == []


def test_pages_without_sign_in_are_a_written_list() -> None:
    public = {name for name, view in routes() if (rule := rule_of(view)) and rule.permission is None}

    assert public == PUBLIC


def test_no_view_takes_a_form_without_its_token() -> None:
    assert [name for name, view in routes() if getattr(view, "csrf_exempt", False)] == []


def test_a_row_is_written_once() -> None:
    names = [str(row) for row in all_rows()]

    assert sorted(names) == sorted(set(names))


def test_a_method_without_a_row_is_not_served(cast: Cast) -> None:
    """Whoever may use a route by one method gets 405 by the other."""
    served = []
    for route, rows in rows_by_route().items():
        welcome = [part for part, answer in rows[0].answers.items() if not refused(answer)]
        for method in {"GET", "POST"} - {row.method for row in rows} if welcome else ():
            mark = transaction.savepoint()
            if Asking(cast, rows[0], welcome[:1]).ask(welcome[0], method)[0] != 405:
                served.append(f"{method} {route}")
            transaction.savepoint_rollback(mark)

    assert served == [], "add a row for these, or take the method away"
