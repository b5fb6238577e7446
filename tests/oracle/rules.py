"""What may become of a referral and who sees it, worked out by sets from the written rules alone.

Written by hand from the issue, `docs/adr/0050`, `0051` and the design, so that it can judge the product: nothing here
reads the product's code or its tables. A time is how long the world had stood by then.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

ZONE: Final = ZoneInfo("America/Los_Angeles")

# The people of the world: the agency whose desk they sit at, and whether they work on referrals at all.
PEOPLE: Final[Mapping[str, str]] = {
    "alice": "welfare", "bob": "sheriff", "bea": "sheriff", "lena": "sheriff", "carol": "hospital", "ada": "shelter",
    "chris": "court", "cora": "court", "otto": "elsewhere",
}  # fmt: skip
# A chair presses nothing. A coordinator follows what they logged of a call, of which there is none in this world.
WATCHERS: Final = frozenset({"chris", "cora"})
FOLLOWED: Final = frozenset(
    {"undo", "called", "identified", "decline", "ask", "answer", "waitlist", "close", "withdraw"}
)  # fmt: skip
MEMBERS: Final = frozenset({"hospital", "court"})
BOUND: Final = frozenset({"shelter"})
AGENCIES: Final = frozenset({"welfare", "sheriff", "hospital", "shelter"})

OPEN: Final = frozenset({"sent", "question", "waitlisted"})
LIVE: Final = OPEN | {"accepted"}
# Which states stand in which tab of a list.
TABS: Final[Mapping[str, frozenset[str]]] = {
    "waiting": OPEN, "accepted": frozenset({"accepted"}), "closed": frozenset({"declined", "closed", "withdrawn"}),
}  # fmt: skip
# With what the status on the page begins.
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "sent": ("Sent",), "question": ("Question asked",), "waitlisted": ("Waitlisted",), "accepted": ("Accepted",),
    "declined": ("Declined: no capacity", "Cannot take now", "No answer in time"), "withdrawn": ("Withdrawn",),
    "closed": ("Closed: ",),
}  # fmt: skip
# All that the sender of a silent agency reads.
SILENT_WORDS: Final[Mapping[str, tuple[str, ...]]] = (
    dict(WORDS)
    | dict.fromkeys(OPEN, ("Sent",))
    | {"declined": ("Cannot take now",), "closed": ("Closed: no further report",)}
)

# Who moves it from where to where. "back" is where the move that is taken back had found it.
_SIDES: Final = ("sender", "receiver")
TABLE: Final = frozenset(
    {("accept", "receiver", state, "accepted") for state in OPEN}
    | {("decline", "receiver", state, "declined") for state in OPEN}
    | {("ask", "receiver", state, "question") for state in ("sent", "waitlisted")}
    | {("waitlist", "receiver", state, "waitlisted") for state in ("sent", "question")}
    | {("answer", "sender", "question", "sent")}
    | {("close", "receiver", "accepted", "closed"), ("connected", "receiver", "accepted", "accepted")}
    | {("unaccept", "receiver", "accepted", "back")}
    | {("withdraw", "sender", state, "withdrawn") for state in LIVE}
    | {(step, side, state, state) for step in ("called", "identified") for side in _SIDES for state in LIVE}
    | {("undo_accept", "receiver", "accepted", "back"), ("undo_decline", "receiver", "declined", "back")}
    | {("undo_waitlist", "receiver", "waitlisted", "back"), ("undo_close", "receiver", "closed", "back")}
    | {("undo_withdraw", "sender", "withdrawn", "back")}
)  # fmt: skip
TAKEN_BACK: Final = frozenset({"accept", "decline", "waitlist", "close", "withdraw"})
# What is said with one coded answer, and is nothing without it.
ANSWERED: Final = frozenset({"decline", "ask", "answer", "waitlist", "close"})
# All that an agency bound by releases says without a release back.
PLAIN: Final = frozenset({"accept", "decline", "close", "unaccept", "undo_accept", "undo_decline", "undo_close"})
# Business hours to an answer; every desk of this world works day and night.
ALLOWED: Final = {"today": timedelta(hours=4), "two_days": timedelta(hours=18), "routine": timedelta(hours=45)}
MOST_RESETS: Final = 3
UNDO_LASTS: Final = timedelta(seconds=30)
MEANWHILE: Final = timedelta(minutes=15)

DONE, REFUSED, ABSENT, FORBIDDEN = "done", "refused", "absent", "forbidden"


class Moved(NamedTuple):
    """A move that changed the state: who made it when, and the state and clock that it found."""

    key: str
    who: str
    at: timedelta
    before: str
    clock: Mapping[str, timedelta]
    resets: int


@dataclass
class Letter:
    """A release: what one agency may tell those it names about one case, until it ends. All are for this help."""

    giver: str
    readers: frozenset[str]
    # The group that it names with its members, as they were at that moment.
    group: bool
    back: bool
    case: object = None
    ended: bool = False

    def __str__(self) -> str:
        more = ("with answers back" if self.back else "without answers back") + (", ended" if self.ended else "")
        return f"a release of {self.giver} to {' and '.join(sorted(self.readers))} ({more})"


class Book(list[Letter]):
    """All releases of one life; shared by its referrals, whatever is copied."""

    def __deepcopy__(self, memo: object) -> "Book":
        return self

    def lets(self, case: object, giver: str, reader: str) -> bool:
        return any(reader in one.readers for one in self._standing(case, giver))

    def lets_group(self, case: object, giver: str) -> bool:
        return any(one.group for one in self._standing(case, giver))

    def lets_answers(self, case: object, giver: str, receiver: str) -> bool:
        return any(one.back and receiver in one.readers for one in self._standing(case, giver))

    def _standing(self, case: object, giver: str) -> Iterator[Letter]:
        return (one for one in self if not one.ended and one.giver == giver and one.case == case)


@dataclass
class Told:
    """One referral as the rules know it."""

    sender: str
    receiver: str
    urgency: str
    kept: frozenset[str]
    sent_at: timedelta
    book: Book
    case: object
    # What the story of a life calls it.
    name: str = ""
    state: str = "sent"
    changed_at: timedelta = timedelta(0)
    connected: bool = False
    seen: bool = False
    # Whether the sender has done something since the last yes.
    acted: bool = False
    forwarded_by: set[str] = field(default_factory=set)
    clock: dict[str, timedelta] = field(default_factory=dict)
    resets: int = 0
    moves: list[Moved] = field(default_factory=list)
    # The events that its life has left, in order.
    events: list[str] = field(default_factory=lambda: ["send"])

    def __post_init__(self) -> None:
        self.clock = self._clock_from(self.sent_at)

    def __str__(self) -> str:
        """What a reader of a failure must know of it."""
        more = [f"kept from {', '.join(sorted(self.kept))}"] if self.kept else []
        more += [f"put forward by {', '.join(sorted(self.forwarded_by))}"] if self.forwarded_by else []
        if not self._let(self.receiver):
            more.append("its release has ended")
        if self.receiver in BOUND:
            more.append("answers flow back" if self.flows() else "no answers flow back")
        more.append("so far " + ", ".join(self.events))
        return f"{self.name} ({self.sender} to {self.receiver}, {self.urgency}, {self.state}; {'; '.join(more)})"

    def _clock_from(self, start: timedelta) -> dict[str, timedelta]:
        allowed = ALLOWED[self.urgency]
        clock = {"remind": start + allowed / 2, "deputy": start + allowed}
        return clock if self.receiver in BOUND else clock | {"lapse": start + 3 * allowed}

    # Who sees it ------------------------------------------------------------------------------------------------

    def desk(self) -> frozenset[str]:
        """Whoever sits at the receiving desk, unless a no has taken it from them."""
        if self.state == "declined":
            return frozenset()
        return frozenset(who for who, agency in PEOPLE.items() if agency == self.receiver)

    def receivers(self) -> frozenset[str]:
        return self.desk() if self._let(self.receiver) else frozenset()

    def _let(self, reader: str) -> bool:
        """Whether a release lets an agency know of it, or none is needed."""
        return self.sender not in BOUND or self.book.lets(self.case, self.sender, reader)

    def _members(self) -> set[str]:
        lawful = {
            agency
            for agency in MEMBERS
            for holder in self.forwarded_by
            if holder not in BOUND or holder == agency or self.book.lets(self.case, holder, agency)
        }
        return {who for who, agency in PEOPLE.items() if agency in lawful and self._let(agency)}

    def seers(self) -> frozenset[str]:
        """Everybody for whom it exists."""
        senders = {who for who, agency in PEOPLE.items() if agency == self.sender}
        return frozenset((senders | self.receivers() | self._members()) - self.kept)

    def stub_for(self) -> frozenset[str]:
        """Who had said yes to it and is left with its code, since the release has ended."""
        answers = [move.key for move in self.moves if move.key in ("accept", "undo_accept", "unaccept")]
        had_accepted = answers[-1:] == ["accept"]
        return self.desk() - self.kept - self.seers() if had_accepted and not self._let(self.receiver) else frozenset()

    def flows(self) -> bool:
        """Whether the receiver's answers may come back in full."""
        if self.receiver not in BOUND:
            return True
        own = self.book.lets(self.case, self.receiver, self.sender)
        return own or self.book.lets_answers(self.case, self.sender, self.receiver)

    def side_of(self, who: str) -> str:
        if who not in self.seers():
            return "nobody"
        if PEOPLE[who] == self.sender:
            return "sender"
        return "receiver" if who in self.receivers() else "member"

    def opened_by(self, who: str) -> None:
        """Whoever of the receiver opens it first has seen it, unless nothing of that may be told."""
        if self.side_of(who) == "receiver" and self.state in LIVE and self.flows():
            self.seen = True

    def shows_seen_to(self, side: str) -> bool:
        return self.seen and (side == "receiver" or self.flows())

    def words_for(self, side: str) -> tuple[str, ...]:
        """With what the status begins that one of the two sides reads."""
        return (SILENT_WORDS if side == "sender" and not self.flows() else WORDS)[self.state]

    # What may be done -------------------------------------------------------------------------------------------

    def verdict(self, who: str, key: str, now: timedelta) -> str:
        """What a press of `key` by `who` comes to. `undo` stands for whichever undo it is."""
        if who in WATCHERS:
            return ABSENT if who == "cora" and key in FOLLOWED else FORBIDDEN
        if key == "undo":
            return self._verdict_on_undo(who, now)
        if who not in self.seers():
            return ABSENT
        return DONE if self._may(who, key) else REFUSED

    def _may(self, who: str, key: str) -> bool:
        side = self.side_of(who)
        if key in ("put_forward", "take_back"):
            return self._may_forward(side, PEOPLE[who], key)
        if not any(row[:3] == (key, side, self.state) for row in TABLE):
            return False
        if side == "receiver" and not self.flows() and key not in PLAIN:
            return False
        if key == "answer" and not self.flows():
            # Nothing may tell its sender that there is a question.
            return False
        if key == "connected":
            return not self.connected
        if key == "unaccept":
            return not self.connected and not self.acted
        return True

    def _may_forward(self, side: str, agency: str, key: str) -> bool:
        if side == "member":
            return False
        if key == "take_back":
            return agency in self.forwarded_by
        if self.state not in LIVE or (self.sender in BOUND and not self.book.lets_group(self.case, self.sender)):
            return False
        return agency not in BOUND or self.book.lets_group(self.case, agency)

    def _verdict_on_undo(self, who: str, now: timedelta) -> str:
        mine = PEOPLE[who] == self.receiver and who not in self.kept and self._let(self.receiver)
        had_it = mine and self.state == "declined"
        if who not in self.seers() and not had_it:
            return ABSENT
        last = self.moves[-1] if self.moves else None
        if last is None or last.who != who or last.key not in TAKEN_BACK or now - last.at > UNDO_LASTS:
            return REFUSED
        return DONE

    def may_be_told(self, who: str, now: timedelta) -> bool:
        """Whether somebody who finds it gone learns that a colleague or the clock ended it a moment ago."""
        mine = PEOPLE[who] == self.receiver and who not in self.kept and self._let(self.receiver)
        return mine and self.state == "declined" and now - self.changed_at < MEANWHILE

    # What then is -----------------------------------------------------------------------------------------------

    def after(self, who: str, key: str, now: timedelta, review: timedelta | None = None) -> "Told":
        """The referral after a press that comes to DONE; `review` is when the day of a waitlist begins."""
        new = deepcopy(self)
        if key in ("put_forward", "take_back"):
            return new._forwarded(PEOPLE[who], key)
        last = new.moves[-1] if new.moves else None
        if key == "undo" and last:
            new._back(f"undo_{last.key}", who, now, last.before, dict(last.clock), last.resets)
        elif key == "unaccept":
            yes = next(move for move in reversed(new.moves) if move.key == "accept")
            new._back(key, who, now, yes.before, dict(yes.clock), yes.resets)
            new._restart(now)
        elif key in ("called", "identified", "connected"):
            new.events.append(key)
            new.connected = new.connected or key == "connected"
        else:
            new._forth(key, who, now, review)
        if key == "accept":
            new.acted = False
        elif PEOPLE[who] == new.sender:
            new.acted = True
        return new

    def _forwarded(self, agency: str, key: str) -> "Told":
        if key == "take_back":
            self.forwarded_by.discard(agency)
            self.events.append("taken_back")
        elif agency not in self.forwarded_by:
            self.forwarded_by.add(agency)
            self.events.append("put_forward")
        return self

    def _forth(self, key: str, who: str, now: timedelta, review: timedelta | None) -> None:
        self.moves.append(Moved(key, who, now, self.state, dict(self.clock), self.resets))
        self.state = next(row[3] for row in TABLE if row[0] == key)
        self.changed_at = now
        self.events.append(key)
        if key == "ask":
            self._restart(now)
        elif key == "waitlist" and review is not None and self._restart(review):
            self.clock["remind"] = review
        elif key == "decline":
            self.forwarded_by.discard(self.receiver)

    def _back(self, key: str, who: str, now: timedelta, state: str, clock: dict[str, timedelta], resets: int) -> None:
        self.moves.append(Moved(key, who, now, self.state, dict(self.clock), self.resets))
        self.state, self.clock, self.resets, self.changed_at = state, clock, resets, now
        self.events.append(key)

    def _restart(self, start: timedelta) -> bool:
        if self.resets >= MOST_RESETS:
            return False
        self.clock, self.resets = self._clock_from(start), self.resets + 1
        return True

    def as_timed(self, moments: Sequence[timedelta]) -> "Told":
        """The same where its last moves came at these moments, as those of presses at once do."""
        new = deepcopy(self)
        for place, moment in enumerate(reversed(moments), start=1):
            new.moves[-place] = new.moves[-place]._replace(at=moment)
        new.changed_at = moments[-1] if moments else new.changed_at
        return new

    def age(self, now: timedelta) -> None:
        """What the clock does until `now`."""
        for key in ("remind", "deputy", "lapse"):
            if self.state in OPEN and key in self.clock and self.clock[key] <= now:
                del self.clock[key]
                self.events.append(key)
                if key == "lapse":
                    self.moves.append(Moved(key, "", now, self.state, {}, self.resets))
                    self.state, self.changed_at = "declined", now
                    self.forwarded_by.discard(self.receiver)


def day_begins(days_on: int, now: datetime) -> datetime:
    """When the day that lies `days_on` days ahead begins where the team works."""
    day = now.astimezone(ZONE).date() + timedelta(days=days_on)
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)


def next_morning(now: datetime) -> datetime:
    """Ten o'clock of the next day where the team works."""
    # In UTC, so that what is added to it is time that passes, also over the night when the clocks change.
    return day_begins(1, now).replace(hour=10).astimezone(UTC)


def orders(one: tuple[str, str], other: tuple[str, str]) -> Collection[tuple[tuple[str, str], tuple[str, str]]]:
    """The two ways in which presses at the same moment can come one after the other."""
    return [(one, other), (other, one)]
