"""Random people press random buttons at random times, also at once; the rules of `rules.py` judge what comes of it.

Every press and every look is a request to the whole application. Nothing in a life is refused to Hypothesis: one
`assume` that fails throws all that went before it away.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any, Final

import pytest
from django.http import HttpResponse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from tests.oracle import rules
from tests.oracle.rules import DONE, FORBIDDEN, PEOPLE, REFUSED, Told
from tests.oracle.world import NOTE, World

pytestmark = pytest.mark.lives

# Two parts, so that the two processes of the suite share them. Each goes through all of the table.
SEEDS: Final = (1, 2)
LIVES: Final = 11
STEPS: Final = 100
STEPS_AT_LEAST: Final = 2000 // len(SEEDS)
KEYS: Final = (
    "accept", "decline", "ask", "answer", "waitlist", "close", "withdraw", "connected", "unaccept", "called",
    "identified", "put_forward", "take_back", "undo",
)  # fmt: skip
AT_ONCE: Final = tuple(key for key in KEYS if key not in ("undo", "called", "identified"))
RELATIONS: Final = (
    "sender", "receiver", "bound receiver", "after a release", "kept", "decliner's desk", "member", "chair",
    "third agency", "other team",
)  # fmt: skip

WHAT: Final = (
    ("seldom",) * 7
    + ("onward",) * 4
    + ("party",) * 3
    + ("allowed",) * 5
    + ("undo",) * 2
    + ("at once",) * 2
    + ("wait", "look", "record", "end")
)

# Who looks at the lists of an agency.
LISTED: Final = {"welfare": "alice", "sheriff": "bea", "hospital": "carol", "shelter": "ada"}

# Whom a sender keeps a referral from.
KEPT: Final = {"sheriff": "bob", "hospital": "carol", "shelter": "ada"}

people = st.sampled_from(sorted(PEOPLE))
keys = st.sampled_from(KEYS)
places = st.sampled_from(range(100))
waits = st.sampled_from([0.001, 0.007, 0.009, 0.2, 1.0, 2.1, 12.0, 23.0, 46.0, 140.0])


class Covered:
    """How often each relation has tried each move, and which rows of the table were gone through."""

    def __init__(self) -> None:
        self.steps = 0
        self.tried: Counter[tuple[str, str]] = Counter()
        self.rows: Counter[tuple[str, str]] = Counter()

    def report(self) -> str:
        wide = max(map(len, RELATIONS))
        lines = [
            f"{self.steps} steps; transitions x roles:",
            " " * wide + " " + " ".join(f"{key[:9]:>9}" for key in KEYS),
        ]
        for relation in RELATIONS:
            lines.append(f"{relation:{wide}} " + " ".join(f"{self.tried[key, relation]:9}" for key in KEYS))
        pairs = len(KEYS) * len(RELATIONS)
        lines.append(f"covered: {sum(self.tried[key, one] > 0 for key in KEYS for one in RELATIONS)} of {pairs}")
        lines.append(f"rows of the table gone through: {len(_rows() & set(self.rows))} of {len(_rows())}")
        return "\n".join(lines)


def _rows() -> set[tuple[str, str]]:
    return {(key, before) for key, _, before, _ in rules.TABLE}


def relation(told: Told, who: str) -> str:
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


def row_of(told: Told, key: str) -> tuple[str, str]:
    """The row of the table that a press goes through: the undo of what was done last, if it is one."""
    return (f"undo_{told.moves[-1].key}" if key == "undo" and told.moves else key, told.state)


class Machine(RuleBasedStateMachine):
    """One life of some referrals. `world` and `covered` are set by the test."""

    world: World
    covered: Covered

    def __init__(self) -> None:
        super().__init__()
        self.world.begin_anew()
        self.told: dict[Any, Told] = {}
        self.book = rules.Book()
        self.letters: dict[Any, rules.Letter] = {}
        # Whether all has been as the rules say so far; what comes after a fault proves nothing more.
        self.agreed = True

    # What people do ----------------------------------------------------------------------------------------------

    @precondition(lambda self: len(self.told) < 12 and sum(one.state in rules.LIVE for one in self.told.values()) < 4)
    @rule(
        who=st.sampled_from(["alice", "bob", "carol", "ada", "ada"]),
        place=places,
        urgency=st.sampled_from(sorted(rules.ALLOWED)),
        keep=st.sampled_from([False, False, True]),
        again=places,
    )
    def send(self, who: str, place: int, urgency: str, keep: bool, again: int) -> None:
        others = sorted(rules.AGENCIES - {PEOPLE[who]})
        to = others[place % len(others)]
        kept = frozenset({KEPT[to]} if keep and to in KEPT else ())
        with self._step():
            if PEOPLE[who] in rules.BOUND:
                own = [(key, one) for key, one in self.letters.items() if one.giver == PEOPLE[who]]
                under, letter = own[again % len(own)] if own and again < 80 else (None, None)
                self._send_under(who, to, urgency, kept, under, letter)
            else:
                self._send(who, to, urgency, kept, again)

    def _send(self, who: str, to: str, urgency: str, kept: frozenset[str], again: int) -> None:
        mine = [key for key, told in self.told.items() if told.sender == PEOPLE[who]]
        earlier = mine[again % len(mine)] if mine and again < 30 else None
        referral = self.world.send(who, to, urgency, sorted(kept), earlier)
        assert referral is not None, f"{who} could not send to {to}"
        case = self.world.case(referral)
        assert earlier is None or case == self.told[earlier].case
        self._sent(referral, who, to, urgency, kept, case)

    def _send_under(
        self, who: str, to: str, urgency: str, kept: frozenset[str], under: Any, letter: rules.Letter | None
    ) -> None:
        """Under some release or none: it goes out only when that one stands and names the receiver."""
        referral = self.world.send(who, to, urgency, sorted(kept), under=under)
        lawful = letter is not None and not letter.ended and to in letter.readers
        assert (referral is not None) == lawful, f"{who} to {to} under {letter}: {referral}"
        if referral is None or letter is None:
            return
        case = self.world.case(referral)
        assert letter.case in (None, case), f"under {letter} it went to case {case}"
        letter.case = case
        self._sent(referral, who, to, urgency, kept, case)

    def _sent(self, referral: Any, who: str, to: str, urgency: str, kept: frozenset[str], case: Any) -> None:
        self.told[referral] = Told(PEOPLE[who], to, urgency, kept, self.world.now, self.book, case)
        self._agree(referral, self.told[referral])

    def _record(self, to: str, back: bool, which: int) -> None:
        """The shelter records a release: for somebody new, or for a case that it knows."""
        known = [told.case for told in self.told.values() if "ada" in told.seers() and told.state in rules.LIVE]
        case = known[which % len(known)] if known and which < 60 else None
        readers = rules.MEMBERS if to == "group" else frozenset({to})
        release = self.world.record_release("ada", to, case, back)
        letter = rules.Letter("shelter", readers, to == "group", back, case)
        self.letters[release] = letter
        self.book.append(letter)

    def _end(self, which: int) -> None:
        """A release is taken back by word, or its time is over; at once everybody sees what is left to them."""
        standing = [(key, one) for key, one in self.letters.items() if not one.ended]
        if not standing:
            return
        self._end_of(*standing[which % len(standing)], taken_back=bool(which % 2))

    def _end_of(self, release: Any, letter: rules.Letter, *, taken_back: bool) -> None:
        if taken_back:
            self.world.revoke("ada", release)
        else:
            self.world.expire(release)
        letter.ended = True
        for referral, told in self.told.items():
            if told.case == letter.case:
                for who in ("bob", "carol", "cora", "alice"):
                    self._look(referral, who)
        for agency in sorted(letter.readers & LISTED.keys()):
            self._look_at_lists(agency)

    @precondition(lambda self: self.told)
    @rule(what=st.sampled_from(WHAT), which=places, one=people, key=keys, other=people, also=keys, hours=waits)
    def go_on(self, what: str, which: int, one: str, key: str, other: str, also: str, hours: float) -> None:
        """One rule for all of it, so that every life holds a bit of everything."""
        referral = list(self.told)[which % len(self.told)]
        told = self.told[referral]
        with self._step():
            self._go_on(what, referral, told, which, one, key, other, also, hours)

    def _go_on(
        self, what: str, referral: Any, told: Told, which: int, one: str, key: str, other: str, also: str, hours: float
    ) -> None:
        if what == "wait":
            self._wait(hours)
        elif what == "look":
            self._look(referral, one)
        elif what == "record":
            self._record(("welfare", "sheriff", "hospital", "group")[which % 4], hours > 1, which)
        elif what == "end":
            self._end(which)
        elif what == "at once":
            # Mostly one of each side: that is who gets in each other's way.
            pairs = ((one, other), ("alice", "bob"), ("bea", "bob"), ("alice", "carol"))
            first, second = pairs[which % 4] if one != other else pairs[1]
            self._press_at_once(referral, (first, AT_ONCE[which % len(AT_ONCE)]), (second, also))
        elif what == "onward":
            self._onward(which)
        elif what == "undo":
            # Whoever moved it last takes that back, in time or too late.
            self._press(referral, told.moves[-1].who if told.moves and told.moves[-1].who else one, "undo")
        elif what == "party":
            parties = sorted(name for name, agency in PEOPLE.items() if agency in (told.sender, told.receiver))
            self._press(referral, parties[which % len(parties)], key)
        elif what == "allowed" and (found := self._allowed(which)):
            self._press(*found)
        else:
            self._press(*self._seldom(which))

    def _seldom(self, which: int) -> tuple[Any, str, str]:
        """Who presses what on which: of all relations that somebody stands in now, what was tried least so far."""
        standing = {relation(told, who): (on, who) for on, told in self.told.items() for who in sorted(PEOPLE)}
        tried = {(key, one): self.covered.tried[key, one] for one in standing for key in KEYS}
        least = [pair for pair, times in tried.items() if times == min(tried.values())]
        key, one = least[which % len(least)]
        return *standing[one], key

    def _onward(self, which: int) -> None:
        """The next step of a release's life: recorded, sent under, accepted, ended."""
        standing = [(key, one) for key, one in self.letters.items() if not one.ended and one.giver == "shelter"]
        sent = [(key, one) for key, one in self.told.items() if one.sender == "shelter" and one.state in rules.LIVE]
        accepted = [one.case for _, one in sent if one.state == "accepted"]
        mine = [(key, one) for key, one in sent if one.state != "accepted" and one.receivers() - one.kept]
        if held := [(key, one) for key, one in standing if one.case in accepted]:
            self._end_of(*held[which % len(held)], taken_back=bool(which % 2))
        elif mine:
            referral, told = mine[which % len(mine)]
            self._press(referral, min(told.receivers() - told.kept), "accept")
        elif new := [(key, one) for key, one in standing if one.case is None and one.readers & rules.AGENCIES]:
            release, letter = new[which % len(new)]
            self._send_under("ada", min(letter.readers & rules.AGENCIES), "routine", frozenset(), release, letter)
        else:
            self._record(("welfare", "sheriff", "hospital", "group")[which % 4], bool(which % 3), 99)

    def _allowed(self, which: int) -> tuple[Any, str, str] | None:
        """Something that the rules let through now: of the rows of the table, one gone through least so far."""
        found = [
            (on, who, key)
            for (on, told), who, key in product(self.told.items(), sorted(PEOPLE), KEYS)
            if key != "take_back" and told.verdict(who, key, self.world.now) == DONE
        ]
        if not found:
            return None
        rows = [row_of(self.told[on], key) for on, _, key in found]
        fewest = min(self.covered.rows[row] for row in rows)
        least = sorted({row for row in rows if self.covered.rows[row] == fewest})
        return found[rows.index(least[which % len(least)])]

    def _press_at_once(self, referral: Any, *pairs: tuple[str, str]) -> None:
        """Two people at the same moment: it comes to what one order of the two comes to."""
        told, now, before = self.told[referral], self.world.now, self.world.events(referral)
        answers = self.world.press_at_once(referral, *pairs, plainly=not told.flows())
        new, seen = self.world.events(referral) - before, self.world.see(referral)
        found = []
        for order in rules.orders(*pairs):
            ends, verdicts, left = told, {}, Counter[tuple[str, str]]()
            for who, key in order:
                had, verdicts[who] = len(ends.events), ends.verdict(who, key, now)
                if verdicts[who] == DONE:
                    ends = ends.after(who, key, now, self._review(key))
                    left.update((event, who) for event in ends.events[had:])
            if seen.agrees(ends) and left == new:
                found.append((ends, verdicts))
        assert found, f"{pairs} at once: {told} became {seen} with {new}"
        self.told[referral] = found[0][0]
        for (who, key), answer in zip(pairs, answers, strict=True):
            self.covered.tried[key, relation(told, who)] += 1
            fits = [_fits(answer, verdicts[who], ends, who, now) for ends, verdicts in found]
            assert any(fits), (who, key, answer.status_code)

    def _wait(self, hours: float) -> None:
        """Time passes and the clock does what is due."""
        self.world.wait(hours)
        self.world.beat()
        for referral, told in self.told.items():
            told.age(self.world.now)
            self._agree(referral, told)

    # How it is judged --------------------------------------------------------------------------------------------

    def _press(self, referral: Any, who: str, key: str) -> None:
        told, now, before = self.told[referral], self.world.now, self.world.events(referral)
        verdict = told.verdict(who, key, now)
        self.covered.tried[key, relation(told, who)] += 1
        ends = told.after(who, key, now, self._review(key)) if verdict == DONE else told
        self.world.wait(0.0003)
        answer = self.world.press(who, key, referral, plainly=not told.flows())
        where = f"{who} ({relation(told, who)}) pressed {key} on {told}"
        new = self.world.events(referral) - before
        assert new == Counter((event, who) for event in ends.events[len(told.events) :]), f"{where}: {new}"
        assert _fits(answer, verdict, told, who, now), f"{where}: {verdict}, but the page answered {answer.status_code}"
        if verdict == DONE:
            self.covered.rows[row_of(told, key)] += 1
        self.told[referral] = ends
        self._agree(referral, ends)

    def _look(self, referral: Any, who: str) -> None:
        told, answer = self.told[referral], self.world.page(who, referral)
        sees = who in told.seers()
        left = who in told.stub_for()
        assert answer.status_code == (200 if sees or left else 404), f"{who} looked at {told}: {answer.status_code}"
        words, side = answer.content.decode(), told.side_of(who)
        gone = told.state == "withdrawn" and side != "sender"
        assert ("Help needed" in words) == (sees and not gone), f"{who} reads {told}"
        shown = re.search(r'<span class="tag \w+">([^<]+)</span>', words)
        if sees and side in ("sender", "receiver"):
            assert shown and shown[1].startswith(told.words_for(side)), f"{who} reads {shown and shown[1]} of {told}"
        writes = told.sender in ("welfare", "sheriff")
        assert (NOTE in words) == (writes and side in ("sender", "receiver") and not gone), f"{who} reads {told}"

    def teardown(self) -> None:
        """At the end everybody looks at something, and lists hold what the rules say and nothing else."""
        if not self.agreed:
            return
        for place, who in enumerate(sorted(PEOPLE)):
            for referral in list(self.told)[place % 4 :: 4]:
                self._look(referral, who)
        for agency in LISTED:
            self._look_at_lists(agency)
        for referral, told in self.told.items():
            left = Counter(kind for kind, _ in self.world.events(referral).elements())
            assert left == Counter(told.events), f"the ledger of {told}"

    def _look_at_lists(self, agency: str) -> None:
        """Each referral that they may see is in the list of its side, and the tabs count those and no others."""
        who = LISTED[agency]
        for side, address in (("receiver", "/inbox/"), ("sender", "/referrals/")):
            tabs = self.world.listed(who, address)
            for tab, states in rules.TABS.items():
                mine = [key for key, one in self.told.items() if one.side_of(who) == side and one.state in states]
                left = [key for key, one in self.told.items() if who in one.stub_for()]
                linked = set(re.findall(r'<a href="/referrals/([0-9a-f-]{36})/["?]', tabs[tab]))
                expected = {*mine, *(left if side == "receiver" and tab == "closed" else ())}
                assert linked == {str(key) for key in expected}, f"{tab} of {address} for {who}: {self.told}"
                counts = re.findall(r'<span class="tab-count">\((\d+)\)', tabs[tab])
                assert counts[list(rules.TABS).index(tab)] == str(len(mine)), f"{tab} of {address} for {who}: {counts}"

    def _agree(self, referral: Any, told: Told) -> None:
        seen = self.world.see(referral)
        assert seen.agrees(told), f"{told} is {seen}"

    def _review(self, key: str) -> float | None:
        if key != "waitlist":
            return None
        return self.world.hours(rules.day_begins(7, timezone.now()))

    @contextmanager
    def _step(self) -> Iterator[None]:
        self.covered.steps += 1
        self.agreed = False
        yield
        self.agreed = True


