"""Names that the identifier guard need not ask about: agencies and groups are public, people are not."""

import time
from typing import Any, Final

from django.db.models.signals import post_delete, post_save

from mdt.team.models import Agency, Body

# A name that another process adds, changes or takes away counts here after at most so many seconds.
LASTS: Final = 60.0

_kept: tuple[float, frozenset[str]] | None = None


def names() -> frozenset[str]:
    """Every agency's and group's name, read anew after LASTS seconds and after each change by this process."""
    global _kept
    now = time.monotonic()
    if _kept is None or not 0 <= now - _kept[0] < LASTS:
        agencies = Agency.objects.values_list("name", flat=True)
        _kept = (now, frozenset(agencies.union(Body.objects.values_list("name", flat=True), all=True)))
    return _kept[1]


def forget(**kwargs: Any) -> None:
    """Read them anew with the next text."""
    global _kept
    _kept = None


def watch() -> None:
    """Forget with each change of an agency or a group by this process."""
    for model in (Agency, Body):
        post_save.connect(forget, sender=model)
        post_delete.connect(forget, sender=model)
