"""Names that the identifier guard need not ask about: agencies, desks and groups are public, people are not."""

import time
from collections.abc import Callable, Iterable
from typing import Any, Final

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from mdt.team.models import Agency, Body, Desk

# A name that another process adds, changes or takes away counts here after at most so many seconds.
LASTS: Final = 60.0


class Known:
    """A source of the guard's: names read anew after LASTS seconds, and after each change by this process."""

    every: Final[list["Known"]] = []

    def __init__(self, read: Callable[[], Iterable[str]], *models: type[Model]) -> None:
        self._read, self._models = read, models
        self._kept: tuple[float, frozenset[str]] | None = None
        self.every.append(self)

    def __call__(self) -> frozenset[str]:
        now = time.monotonic()
        if self._kept is None or not 0 <= now - self._kept[0] < LASTS:
            self._kept = (now, frozenset(self._read()))
        return self._kept[1]

    def forget(self, **kwargs: Any) -> None:
        """Read them anew with the next text."""
        self._kept = None

    def watch(self) -> None:
        """Forget with each change by this process of a model that they are read from."""
        for model in self._models:
            post_save.connect(self.forget, sender=model)
            post_delete.connect(self.forget, sender=model)


def _of_the_teams() -> Iterable[str]:
    # A room's name is nobody's but its members', and these serve every process.
    bodies = Body.objects.filter(subcommittee=False).values_list("name", flat=True)
    desks = Desk.objects.open().values_list("name", flat=True)
    return Agency.objects.values_list("name", flat=True).union(bodies, desks, all=True)


names = Known(_of_the_teams, Agency, Body, Desk)


def forget() -> None:
    """Read every source anew with the next text."""
    for known in Known.every:
        known.forget()
