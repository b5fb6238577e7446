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
    them the whole reading is searched. With `shelter`, a finding inside a harmless phrase is dropped.
    Repeats in a pattern are bounded or possessive, so that no text makes one expensive (a test computes it).
    """

    kind: str
    on: str
    pattern: re.Pattern[str]
    accept: Callable[[Match], bool] = always
    heads: frozenset[str] = frozenset()
    shelter: bool = False

    def find(self, note: Note) -> Iterator[Span]:
        reading = note.reading(self.on)
        group = "id" if "id" in self.pattern.groupindex else 0
        for match in self._matches(note, reading):
            start, end = match.span(group)
            if start < end and not (self.shelter and note.sheltered(start, end)):
                yield note.span(reading, start, end, self.kind)

    def _matches(self, note: Note, reading: Reading) -> Iterator[Match]:
        if self.heads:
            tried = (self.pattern.match(reading.text, at) for at in note.places(self.on, self.heads))
            yield from (match for match in tried if match and self.accept(match))
            return
        at = 0
        while match := self.pattern.search(reading.text, at):
            taken = self.accept(match)
            at = match.end() if taken else match.start() + 1
            if taken:
                yield match


def rule(
    kind: str,
    on: str,
    pattern: str,
    accept: Callable[[Match], bool] = always,
    *,
    heads: str = "",
    cased: bool = False,
    shelter: bool = False,
) -> Rule:
    """A rule from the text of its pattern; letters match in either case unless `cased`.

    `heads`: phrases parted by `|` that stand in front of the pattern, as whole words and in either case (group `head`).
    """
    first = frozenset(re.split(r"[^a-z]", head, maxsplit=1)[0] for head in heads.split("|")) - {""}
    front = rf"\b(?P<head>(?i:{any_of(heads)}))(?![A-Za-z])" if heads else ""
    return Rule(kind, on, re.compile(f"{front}(?:{pattern})", 0 if cased else re.IGNORECASE), accept, first, shelter)


def any_of(phrases: str) -> str:
    """Phrases parted by `|` as an atomic alternation, the longest first, any white space between their words."""
    longest = sorted(set(phrases.split("|")), key=lambda phrase: (-len(phrase), phrase))
    return "(?>" + "|".join(re.escape(phrase).replace(r"\ ", r"\s") for phrase in longest) + ")"


def find(rules: Iterable[Rule], note: Note) -> Iterator[Span]:
    for one in rules:
        yield from one.find(note)
