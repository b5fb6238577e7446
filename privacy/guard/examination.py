"""`examine`: every detector over one text, settled into one report; with the seams for detectors and known phrases."""

from collections.abc import Callable, Collection, Iterable

from privacy.guard import (
    addresses,
    ages,
    callings,
    contact,
    dates,
    details,
    handles,
    hangouts,
    identifiers,
    jobs,
    labels,
    lives,
    looks,
    names,
    partials,
    places,
    plates,
    postal,
    schools,
    signs,
    streets,
    towns,
    vehicles,
    venues,
)
from privacy.guard.findings import Report, Span, Tier, settle
from privacy.guard.lexicon import lexicon
from privacy.guard.notes import Note
from privacy.guard.rules import Rulebook

Detector = Callable[[Note], Iterable[Span]]
Source = Callable[[], Collection[str]]

_RULED = (
    contact,
    handles,
    dates,
    ages,
    identifiers,
    partials,
    plates,
    addresses,
    streets,
    postal,
    schools,
    venues,
    hangouts,
    jobs,
    callings,
    places,
    looks,
    vehicles,
    details,
    lives,
    signs,
    labels,
)
RULES = Rulebook(rule for module in _RULED for rule in module.RULES)
DETECTORS: list[Detector] = [
    RULES.find,
    contact.detect,
    handles.detect,
    identifiers.detect,
    towns.detect,
    venues.detect,
    names.detect,
    signs.detect,
]
_sources: list[Source] = []


def add_detector(detector: Detector) -> Detector:
    """Let one more detector read every text; it can add findings, never take any away."""
    DETECTORS.append(detector)
    return detector


def allow(source: Source) -> Source:
    """Name a source of phrases that are no finding of the ask tier: agencies, services, bodies, known places."""
    _sources.append(source)
    return source


def allowed_phrases() -> frozenset[str]:
    """All phrases of all sources, asked for anew; a source keeps its own cache if it is costly."""
    return frozenset(phrase for source in _sources for phrase in source())


def examine(text: str, *, allowed: Collection[str] = ()) -> Report:
    """Find what may identify a person in `text`.

    `allowed` are phrases ("Safety Compass") that are not asked about, in either case; they never quiet a stop.

    Raises:
        WordListMissing: a word list cannot be read, so nothing may be called clean.
    """
    # A missing list must be noticed for an empty text too.
    lexicon()
    note = Note(text, allowed)
    return settle(span for detector in DETECTORS for span in detector(note) if span.tier is not Tier.CLEAN)
