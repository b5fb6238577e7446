"""The pages that are timed, and what each must show before its time counts: the right rows, the right opened words,
one stored event, and nothing for another agency."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

import psycopg

from bench.data import databases
from bench.data.shape import OUTSIDER, QUIET, SPREAD, number_in, profile_of
from bench.web import Browser, Page, Wrong
from cases.profile import AgeGroup

ROWS = 25
# Where a referral of the timed senders goes; not one of the watched agencies, whose pages must stay as they are.
RECEIVER = 5
NOTE = "Prefers a morning call and asks for an interpreter."
ANSWERS = {
    "service": "shelter",
    "urgency": "routine",
    "age_group": "18_24",
    "gender": "women",
    "language": "spanish",
    "concern": "sex",
    "area": "north",
    "in_danger": "no",
    "first_contact": "through_sender",
    "basis": "own_rules",
    "note": NOTE,
}
_CODE = re.compile(r"RF-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]")
KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LISTED = {
    "waiting": ("state IN ('sent', 'question', 'waitlisted')", "answer_by, id"),
    "closed": ("state IN ('closed', 'withdrawn')", "changed_at DESC, id"),
}
Row = tuple[UUID, str, str]


def need(right: bool, words: str) -> None:
    """Refuse to time a page that is wrong."""
    if not right:
        raise Wrong(words)


@dataclass
class Visitor:
    """One person at one served database."""

    browser: Browser
    person: str
    agency: str
    half: str


class Site:
    """One database with its server: who is signed in there, and what its tables hold."""

    def __init__(self, database: str, port: int) -> None:
        self.port = port
        self.tables: psycopg.Connection[Any] = databases.connected(database)
        told = json.loads(databases.run("bench.watched", database))
        self.visitors = {
            int(number): Visitor(Browser(port, one["cookies"]), one["person"], one["agency"], one["half"])
            for number, one in told.items()
        }
        # The first page of a session notes when it began.
        for visitor in self.visitors.values():
            visitor.browser.get("/inbox/")
        (self.receiver,) = self._one("SELECT d.id FROM team_desk d JOIN auth_group g ON g.id = d.group_id "
                                     "WHERE g.name = %s", f"desk {RECEIVER}")  # fmt: skip

    def _one(self, query: str, *values: Any) -> Any:
        return self.tables.execute(query, values).fetchone()

    def listed(self, number: int, tab: str, *, half: bool = False) -> list[Row]:
        """Key, code and state of the rows that a list's page must show: first, or those after its middle row."""
        states, order = _LISTED[tab]
        agency = self.visitors[number].agency
        where = f"FROM referrals_referral WHERE to_agency_id = %s AND {states}"
        (count,) = self._one(f"SELECT count(*) {where}", agency)
        offset = count // 2 + 1 if half else 0
        query = f"SELECT id, code, state {where} ORDER BY {order} LIMIT {ROWS} OFFSET {offset}"
        return self.tables.execute(query, (agency,)).fetchall()

    def events_since(self, mark: Any, person: str) -> list[tuple[str, list[UUID]]]:
        return self.tables.execute(
            "SELECT kind, records FROM ledger.event WHERE actor = %s AND at > %s", (person, mark)
        ).fetchall()

    def now(self) -> Any:
        # Events are dated in milliseconds.
        return self._one("SELECT date_trunc('milliseconds', clock_timestamp()) - interval '1 millisecond'")[0]


# Checks -------------------------------------------------------------------------------------------------------


