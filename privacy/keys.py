"""Row keys that we make, so that a row's key is known before it is saved; and reading one that came from outside."""

import secrets
import time
from typing import Final
from uuid import UUID

_MILLISECOND: Final = 1_000_000  # in nanoseconds


def new_key() -> UUID:
    """A UUIDv7 (RFC 9562, 5.7): milliseconds, 12 bits of their fraction (6.2, method 3), then 62 random bits.

    Unguessable, and sorted by when it was made, by this machine's clock and to a quarter of a microsecond: with random
    bits alone, two rows of one millisecond stand in any order.
    """
    milliseconds, rest = divmod(time.time_ns(), _MILLISECOND)
    fraction = (rest << 12) // _MILLISECOND
    return UUID(int=milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0x2 << 62 | secrets.randbits(62))


def read_key(text: str | None) -> UUID | None:
    """The key that an address or a form says, or None for whatever else it says."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
