"""What the floors above offer beside an item of an agenda, as links on its page."""

from collections.abc import Callable
from dataclasses import dataclass

from mdt.meetings.models import AgendaItem

Offers = Callable[[AgendaItem], "Link | None"]


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead."""

    words: str
    url: str


_OFFERS: list[Offers] = []


def register_item_link(offers: Offers) -> None:
    """Add a link, or None where there is nothing to offer. Asked for whoever prepares the meeting; in `ready()`."""
    _OFFERS.append(offers)


def links_of(item: AgendaItem) -> list[Link]:
    return [link for link in (offers(item) for offers in _OFFERS) if link]
