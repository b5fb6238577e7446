"""A rule is a pattern of bounded cost over one reading, with a check for what a pattern cannot say."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from privacy.guard.findings import Span
from privacy.guard.folding import Reading
from privacy.guard.notes import Note, Opening

Match = re.Match[str]
Search = Callable[[str, int], Match | None]
# No match that needs a word begins or ends further from it, in characters.
REACH = 130


def always(match: Match) -> bool:
    return True


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """Finds `kind` where `pattern` matches the reading `on` and `accept` agrees; a group `id` is the span if named.

    `heads` are the words that a match can start with: the pattern is tried only where one of them stands. Without
    them the whole reading is searched: "digits" only if a digit stands in it, any only if one of the words that the
    rule `needs` does, or one of the characters of `marks`. With `opens`, it is tried only where something of that
    build begins (see `Note.openings`); with `leads`, where one of so many words before a
    needed one does. With `shelter`, a finding inside a harmless phrase is dropped.
    Repeats in a pattern are bounded or possessive, so that no text makes one expensive (a test computes it).
    """

    kind: str
    on: str
    pattern: re.Pattern[str]
    accept: Callable[[Match], bool] = always
    heads: frozenset[str] = frozenset()
    # Heads of one word, behind which `tail` is tried first: it fails sooner than a long list of heads is gone through.
    alone: frozenset[str] = frozenset()
    tail: re.Pattern[str] | None = None
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

    def tail_after(self, head: str) -> Search | None:
        return self.tail.match if self.tail and head in self.alone else None

    def span(self, note: Note, reading: Reading, match: Match) -> Span | None:
        start, end = match.span("id" if "id" in self.pattern.groupindex else 0)
        if start == end or (self.shelter and note.sheltered(start, end)):
            return None
        return note.span(reading, start, end, self.kind)


class Rulebook:
    """Many rules over one note; those with heads or with needed words are looked up by the words of the note."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._headed: dict[str, dict[str, list[tuple[Rule, Search | None]]]] = {}
        self._needing: dict[str, dict[str, list[Rule]]] = {}
        self._free: dict[str, list[Rule]] = {}
        for one in self.rules:
            for head in one.heads:
                self._headed.setdefault(one.on, {}).setdefault(head, []).append((one, one.tail_after(head)))
            for word in () if one.heads else one.needs:
                self._needing.setdefault(one.on, {}).setdefault(word, []).append(one)
            if not one.heads and not one.needs:
                self._free.setdefault(one.on, []).append(one)

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
                places, size = index[word], len(word)
                for one, tail in headed[word]:
                    match_at = one.pattern.match
                    for at in places:
                        if tail and not tail(text, at + size):
                            continue
                        if (match := match_at(text, at)) and one.accept(match):
                            yield one, match
        for on, needing in self._needing.items():
            if on != "digits" or note.counts:
                index, needed = note.index(on), dict[Rule, list[int]]()
                for word in index.keys() & needing.keys():
                    for one in needing[word]:
                        needed.setdefault(one, []).extend(index[word])
                for one, places in needed.items():
                    yield from self._searched(note, one, places)
        for on, free in self._free.items():
            if on != "digits" or note.counts:
                for one in free:
                    yield from self._searched(note, one, ())

    def _searched(self, note: Note, one: Rule, needed: Sequence[int]) -> Iterator[tuple[Rule, Match]]:
        """The matches of a rule without heads; `needed` is where the words stand one of which each of them needs."""
        text = note.reading(one.on).text
        if one.marks and not any(mark in text for mark in one.marks):
            return
        if one.opens or one.leads:
            places = note.openings(one.on, one.opens) if one.opens else note.before(one.on, needed, one.leads)
            match_at = one.pattern.match
            for at in places:
                if (match := match_at(text, at)) and one.accept(match):
                    yield one, match
            return
        for match in one.search_near(text, needed) if one.needs else one.search(text):
            yield one, match


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
    `opens`: every match begins where something of that build does (see `Note.openings`).
    `leads`: how many words a match may have before the one that it needs.
    """
    front = rf"\b(?P<head>(?i:{any_of(heads)}))(?![A-Za-z])" if heads else ""
    flags = re.NOFLAG if cased else re.IGNORECASE
    return Rule(
        kind,
        on,
        re.compile(f"{front}(?:{pattern})", flags),
        accept,
        _first_words(heads),
        _lone_words(heads),
        re.compile(pattern, flags) if pattern and "|" in heads else None,
        _first_words(needs),
        marks,
        opens,
        leads,
        shelter,
    )


def _first_words(phrases: str) -> frozenset[str]:
    return frozenset(re.split(r"[^a-z]", phrase, maxsplit=1)[0] for phrase in phrases.lower().split("|")) - {""}


def _lone_words(phrases: str) -> frozenset[str]:
    """The phrases that are one word and begin no other."""
    listed = phrases.lower().split("|")
    return frozenset(
        one for one in listed if one.isalpha() and not any(re.match(rf"{one}[^a-z]", other) for other in listed)
    )


def any_of(phrases: str) -> str:
    """Phrases parted by `|` as an atomic alternation, the longest first, any white space between their words."""
    longest = sorted(set(phrases.split("|")), key=lambda phrase: (-len(phrase), phrase))
    return "(?>" + "|".join(re.escape(phrase).replace(r"\ ", r"\s") for phrase in longest) + ")"
