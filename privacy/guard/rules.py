"""A rule is a pattern of bounded cost over one reading, with a check for what a pattern cannot say."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from privacy.guard.findings import Span
from privacy.guard.folding import Reading
from privacy.guard.notes import Note

Match = re.Match[str]


def always(match: Match) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Rule:
    """Finds `kind` where `pattern` matches the reading `on` and `accept` agrees; a group `id` is the span if named.

    `heads` are the words that a match can start with: the pattern is tried only where one of them stands. Without
    them the whole reading is searched: "digits" only if a digit stands in it, any only if one of the words that the
    rule `needs` does. With `shelter`, a finding inside a harmless phrase is dropped.
    Repeats in a pattern are bounded or possessive, so that no text makes one expensive (a test computes it).
    """

    kind: str
    on: str
    pattern: re.Pattern[str]
    accept: Callable[[Match], bool] = always
    heads: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    shelter: bool = False

    def search(self, text: str) -> Iterator[Match]:
        """All matches in a text; after one that is not accepted, the search goes on a character further."""
        at = 0
        while match := self.pattern.search(text, at):
            taken = self.accept(match)
            at = match.end() if taken else match.start() + 1
            if taken:
                yield match

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
            for word in index.keys() & headed.keys():
                for one in headed[word]:
                    yield from ((one, match) for match in one.match_at(text, index[word]))
        for one in self._searching:
            counts = one.on != "digits" or note.counts
            if counts and not (one.needs and one.needs.isdisjoint(note.index(one.on))):
                yield from ((one, match) for match in one.search(note.reading(one.on).text))


def rule(
    kind: str,
    on: str,
    pattern: str,
    accept: Callable[[Match], bool] = always,
    *,
    heads: str = "",
    needs: str = "",
    cased: bool = False,
    shelter: bool = False,
) -> Rule:
    """A rule from the text of its pattern; letters match in either case unless `cased`.

    `heads`: phrases parted by `|` that stand in front of the pattern, as whole words and in either case (group `head`).
    `needs`: phrases parted by `|`, one of which is in every match.
    """
    front = rf"\b(?P<head>(?i:{any_of(heads)}))(?![A-Za-z])" if heads else ""
    return Rule(
        kind,
        on,
        re.compile(f"{front}(?:{pattern})", 0 if cased else re.IGNORECASE),
        accept,
        _first_words(heads),
        _first_words(needs),
        shelter,
    )


def _first_words(phrases: str) -> frozenset[str]:
    return frozenset(re.split(r"[^a-z]", phrase, maxsplit=1)[0] for phrase in phrases.lower().split("|")) - {""}


def any_of(phrases: str) -> str:
    """Phrases parted by `|` as an atomic alternation, the longest first, any white space between their words."""
    longest = sorted(set(phrases.split("|")), key=lambda phrase: (-len(phrase), phrase))
    return "(?>" + "|".join(re.escape(phrase).replace(r"\ ", r"\s") for phrase in longest) + ")"
