"""How well what a desk offers fits what is asked for. Pure; no queries."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from mdt.directory.choices import AgeGroup, Area, Capacity, Feature, Language, Service
from mdt.directory.models import NO_AREA, DeskService
from mdt.team.models import Agency
from mdt.team.sectors import Binding

# Whoever these bind keeps a house whose place is not public.
_HIDDEN_HOUSES = frozenset({Binding.FVPSA, Binding.RHY})
_ORDER = (Capacity.TAKING, Capacity.WAITLIST, Capacity.NOT_TAKING)


@dataclass(frozen=True)
class Need:
    """What is asked for; what is empty or "not known" is no condition."""

    service: str = ""
    age_group: str = ""
    language: str = ""
    area: str = ""


@dataclass(frozen=True)
class Fit:
    """One entry held against a need. `misses` names in plain words what it is not for."""

    entry: DeskService
    stale: bool
    misses: tuple[str, ...]

    @property
    def rank(self) -> tuple[Any, ...]:
        """The lower, the better: it fits, it takes people, somebody has said so lately."""
        days_ago = -self.entry.checked_on.toordinal()
        desk = self.entry.desk
        capacity = _ORDER.index(Capacity(self.entry.capacity))
        return len(self.misses), capacity, self.stale, days_ago, desk.agency.name, desk.name

    @property
    def fits(self) -> bool:
        return not self.misses

    @property
    def taking(self) -> bool:
        return self.entry.capacity == Capacity.TAKING

    @property
    def service(self) -> str:
        return str(Service(self.entry.service).label)

    @property
    def capacity(self) -> str:
        return str(Capacity(self.entry.capacity).label)

    @property
    def ages(self) -> str:
        return _listed(AgeGroup, self.entry.ages)

    @property
    def languages(self) -> str:
        return _listed(Language, self.entry.languages)

    @property
    def areas(self) -> str:
        """Where it serves; nothing for a house whose place is not public, whatever an old row says."""
        return "" if hides_area(self.entry.service, self.entry.desk.agency) else _listed(Area, self.entry.areas)

    @property
    def features(self) -> str:
        return _listed(Feature, self.entry.features)


def hides_area(service: str, agency: Agency) -> bool:
    """Whether nothing may be said of where this is: a place to sleep, and all that such a house's agency does."""
    return service in NO_AREA or not _HIDDEN_HOUSES.isdisjoint(agency.bindings)


def fit(entry: DeskService, need: Need, is_stale: Callable[[DeskService], bool]) -> Fit:
    misses = []
    if need.service and entry.service != need.service:
        misses.append("another service")
    if _asks(need.age_group) and need.age_group not in entry.ages:
        misses.append("another age group")
    speaks = need.language in entry.languages or Feature.INTERPRETER in entry.features
    if _asks(need.language) and not speaks:
        misses.append("another language")
    hidden = hides_area(entry.service, entry.desk.agency)
    if _asks(need.area) and not hidden and need.area not in entry.areas:
        misses.append("another area")
    return Fit(entry, is_stale(entry), tuple(misses))


def fits(entries: Iterable[DeskService], need: Need, is_stale: Callable[[DeskService], bool]) -> list[Fit]:
    """Every entry of the service that is asked for, the best first."""
    asked = (entry for entry in entries if not need.service or entry.service == need.service)
    return sorted((fit(entry, need, is_stale) for entry in asked), key=lambda one: one.rank)


def _asks(answer: str) -> bool:
    return bool(answer) and answer != "not_known"


def _listed(choices: Any, keys: Iterable[str]) -> str:
    """In the order of the form, whatever order they are stored in."""
    held = set(keys)
    return ", ".join(str(label) for key, label in choices.choices if key in held)
