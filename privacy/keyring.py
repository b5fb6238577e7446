"""The keys that wrap every record's data key: a file apart from the database, or a KMS by the same interface.

It imports nothing of Django, so that the launcher can refuse to start before anything else runs. A key is
made only for a database that never had one: a new key beside old data would hide that the old one is lost.
"""

import base64
import binascii
import contextlib
import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from privacy.envelope import KEY_BYTES, Secret, lock, unlock

_FORMAT = 1
_OPEN_TO_OTHERS = 0o077


class KeyUnavailable(Exception):
    """A key cannot be had, now or ever. What it seals stays sealed; nothing is written in its place."""


class KeyringMissing(KeyUnavailable):
    """The keyring, or a key in it, is not there; `key_ids` names what the database needs."""

    def __init__(self, key_ids: Iterable[str], path: Path | None = None) -> None:
        self.key_ids = sorted(key_ids)
        self.path = path
        named = ", ".join(self.key_ids) or "of this database"
        where = f" in {path}" if path else ""
        super().__init__(f"The key {named} is not{where}. Put it back from its backup. Nothing was made.")


class KeyringDamaged(KeyUnavailable):
    """The keyring is there and cannot be trusted: open to others, cut short, or changed."""

    def __init__(self, path: Path, why: str) -> None:
        self.path = path
        self.why = why
        super().__init__(f"The keyring {path} cannot be used: {why}. Nothing was changed.")


class KeyProvider(Protocol):
    """Who wraps data keys. A KMS keeps its keys to itself and does the same two things.

    `context` names the data key's place (framed bytes) and is authenticated, not stored.
    """

    @property
    def primary_id(self) -> str:
        """The key that wraps new data keys."""

    def wrap(self, data_key: bytes, context: bytes) -> tuple[str, bytes]:
        """The id of the key that wrapped it, and the wrapped bytes."""

    def unwrap(self, key_id: str, wrapped: bytes, context: bytes) -> bytes:
        """The 32 bytes of the data key.

        Raises:
            KeyUnavailable: that key is not here, or the provider does not answer.
            SealBroken: wrapped for another place, or changed since.
        """


class FileKeyring(Secret):
    """Several keys with ids, one of them primary, read from a JSON file that only its owner may open.

    A key's id is its fingerprint, so that a damaged or exchanged key cannot pass for the one that is named.
    """

    __slots__ = ("_keys", "primary_id")
    shown = "[keyring]"
    primary_id: str
    _keys: Mapping[str, bytes]

    def __init__(self, primary_id: str, keys: Mapping[str, bytes]) -> None:
        object.__setattr__(self, "primary_id", primary_id)
        object.__setattr__(self, "_keys", dict(keys))

    @classmethod
    def read(cls, path: Path) -> "FileKeyring":
        """The keyring in `path`.

        Raises:
            KeyringMissing: there is no such file.
            KeyringDamaged: it is open to others, or not what was written.
        """
        text = _read_private(path)
        try:
            return cls(*_parse(text))
        except (ValueError, TypeError, KeyError, AttributeError):
            # Python's own words would quote the file.
            raise KeyringDamaged(path, "it is not complete, or was changed") from None

    @property
    def key_ids(self) -> frozenset[str]:
        return frozenset(self._keys)

    def wrap(self, data_key: bytes, context: bytes) -> tuple[str, bytes]:
        return self.primary_id, lock(self._keys[self.primary_id], context, data_key)

    def unwrap(self, key_id: str, wrapped: bytes, context: bytes) -> bytes:
        if key_id not in self._keys:
            raise KeyringMissing([key_id])
        return unlock(self._keys[key_id], context, wrapped)


@dataclass(frozen=True)
class Opened:
    """The keyring was there and holds every key that the database needs."""

    path: Path
    keyring: FileKeyring


@dataclass(frozen=True)
class Created(Opened):
    """A first key was made."""

    @property
    def notice(self) -> str:
        """What the person who starts the system has to know."""
        return (
            f"A new key is in {self.path}. Copy this file to a safe place, apart from the database's "
            "backups. Without it nobody can read the sealed words again."
        )


def prepare(path: Path, *, database_had_keys: bool, expected_key_ids: Iterable[str] = ()) -> Opened:
    """Open the keyring, or make it for a database that never had a key.

    Raises:
        KeyringMissing: the database has used keys that are not here; `key_ids` names them.
        KeyringDamaged: the file or its folder is open to others, or not what was written.
        OSError: the file cannot be read or written (full disk, no right).
    """
    expected = frozenset(expected_key_ids)
    created = False
    if not path.exists():
        if database_had_keys or expected:
            raise KeyringMissing(expected, path)
        created = _make(path)
    keyring = FileKeyring.read(path)
    if lost := expected - keyring.key_ids:
        raise KeyringMissing(lost, path)
    return (Created if created else Opened)(path, keyring)


def fingerprint(key: bytes) -> str:
    """The id of a key: 64 bits that say nothing about it."""
    return "key-" + hmac.new(key, b"mdt keyring id", hashlib.sha256).hexdigest()[:16]


def _make(path: Path) -> bool:
    """Write a keyring with one key; false when another process was first."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _held(path.parent):
        if os.path.lexists(path):
            return False
        _refuse_open_folder(path)
        key = os.urandom(KEY_BYTES)
        key_id = fingerprint(key)
        keys = {key_id: base64.b64encode(key).decode()}
        _write(path, json.dumps({"format": _FORMAT, "primary": key_id, "keys": keys}, indent=1).encode())
        return True


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Two processes take turns; the lock ends with the process that holds it."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
        # The new name itself must survive a power cut.
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(path: Path, content: bytes) -> None:
    half = path.with_name(path.name + ".half")
    half.unlink(missing_ok=True)
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _read_private(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & _OPEN_TO_OTHERS:
                raise KeyringDamaged(path, "other users of this machine may open it (its mode must be 0600)")
            _refuse_open_folder(path)
            return file.read()
    except FileNotFoundError:
        raise KeyringMissing([], path) from None


def _refuse_open_folder(path: Path) -> None:
    if path.parent.stat().st_mode & _OPEN_TO_OTHERS:
        raise KeyringDamaged(path, "other users of this machine may open its folder (its mode must be 0700)")


def _parse(text: bytes) -> tuple[str, dict[str, bytes]]:
    """Primary id and keys.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: not a keyring of this format, or a changed key.
    """
    content: Any = json.loads(text)
    if content.keys() != {"format", "primary", "keys"} or content["format"] != _FORMAT:
        raise ValueError
    keys = {key_id: _decode(key_id, key) for key_id, key in content["keys"].items()}
    if content["primary"] not in keys:
        raise ValueError
    return content["primary"], keys


def _decode(key_id: str, encoded: str) -> bytes:
    key = base64.b64decode(encoded, validate=True)
    if len(key) != KEY_BYTES or fingerprint(key) != key_id:
        raise binascii.Error
    return key
