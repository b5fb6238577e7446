"""Keys for one purpose each, derived from the installation's own secret, so that no purpose needs a stored key."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from privacy.envelope import KEY_BYTES


def derived_key(purpose: str) -> bytes:
    """32 bytes for `purpose` (RFC 5869 from WALL_KEY), the same on every machine of one installation."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"mdt {purpose}".encode()).derive(bytes.fromhex(settings.WALL_KEY))
