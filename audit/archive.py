"""The whole ledger as a file that `audit.verify` reads: JSON lines of checkpoints, leaves and events' exact bytes."""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from audit.proofs import prove_event, prove_growth
from audit.verify import FORMAT

_PAGE = 1000
_COLUMNS = "e.id, e.at, e.kind, e.team, e.actor, e.agency, e.inner_of, e.records, e.codes, e.body"
_NAMES = ("id", "at", "kind", "team", "actor", "agency", "inner_of", "records", "codes")
_LEAVES = f"""
SELECT l.idx, l.hash, {_COLUMNS} FROM ledger.leaf l LEFT JOIN ledger.event e ON e.id = l.event_id
WHERE l.idx > %s ORDER BY l.idx LIMIT {_PAGE}
"""  # noqa: S608  # put together from the constants above
_UNSEALED = f"""
SELECT {_COLUMNS} FROM ledger.event e WHERE NOT EXISTS (SELECT FROM ledger.leaf l WHERE l.event_id = e.id)
ORDER BY e.transaction, e.at, e.id
"""  # noqa: S608  # put together from the constants above


def teams() -> list[Any]:
    """Every team that the ledger names: each is told that a copy was taken."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT DISTINCT team FROM ledger.event")
        return [row[0] for row in cursor.fetchall()]


class NotSealed(Exception):
    """There is no such event or checkpoint, or the event waits for its seal."""


def event_proof(event: UUID) -> tuple[Any, dict[str, Any]]:
    """The event's team, and the proof that the newest checkpoint covers it.

    Raises:
        NotSealed: it does not.
    """
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        note, key, leaves = _sealed(cursor)
        cursor.execute(
            "SELECT l.idx, e.body, e.team FROM ledger.leaf l JOIN ledger.event e ON e.id = l.event_id "
            "WHERE e.id = %s AND l.idx < %s",
            [event, len(leaves)],
        )
        row = cursor.fetchone()
    if row is None:
        raise NotSealed(f"There is no sealed event {event}.")
    return row[2], prove_event(row[0], bytes(row[1]), leaves, note, key)


def growth_proof(size: int) -> dict[str, Any]:
    """The proof that the newest checkpoint continues the one of `size` events.

    Raises:
        NotSealed: no such checkpoint can have been signed.
    """
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        note, key, leaves = _sealed(cursor)
    if not 0 < size <= len(leaves):
        raise NotSealed(f"The newest checkpoint has {len(leaves)} events.")
    return prove_growth(size, leaves, note, key)


def _sealed(cursor: Any) -> tuple[str, str, list[bytes]]:
    """The newest checkpoint, its key, and the leaves that it covers."""
    cursor.execute("SELECT size, note, key FROM ledger.checkpoint ORDER BY size DESC LIMIT 1")
    size, note, key = cursor.fetchone() or (0, "", "")
    cursor.execute("SELECT hash FROM ledger.leaf WHERE idx < %s ORDER BY idx", [size])
    return note, key, [bytes(row[0]) for row in cursor.fetchall()]


def lines() -> Iterator[str]:
    """The file's lines, from one snapshot read as the database's owner."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for row in _rows(cursor):
            yield json.dumps(row, separators=(",", ":")) + "\n"


def _rows(cursor: Any) -> Iterator[dict[str, Any]]:
    cursor.execute("SELECT note, key FROM ledger.checkpoint ORDER BY size")
    checkpoints = cursor.fetchall()
    yield {"ledger": FORMAT, "key": checkpoints[-1][1] if checkpoints else None}
    for note, _ in checkpoints:
        yield {"checkpoint": note}
    last = -1
    for last, hashed, *event in _leaves(cursor):
        yield {"leaf": last, "hash": _base64(hashed), **_event("event", event)}
    cursor.execute(_UNSEALED)
    for row in cursor.fetchall():
        yield _event("unsealed", row)
    yield {"end": last + 1}


def _leaves(cursor: Any) -> Iterator[tuple[Any, ...]]:
    last = -1
    while True:
        cursor.execute(_LEAVES, [last])
        page = cursor.fetchall()
        if not page:
            return
        yield from page
        last = page[-1][0]


def _event(name: str, row: Iterable[Any]) -> dict[str, Any]:
    """One event under `name`: its index columns, and its bytes as they are hashed."""
    *columns, body = row
    if body is None:
        return {name: None, "body": None}
    return {name: dict(zip(_NAMES, map(_plain, columns), strict=True)), "body": _base64(body)}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, list):
        return [str(item) if item is not None else None for item in value]
    return str(value) if value is not None else None


def _base64(content: Any) -> str:
    return base64.b64encode(bytes(content)).decode("ascii")
