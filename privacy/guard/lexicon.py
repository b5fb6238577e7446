"""The word lists that the guard reads names by: its own small ones, and pyspellchecker's word frequencies."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spellchecker import SpellChecker

WORDS = Path(__file__).parent / "words"
LANGUAGE = "en"


class WordListMissing(Exception):
    """A word list that the guard needs cannot be read, so nothing can be called clean."""


def _lines(name: str) -> list[str]:
    try:
        text = (WORDS / f"{name}.txt").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise WordListMissing(name) from None
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    if not lines:
        raise WordListMissing(name)
    return lines


def _words(name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(name) for word in line.lower().split())


def _frequencies() -> Mapping[str, int]:
    try:
        counts: Mapping[str, int] = SpellChecker(language=LANGUAGE).word_frequency.dictionary
    except (OSError, ValueError, EOFError):
        raise WordListMissing(LANGUAGE) from None
    if len(counts) < 50_000:
        raise WordListMissing(LANGUAGE)
    return counts


# Endings of plain words: a rare word with one of them is jargon or a typing error rather than a name.
_PLAIN_ENDING = re.compile(
    r"(?:tions?|sions?|ments?|ness|ity|ities|ships?|ances?|ences?|ing|ings|ed|ized|ised|izes|ize|able|ible|ful|less"
    r"|ology|ologist|ous|ive|ives|ally|ically|ly|ers|ors|ists?|isms?|ic|ical|ary|ated|ates|hood|wise|ward|ant|ents?"
    r"|n't|'re|'ve|'ll|'d|nt)$"
)
_PREFIX = re.compile(
    r"(?:tele|pre|re|un|non|co|step|child|over|under|out|multi|anti|sub|inter|post|mid|self|mis|dis|hyper|bio|psycho)"
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All lists, loaded once; words are asked for in lower case."""

    given: frozenset[str]
    family: frozenset[str]
    word_names: frozenset[str]
    vocabulary: frozenset[str]
    organisations: tuple[str, ...]
    places: tuple[str, ...]
    venues: tuple[str, ...]
    frequency: Mapping[str, int]
    common: frozenset[str]

    def is_name(self, word: str) -> bool:
        return word in self.given or word in self.family

    def rank(self, word: str) -> int:
        """How often the word stands in a large corpus of speech; 0 if it does not."""
        return self.frequency.get(word, 0)

    def is_proper(self, word: str) -> bool:
        """A known word that is never bent (no plural, no -ing, no -ly): mostly names of people and places."""
        known = self.frequency
        if f"{word}'s" not in known or _PLAIN_ENDING.search(word):
            return False
        bent = (
            word + "s",
            word + "es",
            word + "ed",
            word + "d",
            word + "ing",
            word[:-1] + "ing",
            word + "ly",
            word + "er",
        )
        return not any(form in known for form in bent)

    def is_plain(self, word: str) -> bool:
        """A word that no list needs to hold: compounds ("voicemail"), jargon by its ending, a slip of the pen."""
        if self.rank(word) >= 500 or word in self.vocabulary or _PLAIN_ENDING.search(word):
            return True
        prefix = _PREFIX.match(word)
        if prefix and self.rank(word[prefix.end() :]) >= 500:
            return True
        parts = range(3, len(word) - 2)
        if any(self.rank(word[:at]) >= 2000 and self.rank(word[at:]) >= 2000 for at in parts):
            return True
        return len(word) >= 6 and self.is_slip(word)

    def is_slip(self, word: str) -> bool:
        """One letter too many, too few, swapped or wrong against a common word."""
        cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
        near = [a + b[1:] for a, b in cuts if b]
        near += [a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1]
        near += [a + c + b for a, b in cuts for c in _LETTERS]
        near += [a + c + b[1:] for a, b in cuts if b for c in _LETTERS]
        return not self.common.isdisjoint(near)


@cache
def lexicon() -> Lexicon:
    """Load the lists (about a third of a second, once in a process).

    Raises:
        WordListMissing: a list is absent, empty or cannot be read.
    """
    frequency = _frequencies()
    return Lexicon(
        given=_words("first_names"),
        family=_words("surnames"),
        word_names=_words("word_names"),
        vocabulary=_words("vocabulary"),
        organisations=tuple(_lines("organisations")),
        places=tuple(_lines("places")),
        venues=tuple(_lines("venues")),
        frequency=frequency,
        common=frozenset(word for word, count in frequency.items() if count >= 2000),
    )
