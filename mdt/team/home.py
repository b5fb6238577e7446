"""Home: panels that each floor registers, so that what needs somebody now comes first, and counts for its menu."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from mdt.team.models import User


@dataclass(frozen=True)
class Panel:
    """One part of Home: a template, and all that it knows (it is included with `only`)."""

    template: str
    context: Mapping[str, Any]


class PanelSource(Protocol):
    """What a floor registers in `AppConfig.ready()`. Of two panels the lower `order` stands first."""

    @property
    def key(self) -> str: ...
    @property
    def order(self) -> int: ...
    @property
    def permission(self) -> str: ...
    def present(self, user: User) -> Panel | None:
        """The panel as `user` sees it now, or None when there is nothing to say."""


_SOURCES: dict[str, PanelSource] = {}


def register_panel(source: PanelSource) -> None:
    """Add a panel to Home.

    Raises:
        ValueError: its key is taken.
    """
    if _SOURCES.setdefault(source.key, source) is not source:
        raise ValueError(f"The panel {source.key} is registered twice.")


def panels_for(user: User) -> list[Panel]:
    """The panels that `user` may see and that have something to say, in order."""
    sources = sorted(_SOURCES.values(), key=lambda source: (source.order, source.key))
    panels = [source.present(user) for source in sources if user.has_perm(source.permission)]
    return [panel for panel in panels if panel]


@dataclass(frozen=True)
class MenuCount:
    """A number beside one entry of the menu: counted when Home is loaded, and never again on the page."""

    url_name: str
    permission: str
    count: Callable[[User], int]


_COUNTS: dict[str, MenuCount] = {}


def register_menu_count(count: MenuCount) -> None:
    """Add a number.

    Raises:
        ValueError: its entry has one.
    """
    if _COUNTS.setdefault(count.url_name, count) is not count:
        raise ValueError(f"The menu entry {count.url_name} is counted twice.")


def menu_counts(user: User) -> dict[str, int]:
    """By url name, what is not nothing."""
    counted = {one.url_name: one.count(user) for one in _COUNTS.values() if user.has_perm(one.permission)}
    return {name: number for name, number in counted.items() if number}
