"""A rule is a pattern of bounded cost over one reading, with a check for what a pattern cannot say."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from privacy.guard.findings import Span
from privacy.guard.folding import Reading
from privacy.guard.notes import Note, Opening

Match = re.Match[str]
# No match that needs a word begins or ends further from it, in characters.
REACH = 130


def always(match: Match) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Rule:
    """Finds `kind` where `pattern` matches the reading `on` and `accept` agrees; a group `id` is the span if named.

    `heads` are the words that a match can start with: the pattern is tried only where one of them stands. Without
    them the whole reading is searched: "digits" only if a digit stands in it, any only if one of the words that the
    rule `needs` does, or one of the characters of `marks`. With `opens`, it is tried only where a run of digits or a
    word with a capital begins; with `leads`, where one of so many words before a needed one does. With `shelter`, a
    finding inside a harmless phrase is dropped.
    Repeats in a pattern are bounded or possessive, so that no text makes one expensive (a test computes it).
    """

    kind: str
    on: str
    pattern: re.Pattern[str]
    accept: Callable[[Match], bool] = always
    heads: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    marks: str = ""
    opens: Opening | None = None
    leads: int = 0
    shelter: bool = False

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[Match]:
        """All matches in a stretch; after one that is not accepted, the search goes on a character further."""
        while match := self.pattern.search(text, start, end):
            taken = self.accept(match)
            start = match.end() if taken else match.start() + 1
            if taken:
                yield match

    def search_near(self, text: str, places: Iterable[int]) -> Iterator[Match]:
        """All matches around `places`, where a word stands that each of them needs."""
        start = end = 0
        for at in sorted(places):
            if at - REACH > end:
                yield from self.search(text, start, end)
                start = at - REACH
            end = at + REACH
        yield from self.search(text, start, end)

    def match_at(self, text: str, places: Iterable[int]) -> Iterator[Match]:
        for at in places:
            match = self.pattern.match(text, at)
            if match and self.accept(match):
                yield match

    def span(self, note: Note, reading: Reading, match: Match) -> Span | None:
        start, end = match.span("id" if "id" in self.pattern.groupindex else 0)
        if start == end or (self.shelter and note.sheltered(start, end)):
            return None
        return note.span(reading, start, end, self.kind)


class Rulebook:
    """Many rules over one note; those with heads are looked up by the words of the note."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._searching = [rule for rule in self.rules if not rule.heads]
        self._headed: dict[str, dict[str, list[Rule]]] = {}
        for one in self.rules:
            for head in one.heads:
                self._headed.setdefault(one.on, {}).setdefault(head, []).append(one)

    def find(self, note: Note) -> Iterator[Span]:
        for one, match in self._matches(note):
            span = one.span(note, note.reading(one.on), match)
            if span:
                yield span

    def _matches(self, note: Note) -> Iterator[tuple[Rule, Match]]:
        for on, headed in self._headed.items():
            text, index = note.reading(on).text, note.index(on)
            # What this loop costs is half of what the guard costs: no call more than it needs.
            for word in index.keys() & headed.keys():
                places = index[word]
                for one in headed[word]:
                    match_at = one.pattern.match
                    for at in places:
                        if (match := match_at(text, at)) and one.accept(match):
                            yield one, match
        for one in self._searching:
            if one.on == "digits" and not note.counts:
                continue
            text, index = note.reading(one.on).text, note.index(one.on)
            needed = index.keys() & one.needs
            if (one.needs and not needed) or (one.marks and not any(mark in text for mark in one.marks)):
                continue
            if one.opens:
                found = one.match_at(text, note.openings(one.on, one.opens))
            elif one.leads:
                found = one.match_at(
                    text, note.before(one.on, [at for word in needed for at in index[word]], one.leads)
                )
            elif one.needs:
                found = one.search_near(text, [at for word in needed for at in index[word]])
            else:
                found = one.search(text)
            yield from ((one, match) for match in found)


def rule(
    kind: str,
    on: str,
    pattern: str,
    accept: Callable[[Match], bool] = always,
    *,
    heads: str = "",
    needs: str = "",
    marks: str = "",
    opens: Opening | None = None,
    leads: int = 0,
    cased: bool = False,
    shelter: bool = False,
) -> Rule:
    """A rule from the text of its pattern; letters match in either case unless `cased`.

    `heads`: phrases parted by `|` that stand in front of the pattern, as whole words and in either case (group `head`).
    `needs`: phrases parted by `|`, one of which is in every match. `marks`: characters, likewise.
    `opens`: every match begins where a run of digits, or a word with a capital, does; it is tried only there.
    `leads`: how many words a match may have before the one that it needs.
    """
    front = rf"\b(?P<head>(?i:{any_of(heads)}))(?![A-Za-z])" if heads else ""
    return Rule(
        kind,
        on,
        re.compile(f"{front}(?:{pattern})", 0 if cased else re.IGNORECASE),
        accept,
        _first_words(heads),
        _first_words(needs),
        marks,
        opens,
        leads,
        shelter,
    )


def _first_words(phrases: str) -> frozenset[str]:
    return frozenset(re.split(r"[^a-z]", phrase, maxsplit=1)[0] for phrase in phrases.lower().split("|")) - {""}


def any_of(phrases: str) -> str:
    """Phrases parted by `|` as an atomic alternation, the longest first, any white space between their words."""
    longest = sorted(set(phrases.split("|")), key=lambda phrase: (-len(phrase), phrase))
    return "(?>" + "|".join(re.escape(phrase).replace(r"\ ", r"\s") for phrase in longest) + ")"
