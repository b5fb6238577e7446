"""A list of referrals as its address says it: which tab, which filters, in what order; and who stands next to whom.

An address holds coded choices only. They narrow what the list's own door shows and open nothing: what a row hides from
its reader, no filter tells. Pages and neighbours go by key, never by offset, so that any depth costs the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Self
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, IntegerField, Q, QuerySet, Subquery
from django.db.models.lookups import Exact, GreaterThanOrEqual, LessThanOrEqual
from django.utils import timezone

from mdt.team.access import Door
from mdt.team.models import Team, User
from privacy.keys import read_key
from privacy.parcel import ParcelRefused, open_place, seal_place
from privacy.plans import Constant
from referrals.choices import Service, State, Urgency
from referrals.models import Referral
from referrals.ordering import NEVER, Due
from referrals.querysets import Referrals, silent_to
from referrals.workflow import ENDED_STATES, OPEN_STATES

PAGE: Final = 25
# More than this is counted no further: nobody needs to know, and it would cost as much as the list is long.
MOST: Final = 99
DAYS: Final = {
    "1": "since yesterday",
    "7": "in the last 7 days",
    "30": "in the last 30 days",
    "90": "in the last 90 days",
}
_SALT: Final = "referrals.page"


class Apart:
    """A subquery that asks nothing of the query around it, so it need not be rebuilt to fit in."""

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Self:
        return self


class Capped(Apart, Subquery):
    """How many rows, as far as anybody needs to know."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    # Of somebody without a desk.
    empty_result_set_value = 0

    def __init__(self, rows: QuerySet[Any]) -> None:
        """`rows` in the order of their list: its index gives the first of them, and no others are read."""
        super().__init__(rows.values("pk")[: MOST + 1])


def capped(number: int) -> str:
    """A capped count as it is read."""
    return f"{MOST}+" if number > MOST else str(number)


def counts_together(team: UUID, asked: Mapping[str, Capped]) -> dict[str, str]:
    """Several counts in one statement, each as it is read; empty for none."""
    (found,) = Team.objects.filter(pk=team).values_list(*asked.values())
    return {name: capped(number) if number else "" for name, number in zip(asked, found, strict=True)}


class Listed(Apart, ArraySubquery):
    """What a small table holds, as one value."""


@dataclass(frozen=True)
class Tab:
    """One tab: which states it holds, what orders it, and what an empty one says."""

    key: str
    label: str
    states: frozenset[State]
    order: str
    empty: str


@dataclass(frozen=True)
class Kind:
    """Inbox or outbox: by which door its rows are seen, and which agency is the other side."""

    key: str
    title: str
    door: Door
    own: str
    other: str
    tabs: tuple[Tab, ...]


_ACCEPTED: Final = frozenset({State.ACCEPTED})
INBOX: Final = Kind(
    "inbox", "Inbox", Door.RECEIVER, "to_agency", "from_agency",
    (
        Tab("waiting", "Waiting", OPEN_STATES, "answer_by",
            "Nothing is waiting for your agency. New referrals show here."),
        Tab("accepted", "Accepted", _ACCEPTED, "-changed_at", "You have accepted nothing that is still open."),
        Tab("closed", "Closed", ENDED_STATES, "-changed_at", "Nothing is closed yet."),
    ),
)  # fmt: skip
OUTBOX: Final = Kind(
    "outbox", "My referrals", Door.SENDER, "from_agency", "to_agency",
    (
        Tab("waiting", "Waiting for an answer", OPEN_STATES, "answer_by", "Nothing of yours is waiting for an answer."),
        Tab("accepted", "Accepted", _ACCEPTED, "-changed_at", "None of your open referrals is accepted yet."),
        Tab("closed", "Ended", ENDED_STATES, "-changed_at", "Nothing has ended yet."),
    ),
)  # fmt: skip
KINDS: Final[Mapping[str, Kind]] = {kind.key: kind for kind in (INBOX, OUTBOX)}


