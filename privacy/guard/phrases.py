"""Phrases that are known: what they are found by, and which of them are harmless where they stand."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from privacy.guard.folding import fold
from privacy.guard.lexicon import Lexicon, lexicon

_WORD = re.compile(r"[\w']++")
# Where somebody stays is no harmless name any more ("stays at Rose Haven").
_WHEREABOUTS = re.compile(
    r"\b(?:(?:stay|sleep|camp|hid|liv|mov)(?:s|es|ed|ing)?|slept|hides?|lives?|moves?)\s(?:at|behind|near|outside|by)"
    r"\s(?:the\s)?$|\bshelter:?\s$",
    re.IGNORECASE,
)
_CLOSE = 28
# What is bought in a shop: nobody is met at "gift cards Winco or Fred Meyer".
_WARES = (
    r"(?:(?:gift|grocery|food)\s?cards?|cards?|vouchers?|gcs?|coupons?|pick\s?-?up\sorders?|orders?|curbside|delivery"
    r"|receipts?)"
)
# What a shop gives or sells.
_GOODS = (
    r"(?:runs?|bags?|gift\scerts?|certificates?|donat(?:ed|es|ions?)|gave|gives|has\s(?:free|a|donated)|sells|brand|app|delivers"
    r"|socks|snacks|diapers|formula|wipes|shoes|clothes|muffins|sandwich(?:es)?|coats|tires|coffee\sfor|food\sfor|pizzas?\sfor)"
)
_BOUGHT_BEFORE = re.compile(rf"\b{_WARES}\s(?:[\w',/&-]{{1,12}}\s){{0,3}}$", re.IGNORECASE)
_BOUGHT_AFTER = re.compile(rf"(?:'s)?\s(?:(?:or\s\w{{1,14}}+(?:\s\w{{1,14}}+)?\s)?{_WARES}|{_GOODS})\b", re.IGNORECASE)
_MEETING = re.compile(r"\b(?:met|meets?|seen|found|bought|gave|behind|outside|stole|works?)\b", re.IGNORECASE)
_NEAR = 48


def phrase_words(text: str) -> list[tuple[str, int, int]]:
    return [(match[0].strip("'").removesuffix("'s"), *match.span()) for match in _WORD.finditer(text.lower())]


class Phrasebook:
    """Phrases of one or more words, found in a list of words without regard to case."""

    def __init__(self, phrases: Iterable[str]) -> None:
        # By the first word and the second, which is empty for a phrase of one word.
        self._by_words: dict[str, dict[str, list[tuple[str, ...]]]] = {}
        for phrase in phrases:
            words = tuple(word for word, _, _ in phrase_words(fold(phrase).text))
            if words:
                second = words[1] if len(words) > 1 else ""
                self._by_words.setdefault(words[0], {}).setdefault(second, []).append(words)
        for seconds in self._by_words.values():
            for same in seconds.values():
                same.sort(key=len, reverse=True)

    def find(self, words: list[tuple[str, int, int]]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Start, end and words of the longest phrase at each word."""
        by_words, last = self._by_words, len(words) - 1
        for at, (first, start, _) in enumerate(words):
            if first not in by_words:
                continue
            seconds = by_words[first]
            phrases = seconds.get(words[at + 1][0], ()) if at < last else ()
            for phrase in (*phrases, *seconds.get("", ())):
                found = words[at : at + len(phrase)]
                if tuple(word for word, _, _ in found) == phrase:
                    yield start, found[-1][2], phrase
                    break


@lru_cache(maxsize=1)
def _known(words: Lexicon) -> Phrasebook:
    return Phrasebook(words.harmless)


@lru_cache(maxsize=8)
def _allowed(phrases: frozenset[str]) -> Phrasebook:
    return Phrasebook(phrases)


@lru_cache(maxsize=1)
def _venues(words: Lexicon) -> tuple[Phrasebook, Phrasebook]:
    always = Phrasebook(name.removeprefix("+") for name in words.venues if name.startswith("+"))
    return always, Phrasebook(name for name in words.venues if not name.startswith("+"))


def shops(words: list[tuple[str, int, int]]) -> list[tuple[int, int, bool]]:
    """Start and end of each chain or venue of the list, and whether it is another word without a capital."""
    always, cased = _venues(lexicon())
    plain = [(start, end, False) for start, end, _ in always.find(words)]
    return plain + [(start, end, True) for start, end, _ in cased.find(words)]


def _is_bought(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - _NEAR) : start]
    if _MEETING.search(re.split(r"[.,;]", before)[-1]):
        return False
    return bool(_BOUGHT_AFTER.match(text, end) or _BOUGHT_BEFORE.search(before))


def harmless(
    text: str, words: list[tuple[str, int, int]], venues: list[tuple[int, int, bool]], allowed: frozenset[str]
) -> list[tuple[int, int, int]]:
    """Start, end and number of words of each harmless phrase in a text, in order; `venues` are its shops."""
    found = [
        (start, end, len(phrase))
        for start, end, phrase in _known(lexicon()).find(words)
        if not _WHEREABOUTS.search(text, max(0, start - _CLOSE), start)
    ]
    if allowed:
        found += [(start, end, len(phrase)) for start, end, phrase in _allowed(allowed).find(words)]
    # As of two words: what is bought in a shop is nobody's name, whatever stands beside it.
    found += [(start, end, 2) for start, end, _ in venues if _is_bought(text, start, end)]
    found.sort()
    return found
