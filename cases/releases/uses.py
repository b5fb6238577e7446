"""What goes under a release: the floor above knows its records, and registers how to tell of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from cases.releases.models import Release
from mdt.team.models import User


@dataclass(frozen=True)
class Use:
    """One record that a release lets others see: its code, its words for the giver, where it opens."""

    code: str
    title: str
    detail: str
    address: str


class Uses(Protocol):
    """What a floor above registers in `AppConfig.ready()`. It answers inside the wall's context of the giver."""

    def under(self, release: Release, user: User) -> Sequence[Use]:
        """The open records that the release lets its receivers see, or let while it was in force."""
        ...

    def start(self, release: Release) -> str:
        """Where something new is sent under it."""
        ...


_USES: list[Uses] = []


def register_uses(uses: Uses) -> None:
    """Say what goes under releases.

    Raises:
        ValueError: somebody did already.
    """
    if _USES:
        raise ValueError("What goes under a release is registered twice.")
    _USES.append(uses)


def uses() -> Uses:
    return _USES[0]
