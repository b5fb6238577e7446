"""What the guard finds: kinds with their tier and words, spans in the writer's own text, and the report."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Tier(StrEnum):
    STOP = "stop"
    ASK = "ask"
    CLEAN = "clean"


class Kind(NamedTuple):
    """How serious a kind is, and how a screen names one of it ("This looks like ...")."""

    tier: Tier
    words: str


# In order of precedence: where two findings overlap, the kind that stands first here is kept.
KINDS = {
    "email": Kind(Tier.STOP, "an email address"),
    "url": Kind(Tier.STOP, "a web address"),
    "ip": Kind(Tier.STOP, "an internet address"),
    "gps": Kind(Tier.STOP, "a place on a map"),
    "payment": Kind(Tier.STOP, "a payment name"),
    "handle": Kind(Tier.STOP, "a social media name"),
    "ssn": Kind(Tier.STOP, "a Social Security number"),
    "birth": Kind(Tier.STOP, "a birth date"),
    "date": Kind(Tier.STOP, "an exact date"),
    "po-box": Kind(Tier.STOP, "a PO box"),
    "address": Kind(Tier.STOP, "a street address"),
    "zip": Kind(Tier.STOP, "a full ZIP code"),
    "record": Kind(Tier.STOP, "a record number"),
    "plate": Kind(Tier.STOP, "a license plate"),
    "phone": Kind(Tier.STOP, "a phone number"),
    "number": Kind(Tier.STOP, "an ID number"),
    "school": Kind(Tier.ASK, "a school"),
    "venue": Kind(Tier.ASK, "a business or meeting place"),
    "place": Kind(Tier.ASK, "a small place"),
    "job": Kind(Tier.ASK, "a job that can point to one person"),
    "body": Kind(Tier.ASK, "a mark or look that can point to one person"),
    "vehicle": Kind(Tier.ASK, "a vehicle that can point to one person"),
    "age": Kind(Tier.ASK, "an exact age"),
    "day": Kind(Tier.ASK, "an exact day"),
    "identity": Kind(Tier.ASK, "a person's orientation or gender identity"),
    "detail": Kind(Tier.ASK, "a detail that can point to one person"),
    "initials": Kind(Tier.ASK, "a person's initials"),
    "name": Kind(Tier.ASK, "a name"),
    "digits": Kind(Tier.ASK, "a number that can point to one person"),
}


# What no one may let stand: it says who somebody is, and nothing that another agency has to act on.
NEVER_ALLOWED = frozenset({"ssn", "birth"})


@dataclass(frozen=True, slots=True)
class Span:
    """One finding: `start` and `end` count code points of the text as written. It never holds the words."""

    start: int
    end: int
    kind: str
    tier: Tier


@dataclass(frozen=True, slots=True)
class Report:
    """What one text came to: the worst tier in it, and its findings in reading order without overlap."""

    tier: Tier
    spans: tuple[Span, ...] = ()

    def of(self, tier: Tier) -> tuple[Span, ...]:
        return tuple(span for span in self.spans if span.tier is tier)

    def kinds(self, tier: Tier) -> tuple[str, ...]:
        """Each kind once, in reading order."""
        return tuple(dict.fromkeys(span.kind for span in self.of(tier)))


_PRECEDENCE = {kind: place for place, kind in enumerate(KINDS)}


def _weight(span: Span) -> tuple[bool, int, int, int]:
    known = _PRECEDENCE.get(span.kind, len(_PRECEDENCE))
    return span.tier is not Tier.STOP, known, span.start - span.end, span.start


def settle(spans: Iterable[Span]) -> Report:
    """Drop what overlaps a finding of more weight, and put the rest in reading order."""
    kept: list[Span] = []
    taken = bytearray()
    for span in sorted(set(spans), key=_weight):
        if len(taken) < span.end:
            taken.extend(bytes(span.end - len(taken)))
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    kept.sort(key=lambda span: span.start)
    if not kept:
        return Report(Tier.CLEAN)
    stopped = any(span.tier is Tier.STOP for span in kept)
    return Report(Tier.STOP if stopped else Tier.ASK, tuple(kept))
