"""Random people press random buttons at random times, also at once; the rules of `rules.py` judge what comes of it.

Every press and every look is a request to the whole application. Nothing in a life is refused to Hypothesis: one
`assume` that fails throws all that went before it away. What is drawn has the same shape at every step, whatever the
life has come to, so that nothing reads as inconsistent.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.oracle import rules
from tests.oracle.choosing import AT_ONCE, KEPT, Covered, Drawn, drawn, let_through
from tests.oracle.life import Life, Wrong
from tests.oracle.rules import PEOPLE
from tests.oracle.world import World

pytestmark = pytest.mark.lives

# Two parts, so that the two processes of the suite share them. Each goes through all of the table.
SEEDS: Final = (1, 2)
LIVES: Final = 10
STEPS: Final = 100
STEPS_AT_LEAST: Final = 2000 // len(SEEDS)
# What two presses at once come to is not the same in each run, and may leave a rare pair or row to a few lives more.
LIVES_MORE: Final = 3
TIMES_MORE: Final = 4
_TO: Final = ("welfare", "sheriff", "hospital", "group")


class Machine(RuleBasedStateMachine):
    """One life of some referrals. `world` and `covered` are set by the test."""

    world: World
    covered: Covered

    def __init__(self) -> None:
        super().__init__()
        self.life = Life(self.world, self.covered)

    @rule(drawn=drawn)
    def go_on(self, drawn: Drawn) -> None:
        """One rule for all of it, so that every life holds a bit of everything."""
        self.covered.steps += 1
        with self.life.step():
            if not self.life.told or (drawn.what == "send" and self.life.has_room()):
                self._send(drawn)
            elif drawn.what in ("onward", "record", "end"):
                self._release(drawn)
            elif drawn.what in ("wait", "look", "at once"):
                self._meanwhile(drawn)
            else:
                self._press(drawn)

    def teardown(self) -> None:
        if self.life.agreed:
            with self.life.step():
                self.life.close()

    def _send(self, drawn: Drawn) -> None:
        who = drawn.sender if self.life.told or drawn.sender != "ada" else "alice"
        others = sorted(rules.AGENCIES - {PEOPLE[who]})
        to = others[drawn.which % len(others)]
        kept = frozenset({KEPT[to]} if drawn.keep and to in KEPT else ())
        if PEOPLE[who] not in rules.BOUND:
            self.life.send(who, to, drawn.urgency, kept, drawn.again)
            return
        own = list(self.life.letters.items())
        under, letter = own[drawn.again % len(own)] if own and drawn.again < 80 else (None, None)
        self.life.send_under(who, to, drawn.urgency, kept, under, letter)

    def _release(self, drawn: Drawn) -> None:
        standing = [(key, one) for key, one in self.life.letters.items() if not one.ended]
        if drawn.what == "onward":
            self._onward(drawn.which)
        elif drawn.what == "end" and standing:
            self.life.end(*standing[drawn.which % len(standing)], taken_back=bool(drawn.which % 2))
        elif drawn.what == "record":
            live = [one for one in self.life.told.values() if one.state in rules.LIVE]
            known = [one.case for one in live if "ada" in one.seers()]
            case = known[drawn.which % len(known)] if known and drawn.which < 60 else None
            self.life.record(_TO[drawn.which % 4], back=drawn.waits > timedelta(hours=1), case=case)

    def _onward(self, which: int) -> None:
        """The next step of a release's life: recorded, sent under, accepted, ended."""
        standing = [(key, one) for key, one in self.life.letters.items() if not one.ended]
        given = [(key, one) for key, one in self.life.told.items() if one.sender == "shelter"]
        sent = [(key, one) for key, one in given if one.state in rules.LIVE]
        accepted = [one.case for _, one in sent if one.state == "accepted"]
        mine = [(key, one) for key, one in sent if one.state != "accepted" and one.receivers() - one.kept]
        if held := [(key, one) for key, one in standing if one.case in accepted]:
            self.life.end(*held[which % len(held)], taken_back=bool(which % 2))
        elif mine:
            referral, told = mine[which % len(mine)]
            self.life.press(referral, min(told.receivers() - told.kept), "accept")
        elif new := [(key, one) for key, one in standing if one.case is None and one.readers & rules.AGENCIES]:
            release, letter = new[which % len(new)]
            to = min(letter.readers & rules.AGENCIES)
            self.life.send_under("ada", to, "routine", frozenset(), release, letter)
        else:
            self.life.record(_TO[which % 4], back=bool(which % 3))

    def _meanwhile(self, drawn: Drawn) -> None:
        referral = list(self.life.told)[drawn.which % len(self.life.told)]
        if drawn.what == "wait":
            self.life.wait(drawn.waits)
        elif drawn.what == "look":
            told = self.life.told[referral]
            parties = sorted(name for name, agency in PEOPLE.items() if agency in (told.sender, told.receiver))
            self.life.look(referral, drawn.one if drawn.again < 40 else parties[drawn.again % len(parties)])
        else:
            self.life.press_at_once(referral, *self._at_once(referral, drawn))

    def _at_once(self, referral: Any, drawn: Drawn) -> tuple[tuple[str, str], tuple[str, str]]:
        """Mostly what two people may both do, so that one of them comes too late; else anything of two people."""
        may = [one[1:] for one in let_through({referral: self.life.told[referral]}, self.world.now)]
        moves = [(who, key) for who, key in may if key in AT_ONCE]
        if moves and drawn.again < 70:
            first = moves[drawn.again % len(moves)]
            others = [(who, key) for who, key in moves if who != first[0]]
            if others:
                return first, others[drawn.which % len(others)]
        first, second = (drawn.one, drawn.other) if drawn.one != drawn.other else ("alice", "bob")
        return (first, AT_ONCE[drawn.again % len(AT_ONCE)]), (second, drawn.also)

    def _press(self, drawn: Drawn) -> None:
        referral = list(self.life.told)[drawn.which % len(self.life.told)]
        told = self.life.told[referral]
        found: tuple[Any, str, str] | None = None
        may = let_through(self.life.told, self.world.now) if drawn.what == "blank" else []
        if answered := [one for one in may if one[2] in rules.ANSWERED]:
            self.life.press(*answered[drawn.again % len(answered)], blank=True)
            return
        if drawn.what == "undo":
            # Whoever moved it last takes that back, in time or too late.
            found = referral, (told.moves[-1].who if told.moves else "") or drawn.one, "undo"
        elif drawn.what == "party":
            found = referral, *self.covered.unusual(told, drawn.again, self.world.now)
        elif drawn.what == "allowed":
            found = self.covered.allowed(self.life.told, drawn.which, self.world.now)
        self.life.press(*(found or self.covered.seldom(self.life.told, drawn.which)))


@pytest.fixture
def world(transactional_db: None, patience: None, owner_sql: Callable[..., Any]) -> Iterator[World]:
    made = World(owner_sql)
    yield made
    made.close()


@pytest.mark.parametrize("part", SEEDS, ids=("first", "second"))
def test_whatever_people_press_comes_to_what_the_rules_say(
    part: int, world: World, record_property: Callable[[str, object], None]
) -> None:
    covered = Covered()
    Machine.world, Machine.covered = world, covered
    try:
        _live(part, LIVES)
        for more in range(1, TIMES_MORE + 1):
            if covered.missing() or covered.steps < STEPS_AT_LEAST:
                _live(part + more * len(SEEDS), LIVES_MORE)
    except Wrong as wrong:
        # The sentence alone, without the way through Hypothesis; of an error of the product, its own traceback.
        fault = wrong.__cause__
        raise AssertionError(str(wrong)) from None if type(fault) is AssertionError else fault
    finally:
        record_property("covered", covered.report())
    assert covered.steps >= STEPS_AT_LEAST
    assert not covered.missing()


def _live(beginning: int, lives: int) -> None:
    run_state_machine_as_test(
        seed(beginning)(Machine),
        settings=settings(
            max_examples=lives,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        ),
    )
