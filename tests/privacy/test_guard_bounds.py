"""No text makes the guard slow: each pattern's worst case is computed, and work grows with length only."""

import re
import sys
from re import _constants, _parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

import pytest

from privacy.guard import (
    addresses,
    ages,
    callings,
    contact,
    dates,
    details,
    examine,
    handles,
    hangouts,
    identifiers,
    jobs,
    judge,
    lives,
    looks,
    names,
    numerals,
    partials,
    places,
    plates,
    postal,
    schools,
    signs,
    streets,
    telling,
    vehicles,
    venues,
)
from privacy.guard.examination import RULES as BOOK
from privacy.guard.rules import Rule

MODULES = [
    addresses,
    ages,
    callings,
    contact,
    dates,
    details,
    handles,
    hangouts,
    identifiers,
    jobs,
    lives,
    looks,
    names,
    partials,
    places,
    plates,
    postal,
    schools,
    signs,
    streets,
    telling,
    vehicles,
    venues,
]
RULES = BOOK.rules
OTHERS = [
    (module, name, pattern)
    for module in [*MODULES, numerals]
    for name, pattern in vars(module).items()
    if isinstance(pattern, re.Pattern)
]
# Steps of the matcher at one starting point, all ways of backtracking counted.
MOST_STEPS = 70_000
ENDLESS = float("inf")


def _times(low: int, high: int, ways: float) -> float:
    return sum(ways**count for count in range(low, high + 1))


def _front(parsed: Any) -> str:
    """The letters that a branch must begin with."""
    front = ""
    for operation, argument in parsed:
        if operation is not _constants.LITERAL:
            break
        front += chr(argument)
    return front


def _ways_through(branches: list[tuple[str, float]]) -> float:
    """Branches can match the same text only if the one's front begins the other's."""
    return max(
        sum(ways for other, ways in branches if front.startswith(other) or other.startswith(front))
        for front, _ in branches
    )


def _cost(parsed: Any) -> tuple[float, float]:
    """Ways to match and steps of trying all of them, from one starting point, at worst."""
    ways, steps = 1.0, 0.0
    for operation, argument in parsed:
        more_ways, more_steps = _cost_of(operation, argument)
        steps += ways * more_steps
        ways *= more_ways
    return ways, steps


def _cost_of(operation: Any, argument: Any) -> tuple[float, float]:
    if operation is _constants.SUBPATTERN:
        return _cost(argument[3])
    if operation is _constants.ATOMIC_GROUP:
        return 1, _cost(argument)[1]
    if operation is _constants.BRANCH:
        branches = [_cost(branch) for branch in argument[1]]
        fronts = [(_front(branch), ways) for branch, (ways, _) in zip(argument[1], branches, strict=True)]
        return _ways_through(fronts), sum(steps for _, steps in branches)
    if operation in (_constants.ASSERT, _constants.ASSERT_NOT):
        return 1, _cost(argument[1])[1]
    if operation in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        low, high, repeated = argument
        if high is _constants.MAXREPEAT:
            return ENDLESS, ENDLESS
        ways, steps = _cost(repeated)
        if operation is _constants.POSSESSIVE_REPEAT:
            return 1, (high + 1) * max(steps, 1)
        return _times(low, high, ways), _times(0, high, ways) * max(steps, 1)
    return 1, 1


def _worst(pattern: re.Pattern[str]) -> float:
    return _cost(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))[1]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.kind}-{rule.pattern.pattern[:30]}")
def test_a_rule_costs_a_bounded_number_of_steps_where_it_starts(rule: Rule) -> None:
    assert _worst(rule.pattern) <= MOST_STEPS


@pytest.mark.parametrize(("module", "name", "pattern"), OTHERS, ids=lambda part: str(part)[:40])
def test_so_does_every_other_pattern(module: Any, name: str, pattern: re.Pattern[str]) -> None:
    assert _worst(pattern) <= MOST_STEPS


def test_the_measure_itself_knows_a_pattern_that_explodes() -> None:
    assert _worst(re.compile(r"(?:a{1,20}){1,10}b")) > MOST_STEPS
    assert _worst(re.compile(r"(?:a+)+b")) == ENDLESS
    assert _worst(re.compile(r"(?:a{1,20}+b){1,10}")) <= MOST_STEPS


HOSTILE = {
    "one letter": "a",
    "digits": "5",
    "spaced digits": "5 ",
    "dots": "a.",
    "colons": "1:",
    "at signs": "a@",
    "hyphens": "a1-",
    "spaces": " ",
    "quotes": '"A',
    "capitals": "Aa ",
    "house numbers": "12 Oak ",
    "cues": "case no. # ",
    "platforms": "insta is name ",
    "number words": "five double ",
    "names": "mom Denise ",
    "strange words": "xqzjvw ",
    "zero width": "\u200b",
    "accents": "e\u0301",
    "brackets": "((((",
    "slashes": "1/",
    "glued numbers": "fivefive",
    "Spanish numbers": "cinco y ",
    "vehicles": "a red van with a ",
    "Spanish streets": "calle km ",
    "posts": "mom is a very ",
    "being the only one": "the only one in the ",
    "last words of shops": "golden spa ",
    "users of platforms": "as kay_ on ",
    "accents of Spanish": "está ñ ",
}


def _events(text: str) -> int:
    """Calls made while the text is examined, C functions included: the same on every machine."""
    count = 0

    def step(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(step)
    try:
        examine(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE.keys())
def test_work_grows_with_length_and_no_faster(part: str) -> None:
    """20 kB of one hostile pattern costs at most the double of 10 kB of it, a little for what is made once."""
    examine("")
    half, whole = ((part * 20_000)[:length] for length in (10_000, 20_000))

    assert _events(whole) <= 2.1 * _events(half) + 2_000


@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE.keys())
def test_ten_kilobytes_are_judged_in_the_time_that_a_form_allows(part: str) -> None:
    assert judge((part * 10_000)[:10_000], allowed=()) is not None
