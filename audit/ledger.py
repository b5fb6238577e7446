"""The ledger: who did what, by which door, as at that moment. Never a value, only ids, codes and field names.

`witness` commits at once on the second connection, before data leaves, and survives a rollback.
`enter` writes in the transaction of the change it tells of: both or neither.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import rfc8785
from django.db import DatabaseError, InterfaceError, connections
from django.utils import timezone

from audit.kinds import require_kind
from audit.postgres.base import NoAnswer


class LedgerUnavailable(Exception):
    """The ledger could not be written, so nothing may be shown or changed. Becomes 503."""


@dataclass(frozen=True)
class Actor:
    """Who acts, as at this moment: names and roles are copied, since people move on and events stay."""

    id: uuid.UUID | None
    name: str
    agency_id: uuid.UUID | None = None
    agency: str = ""
    roles: Sequence[str] = ()
    team_id: uuid.UUID | None = None
    # Set for a release-bound agency: its inner events are read by its own auditor only.
    inner_of: uuid.UUID | None = None


class Acts(Protocol):
    """Anybody who can be named in the ledger: a user, or a job."""

    def as_actor(self) -> Actor: ...


@dataclass(frozen=True)
class System:
    """A job acting by itself: for all teams, one, or one agency, of which `inner` events are its own auditor's."""

    name: str
    team_id: uuid.UUID | None = None
    agency_id: uuid.UUID | None = None
    agency: str = ""
    inner: bool = False

    def as_actor(self) -> Actor:
        inner_of = self.agency_id if self.inner else None
        return Actor(None, self.name, self.agency_id, self.agency, ("system",), self.team_id, inner_of)


class Recorded(Protocol):
    """A record that events can name; without a key, a code that was only looked for."""

    @property
    def pk(self) -> uuid.UUID | None: ...
    @property
    def code(self) -> str: ...


def witness(
    kind: str,
    *,
    by: Acts,
    records: Iterable[Recorded] = (),
    door: str = "",
    purpose: str = "",
    fields: Sequence[str] = (),
    detail: Mapping[str, str | int] | None = None,
) -> None:
    """Write one event on the second connection and commit it, whatever becomes of the request.

    Raises:
        LedgerUnavailable: no event, so no data.
    """
    _witness(compose(kind, by.as_actor(), records, door, purpose, fields, detail or {}))


def enter(
    kind: str,
    *,
    by: Acts,
    records: Iterable[Recorded] = (),
    door: str = "",
    purpose: str = "",
    fields: Sequence[str] = (),
    detail: Mapping[str, str | int] | None = None,
) -> None:
    """Write one event in the current transaction of the change it tells of.

    Raises:
        LedgerUnavailable: the change must not stand either.
    """
    _append("default", compose(kind, by.as_actor(), records, door, purpose, fields, detail or {}))


def compose(
    kind: str,
    actor: Actor,
    records: Iterable[Recorded],
    door: str,
    purpose: str,
    fields: Sequence[str],
    detail: Mapping[str, str | int],
) -> bytes:
    """The canonical bytes (RFC 8785) of one event: these are stored and hashed, nothing is serialised twice.

    `at` is UTC to 1/100 s (CJIS AU-8). `detail` holds keys and counts only.
    """
    require_kind(kind)
    return rfc8785.dumps(
        {
            "v": 1,
            "id": str(uuid.uuid4()),
            "at": timezone.now().isoformat(timespec="milliseconds"),
            "kind": kind,
            "team": _text(actor.team_id),
            "actor": {"id": _text(actor.id), "name": actor.name},
            "agency": {"id": _text(actor.agency_id), "name": actor.agency},
            "roles": list(actor.roles),
            "inner_of": _text(actor.inner_of),
            "door": door,
            "purpose": purpose,
            "records": [{"id": _text(record.pk), "code": record.code} for record in records],
            "fields": list(fields),
            "detail": dict(detail),
        }
    )


def _text(key: uuid.UUID | None) -> str | None:
    return str(key) if key else None


def _witness(body: bytes) -> None:
    """Append and commit. A connection kept from an earlier request may have been closed by the server since: then
    once more on a new one, which makes one event even if the first did arrive, since the id is the same.
    """
    connection = connections["audit"]
    if connection.in_atomic_block:
        raise RuntimeError("A witnessed event must not stand in a transaction that may still be rolled back.")
    for kept in (connection.connection is not None, False):
        try:
            _append("audit", body)
            return
        except LedgerUnavailable as error:
            again = kept and _dropped(connection.connection, error)
            connection.close()
            if not again:
                raise


def _append(using: str, body: bytes) -> None:
    try:
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT ledger.append(%s)", [body])
    except (DatabaseError, InterfaceError) as error:
        raise LedgerUnavailable from error


def _dropped(link: Any, error: LedgerUnavailable) -> bool:
    """Whether the server hung up. Not whether it kept silent: then the person has waited long enough."""
    reason = error.__cause__ and error.__cause__.__cause__
    return bool(link.closed) and not isinstance(reason, NoAnswer)
