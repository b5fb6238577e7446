"""One life of some referrals: what people do in it over HTTP, and whether that comes to what the rules say.

What goes otherwise ends the life at once with one plain sentence, and the steps that led there.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import product
from typing import Any, Final

from django.http import HttpResponse

from tests.oracle import rules
from tests.oracle.choosing import Covered, relation, row_of, situation
from tests.oracle.rules import ABSENT, DONE, FORBIDDEN, PEOPLE, REFUSED, Letter, Told
from tests.oracle.world import NOTE, Came, Seen, World

# Who looks at the lists of an agency.
LISTED: Final = {"welfare": "alice", "sheriff": "bea", "hospital": "carol", "shelter": "ada"}
INBOX, OUTBOX = "/inbox/", "/referrals/"
_TOLD: Final = 30
# Between two presses, so that no two moves come at one moment.
_BREATH: Final = timedelta(seconds=1)


class Wrong(BaseException):
    """A life has gone otherwise than the rules say.

    No Exception, so that Hypothesis does not live it again: presses at the same moment come in either order, and all
    that it would tell is that the second time was not like the first.
    """


class Life:
    """Its referrals as the rules know them, and what was done so far in words."""

    def __init__(self, world: World, covered: Covered) -> None:
        self.world = world
        self.covered = covered
        world.begin_anew()
        self.told: dict[Any, Told] = {}
        self.book = rules.Book()
        self.letters: dict[Any, Letter] = {}
        self.story: list[str] = []
        # Whether all has been as the rules say so far; what comes after a fault proves nothing more.
        self.agreed = True

    @contextmanager
    def step(self) -> Iterator[None]:
        """Whatever does not fit, in the product or in the pages' words, ends the life with its story."""
        self.agreed = False
        try:
            yield
        except Exception as fault:
            what = str(fault) if type(fault) is AssertionError else f"{type(fault).__name__}: {fault}"
            before = "\n  ".join(self.story[-_TOLD:])
            raise Wrong(f"{what}\nBefore that, in step {len(self.story)} of this life:\n  {before}") from fault
        self.agreed = True

    def _says(self, sentence: str) -> None:
        self.story.append(f"{self.world.now}: {sentence}")

    # Sending and releases ----------------------------------------------------------------------------------------

    def has_room(self) -> bool:
        return len(self.told) < 12 and sum(one.state in rules.LIVE for one in self.told.values()) < 4

    def send(self, who: str, to: str, urgency: str, kept: frozenset[str], again: int) -> None:
        """Something new, or the same person once more to this desk."""
        mine = [key for key, told in self.told.items() if told.sender == PEOPLE[who]]
        earlier = mine[again % len(mine)] if mine and again < 30 else None
        self._says(f"{who} sends to {to}" + (f" for the person of {self.told[earlier].name}" if earlier else ""))
        referral = self.world.send(who, to, urgency, sorted(kept), earlier)
        assert referral is not None, f"{who} may send to {to}, and the pages did not let it through"
        case = self.world.case(referral)
        assert earlier is None or case == self.told[earlier].case, f"{who} sent again, and it has another case"
        self._sent(referral, who, to, urgency, kept, case)

    def send_under(
        self, who: str, to: str, urgency: str, kept: frozenset[str], under: Any, letter: Letter | None
    ) -> None:
        """Under some release or none: it goes out only when that one stands and names the receiver."""
        self._says(f"{who} sends to {to} under {letter or 'no release'}")
        referral = self.world.send(who, to, urgency, sorted(kept), under=under)
        lawful = letter is not None and not letter.ended and to in letter.readers
        came = "did" if referral else "did not"
        assert (referral is not None) == lawful, (
            f"{who} sent to {to} under {letter or 'no release'}: the rules let it {'out' if lawful else 'not out'}, "
            f"and it {came} go out"
        )
        if referral is None or letter is None:
            return
        case = self.world.case(referral)
        assert letter.case in (None, case), f"{who} sent under {letter}, which is of another case"
        letter.case = case
        self._sent(referral, who, to, urgency, kept, case)

    def _sent(self, referral: Any, who: str, to: str, urgency: str, kept: frozenset[str], case: Any) -> None:
        name = f"#{len(self.told) + 1}"
        told = Told(PEOPLE[who], to, urgency, kept, self.world.now, self.book, case, name)
        self.told[referral] = told
        self._agree(referral, told, f"{who} sent {name}")

    def record(self, to: str, *, back: bool, case: object = None) -> None:
        """The shelter records a release: for somebody new, or for a case that it knows."""
        readers = rules.MEMBERS if to == "group" else frozenset({to})
        self._says(f"ada records a release to {to}")
        release = self.world.record_release("ada", to, case, back)
        self.letters[release] = letter = Letter("shelter", readers, to == "group", back, case)
        self.book.append(letter)

    def end(self, release: Any, letter: Letter, *, taken_back: bool) -> None:
        """A release is taken back by word, or its time is over; at once everybody sees what is left to them."""
        self._says(f"{letter} is {'taken back' if taken_back else 'over'}")
        if taken_back:
            self.world.revoke("ada", release)
        else:
            self.world.expire(release)
        letter.ended = True
        for referral, told in self.told.items():
            if told.case == letter.case:
                for who in ("bob", "carol", "cora", "alice"):
                    self.look(referral, who)
        for agency in sorted(letter.readers & LISTED.keys()):
            self.look_at_list(agency, INBOX)

    # Pressing ----------------------------------------------------------------------------------------------------

    def press(self, referral: Any, who: str, key: str, *, blank: bool = False) -> None:
        """One press; with `blank` without the coded answer, so that nothing comes of it."""
        self.world.wait(_BREATH)
        told, now, before = self.told[referral], self.world.now, self.world.events(referral)
        verdict = REFUSED if blank else told.verdict(who, key, now)
        pressed = f"{key} without an answer" if blank else key
        self._says(f"{who} ({relation(told, who)}) presses {pressed} on {told}: {verdict}")
        self.covered.tried[key, relation(told, who)] += 1
        self.covered.judged[situation(told, who, key, verdict)] += 1
        ends = told.after(who, key, now, self._review(key, now)) if verdict == DONE else told
        answer = self.world.press(who, key, referral, plainly=not told.flows(), blank=blank)
        where = f"{who} ({relation(told, who)}) pressed {pressed} on {told}: the rules say {verdict}"
        new, foretold = (
            self.world.events(referral) - before,
            Counter((one, who) for one in ends.events[len(told.events) :]),
        )
        assert new == foretold, f"{where}, which enters {_listed(foretold)}; the ledger has gained {_listed(new)}"
        assert _fits(answer, verdict, told, who, now), f"{where}; the page answered {_words(answer)}"
        if verdict == DONE:
            self.covered.rows[row_of(told, key)] += 1
        self.told[referral] = ends
        self._agree(referral, ends, where)

    def press_at_once(self, referral: Any, *pairs: tuple[str, str]) -> None:
        """Two people at the same moment: it comes to what one order of the two comes to, or one is overtaken."""
        told, begun, before = self.told[referral], self.world.now, self.world.events(referral)
        known = len(self.world.steps(referral))
        where = " while ".join(f"{who} ({relation(told, who)}) pressed {key}" for who, key in pairs) + f" on {told}"
        self._says(f"at once: {where}")
        answers = self.world.press_at_once(referral, *pairs, plainly=not told.flows())
        new, seen = self.world.events(referral) - before, self.world.see(referral)
        came = self.world.steps(referral)[known:]
        each = product(rules.orders(*pairs), (False, True), (begun, self.world.now))
        ways = [self._in_order(told, order, now, overtaken=overtaken) for order, overtaken, now in each]
        found = [
            (ends, verdicts)
            for ends, verdicts, left in ways
            if seen.agrees(ends) and Counter(left) == new and _stepped(left) == _pressed(came)
        ]
        lawful = " or ".join(sorted({f"{ends.state} with {_listed(Counter(left))}" for ends, _, left in ways}))
        assert found, f"{where}: the rules say {lawful}; it became {seen} with {_listed(new)}"
        for (who, key), answer in zip(pairs, answers, strict=True):
            self.covered.tried[key, relation(told, who)] += 1
            said = " or ".join(sorted({verdicts[who] for _, verdicts in found}))
            fits = any(_fits(answer, verdicts[who], ends, who, begun) for ends, verdicts in found)
            # Whoever saw it when both began may read that they came too late.
            late = who in told.seers() and all(verdicts[who] == ABSENT for _, verdicts in found)
            late = late and _fits(answer, REFUSED, told, who, begun)
            assert fits or late, f"{where}: the rules say {said} to {who}; the page answered {_words(answer)}"
        self.told[referral] = found[0][0].as_timed([one.at for one in came if one.moved])
        self._agree(referral, self.told[referral], where)

    def _in_order(
        self, told: Told, order: tuple[tuple[str, str], ...], now: timedelta, *, overtaken: bool
    ) -> tuple[Told, dict[str, str], list[tuple[str, str]]]:
        """What two presses come to, one after the other: the end, what is said to each, and what the ledger gains.

        Whoever is `overtaken` pressed on a state that the other has changed since, and only reads of that.
        """
        ends, verdicts, left = told, {}, []
        for who, key in order:
            before, verdicts[who] = len(ends.events), ends.verdict(who, key, now)
            if overtaken and verdicts[who] == DONE and ends.state != told.state:
                verdicts[who] = REFUSED
            if verdicts[who] == DONE:
                ends = ends.after(who, key, now, self._review(key, now))
                left.extend((event, who) for event in ends.events[before:])
        return ends, verdicts, left

    def wait(self, time: timedelta) -> None:
        """Time passes and the clock does what is due."""
        self._says(f"{time} passes")
        self.world.wait(time)
        self.world.beat()
        for referral, told in self.told.items():
            told.age(self.world.now)
            self._agree(referral, told, f"after {time}")

    def _review(self, key: str, now: timedelta) -> timedelta | None:
        """When the day begins on which a waitlist that is pressed now is looked at again."""
        return self.world.time_of(rules.day_begins(7, self.world.began + now)) if key == "waitlist" else None

    # Looking -----------------------------------------------------------------------------------------------------

    def _agree(self, referral: Any, told: Told, where: str) -> None:
        """What is, is as told; a clock that presses at once have set goes on from their own moments."""
        seen: Seen = self.world.see(referral)
        clock = {key: str(at) for key, at in told.clock.items()}
        assert seen.agrees(told), f"{where}; now {told}, clock {clock}, {told.resets} resets; its row is {seen}"
        if told.state in rules.OPEN:
            told.clock = dict(seen.clock)

    def look(self, referral: Any, who: str) -> None:
        told, answer = self.told[referral], self.world.page(who, referral)
        where = f"{who} ({relation(told, who)}) looked at {told}"
        sees = who in told.seers()
        foretold = 200 if sees or who in told.stub_for() else 404
        assert answer.status_code == foretold, f"{where}: the rules say {foretold}, the page {answer.status_code}"
        told.opened_by(who)
        words, side = answer.content.decode(), told.side_of(who)
        gone = told.state == "withdrawn" and side != "sender"
        reads = sees and not gone
        assert ("Help needed" in words) == reads, f"{where}: what help is needed is {_shown(not reads)}"
        shown = re.search(r'<span class="tag \w+">([^<]+)</span>', words)
        if sees and side in ("sender", "receiver"):
            status, right = shown[1] if shown else "no status", told.words_for(side)
            assert status.startswith(right), f"{where}: the rules say {' or '.join(right)}, the page {status}"
            seen = told.shows_seen_to(side) and not gone
            assert bool(re.search(r"\bSeen\b", words)) == seen, f"{where}: that it was seen is {_shown(not seen)}"
        notes = told.sender in ("welfare", "sheriff") and side in ("sender", "receiver") and not gone
        assert (NOTE in words) == notes, f"{where}: the note is {_shown(not notes)}"

    def look_at_list(self, agency: str, address: str) -> None:
        """Each referral that they may see is in the list of its side, and the tabs count those and no others."""
        who, side = LISTED[agency], {INBOX: "receiver", OUTBOX: "sender"}[address]
        pages = self.world.listed(who, address)
        for tab, states in rules.TABS.items():
            where = f"{who} looked at {tab} of {address}"
            mine = [key for key, one in self.told.items() if one.side_of(who) == side and one.state in states]
            left = [key for key, one in self.told.items() if who in one.stub_for()]
            linked = set(re.findall(r'<a href="/referrals/([0-9a-f-]{36})/["?]', pages[tab]))
            expected = {str(key) for key in (*mine, *(left if (side, tab) == ("receiver", "closed") else ()))}
            much, little = self._named(linked - expected), self._named(expected - linked)
            assert linked == expected, f"{where}: the rules hide {much} that is there, and show {little} that is not"
            counts = re.findall(r'<span class="tab-count">\((\d+)\)', pages[tab])
            counted = counts[list(rules.TABS).index(tab)]
            assert counted == str(len(mine)), f"{where}: the rules count {len(mine)}, the tab {counted}"

    def _named(self, keys: set[str]) -> str:
        return ", ".join(str(told) for key, told in self.told.items() if str(key) in keys) or "nothing"

    def close(self) -> None:
        """At the end everybody looks at something, and lists hold what the rules say and nothing else."""
        for place, who in enumerate(sorted(PEOPLE)):
            for referral in list(self.told)[place % 4 :: 4]:
                self.look(referral, who)
        for agency in LISTED:
            for address in (INBOX, OUTBOX):
                self.look_at_list(agency, address)
        for referral, told in self.told.items():
            left = Counter(kind for kind, _ in self.world.events(referral).elements())
            assert left == Counter(told.events), f"the ledger tells of {told} otherwise: {dict(left)}"


def _stepped(left: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of what the rules foretell, what a referral keeps steps of, in order."""
    return [one for one in left if one[0] not in ("put_forward", "taken_back")]


def _pressed(came: list[Came]) -> list[tuple[str, str]]:
    return [(one.key, one.who) for one in came]


def _listed(events: Counter[tuple[str, str]]) -> str:
    return ", ".join(f"{kind} by {who or 'the clock'}" for kind, who in sorted(events.elements())) or "nothing"


def _shown(shown: bool) -> str:
    return "shown, against the rules" if shown else "not shown, against the rules"


def _words(answer: HttpResponse) -> str:
    onward = f" to {re.sub('[0-9a-f-]{36}', '...', answer.headers['Location'])}" if answer.status_code == 302 else ""
    return f"{answer.status_code}{onward}"


def _fits(answer: HttpResponse, verdict: str, told: Told, who: str, now: timedelta) -> bool:
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
    return answer.status_code == 302 and answer.headers["Location"] == INBOX
