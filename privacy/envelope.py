"""The bytes of a sealed value: authenticated, committed to one key, bound to one place.

    version (1) | key commitment (32) | nonce (32) | AES-256-GCM ciphertext and its tag (16)

HKDF-SHA-256 (RFC 5869) stretches the key, salted with the nonce, into 76 bytes: the value's own AES key (32),
the commitment (32) and the IV (12). Each value so has a key of its own, and no count of values under one key
can repeat an IV. AES-GCM alone does not commit: one ciphertext can be made to open under two keys.
"""

import hmac
import os
from functools import cache
from typing import ClassVar, NamedTuple, NoReturn
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
VERSION = 1
_COMMITMENT_BYTES = 32
_NONCE_BYTES = 32
_IV_BYTES = 12
_TAG_BYTES = 16
_HEAD_BYTES = 1 + _COMMITMENT_BYTES + _NONCE_BYTES


class Place(NamedTuple):
    """Where a value belongs: table, column, the row's id, and the record whose data key seals it."""

    table: str
    column: str
    row: str
    record: UUID

    @property
    def context(self) -> bytes:
        """The place as associated data."""
        return _framed_column(self.table, self.column) + frame(self.row.encode(), str(self.record).encode())


class SealBroken(Exception):
    """The bytes were not sealed with this key for this place, or were changed since. There is no value.

    `place` is known to whoever reads a record; the event names it.
    """

    def __init__(self, place: Place | None = None) -> None:
        self.place = place
        super().__init__(
            f"{place.table}.{place.column} of {place.row} does not open." if place else "It does not open."
        )


class Secret:
    """Something that prints as `[sealed]` wherever it ends up, and is not copied out of the process."""

    __slots__ = ()
    shown: ClassVar[str] = "[sealed]"

    def __repr__(self) -> str:
        return self.shown

    def __format__(self, spec: str) -> str:
        return self.shown

    def __bool__(self) -> bool:
        return True

    def __copy__(self) -> "Secret":
        return self

    def __deepcopy__(self, memo: object) -> "Secret":
        return self

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{self.shown} does not change")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{self.shown} does not change")

    def __getstate__(self) -> NoReturn:
        raise TypeError(f"{self.shown} does not leave the process")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(f"{self.shown} does not leave the process")


def frame(*parts: bytes) -> bytes:
    """Parts joined with a 4-byte length before each, so that ("ab", "c") and ("a", "bc") differ."""
    return b"".join([len(part).to_bytes(4, "big") + part for part in parts])


@cache
def _framed_column(table: str, column: str) -> bytes:
    return frame(table.encode(), column.encode())


def lock(key: bytes, context: bytes, plain: bytes) -> bytes:
    """Seal `plain` with a 32-byte key for the place that `context` (framed parts) names; 81 bytes longer."""
    nonce = os.urandom(_NONCE_BYTES)
    value_key, commitment, iv = _derive(key, nonce)
    sealed = AESGCM(value_key).encrypt(iv, plain, _associated(context))
    return bytes([VERSION]) + commitment + nonce + sealed


def unlock(key: bytes, context: bytes, blob: bytes) -> bytes:
    """What `lock` sealed with the same key and context.

    Raises:
        SealBroken: another key, place or version, or changed bytes.
    """
    if len(blob) < _HEAD_BYTES + _TAG_BYTES or blob[0] != VERSION:
        raise SealBroken
    nonce = blob[1 + _COMMITMENT_BYTES : _HEAD_BYTES]
    value_key, commitment, iv = _derive(key, nonce)
    if not hmac.compare_digest(commitment, blob[1 : 1 + _COMMITMENT_BYTES]):
        raise SealBroken
    try:
        return AESGCM(value_key).decrypt(iv, blob[_HEAD_BYTES:], _associated(context))
    except InvalidTag:
        raise SealBroken from None


_FRAMED_VERSION = frame(bytes([VERSION]))


def _associated(context: bytes) -> bytes:
    return context + _FRAMED_VERSION


def _derive(key: bytes, nonce: bytes) -> tuple[bytes, bytes, bytes]:
    if len(key) != KEY_BYTES:
        raise ValueError(f"A sealing key has {KEY_BYTES} bytes.")
    length = KEY_BYTES + _COMMITMENT_BYTES + _IV_BYTES
    stretched = HKDF(SHA256(), length, salt=nonce, info=b"mdt sealed value 1").derive(key)
    return stretched[:32], stretched[32:64], stretched[64:]