def _fits(answer: HttpResponse, verdict: str, told: Told, who: str, now: float) -> bool:
    """Whether a page answers as the rules say. What ended a moment ago, or with its release, is said in words."""
    if verdict == DONE:
        return answer.status_code == 302
    if verdict == REFUSED:
        return answer.status_code in (200, 302, 409)
    if verdict == FORBIDDEN:
        return answer.status_code == 403
    left = who in told.stub_for() and answer.status_code == 302
    return answer.status_code == 404 or left or (told.may_be_told(who, now) and _sent_home(answer))


def _sent_home(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer.headers["Location"] == "/inbox/"


@pytest.fixture
def world(transactional_db: None, owner_sql: Callable[..., Any]) -> Iterator[World]:
    made = World(owner_sql)
    yield made
    made.close()


@pytest.mark.parametrize("part", SEEDS, ids=("first", "second"))
def test_whatever_people_press_comes_to_what_the_rules_say(
    part: int, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    covered = Covered()
    Machine.world, Machine.covered = world, covered
    run_state_machine_as_test(
        seed(part)(Machine),
        settings=settings(
            max_examples=LIVES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        ),
    )
    with capsys.disabled():
        sys.stdout.write(f"\n{covered.report()}\n")
    assert covered.steps >= STEPS_AT_LEAST
    assert {(key, one) for key in KEYS for one in RELATIONS} <= set(covered.tried)
    assert not _rows() - set(covered.rows)
