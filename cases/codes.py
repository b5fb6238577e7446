"""Reference codes: random, never derived from a person, readable over the telephone."""

import secrets

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
