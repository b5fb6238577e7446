"""Reference codes: random, never derived from a person, readable over the telephone."""

import secrets
from collections.abc import Collection

# Digits and letters without look-alikes (0 O 1 I L): 31 signs, a prime, so that the check sign finds every single
# wrong sign and every swap of two neighbours (the argument of ISBN-10, with 31 for 11).
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_FREE = 8


def new_code(prefix: str) -> str:
    """A code like `HT-7F3K-9QXM-4`: eight random signs (about 39 bits) and a check sign."""
    free = "".join(secrets.choice(ALPHABET) for _ in range(_FREE))
    return f"{prefix}-{free[:4]}-{free[4:]}-{check_sign(free)}"


def check_sign(free: str) -> str:
    """The check sign of eight free signs: their sum weighted by place, modulo 31."""
    return ALPHABET[sum((place + 2) * ALPHABET.index(sign) for place, sign in enumerate(free)) % len(ALPHABET)]


def read_code(typed: str) -> str | None:
    """The code that somebody typed, in its written form, or None when it cannot be one.

    Case, spaces and dashes do not matter. A mistyped code is refused by its check sign without a look-up.
    """
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    prefix, free, check = signs[:2], signs[2:10], signs[10:]
    if len(check) != 1 or any(sign not in ALPHABET for sign in free) or check_sign(free) != check:
        return None
    return f"{prefix}-{free[:4]}-{free[4:]}-{check}"


def near_codes(typed: str, prefixes: Collection[str]) -> set[str]:
    """The whole codes that one slip away from what was typed: a wrong, missing or extra sign, a swap, a prefix.

    The check sign leaves one answer for each place, so these are few; whether there is such a record is not asked here.
    """
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())[: _FREE + 4]
    known = signs[:2] in prefixes
    bodies = {signs[2:]} if known else {signs, signs[2:]}
    whole = {body for one in bodies for body in _mended(one)}
    return {f"{prefix}-{body[:4]}-{body[4:8]}-{body[8:]}" for body in whole for prefix in prefixes
            if not known or prefix == signs[:2]}  # fmt: skip


def _mended(body: str) -> set[str]:
    """The nine signs that fit their check sign and are one slip away from `body`, itself if it fits."""
    tries = {body}
    for place in range(len(body) + 1):
        before, after = body[:place], body[place:]
        tries |= {before + sign + after for sign in ALPHABET}
        if after:
            tries |= {before + after[1:]} | {before + sign + after[1:] for sign in ALPHABET}
            tries.add(before + after[1:2] + after[0] + after[2:])
    return {one for one in tries if _fits(one)}


def _fits(body: str) -> bool:
    return len(body) == _FREE + 1 and all(sign in ALPHABET for sign in body) and check_sign(body[:-1]) == body[-1]
