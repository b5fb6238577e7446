"""A checklist: its signs, how many make a band, and what each band recommends. One ships; no licensed one does."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from cases.profile import Concern
from cases.screening.choices import Action, Band


@dataclass(frozen=True)
class Checklist:
    """One version of an instrument. `some_from` and `many_from` are numbers of ticked signs."""

    key: str
    name: str
    version: int
    items: Sequence[str]
    some_from: int
    many_from: int
    some_route: Action
    many_route: Action
    concern: Concern
    source: str
    validated: bool = False

    def band(self, ticked: Collection[object]) -> Band:
        """The band of a number of ticks; which ones they were plays no part."""
        if len(ticked) >= self.many_from:
            return Band.MANY
        return Band.SOME if len(ticked) >= self.some_from else Band.NONE

    def route(self, band: str) -> Action:
        """What is recommended for a band. A person decides."""
        return {Band.SOME: self.some_route, Band.MANY: self.many_route}.get(Band(band), Action.NOTHING)


COUNTY_SIGNS: Final = Checklist(
    key="county-signs",
    name="Signs to look for",
    version=1,
    items=(
        "A minor who runs away again and again",
        "Is or was known to child welfare",
        "Misses a lot of school",
        "Bruises or injuries with no clear cause",
        "Answers sound rehearsed, or the story changes",
        "Is “just visiting a friend”, or does not know the address they stay at",
        "Tattoos or brands, or ties to a gang",
        "Travels often along the I-5 corridor",
        "A “boyfriend” who is much older",
        "Clothes that do not fit the weather",
    ),
    # The page gives no numbers. These are ours, and nobody has tested them.
    some_from=1,
    many_from=4,
    some_route=Action.ADVOCATE,
    many_route=Action.REFER,
    concern=Concern.NOT_KNOWN,
    source="After the list of signs on the human trafficking page of the Clackamas County District Attorney, "
    "in our own words",
)
SHIPPED: Final = {COUNTY_SIGNS.key: COUNTY_SIGNS}
