"""Statements whose plans the database keeps, for pages that are opened all day long.

The policies of a wall stand in every statement that reads a walled table, and planning them anew takes the server
longer than the reading does. Django writes a statement's values into its text, so that no two are alike; here they go
beside it, and once it has come often PostgreSQL uses the plan that it made, unless one made for these values would be
cheaper (docs/adr/0105).
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import BooleanField, Func, UUIDField, Value
from psycopg import Cursor

_OURS = re.compile(r"[a-z0-9_]*")


class _Cursor(ServerBindingCursor, Cursor[Any]):
    """Django's log of statements reads their text off the cursor, where psycopg leaves it of those not prepared."""

    def _send_query_prepared(self, name: bytes, pgq: Any, *, binary: bool | None = None) -> None:
        self._query = pgq
        super()._send_query_prepared(name, pgq, binary=binary)


@contextmanager
def kept_plans(using: str = "default") -> Iterator[None]:
    """In the block, or in a view that it decorates, statements are prepared once they have come a few times."""
    connections[using].ensure_connection()
    link = connections[using].connection
    factory, threshold = link.cursor_factory, link.prepare_threshold
    link.cursor_factory, link.prepare_threshold = _Cursor, 5
    try:
        yield
    finally:
        link.cursor_factory, link.prepare_threshold = factory, threshold


class Constant(Value):
    """A word of ours that stands in the statement itself: only so may a kept plan use an index of some states.

    Never anything that came from outside.
    """

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        word = str(self.value)
        if not _OURS.fullmatch(word):
            raise ValueError("That is no word of ours.")
        return f"'{word}'", ()


class Whichever(Func):
    """A key that the planner does not look at: the plan for all then seems as good as one for this key, and is kept.

    For a key whose rows are few, whichever it is: those of one meeting, where some meetings have twenty times as many.
    """

    template = "(SELECT %(expressions)s)"

    def __init__(self, key: UUID) -> None:
        super().__init__(Value(key, output_field=UUIDField()))


class AmongKeys(Func):
    """Whether a row's key is among those that a function of the wall lists.

    It is selected, and not called bare, so that a statement asks once and not for every row; the cast says that what
    is selected is one array.
    """

    template = "(%(expressions)s)::uuid[]))"
    arg_joiner = " = ANY ((SELECT "
    output_field = BooleanField()

    def __init__(self, key: str, lists: str, *asked: Value) -> None:
        super().__init__(key, Func(*asked, function=lists, output_field=ArrayField(UUIDField())))
