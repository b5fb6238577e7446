"""The world that the machine acts in: the real pages over HTTP, real connections, a clock that is moved by hand."""

import logging
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, NamedTuple
from uuid import UUID

import time_machine
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from audit.models import Event
from mdt.hours.models import DeskHours
from mdt.team.models import Desk, User
from privacy.wall import acting_as_system
from referrals.models import PutForward, Referral, Step
from referrals.tasks import tick
from tests.oracle import rules
from tests.referrals.cast import Cast, build_cast, client_of

NOTE: Final = "Prefers a morning call."
ANSWERS: Final = {
    "service": "shelter", "age_group": "18_24", "gender": "women", "language": "spanish", "concern": "sex",
    "area": "north", "in_danger": "no", "first_contact": "through_sender", "basis": "own_rules", "note": NOTE,
}  # fmt: skip
DECISIONS: Final = {
    "decline": {"reason": "no_capacity"}, "ask": {"question": "language"}, "answer": {"reply": "yes"},
    "waitlist": {"review_in": "7"}, "close": {"outcome": "goals_met"}, "withdraw": {},
}  # fmt: skip
# What an agency bound by releases can say instead.
PLAIN_DECISIONS: Final = {"decline": {"reason": "cannot_now"}, "close": {"outcome": "no_report"}}
PRESSES: Final = {
    "accept": "accept", "undo": "undo", "unaccept": "un-accept", "connected": "connected", "called": "called",
    "identified": "identified",
}  # fmt: skip
# How long two presses at once take by the clock of this world, and how far it goes on with each of their statements.
AT_ONCE_LASTS: Final = timedelta(seconds=1)
_TICK: Final = timedelta(milliseconds=1)
# Seconds of the machine's own time, after which something hangs rather than is slow.
PATIENCE: Final = 600
_CHANGES: Final = frozenset(
    {row[0] for row in rules.TABLE} | {"send", "put_forward", "taken_back", "remind", "deputy", "lapse"}
)


@dataclass(frozen=True)
class Seen:
    """A referral's row as the system finds it."""

    state: str
    connected: bool
    resets: int
    forwarded_by: frozenset[str]
    clock: dict[str, timedelta]

    def agrees(self, told: rules.Told) -> bool:
        """Whether it is as told; of a clock that presses at once have set, no more is foretold than the second."""
        same = (self.state, self.connected, self.resets) == (told.state, told.connected, told.resets)
        if not same or self.forwarded_by != told.forwarded_by:
            return False
        if told.state not in rules.OPEN:
            return True
        return self.clock.keys() == told.clock.keys() and all(
            abs(self.clock[key] - at) <= AT_ONCE_LASTS for key, at in told.clock.items()
        )


class Came(NamedTuple):
    """A step of a referral: what was done, by whom and when, and whether that moved it on."""

    key: str
    who: str
    at: timedelta
    moved: bool


