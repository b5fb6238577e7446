"""Readings of a text: folded to plain letters and digits, with the way back to the text as written."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """A text to search; character i of it was written at `starts[i]` up to `ends[i]` of the original."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` (not empty) stands in the text as written."""
        return self.starts[start], self.ends[end - 1]

    def rewrite(
        self,
        pattern: re.Pattern[str],
        words: Callable[[re.Match[str]], str],
        within: Sequence[tuple[int, int]] | None = None,
        places: Iterable[int] | None = None,
    ) -> "Reading":
        """Replace each match, in the stretches `within` if given, by `words(match)`, which points to all of it.

        `places`, in order, are the only ones where a match can begin.
        """
        text, starts, ends, done = [], [], [], 0
        matches = self._matches(pattern, within) if places is None else self.matches_at(pattern, places)
        for match in matches:
            new = words(match)
            if new == match[0]:
                continue
            start, end = self.origin(*match.span())
            text += [self.text[done : match.start()], new]
            starts += [*self.starts[done : match.start()], *[start] * len(new)]
            ends += [*self.ends[done : match.start()], *[end] * len(new)]
            done = match.end()
        if not text:
            return self
        text.append(self.text[done:])
        return Reading("".join(text), [*starts, *self.starts[done:]], [*ends, *self.ends[done:]])

    def matches_at(self, pattern: re.Pattern[str], places: Iterable[int]) -> Iterator[re.Match[str]]:
        """The matches that begin at one of `places` and overlap none before."""
        done = 0
        for at in places:
            if at >= done and (match := pattern.match(self.text, at)):
                done = match.end()
                yield match

    def _matches(self, pattern: re.Pattern[str], within: Sequence[tuple[int, int]] | None) -> Iterator[re.Match[str]]:
        for start, end in [(0, len(self.text))] if within is None else within:
            yield from pattern.finditer(self.text, start, end)


def _pairs(written: str, meant: str) -> dict[str, str]:
    return dict(zip(written, meant, strict=True))


# Letters of other alphabets that look like Latin ones (a selection of Unicode's confusables, TR 39), dashes and quotes.
LOOK_ALIKES = (
    _pairs("авекмнорстухіїјѕԁһԛԝьгѵӏё", "abekmhopctyxiijsdhqwbrvle")
    | _pairs("АВЕКМНОРСТУХІЇЈЅԀҺԚԜЬѴЁ", "ABEKMHOPCTYXIIJSDHQWBVE")
    | _pairs("αβγδεηικνορτυχωϲϳ", "abydenikvoptuxwcj")
    | _pairs("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX")
    | _pairs("ıɑɡɩłøđħŧɪʀʏɴʟɢʜʙᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢʐ", "iagilodhtirynlghbacdejkmoptuvwzz")
    | _pairs("ŁØĐĦŦ", "LODHT")
    | _pairs("օսհոցյԁ", "ouhngjd")
    | {"½": " 1/2", "¼": " 1/4", "¾": " 3/4"}
    | {"ß": "ss", "æ": "ae", "œ": "oe", "Æ": "AE", "Œ": "OE"}
    | dict.fromkeys("‐‑‒–—―−﹘－⁃˗", "-")
    | dict.fromkeys("‘’‚‛ʼ′`´ʹ", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("。․٫·∙⋅", ".")
    | dict.fromkeys("⁄∕", "/")
    | dict.fromkeys("\u2028\u2029\r\x0b\x0c\x85", "\n")
)
_DROPPED = {"Cf", "Mn", "Me", "Cc", "Cs", "Co", "Cn"}
_KEPT = "\n\t"


def _folded(char: str) -> str:
    """What one character is read as: nothing if it is not seen, otherwise plain look-alikes of it."""
    if char in LOOK_ALIKES:
        return LOOK_ALIKES[char]
    if char in _KEPT:
        return char
    if (digit := unicodedata.decimal(char, None)) is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKD", char)
    return "".join(LOOK_ALIKES.get(c, c) for c in plain if unicodedata.category(c) not in _DROPPED)


def fold(text: str) -> Reading:
    """Read through zero-width characters, accents, full-width digits and look-alike letters."""
    if text.isascii() and text.isprintable():
        return Reading(text, range(len(text)), range(1, len(text) + 1))
    folded, origins = [], []
    for at, char in enumerate(text):
        new = char if " " <= char <= "~" else _folded(char)
        folded.append(new)
        origins += [at] * len(new)
    return Reading("".join(folded), origins, [at + 1 for at in origins])