@dataclass(frozen=True)
class Cursor:
    """Where one row stands in the order of its tab."""

    at: datetime | None
    pk: UUID

    @classmethod
    def of(cls, referral: Referral, order: str) -> Self:
        return cls(getattr(referral, order.removeprefix("-")), referral.pk)

    @classmethod
    def read(cls, sealed: str) -> Self | None:
        """The row that an address of ours names; anything else is the first page."""
        try:
            at, pk = open_place(sealed, purpose=_SALT).split(" ")
        except ParcelRefused:
            return None
        return cls(datetime.fromisoformat(at) if at else None, UUID(pk))

    def __str__(self) -> str:
        return seal_place(f"{self.at.isoformat() if self.at else ''} {self.pk}", purpose=_SALT)


@dataclass(frozen=True)
class Beside:
    """What stands before and after one referral of a list, and which of how many it is."""

    previous: UUID | None
    next: UUID | None
    place: int
    count: int

    @property
    def told(self) -> str:
        """`2 of 9`; where the counting ends, that it does."""
        count = capped(self.count)
        return f"{self.place} of {count}" if 0 < self.place <= MOST else f"one of {count}"


@dataclass(frozen=True)
class Queue:
    """One list as somebody looks at it. What its address does not say, or says wrongly, is not asked for."""

    kind: Kind
    tab: Tab
    state: str = ""
    service: str = ""
    urgency: str = ""
    agency: UUID | None = None
    overdue: bool = False
    mine: bool = False
    days: str = ""

    @classmethod
    def read(cls, kind: Kind, said: Mapping[str, str]) -> Self:
        """The queue of an address, or of a saved view."""
        tab = next((one for one in kind.tabs if one.key == said.get("tab")), kind.tabs[0])
        return cls(
            kind,
            tab,
            state=_one_of([state.value for state in tab.states], said.get("state")),
            service=_one_of(Service.values, said.get("service")),
            urgency=_one_of(Urgency.values, said.get("urgency")),
            agency=read_key(said.get("agency")),
            overdue=said.get("overdue") == "on",
            mine=said.get("mine") == "on",
            days=_one_of(DAYS, said.get("days")),
        )

    @property
    def narrowed_by(self) -> dict[str, str]:
        """Its filters as an address says them."""
        agency = str(self.agency) if self.agency else ""
        said = {"state": self.state, "service": self.service, "urgency": self.urgency, "agency": agency}
        said |= {"overdue": "on" if self.overdue else "", "mine": "on" if self.mine else "", "days": self.days}
        return {name: value for name, value in said.items() if value}

    @property
    def said(self) -> dict[str, str]:
        return {"tab": self.tab.key, **self.narrowed_by}

    @property
    def query(self) -> str:
        return urlencode(self.said)

    @property
    def onward(self) -> str:
        """For the address of a referral that is opened from this list."""
        return urlencode({"list": self.kind.key, **self.said})

    def without(self, name: str) -> str:
        """The address with one filter taken away."""
        return urlencode({key: value for key, value in self.said.items() if key != name})

    def on(self, tab: Tab) -> "Queue":
        """The same on another tab, whose states are others."""
        return replace(self, tab=tab, state="")

    # What it holds -------------------------------------------------------------------------------------------

    def rows(self, user: User) -> Referrals:
        """Its referrals, in no order yet."""
        return self.among(self.seen(user), user)

    def seen(self, user: User) -> Referrals:
        """What its door shows of any tab: asked once for a page, whose tabs are all counted."""
        seen: Referrals
        if self.mine:
            seen = Referral.objects.visible_to(user).assigned_to(user)
            return seen.filter(**{self.kind.own: user.place.agency_id})
        seen = Referral.objects.visible_through(user, self.kind.door)
        return seen

    def among(self, seen: Referrals, user: User) -> Referrals:
        """Of what the door shows, what this tab and the filters ask for."""
        states = [Constant(state) for state in sorted(self.tab.states)]
        return seen.filter(self._asked(timezone.now(), user.place.agency_id), state__in=states)

    def counts(self, seen: Referrals, user: User) -> dict[str, Capped]:
        """How many each tab holds."""
        return {f"in_{tab.key}": self.on(tab).count(seen, user) for tab in self.kind.tabs}

    def count(self, seen: Referrals, user: User) -> Capped:
        """How many this tab holds."""
        return Capped(self._forward(self.among(seen, user)))

    def _asked(self, now: datetime, me: UUID) -> Q:
        told = Q()
        if self.state:
            told &= self._in_state(silent_to(me))
        for name in ("service", "urgency"):
            if value := getattr(self, name):
                told &= Q(**{name: value}) & self._open_to_reader()
        if self.agency:
            told &= Q(**{self.kind.other: self.agency})
        if self.overdue:
            told &= Q(state=State.SENT, answer_by__lt=now) & self._not_silent(silent_to(me))
        if self.days:
            told &= Q(sent_at__gte=now - timedelta(days=int(self.days)))
        return told

    def _in_state(self, silent: Q) -> Q:
        """As the status reads: an agency bound by releases is neither asking nor waitlisting to whoever sent."""
        if self.kind.door != Door.SENDER or self.state not in OPEN_STATES:
            return Q(state=self.state)
        if self.state == State.SENT:
            return Q(state=State.SENT) | silent & Q(state__in=OPEN_STATES)
        return Q(state=self.state) & ~silent

    def _not_silent(self, silent: Q) -> Q:
        return ~silent if self.kind.door == Door.SENDER else Q()

    def _open_to_reader(self) -> Q:
        """A withdrawn referral is a code to its receiver, and no filter says more of it."""
        return Q() if self.kind.door == Door.SENDER else ~Q(state=State.WITHDRAWN)

    # Its order -----------------------------------------------------------------------------------------------

    def page(self, rows: Referrals, after: Cursor | None, before: Cursor | None) -> tuple[list[Referral], bool, bool]:
        """One page in its order, whether there are rows before it, and whether there are rows after it."""
        if before is not None and after is None:
            found = list(self._backward(rows.filter(self._ahead_of(before)))[: PAGE + 1])
            return found[:PAGE][::-1], len(found) > PAGE, True
        rows = rows.filter(self._past(after)) if after else rows
        found = list(self._forward(rows)[: PAGE + 1])
        return found[:PAGE], after is not None, len(found) > PAGE

    def beside(self, user: User, referral: Referral) -> Beside:
        """Its neighbours in this list, in one statement; the referral itself may have left the list already."""
        rows, here = self.rows(user), Cursor.of(referral, self.tab.order)
        ahead = rows.filter(self._ahead_of(here))
        said = {
            "before": Subquery(self._backward(ahead).values("pk")[:1]),
            "after": Subquery(self._forward(rows.filter(self._past(here))).values("pk")[:1]),
            "ahead": Capped(self._backward(ahead)),
            "count": Capped(self._forward(rows)),
            "here": Capped(rows.filter(pk=referral.pk)),
        }
        found = Team.objects.filter(pk=user.place.team_id).values_list(*(said[key] for key in said)).get()
        before, after, place, count, is_here = found
        return Beside(before, after, place + 1 if is_here else 0, count)

    @property
    def _place(self) -> F | Due:
        """What the tab is ordered by. Rows of the old log are due at no time, and stand last."""
        return Due() if self.tab.order == "answer_by" else F(self.tab.order.removeprefix("-"))

    @property
    def _falls(self) -> bool:
        return self.tab.order.startswith("-")

    def _forward(self, rows: Referrals) -> Referrals:
        return rows.order_by(self._place.desc() if self._falls else self._place.asc(), "pk")

    def _backward(self, rows: Referrals) -> Referrals:
        return rows.order_by(self._place.asc() if self._falls else self._place.desc(), "-pk")

    def _past(self, here: Cursor) -> Q:
        """What follows one row."""
        return self._beyond(here, falls=self._falls, pk__lte=here.pk)

    def _ahead_of(self, here: Cursor) -> Q:
        return self._beyond(here, falls=not self._falls, pk__gte=here.pk)

    def _beyond(self, here: Cursor, *, falls: bool, **not_yet: UUID) -> Q:
        """Further than one row: from its place on, without what stands level and not beyond it.

        Said as one bound, at which the index begins. An "or" would be read from two sides and sorted anew.
        """
        at = here.at or NEVER
        bound = (LessThanOrEqual if falls else GreaterThanOrEqual)(self._place, at)
        return Q(bound) & ~Q(Exact(self._place, at), **not_yet)


def queue_of(said: Mapping[str, str]) -> Queue | None:
    """The list that a referral was opened from, as its address says; None when it was opened otherwise."""
    kind = KINDS.get(said.get("list", ""))
    return Queue.read(kind, said) if kind else None


def _one_of(values: Any, said: str | None) -> str:
    return said if said is not None and said in values else ""
