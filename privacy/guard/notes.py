"""One text under examination: its readings, its words, and the phrases in it that are known to be harmless."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from privacy.guard import cues, numerals
from privacy.guard.findings import KINDS, Span, Tier
from privacy.guard.folding import Reading, fold
from privacy.guard.lexicon import Lexicon, lexicon
from privacy.guard.phrases import harmless, phrase_words, shops

_TOKEN = re.compile(r"[^\W\d_]++(?:'[^\W\d_]++){0,3}+'?")
Opening = Literal["digit", "capital", "mixed", "dotted", "counted"]
_OPENINGS: dict[Opening, re.Pattern[str]] = {"digit": re.compile(r"\d++"), "capital": re.compile(r"[A-Z]\w*+")}
# The most characters that may stand before the first digit of a code, or before the last dot of a host.
_BEFORE_DIGIT, _BEFORE_DOT = 24, 64
# A dot inside a word; a number with white space behind it.
_DOT = re.compile(r"(?<=[\w-])\.(?=[A-Za-z\d])")
_COUNTED = re.compile(r"\d{1,6}+(?:-?[A-Da-d]\b)?+(?:\s1/2)?+(?=\s)")
# Where a word of a name may begin: also after a hyphen or an ampersand in it.
_BEGINNING = re.compile(r"(?<![\w'])[\w'&-]")
_LETTERS = re.compile(r"[^\W\d_]++")
_SENTENCE_END = re.compile(r"[.!?:;\n\"(\[{•*>]|\d\)|\s-\s|--|^\s*-")
_ABBREVIATED = cues.words("mr mrs ms dr det sgt lt ofc cpl capt st mt dep rev prof vs no")


@dataclass(slots=True)
class Token:
    """A run of letters of the plain reading; `word` is lower case without a possessive ending."""

    text: str
    start: int
    end: int
    gap: str
    begins: bool
    word: str = field(init=False)
    capital: bool = field(init=False)
    shouted: bool = field(init=False)

    def __post_init__(self) -> None:
        word = self.text.lower()
        self.word = word.rstrip("'").removesuffix("'s") if "'" in word else word
        self.capital = self.text[0].isupper()
        self.shouted = self.capital and len(self.text) > 1 and self.text.isupper()

    @property
    def possessive(self) -> bool:
        return self.text[-2:].lower() == "'s"


def _ends_sentence(token: Token, gap: str) -> bool:
    """Whether a new sentence begins after `token`; the stop of 'Dr.' or of an initial ends none."""
    abbreviated = token.word in _ABBREVIATED or (len(token.text) == 1 and token.capital)
    return bool(_SENTENCE_END.search(gap)) and not (abbreviated and gap.rstrip() == ".")


def _begin(text: str, at: int, marks: str, most: int) -> int:
    """Where the letters, digits and `marks` around `at` begin, at most so many characters from it."""
    fewest = max(0, at - most)
    while at > fewest and (text[at - 1].isalnum() or text[at - 1] in marks):
        at -= 1
    return at


class Note:
    """A text with everything that detectors ask of it, each made once and only when asked for."""

    def __init__(self, text: str, allowed: Collection[str] = ()) -> None:
        self.text = text
        self._allowed = frozenset(allowed)
        # Start, end and whether to ask of each town, once somebody looked.
        self.towns: list[tuple[int, int, bool]] | None = None
        self._indexes: dict[str, dict[str, list[int]]] = {}
        self._openings: dict[tuple[str, Opening], list[int]] = {}
        self._beginnings: dict[str, list[int]] = {}

    @cached_property
    def lexicon(self) -> Lexicon:
        return lexicon()

    @cached_property
    def plain(self) -> Reading:
        return fold(self.text)

    @cached_property
    def digits(self) -> Reading:
        return numerals.numbers(self.plain, self.index("plain"))

    @cached_property
    def counts(self) -> bool:
        """Whether any digit stands in it, written or spoken."""
        return any(char.isdigit() for char in self.digits.text)

    @cached_property
    def links(self) -> Reading:
        return numerals.links(self.plain, self.index("plain").keys())

    def reading(self, name: str) -> Reading:
        """The reading by its name: plain, digits or links."""
        reading: Reading = getattr(self, name)
        return reading

    def index(self, name: str) -> dict[str, list[int]]:
        """Each word of a reading, in lower case, with the places where it stands; readings may share theirs."""
        text = self.reading(name).text
        if text not in self._indexes:
            index: dict[str, list[int]] = {}
            for match in _LETTERS.finditer(text.lower()):
                index.setdefault(match[0], []).append(match.start())
            self._indexes[text] = index
        return self._indexes[text]

    def openings(self, name: str, opening: Opening) -> list[int]:
        """Where runs of digits or words with a capital begin, or what has a digit or a dot inside, or is a count."""
        text = self.reading(name).text
        if (text, opening) not in self._openings:
            if opening == "mixed":
                found = sorted({_begin(text, at, "-", _BEFORE_DIGIT) for at in self.openings(name, "digit")})
            elif opening == "dotted":
                dots = (match.start() for match in _DOT.finditer(text))
                found = sorted({_begin(text, at, "-_.", _BEFORE_DOT) for at in dots})
            elif opening == "counted":
                found = [at for at in self.openings(name, "digit") if _COUNTED.match(text, at)]
            else:
                found = [match.start() for match in _OPENINGS[opening].finditer(text)]
            self._openings[text, opening] = found
        return self._openings[text, opening]

    def before(self, name: str, places: Iterable[int], words: int) -> list[int]:
        """Where the last `words` words before each of `places` begin in a reading, in order."""
        text = self.reading(name).text
        if text not in self._beginnings:
            self._beginnings[text] = [match.start() for match in _BEGINNING.finditer(text)]
        beginnings, found = self._beginnings[text], set[int]()
        for at in places:
            last = bisect_left(beginnings, at)
            # Twice as many, since "drive-in" begins twice.
            found.update(beginnings[max(0, last - 2 * words) : last])
        return sorted(found)

    @cached_property
    def tokens(self) -> list[Token]:
        text, tokens, end = self.plain.text, list[Token](), 0
        for match in _TOKEN.finditer(text):
            gap = text[max(end, match.start() - 12) : match.start()]
            begins = not tokens or (gap != " " and _ends_sentence(tokens[-1], gap))
            tokens.append(Token(match[0], *match.span(), gap, begins))
            end = match.end()
        return tokens

    @cached_property
    def words(self) -> list[tuple[str, int, int]]:
        """Every run of letters and digits in lower case, possessive endings off, with its place in `plain`."""
        return phrase_words(self.plain.text)

    @cached_property
    def harmless(self) -> list[tuple[int, int, int]]:
        """Start, end and number of words of each harmless phrase in `plain`, in order."""
        return harmless(self.plain.text, self.words, self.shops, self._allowed)

    @cached_property
    def shops(self) -> list[tuple[int, int, bool]]:
        """Start and end of each chain or venue of the list, and whether it is another word without a capital."""
        return shops(self.words)

    def sheltered(self, start: int, end: int) -> int:
        """How many words the harmless phrase around `plain.text[start:end]` has; 0 if there is none."""
        end -= len(self.plain.text[start:end]) - len(self.plain.text[start:end].rstrip(".,'-"))
        last = bisect_right(self.harmless, (start, len(self.plain.text) + 1, 0))
        around = [
            count for first, stop, count in self.harmless[max(0, last - 8) : last] if first <= start and end <= stop
        ]
        return max(around, default=0)

    def span(self, reading: Reading, start: int, end: int, kind: str, tier: Tier | None = None) -> Span:
        """A finding at `reading.text[start:end]`, in places of the text as written."""
        return Span(*reading.origin(start, end), kind, tier or KINDS[kind].tier)
