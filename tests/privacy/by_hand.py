"""Sealed bytes made with the primitives alone, to hold the product against."""

import hashlib
import hmac

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY = bytes(range(32))


def stretch(key: bytes, nonce: bytes) -> bytes:
    """HKDF-SHA-256 (RFC 5869) to 76 bytes with nothing but HMAC."""
    info = b"mdt sealed value 1"
    secret = hmac.new(nonce, key, hashlib.sha256).digest()
    first = hmac.new(secret, info + b"\x01", hashlib.sha256).digest()
    second = hmac.new(secret, first + info + b"\x02", hashlib.sha256).digest()
    third = hmac.new(secret, second + info + b"\x03", hashlib.sha256).digest()
    return (first + second + third)[:76]


def by_hand(plain: bytes, *, context: bytes, key: bytes = KEY, version: int = 1, bound: int = 1) -> bytes:
    """A blob of `version` whose associated data says `bound`, made without the module."""
    nonce = bytes(range(100, 132))
    stretched = stretch(key, nonce)
    associated = context + b"\x00\x00\x00\x01" + bytes([bound])
    sealed = AESGCM(stretched[:32]).encrypt(stretched[64:], plain, associated)
    return bytes([version]) + stretched[32:64] + nonce + sealed
