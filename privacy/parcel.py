"""Parcels: bytes that a page hands to a browser and gets back, sealed, so that nothing is kept between two steps."""

import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from privacy.derivation import derived_key
from privacy.envelope import SealBroken, frame, lock, unlock

LASTS_SECONDS = 60 * 60
_CLOCK_BYTES = 8


class ParcelRefused(Exception):
    """It is not ours, not this person's, not for this purpose, changed, or older than an hour."""


def seal_parcel(content: bytes, *, purpose: str, to: UUID) -> str:
    """Text for a hidden field. Only `to` gets it open again, within the hour, for the same purpose."""
    made = int(time.time()).to_bytes(_CLOCK_BYTES, "big")
    return urlsafe_b64encode(lock(derived_key("parcel"), _context(purpose, to), made + content)).decode()


def open_parcel(text: str, *, purpose: str, by: UUID) -> bytes:
    """What was sealed for `by`.

    Raises:
        ParcelRefused: see there.
    """
    try:
        held = unlock(derived_key("parcel"), _context(purpose, by), urlsafe_b64decode(text.encode()))
    except (SealBroken, ValueError):
        raise ParcelRefused from None
    if time.time() - int.from_bytes(held[:_CLOCK_BYTES], "big") > LASTS_SECONDS:
        raise ParcelRefused
    return held[_CLOCK_BYTES:]


def seal_place(content: str, *, purpose: str) -> str:
    """A place in a list, for an address: who reads it learns nothing, and the same place has always the same text.

    The order of a list may hold what its reader may not know, such as when somebody last did something.
    """
    return urlsafe_b64encode(_places().encrypt(content.encode(), [purpose.encode()])).decode().rstrip("=")


def open_place(text: str, *, purpose: str) -> str:
    """What `seal_place` was given for the same purpose.

    Raises:
        ParcelRefused: it is not ours, or was changed.
    """
    try:
        return _places().decrypt(urlsafe_b64decode(text + "=" * (-len(text) % 4)), [purpose.encode()]).decode()
    except (InvalidTag, ValueError):
        raise ParcelRefused from None


@cache
def _places() -> AESSIV:
    return AESSIV(derived_key("places in lists"))


def _context(purpose: str, person: UUID) -> bytes:
    return frame(b"parcel", purpose.encode(), person.bytes)