def check_list(site: Site, number: int, path: str, rows: Sequence[Row], *, events: int = 1) -> Page:
    """A list shows these rows in this order, their words opened, leaves one event, and shows them to nobody else.

    `events` is 0 where the bench has taken that layer off.
    """
    need(len(rows) == ROWS, f"{path}: the tables hold {len(rows)} rows for a page of {ROWS}")
    visitor, mark = site.visitors[number], site.now()
    page = visitor.browser.get(path, count=True)
    codes = [code for _, code, _ in rows]
    need(page.status == 200 and _codes(page) == codes, f"{path}: not the right {ROWS} rows")
    for (key, _, state), words in zip(rows, _lines(page, codes), strict=True):
        group = AgeGroup(profile_of(number_in(key)).age_group or "")
        expected = "Withdrawn" if state == "withdrawn" else str(group.label)
        need(expected in words, f"{path}: a row does not say {expected}")
    if events:
        _one_event(site, visitor, mark, {key for key, _, _ in rows}, path)
    else:
        need(not site.events_since(mark, visitor.person), f"{path}: an event, with that layer off")
    strange = site.visitors[OUTSIDER].browser.get(path)
    need(not set(_codes(strange)) & set(codes), f"{path}: another agency sees its rows")
    _not_found(site, rows[0][0])
    return page


def check_referral(site: Site, number: int, key: UUID) -> Page:
    """A referral's page shows the coded person, leaves one event, and does not exist for another agency."""
    visitor, mark, path = site.visitors[number], site.now(), f"/referrals/{key}/"
    page = visitor.browser.get(path, count=True)
    profile = profile_of(number_in(key))
    said = [str(one.label) for one in (profile.age_group, profile.gender, profile.language, profile.area) if one]
    need(page.status == 200 and all(words in page.body for words in said), f"{path}: not the right words")
    _one_event(site, visitor, mark, {key}, path)
    _not_found(site, key)
    return page


def check_send(site: Site, number: int) -> Page:
    """What is sent is stored, opens for its receiver with the right words, is one event, and nobody else's."""
    visitor = site.visitors[number]
    path, form = prepare_send(site, number)
    mark = site.now()
    page = visitor.browser.post(path, form, count=True)
    key = UUID(KEY.findall(path)[0])
    need(page.status == 302, f"{path}: not sent but {page.status}")
    state, desk = site._one("SELECT state, to_desk_id FROM referrals_referral WHERE id = %s", key)
    need((state, desk) == ("sent", site.receiver), f"{path}: stored as {state}")
    _one_event(site, visitor, mark, {key}, path)
    shown = visitor.browser.get(f"/referrals/{key}/")
    need(NOTE in shown.body and "18 to 24" in shown.body, f"{path}: not the right words")
    _not_found(site, key)
    return page


def prepare_send(site: Site, number: int) -> tuple[str, dict[str, str]]:
    """Write a referral up to its check page; the address and the form of the press that sends it."""
    browser = site.visitors[number].browser
    token = browser.get("/referrals/new/").hidden("csrfmiddlewaretoken")
    kept = browser.post("/referrals/new/", ANSWERS | {"desk": str(site.receiver), "csrfmiddlewaretoken": token})
    need(kept.status == 302, f"/referrals/new/: not kept but {kept.status}")
    path = kept.head["location"]
    check = browser.get(path)
    form = {name: check.hidden(name) for name in ("csrfmiddlewaretoken", "seen")}
    return path, form | {"confirm": "on"}


def _codes(page: Page) -> list[str]:
    return list(dict.fromkeys(_CODE.findall(page.body)))


def _lines(page: Page, codes: Sequence[str]) -> list[str]:
    """The part of the page that belongs to each row: from its code to the next row's."""
    places = [page.body.index(code) for code in codes] + [len(page.body)]
    return [page.body[begin:end] for begin, end in pairwise(places)]


def _one_event(site: Site, visitor: Visitor, mark: Any, keys: set[UUID], path: str) -> None:
    events = site.events_since(mark, visitor.person)
    need(len(events) == 1 and set(events[0][1]) == keys, f"{path}: {len(events)} events, or of other records")


def _not_found(site: Site, key: UUID) -> None:
    status = site.visitors[OUTSIDER].browser.get(f"/referrals/{key}/").status
    need(status == 404, f"another agency gets {status} for a referral")


AGENCIES = {"spread": SPREAD, "oldest": QUIET}