class World:
    """Five agencies whose desks work day and night, and a browser for each person."""

    def __init__(self, owner_sql: Callable[..., Any]) -> None:
        self._owner_sql = owner_sql
        self.cast: Cast = build_cast()
        self.people: dict[str, User] = {name: getattr(self.cast, name) for name in rules.PEOPLE}
        self._names = {user.pk: name for name, user in self.people.items()}
        self._agency_keys = {self.desk(key).agency_id: key for key in (*rules.AGENCIES, "court")}
        with acting_as_system():
            for key in rules.AGENCIES:
                DeskHours.objects.create(desk=self.desk(key), always_open=True)
        self.began = rules.next_morning(timezone.now())
        self._travel = time_machine.travel(self.began, tick=False)
        self._clock = self._travel.start()
        self._ticking = threading.Lock()
        self._clients: dict[str, tuple[Client, datetime]] = {}
        # Every refusal would be logged with its traceback, which takes as long as the press.
        logging.getLogger("django.request").setLevel(logging.CRITICAL)

    def desk(self, key: str) -> Desk:
        desk: Desk = getattr(self.cast, key)
        return desk

    def close(self) -> None:
        self._travel.stop()
        logging.getLogger("django.request").setLevel(logging.NOTSET)
        self._owner_sql("TRUNCATE referrals_referral, releases_release, cases_case, notices_notice CASCADE")

    def begin_anew(self) -> None:
        """The same people, nothing sent, and the next morning: every life begins at the same hour of the day."""
        self._owner_sql("TRUNCATE referrals_referral, releases_release, cases_case, notices_notice CASCADE")
        self.began = rules.next_morning(timezone.now())
        self._clock.move_to(self.began)

    # Releases ----------------------------------------------------------------------------------------------------

    def record_release(self, who: str, to: str, case: UUID | None, back: bool) -> UUID:
        """Record a release for a named agency, or for the group when `to` is "group". It is in force at once."""
        today = timezone.localdate()
        named = f"body:{self.cast.body.pk}" if to == "group" else f"agency:{self.desk(to).agency_id}"
        terms = {
            "case": str(case or "new"), "to": named, "categories": ["housing"], "purpose": "services",
            "starts_on": today.isoformat(), "ends_on": (today + timedelta(days=20)).isoformat(),
            "answers": "yes" if back else "no", "signed_by": "self", "how": "in_person", "interpreter": "no",
            "freely_given": "on",
        }  # fmt: skip
        kept = self.client(who).post("/releases/record/", terms)
        found = re.search(r"/releases/([0-9a-f-]{36})/", kept.headers.get("Location", ""))
        assert found, f"{who} could not record a release to {to}"
        # The database goes by its own clock, which nobody moves: in force for both, however far apart they are.
        self._set_times(UUID(found[1]), "starts_at = now() - interval '1 day', expires_at = now() + interval '9 years'")
        return UUID(found[1])

    def revoke(self, who: str, release: UUID) -> None:
        self.client(who).post(f"/releases/{release}/take-back/", {"how": "oral"})
        taken = self._owner_sql("SELECT revoked_how FROM releases_release WHERE id = %s", release)
        assert taken == [("oral",)], f"{who} could not take back a release"

    def expire(self, release: UUID) -> None:
        """Its last second is over."""
        self._set_times(release, "expires_at = now() - interval '1 second'")

    def _set_times(self, release: UUID, times: str) -> None:
        self._owner_sql("ALTER TABLE releases_release DISABLE TRIGGER USER")
        self._owner_sql(f"UPDATE releases_release SET {times} WHERE id = %s", release)
        self._owner_sql("ALTER TABLE releases_release ENABLE TRIGGER USER")

    # The clock ---------------------------------------------------------------------------------------------------

    @property
    def now(self) -> timedelta:
        return self.time_of(timezone.now())

    def time_of(self, moment: datetime) -> timedelta:
        """As the rules tell the time."""
        return moment - self.began

    def wait(self, time: timedelta) -> None:
        self._clock.shift(time)

    def client(self, who: str) -> Client:
        """Their browser, signed in again when it has stood idle for longer than it may."""
        client, used = self._clients.get(who, (None, self.began))
        if client is None or timezone.now() - used > timedelta(minutes=10):
            client = client_of(self.people[who])
        self._clients[who] = (client, timezone.now())
        return client

    def beat(self) -> int:
        return tick()

    # What people do ----------------------------------------------------------------------------------------------

    def send(
        self, who: str, to: str, urgency: str, kept: Iterable[str], again: UUID | None = None, under: UUID | None = None
    ) -> UUID | None:
        """Write, check and send over the pages; None when the pages did not let it through."""
        client = self.client(who)
        address = f"/referrals/{again}/again/" if again else f"/referrals/new/{under}/" if under else "/referrals/new/"
        answers = ANSWERS | {"urgency": urgency, "desk": str(self.desk(to).pk)}
        check = client.post(address, answers, follow=True)
        seal = re.search(r'name="seen" value="([^"]+)"', check.content.decode())
        if seal is None:
            return None
        kept_from = [str(self.people[name].pk) for name in kept]
        given = {"seen": seal[1], "confirm": "on", "called": "no", "kept_from": kept_from}
        sent = client.post(check.request["PATH_INFO"], given)
        found = re.search(r"/referrals/([0-9a-f-]{36})/sent/", sent.headers.get("Location", ""))
        return UUID(found[1]) if found else None

    def press(self, who: str, key: str, referral: UUID, *, plainly: bool, blank: bool = False) -> HttpResponse:
        """One press, whatever may come of it; `plainly` as an agency answers that is bound and has no release back.

        `blank` leaves out the coded answer that goes with it.
        """
        if blank:
            answer: Any = self.client(who).post(f"/referrals/{referral}/decide/{key}/")
            return answer  # type: ignore[no-any-return]
        return self._press(self.client(who), who, key, referral, plainly)

    def _press(self, client: Client, who: str, key: str, referral: UUID, plainly: bool) -> HttpResponse:
        at = f"/referrals/{referral}"
        answer: Any
        if key == "put_forward":
            basis = "release" if rules.PEOPLE[who] in rules.BOUND else "own_rules"
            answer = client.post(f"{at}/put-forward/", {"body": str(self.cast.body.pk), "basis": basis})
        elif key == "take_back":
            answer = client.post(f"{at}/take-back/{self.cast.body.pk}/")
        elif key in PRESSES:
            answer = client.post(f"{at}/{PRESSES[key]}/")
        else:
            data = (DECISIONS | PLAIN_DECISIONS if plainly else DECISIONS)[key]
            answer = client.post(f"{at}/decide/{key}/", data)
        return answer  # type: ignore[no-any-return]

    def press_at_once(self, referral: UUID, *pairs: tuple[str, str], plainly: bool) -> list[HttpResponse]:
        """Presses of different people in threads of their own, begun together; all that takes AT_ONCE_LASTS."""
        barrier = threading.Barrier(len(pairs), timeout=PATIENCE)
        answers: dict[int, HttpResponse] = {}
        ends = timezone.now() + AT_ONCE_LASTS

        clients = {who: self.client(who) for who, _ in pairs}

        def run(place: int, who: str, key: str) -> None:
            try:
                with connections["default"].execute_wrapper(self._go_on):
                    barrier.wait()
                    answers[place] = self._press(clients[who], who, key, referral, plainly)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=partial(run, place, *pair)) for place, pair in enumerate(pairs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=PATIENCE)
        assert len(answers) == len(pairs), "one of two who pressed at once has got no answer"
        left = ends - timezone.now()
        assert left > timedelta(0), "two presses at once took more statements than their moment has room for"
        self.wait(left)
        return [answers[place] for place in range(len(pairs))]

    def _go_on(self, execute: Callable[..., Any], *statement: Any) -> Any:
        """The clock goes on with each statement, so that one press comes after the other and no machine is too slow."""
        with self._ticking:
            self._clock.shift(_TICK)
        return execute(*statement)

    def page(self, who: str, referral: UUID) -> HttpResponse:
        answer: Any = self.client(who).get(f"/referrals/{referral}/")
        return answer  # type: ignore[no-any-return]

    def listed(self, who: str, address: str) -> dict[str, str]:
        """The tabs of an inbox or outbox."""
        tabs = {tab: self.client(who).get(address, {"tab": tab}) for tab in rules.TABS}
        assert {tab.status_code for tab in tabs.values()} == {200}, f"{who} could not open {address}"
        return {tab: answer.content.decode() for tab, answer in tabs.items()}

    # What is -----------------------------------------------------------------------------------------------------

    def see(self, referral: UUID) -> Seen:
        with acting_as_system():
            row = Referral.objects.get(pk=referral)
            standing = PutForward.objects.filter(referral=referral, taken_back_at=None).values_list("holder", flat=True)
            forwarded_by = frozenset(self._agency_keys[holder] for holder in standing)
        times = {"remind": row.remind_at, "deputy": row.deputy_at, "lapse": row.lapse_at}
        clock = {key: self.time_of(at) for key, at in times.items() if at}
        return Seen(row.state, row.connected_at is not None, row.resets, forwarded_by, clock)

    def steps(self, referral: UUID) -> list[Came]:
        """What was done with it so far, in the order in which it came."""
        with acting_as_system():
            told = list(Step.objects.filter(referral=referral).order_by("at", "id"))
        return [
            Came(step.kind, self._names.get(step.by_id, ""), self.time_of(step.at), step.before != step.after)
            for step in told
        ]

    def case(self, referral: UUID) -> UUID:
        with acting_as_system():
            case: UUID = Referral.objects.values_list("case_id", flat=True).get(pk=referral)
        return case

    def events(self, referral: UUID) -> Counter[tuple[str, str]]:
        """Kind and actor of every event that tells of a change of this referral; the clock's have nobody."""
        told = Event.objects.using("owner").filter(records__contains=[referral], kind__startswith="referral.")
        short = ((event.kind.removeprefix("referral."), self._names.get(event.actor, "")) for event in told)
        return Counter(one for one in short if one[0] in _CHANGES)
