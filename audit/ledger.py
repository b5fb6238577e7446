"""The ledger: who did what, by which door, as at that moment. Never a value, only ids, codes and field names.

`witness` commits at once on the second connection, before data leaves, and survives a rollback.
`enter` writes in the transaction of the change it tells of: both or neither.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import rfc8785
from django.db import DatabaseError, InterfaceError, connections
from django.utils import timezone

from audit.kinds import require_kind


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
    """A job acting by itself, for one team or for all."""

    name: str
    team_id: uuid.UUID | None = None

    def as_actor(self) -> Actor:
        return Actor(id=None, name=self.name, roles=("system",), team_id=self.team_id)


class Recorded(Protocol):
    """A record that events can name."""

    @property
    def pk(self) -> uuid.UUID: ...
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
    _append("audit", compose(kind, by.as_actor(), records, door, purpose, fields, detail or {}))


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
            "records": [{"id": str(record.pk), "code": record.code} for record in records],
            "fields": list(fields),
            "detail": dict(detail),
        }
    )


def _text(key: uuid.UUID | None) -> str | None:
    return str(key) if key else None


def _append(using: str, body: bytes) -> None:
    connection = connections[using]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT ledger.append(%s)", [body])
    except (DatabaseError, InterfaceError) as error:
        if using == "audit":
            connection.close()
        raise LedgerUnavailable from error
