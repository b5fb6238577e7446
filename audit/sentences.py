"""Says an event in a plain sentence, from the words that its floor registered for its kind and its door."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import dateformat, timezone

from audit.kinds import doors, kinds
from audit.models import Event

# More codes than these are counted: a page of an inbox is one event.
_NAMED = 3


@dataclass(frozen=True)
class Line:
    """One event as an auditor reads it. `at` is in the reader's zone."""

    at: datetime
    who: str
    did: str
    how: str
    codes: Sequence[str]

    @property
    def day(self) -> str:
        return dateformat.format(self.at, "l, F j, Y")

    @property
    def time(self) -> str:
        """As on a clock: `9:14 a.m.`"""
        return dateformat.format(self.at, "g:i a")

    @property
    def unnamed(self) -> Sequence[str]:
        """The codes that the sentence only counts."""
        return self.codes[_NAMED:] if len(self.codes) > _NAMED + 1 else ()

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The sentence cut around its codes, so that a page can keep each code on one line."""
        cut = re.split(f"({'|'.join(map(re.escape, self.codes))})", str(self)) if self.codes else [str(self)]
        return [(piece, number % 2 == 1) for number, piece in enumerate(cut)]

    def __str__(self) -> str:
        """`Dana R. (Eastside CPS) opened HT-7F3K-9QXM-2 at 9:14 a.m. as the receiver: answer`"""
        return f"{self.who} {self.did} at {self.time}{self.how}"


def tell(event: Event, zone: ZoneInfo, sought: str = "") -> Line:
    """The sentence of `event`. Of its codes, the one that was looked for comes first."""
    codes, said = sorted(event.codes, key=lambda code: code != sought), event.said
    return Line(
        timezone.localtime(event.at, zone),
        _who(event),
        _did(event.kind, codes, said["detail"]),
        _how(said["door"], said["purpose"]),
        codes,
    )


def tell_of(
    kind: str, *, at: datetime, zone: ZoneInfo, name: str, agency: str, door: str, purpose: str, code: str
) -> Line:
    """The sentence of an event of which only this much is told: about one record, without a name where none is."""
    who = f"{name} ({agency})" if name and agency else name or agency
    return Line(timezone.localtime(at, zone), who, _did(kind, [code], {}), _how(door, purpose), [code])


def _who(event: Event) -> str:
    said = event.said
    name, agency = said["actor"]["name"], said["agency"]["name"]
    if agency:
        return f"{name} ({agency})"
    return f"The system ({name})" if "system" in said["roles"] else name


def _did(kind: str, codes: Sequence[str], detail: Mapping[str, object]) -> str:
    """The words of its kind, with its codes and counts put in; codes that they have no place for come after."""
    sentence = kinds().get(kind)
    if sentence is None:
        # Written by another version: the event stays, its words are gone.
        sentence = f"did “{kind}”"
    named = _named(codes)
    if named and "{codes}" not in sentence:
        sentence += " ({codes})"
    return sentence.format_map(_Words({"codes": named or "nothing", **detail}))


class _Words(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "some"


def _named(codes: Sequence[str]) -> str:
    if len(codes) > _NAMED + 1:
        return f"{', '.join(codes[:_NAMED])} and {len(codes) - _NAMED} more"
    return _listed(codes)


def _how(door: str, purpose: str) -> str:
    """By which door, and what for."""
    words: Mapping[str, str] = doors()
    passed = [words.get(one, f"by “{one}”") for one in door.split(", ") if one]
    purpose = purpose.replace("_", " ")
    return (f" {_listed(passed)}" if passed else "") + (f": {purpose}" if purpose else "")


def _listed(words: Sequence[str]) -> str:
    *rest, last = words or [""]
    return f"{', '.join(rest)} and {last}" if rest else last
