"""One data key per record: made once, kept wrapped, unwrapped for as long as one request needs it."""

import os
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from typing import cast
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from privacy.envelope import KEY_BYTES, Place, SealBroken, Secret, frame
from privacy.keyring import FileKeyring, KeyProvider, KeyringMissing, KeyUnavailable, Opened, prepare
from privacy.models import DataKey, KeyringUse


class RecordKey(Secret):
    """A data key in the open, and whose it is. It prints as `[key]`."""

    __slots__ = ("_key", "record_id")
    shown = "[key]"
    record_id: UUID
    _key: bytes

    def __init__(self, record_id: UUID, key: bytes) -> None:
        object.__setattr__(self, "record_id", record_id)
        object.__setattr__(self, "_key", key)


def file_keyring() -> KeyProvider:
    """The file at `settings.KEYRING_PATH`."""
    return FileKeyring.read(settings.KEYRING_PATH)


@cache
def provider() -> KeyProvider:
    """Who wraps data keys here (`settings.KEY_PROVIDER`), asked once per process.

    Raises:
        KeyUnavailable: there is no keyring, or it cannot be used.
    """
    return cast(KeyProvider, import_string(settings.KEY_PROVIDER)())


def open_keyring(using: str = "owner") -> Opened:
    """Before serving: open this database's keyring file, or make it for a database that never had a key.

    Raises:
        KeyringMissing, KeyringDamaged, OSError: see `privacy.keyring.prepare`; nothing was made.
    """
    used = KeyringUse.objects.using(using)
    with transaction.atomic(using=using):
        expected = list(used.values_list("key_id", flat=True))
        opened = prepare(settings.KEYRING_PATH, database_had_keys=bool(expected), expected_key_ids=expected)
        used.get_or_create(key_id=opened.keyring.primary_id)
    return opened


def new_data_keys(record_ids: Iterable[UUID], team_id: UUID) -> dict[UUID, RecordKey]:
    """Make and save one data key for each record, in one statement of the caller's transaction."""
    made = [unsaved_data_key(record_id, team_id) for record_id in record_ids]
    DataKey.objects.bulk_create(row for row, _ in made)
    return {row.record_id: key for row, key in made}


def new_data_key(record_id: UUID, team_id: UUID) -> tuple[DataKey, RecordKey]:
    """Make and save a record's data key. The row is saved already: a key that is not kept loses the words.

    Raises:
        KeyUnavailable: no keyring.
        IntegrityError: the record has a key.
    """
    row, key = unsaved_data_key(record_id, team_id)
    row.save(force_insert=True)
    return row, key


def data_keys(record_ids: Iterable[UUID]) -> dict[UUID, RecordKey]:
    """The data key of every record named, in one query; all of them or none.

    Raises:
        KeyUnavailable: a record was shredded, or is behind the wall; or its key cannot be unwrapped.
        SealBroken: a wrapped key was changed, or belongs to another record or team.
    """
    wanted = set(record_ids)
    keys = {row.record_id: unwrapped(row) for row in _rows(wanted)}
    if lost := wanted - keys.keys():
        raise KeyUnavailable(f"No data key for {', '.join(sorted(map(str, lost)))}.")
    return keys


def usable_data_keys(record_ids: Iterable[UUID]) -> dict[UUID, RecordKey]:
    """The data keys that can be had, in one query. A record whose own was shredded or changed has none here.

    Raises:
        KeyUnavailable: no keyring, or a provider that does not answer.
    """
    provider()
    keys = {}
    for row in _rows(set(record_ids)):
        # The keyring is there, so what is wrong is this one row.
        with suppress(SealBroken, KeyringMissing):
            keys[row.record_id] = unwrapped(row)
    return keys


def unsaved_data_key(record_id: UUID, team_id: UUID) -> tuple[DataKey, RecordKey]:
    """Make a record's data key; saving it is the caller's."""
    key = os.urandom(KEY_BYTES)
    row = DataKey(record_id=record_id, team_id=team_id)
    row.key_id, row.wrapped = provider().wrap(key, _context(row))
    return row, RecordKey(record_id, key)


def unwrapped(row: DataKey) -> RecordKey:
    """The data key of a row that was read.

    Raises:
        KeyUnavailable, SealBroken: see `data_keys`.
    """
    try:
        return RecordKey(row.record_id, provider().unwrap(row.key_id, bytes(row.wrapped), _context(row)))
    except SealBroken:
        raise SealBroken(_place(row)) from None


def _rows(record_ids: set[UUID]) -> Iterable[DataKey]:
    """By name and in one query: nobody lists keys, which would tell how many records there are (docs/adr/0115)."""
    wanted = list(record_ids)
    return DataKey.objects.raw("SELECT * FROM wall.data_keys(%s)", [wanted]) if wanted else []


def _place(row: DataKey) -> Place:
    return Place(DataKey._meta.db_table, "wrapped", str(row.record_id), row.record_id)


def _context(row: DataKey) -> bytes:
    """A wrapped key is bound to its team as well, so that no record changes teams unseen."""
    return _place(row).context + frame(str(row.team_id).encode())
