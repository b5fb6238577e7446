"""The three pages that people live in, at our largest size, beside django-helpdesk's at 10 thousand tickets.

Both sides are asked in turn. Its list is a page and the request that fetches the rows; ours is one page.
"""

import html
import json
import os
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.data import databases
from bench.data.shape import SPREAD
from bench.figures import Results, p50
from bench.growth import timed
from bench.pages import Site, need
from bench.peers.environment import PROJECT
from bench.web import Browser, Page, at_once, serving

TICKETS = 10_000
DATABASE = "helpdesk"
ASKS = 10
# What its table asks for when the page has loaded.
_TABLE = "?draw=1&start=0&length=25&order[0][column]=5&order[0][dir]=desc"
_ROWS = re.compile(r'"(/datatables_ticket_list/[^"]+)"')
PAIRS = {"list": "inbox", "ticket": "referral", "create": "send"}


@dataclass
class Helpdesk:
    """Its server, signed in as somebody who sees one of 20 queues."""

    browser: Browser
    queue: int
    shown: int
    tickets: list[int]
    strange: int

    def list(self) -> float:
        page, rows = self.page_and_rows()
        need(page.status == rows.status == 200, "helpdesk's list does not answer")
        return page.seconds + rows.seconds

    def page_and_rows(self) -> tuple[Page, Page]:
        page = self.browser.get("/tickets/")
        found = _ROWS.search(html.unescape(page.body))
        need(found is not None, "helpdesk's list names no rows")
        assert found
        return page, self.browser.get(found[1] + _TABLE)

    def ticket(self, turn: int) -> float:
        page = self.browser.get(f"/tickets/{self.tickets[turn % len(self.tickets)]}/")
        need(page.status == 200, "helpdesk's ticket does not answer")
        return page.seconds

    def create(self) -> float:
        token = self.browser.get("/tickets/submit/").hidden("csrfmiddlewaretoken")
        form = {"queue": str(self.queue), "title": "Help needed", "body": "Prefers a morning call.", "priority": "3"}
        page = self.browser.post("/tickets/submit/", form | {"csrfmiddlewaretoken": token})
        need(page.status == 302, f"helpdesk's ticket is not created but {page.status}")
        return page.seconds

    def check(self) -> int:
        """The right rows, words, and nothing of another queue; the bytes of its list."""
        page, rows = self.page_and_rows()
        told = json.loads(rows.body)
        need([int(one["id"]) for one in told["data"]] == self.tickets, "helpdesk's list has not the right 25 rows")
        need(told["recordsTotal"] == self.shown, "helpdesk's list is not restricted")
        shown = self.browser.get(f"/tickets/{self.tickets[0]}/")
        need("Asks for the same interpreter again" in shown.body, "helpdesk's ticket has not the right words")
        refused = self.browser.get(f"/tickets/{self.strange}/").status
        need(refused in (302, 403, 404), f"helpdesk shows another queue's ticket: {refused}")
        self.create()
        return page.size + rows.size


@contextmanager
def helpdesk(python: Path) -> Iterator[Helpdesk]:
    """Fill its database and serve it with our gunicorn settings, by the peers' own Python."""
    databases.make_empty(DATABASE)
    environment = {"BENCH_DATABASE": DATABASE, "DJANGO_SETTINGS_MODULE": "bench.peers.helpdesk_settings"}
    command = [str(python), "-m", "bench.peers.helpdesk_filling", str(TICKETS)]
    made = subprocess.run(
        command, cwd=PROJECT, env=os.environ | environment, check=True, stdout=subprocess.PIPE, text=True
    )
    told = json.loads(made.stdout.splitlines()[-1])
    with serving("django.core.wsgi:get_wsgi_application()", environment, python=str(python)) as port:
        yield Helpdesk(Browser(port, told.pop("cookies")), **told)


def beside_helpdesk(site: Site, peer: Helpdesk, rounds: int, results: Results) -> None:
    bytes_of_list = peer.check()
    times: dict[str, list[list[float]]] = defaultdict(list)
    for number in range(rounds + 1):
        found = _round(site, peer)
        if number:
            for name, asked in found.items():
                times[name].append(asked)
    for theirs, ours in PAIRS.items():
        pairs = zip(times[ours], times[theirs], strict=True)
        results.compare(f"helpdesk {theirs}", [(p50(one), p50(other)) for one, other in pairs])
    for name, of_rounds in times.items():
        results.keep(f"helpdesk, {'theirs' if name in PAIRS else 'ours'}, {name}, ms", of_rounds)
        results.facts.append(f"{name}: p50 {p50([p50(one) for one in of_rounds]):.1f} ms")
    inbox = site.visitors[SPREAD].browser.get("/inbox/")
    results.facts.append(f"bytes: our inbox {inbox.size}, helpdesk's list {bytes_of_list} (page and rows)")


def _round(site: Site, peer: Helpdesk) -> dict[str, list[float]]:
    times: dict[str, list[float]] = defaultdict(list)
    keys = [key for key, _, _ in site.listed(SPREAD, "waiting")]

    def ask(place: int) -> None:
        for turn in range(place, 2 * ASKS, 2):
            times["list"].append(1000 * peer.list())
            times["inbox"].append(1000 * timed(site, SPREAD, "inbox", ""))
            times["ticket"].append(1000 * peer.ticket(turn))
            times["referral"].append(1000 * timed(site, SPREAD, "referral", f"/referrals/{keys[turn % len(keys)]}/"))
            times["create"].append(1000 * peer.create())
            times["send"].append(1000 * timed(site, SPREAD, "send", ""))

    at_once(ask)
    return times
