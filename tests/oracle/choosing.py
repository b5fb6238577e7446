"""What is pressed next: by chance, and of what there is by preference what was tried least so far."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from itertools import product
from typing import Any, Final, NamedTuple

from hypothesis import strategies as st

from tests.oracle import rules
from tests.oracle.rules import DONE, PEOPLE, Told

KEYS: Final = (
    "accept", "decline", "ask", "answer", "waitlist", "close", "withdraw", "connected", "unaccept", "called",
    "identified", "put_forward", "take_back", "undo",
)  # fmt: skip
AT_ONCE: Final = tuple(key for key in KEYS if key not in ("undo", "called", "identified"))
RELATIONS: Final = (
    "sender", "receiver", "bound receiver", "after a release", "kept", "decliner's desk", "member", "chair",
    "third agency", "other team",
)  # fmt: skip
# Whom a sender keeps a referral from.
KEPT: Final = {"sheriff": "bob", "hospital": "carol", "shelter": "ada"}

_WHAT: Final = (
    ("seldom",) * 6
    + ("send",) * 9
    + ("onward",) * 4
    + ("party",) * 6
    + ("allowed",) * 5
    + ("undo",) * 2
    + ("at once",) * 2
    + ("wait", "look", "look", "record", "end", "blank")
)
_WAITS: Final = [timedelta(hours=hours) for hours in (0.001, 0.007, 0.009, 0.2, 1, 2.1, 12, 23, 46, 140)]


class Drawn(NamedTuple):
    """What chance says of one step. What comes of it depends on what there is; what is drawn never does."""

    what: str
    which: int
    one: str
    other: str
    also: str
    waits: timedelta
    sender: str
    urgency: str
    keep: bool
    again: int


_people: Final = st.sampled_from(sorted(PEOPLE))
_keys: Final = st.sampled_from(KEYS)
_places: Final = st.sampled_from(range(100))
drawn: Final = st.builds(
    Drawn,
    what=st.sampled_from(_WHAT), which=_places, one=_people, other=_people, also=_keys,
    waits=st.sampled_from(_WAITS), sender=st.sampled_from(["alice", "bob", "carol", "ada", "ada"]),
    urgency=st.sampled_from(sorted(rules.ALLOWED)), keep=st.sampled_from([False, False, True]), again=_places,
)  # fmt: skip


def relation(told: Told, who: str) -> str:
    """In which part somebody stands to a referral."""
    agency = PEOPLE[who]
    if who in rules.WATCHERS:
        return "chair"
    if who == "otto":
        return "other team"
    if who in told.kept:
        return "kept"
    if who in told.stub_for():
        return "after a release"
    side = told.side_of(who)
    if side == "receiver" and not told.flows():
        return "bound receiver"
    if side == "nobody":
        return "decliner's desk" if agency == told.receiver else "third agency"
    return side


def situation(told: Told, who: str, key: str, verdict: str) -> tuple[str, ...]:
    """All that a verdict may hang on."""
    return key, relation(told, who), told.state, verdict, f"connected {told.connected}", f"acted {told.acted}"


def let_through(all_told: Mapping[Any, Told], now: timedelta) -> list[tuple[Any, str, str]]:
    """Who may press what on which referral now."""
    every = product(all_told.items(), sorted(PEOPLE), KEYS)
    return [(on, who, key) for (on, told), who, key in every if told.verdict(who, key, now) == DONE]


def row_of(told: Told, key: str) -> tuple[str, str]:
    """The row of the table that a press goes through: the undo of what was done last, if it is one."""
    return (f"undo_{told.moves[-1].key}" if key == "undo" and told.moves else key, told.state)


class Covered:
    """How often each relation has tried each move, and which rows of the table were gone through, in all lives."""

    def __init__(self) -> None:
        self.steps = 0
        self.tried: Counter[tuple[str, str]] = Counter()
        self.rows: Counter[tuple[str, str]] = Counter()
        self.judged: Counter[tuple[str, ...]] = Counter()

    def missing(self) -> list[str]:
        """What no life has tried, in words."""
        pairs = [f"{key} by {one}" for one in RELATIONS for key in KEYS if not self.tried[key, one]]
        return pairs + [f"{key} from {state}" for key, state in sorted(_rows() - set(self.rows))]

    def report(self) -> str:
        wide = max(map(len, RELATIONS))
        lines = [
            f"{self.steps} steps; transitions x roles:",
            " " * wide + " " + " ".join(f"{key[:9]:>9}" for key in KEYS),
        ]
        for one in RELATIONS:
            lines.append(f"{one:{wide}} " + " ".join(f"{self.tried[key, one]:9}" for key in KEYS))
        pairs = len(KEYS) * len(RELATIONS)
        lines.append(f"covered: {sum(self.tried[key, one] > 0 for key in KEYS for one in RELATIONS)} of {pairs}")
        lines.append(f"rows of the table gone through: {len(_rows() & set(self.rows))} of {len(_rows())}")
        return "\n".join(lines)

    def seldom(self, all_told: Mapping[Any, Told], which: int) -> tuple[Any, str, str]:
        """Who presses what on which: of all relations that somebody stands in now, what was tried least so far."""
        standing = {relation(told, who): (on, who) for on, told in all_told.items() for who in sorted(PEOPLE)}
        tried = {(key, one): self.tried[key, one] for one in standing for key in KEYS}
        least = [pair for pair, times in tried.items() if times == min(tried.values())]
        key, one = least[which % len(least)]
        return *standing[one], key

    def unusual(self, told: Told, which: int, now: timedelta) -> tuple[str, str]:
        """What somebody of its two agencies presses on a referral in a situation that was judged least so far."""
        parties = [name for name, agency in sorted(PEOPLE.items()) if agency in (told.sender, told.receiver)]
        presses = list(product(parties, KEYS))
        times = [self.judged[situation(told, who, key, told.verdict(who, key, now))] for who, key in presses]
        least = [press for press, judged in zip(presses, times, strict=True) if judged == min(times)]
        return least[which % len(least)]

    def allowed(self, all_told: Mapping[Any, Told], which: int, now: timedelta) -> tuple[Any, str, str] | None:
        """Something that the rules let through now: of the rows of the table, one gone through least so far."""
        found = [one for one in let_through(all_told, now) if one[2] != "take_back"]
        if not found:
            return None
        rows = [row_of(all_told[on], key) for on, _, key in found]
        fewest = min(self.rows[row] for row in rows)
        least = sorted({row for row in rows if self.rows[row] == fewest})
        return found[rows.index(least[which % len(least)])]


def _rows() -> set[tuple[str, str]]:
    return {(key, before) for key, _, before, _ in rules.TABLE}
