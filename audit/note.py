"""Checkpoints as signed notes (C2SP signed-note and tlog-checkpoint, Ed25519): what auditors keep.

Needs `cryptography` and nothing of Django, so that a verifier runs anywhere.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from audit.merkle import HASH_BYTES

_ED25519 = b"\x01"
_ID_BYTES = 4
_SIGNATURE_LINE = re.compile(r"— (\S+) (\S+)")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


class NoteBroken(ValueError):
    """A note or a key that does not read as one, or whose signature does not fit."""


@dataclass(frozen=True)
class PublicKey:
    """Whose signature to expect: `name` is the checkpoint's origin. Written as `name+id+key`."""

    name: str
    key: Ed25519PublicKey

    @property
    def raw(self) -> bytes:
        # This spelling is known to the older `cryptography` of an auditor's own machine too.
        return self.key.public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def id(self) -> bytes:
        """Four bytes that say which key signed."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.raw).digest()[:_ID_BYTES]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_encode(_ED25519 + self.raw)}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The key that was written with `str()`.

        Raises:
            NoteBroken: not a key, or its id is another's.
        """
        name, key_id, key = _parts(text.strip())
        found = cls(name, Ed25519PublicKey.from_public_bytes(key))
        if found.id.hex() != key_id:
            raise NoteBroken("the key does not fit its own id")
        return found


@dataclass(frozen=True)
class SigningKey:
    """What the sealer signs with. Written as `PRIVATE+KEY+name+id+seed`; never shown."""

    name: str
    key: Ed25519PrivateKey

    @classmethod
    def make(cls, name: str) -> Self:
        """A new key for the log `name`, which holds no space and no `+`."""
        if not re.fullmatch(r"[^\s+]+", name):
            raise NoteBroken("a key's name has no space and no +")
        return cls(name, Ed25519PrivateKey.generate())

    @property
    def public(self) -> PublicKey:
        return PublicKey(self.name, self.key.public_key())

    def write(self) -> str:
        """The line to keep secret."""
        seed = self.key.private_bytes_raw()
        return f"PRIVATE+KEY+{self.name}+{self.public.id.hex()}+{_encode(_ED25519 + seed)}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The key that `write` wrote.

        Raises:
            NoteBroken: not a key, or not whole.
        """
        prefix = "PRIVATE+KEY+"
        if not text.startswith(prefix):
            raise NoteBroken("this is not a signing key")
        name, key_id, seed = _parts(text.removeprefix(prefix).strip())
        found = cls(name, Ed25519PrivateKey.from_private_bytes(seed))
        if found.public.id.hex() != key_id:
            raise NoteBroken("the signing key does not fit its own id")
        return found


@dataclass(frozen=True)
class TreeHead:
    """The tree's size and root at one moment, of the log `origin`."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The lines that are signed."""
        return f"{self.origin}\n{self.size}\n{_encode(self.root)}\n"

    def sign(self, key: SigningKey) -> str:
        """The signed note."""
        signature = key.public.id + key.key.sign(self.text.encode())
        return f"{self.text}\n— {key.name} {_encode(signature)}\n"


def open_note(note: str, key: PublicKey) -> TreeHead:
    """The checkpoint in `note`, if `key` signed it. Signatures of others (witnesses) are passed over.

    Raises:
        NoteBroken: with the reason.
    """
    text, gap, signatures = note.rpartition("\n\n")
    text += "\n"
    if not gap or not signatures.endswith("\n"):
        raise NoteBroken("this is not a signed note")
    if not any(_signed_by(key, text, line) for line in signatures.splitlines()):
        raise NoteBroken(f"it is not signed by the key {key.name}+{key.id.hex()}")
    return _checkpoint(text, key.name)


def _signed_by(key: PublicKey, text: str, line: str) -> bool:
    """Whether this line is the signature of `key`.

    Raises:
        NoteBroken: it says so and does not fit.
    """
    found = _SIGNATURE_LINE.fullmatch(line)
    if found is None:
        raise NoteBroken("a signature line does not read as one")
    signature = decode_base64(found[2])
    if found[1] != key.name or signature[:_ID_BYTES] != key.id:
        return False
    try:
        key.key.verify(signature[_ID_BYTES:], text.encode())
    except InvalidSignature:
        raise NoteBroken("its signature does not fit its words") from None
    return True


def _checkpoint(text: str, origin: str) -> TreeHead:
    """Size and root; further lines are extensions and are passed over, as the format asks."""
    lines = text.split("\n")
    if len(lines) < 4 or lines[0] != origin or not _SIZE.fullmatch(lines[1]):
        raise NoteBroken(f"it is not a checkpoint of {origin}")
    root = decode_base64(lines[2])
    if len(root) != HASH_BYTES:
        raise NoteBroken("its root is not a SHA-256")
    return TreeHead(origin, int(lines[1]), root)


def _parts(text: str) -> tuple[str, str, bytes]:
    parts = text.split("+", 2)
    if len(parts) != 3:
        raise NoteBroken("this does not read as a key")
    key = decode_base64(parts[-1])
    if key[:1] != _ED25519 or len(key) != 33:
        raise NoteBroken("this is not an Ed25519 key")
    return parts[0], parts[1], key[1:]


def _encode(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def decode_base64(text: str) -> bytes:
    """Standard base64 in its one canonical spelling.

    Raises:
        NoteBroken: it does not read, or is spelt in another way.
    """
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteBroken("its base64 does not read") from None
    if _encode(content) != text:
        raise NoteBroken("its base64 is not in its one spelling")
    return content
