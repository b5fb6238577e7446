"""How often one person may ask for something that costs work and keeps nothing."""

import time
from uuid import UUID

from django.core.cache import cache


def is_too_often(what: str, person: UUID, *, at_most: int, seconds: int = 60) -> bool:
    """Count one more try of `person`, and say whether it is beyond `at_most` in this stretch of `seconds`.

    A folder has no atomic count: two tries at the same instant may count once, which costs nobody anything.
    """
    key = f"pace.{what}:{person}:{int(time.time()) // seconds}"
    tries = cache.get(key, 0) + 1
    cache.set(key, tries, seconds)
    return bool(tries > at_most)
