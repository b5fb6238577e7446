"""The word lists that the guard reads names by: its own small ones, and pyspellchecker's word frequencies."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spellchecker import SpellChecker

WORDS = Path(__file__).parent / "words"
LANGUAGE = "en"
SECOND_LANGUAGE = "es"
# Letters of the longest run of letters that can be a word.
LONGEST = 30


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


def _frequencies(language: str) -> Mapping[str, int]:
    try:
        counts: Mapping[str, int] = SpellChecker(language=language).word_frequency.dictionary
    except (OSError, ValueError, EOFError):
        raise WordListMissing(language) from None
    if len(counts) < 50_000:
        raise WordListMissing(language)
    return counts


def _without_accents(counts: Mapping[str, int]) -> frozenset[str]:
    """The common words, as a folded text has them."""
    marks = str.maketrans("áéíóúüñ", "aeiouun")
    return frozenset(word.translate(marks) for word, count in counts.items() if count >= 1000)


# Endings of Spanish verbs, nouns and adjectives, and what the dictionary form ends with instead.
_SPANISH_ENDING = re.compile(
    r"(?:(?P<verb>o|as|a|amos|an|e|es|emos|en|io|aron|ieron|aba|aban|ia|ian|ado|ada|ados|adas|ido|ida|ando|iendo|ara"
    r"|era"
    r"|ira|aria|eria|iria|arse|erse|irse|arlo|arla|arle|erlo|erla|erle|irle)|(?P<noun>s|es|ita|ito|itas|itos|as|os|a))$"
)
_STEM_CHANGES = (("ie", "e"), ("ue", "o"), ("i", "e"), ("u", "o"))


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
    # Names of bodies and services, and sayings.
    harmless: tuple[str, ...]
    places: tuple[str, ...]
    venues: tuple[str, ...]
    frequency: Mapping[str, int]
    common: frozenset[str]
    # Plain words that are nobody's name.
    everyday: frozenset[str]
    spanish: frozenset[str]

    def is_name(self, word: str) -> bool:
        return word in self.given or word in self.family

    def rank(self, word: str) -> int:
        """How often the word stands in a large corpus of speech; 0 if it does not."""
        return self.frequency.get(word, 0)

    def is_spanish(self, word: str) -> bool:
        """A common Spanish word or a form of one, written without accents."""
        if word in self.spanish:
            return True
        found = _SPANISH_ENDING.search(word)
        while found:
            if self._bends(word[: found.start()]):
                return True
            found = _SPANISH_ENDING.search(word, found.start() + 1)
        return False

    def _bends(self, stem: str) -> bool:
        """A verb or noun of the dictionary begins with `stem`, a vowel of it changed perhaps ("quier", "tien")."""
        if len(stem) < 3:
            return False
        stems = [
            stem,
            *("".join((a, new, b)) for old, new in _STEM_CHANGES for a, found, b in [stem.rpartition(old)] if found),
        ]
        return any(form + ending in self.spanish for form in stems for ending in ("ar", "er", "ir", "", "o", "e"))

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
            word.removesuffix("y") + "ies",
            word + "ly",
            word + "er",
        )
        return not any(form in known for form in bent)

    def is_plain(self, word: str) -> bool:
        """A word that no list needs to hold: compounds ("voicemail"), jargon by its ending, a slip of the pen."""
        if len(word) > LONGEST:
            return False
        if self.rank(word) >= 500 or word in self.vocabulary or _PLAIN_ENDING.search(word) or self.is_spanish(word):
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
    frequency = _frequencies(LANGUAGE)
    given, family, word_names = _words("first_names"), _words("surnames"), _words("word_names")
    vocabulary = _words("vocabulary")
    plain = vocabulary | {word for word, count in frequency.items() if count >= 1000}
    return Lexicon(
        given=given,
        family=family,
        word_names=word_names,
        vocabulary=vocabulary,
        harmless=tuple(line for name in ("organisations", "services", "products", "sayings") for line in _lines(name)),
        places=tuple(_lines("places")),
        venues=tuple(_lines("venues")),
        frequency=frequency,
        common=frozenset(word for word, count in frequency.items() if count >= 2000),
        everyday=plain - given - family - word_names,
        spanish=_without_accents(_frequencies(SECOND_LANGUAGE)),
    )
