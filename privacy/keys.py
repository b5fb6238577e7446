"""Row keys that we make, so that a row's key is known before it is saved; and reading one that came from outside."""

import os
import time
from uuid import UUID


def new_key() -> UUID:
    """A UUIDv7 (RFC 9562, 5.7): 48 bits of milliseconds, then random bits. Unguessable, and sorted by time."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return UUID(int=value)


def read_key(text: str | None) -> UUID | None:
    """The key that an address or a form says, or None for whatever else it says."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
