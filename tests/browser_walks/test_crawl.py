"""Every page, empty, full and in error: nothing of axe, nothing wider than a phone, one heading, a title of its own."""

import os
import re
import time
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.urls import resolve, reverse
from playwright.sync_api import Browser, Locator, Page
from playwright.sync_api import Error as PlaywrightError
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from audit.note import PublicKey
from audit.sealer import seal
from tests.access.matrix import all_rows
from tests.access.test_complete import routes
from tests.audit.conftest import forge, sealing
from tests.browser import WIDE, axe_findings, listen, overflow
from tests.browser_walks.crawl import NOTHING_TO_GET_WRONG, STOPS
from tests.browser_walks.stop import Stop
from tests.browser_walks.world import Places, empty_places, fill
from tests.referrals.cast import Cast, client_of
from tests.referrals.log import csv_log, row

__all__ = ["forge", "sealing"]
_PHONE: Final = {"width": 320, "height": 640}
# The first form that asks something; a button alone is a form too.
_ASKS: Final = "main form:has(input:not([type=hidden]), select, textarea)"
_CODE: Final = re.compile(r"\b[A-Z]{2}-[0-9A-Z]{4}-")
_FOLDER: Final = os.environ.get("MDT_WALKS")
# What a browser itself says about an answer that was expected.
_EXPECTED: Final = "Failed to load resource"


def test_every_page_is_on_the_list() -> None:
    """What is only posted to has no page; the matrix of rights holds each route and method against the server."""
    posted = {row.route for row in all_rows()} - {row.route for row in all_rows() if row.method == "GET"}

    assert {name for name, _ in routes()} - posted == {stop.route for stop in STOPS}


def test_every_form_is_on_the_list_with_something_wrong_in_it() -> None:
    pages = {row.route for row in all_rows() if row.method == "GET"}
    forms = pages & {row.route for row in all_rows() if row.method == "POST"}

    assert forms - {stop.route for stop in STOPS if stop.state == "error" and stop.send} == NOTHING_TO_GET_WRONG


class Crawler:
    """Goes from stop to stop; `findings` are what each page owes."""

    def __init__(self, browser: Browser, base: str, cast: Cast, places: Places) -> None:
        self.browser, self.base, self.cast, self.places = browser, base, cast, places
        self.pages: dict[str, tuple[Page, list[str]]] = {}
        self.findings: list[str] = []

    def visit(self, stop: Stop) -> None:
        page, errors = self._page(stop.who)
        address = self.base + reverse(stop.via or stop.route, kwargs=dict(self.places[stop.at])) + stop.query
        if stop.state == "file":
            self._note(stop, [] if page.request.get(address).ok else ["no file"])
            return
        try:
            self._note(stop, self._go(page, stop, address) + _look(page, stop))
        except PlaywrightError as problem:
            self._note(stop, [f"could not be looked at: {problem.message}"])
        self._note(stop, [text for text in errors if not text.startswith(_EXPECTED)])
        errors.clear()

    def _go(self, page: Page, stop: Stop, address: str) -> list[str]:
        answer = page.goto(address)
        if stop.send:
            answer = self._send(page, stop)
        problems = [f"answered {answer.status}"] if answer is None or answer.status != stop.status else []
        if resolve(urlsplit(page.url).path).view_name != stop.route:
            problems.append(f"led on to {page.url}")
        return problems

    def _send(self, page: Page, stop: Stop) -> Any:
        for label, words in stop.typed:
            _type(page.get_by_label(label).first, words)
        form = page.locator(_ASKS)
        if stop.typed:
            form = form.filter(has=page.get_by_label(stop.typed[0][0]))
        button = form.locator("[type=submit]").first
        if stop.press:
            button = form.get_by_role("button", name=stop.press).first
        with page.expect_navigation() as navigation:
            button.click()
        # Seen once on a loaded machine: the page was exchanged while it was being looked at.
        page.wait_for_load_state("networkidle")
        return navigation.value

    def _page(self, who: str) -> tuple[Page, list[str]]:
        """One page for each person, in which all their pages come; and its errors."""
        if who not in self.pages:
            context = self.browser.new_context(**WIDE)
            if who:
                context.add_cookies([self._session(who)])
            context.add_init_script(AXE_SCRIPT)
            context.set_default_timeout(10_000)
            page = context.new_page()
            self.pages[who] = page, listen(page)
        return self.pages[who]

    def _session(self, who: str) -> Any:
        """Signed in, and sure enough of it that nobody is asked for their password once more."""
        user = getattr(self.cast, who)
        client = client_of(user)
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "password", "at": time.time() + 3600, "reauthenticated": True}
        ]
        session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
        session.save()
        name = settings.SESSION_COOKIE_NAME
        return {"name": name, "value": client.cookies[name].value, "url": self.base}

    def _note(self, stop: Stop, problems: list[str]) -> None:
        self.findings += [f"{stop}: {problem}" for problem in problems]

    def close(self) -> None:
        for page, _ in self.pages.values():
            page.context.close()


def _type(box: Locator, words: str) -> None:
    """Into a field as it takes it; a tick goes without words."""
    match box.evaluate("box => box.type"):
        case "file":
            log = csv_log(row(), row(concern="unheard of"), row(date_sent="2026-02-31"))
            box.set_input_files({"name": words, "mimeType": "text/csv", "buffer": log})
        case "select-one":
            box.select_option(words)
        case "checkbox":
            box.set_checked(bool(words))
        case _:
            box.fill(words)


def _look(page: Page, stop: Stop) -> list[str]:
    title, problems = page.title(), axe_findings(page)
    if _FOLDER:
        _keep(page, stop, "wide")
    if stop.state == "error" and stop.send and not title.startswith("Error: "):
        problems.append(f"the title does not say that something is to be fixed: {title}")
    if not title.endswith(" – Team referrals") or _CODE.search(title):
        problems.append(f"the title is {title}")
    if page.locator("h1").count() != 1:
        problems.append("not one main heading")
    page.set_viewport_size(_PHONE)
    problems += [f"on a phone: {finding}" for finding in axe_findings(page)]
    if over := overflow(page):
        problems.append(f"{over} px wider than a phone")
    if _FOLDER:
        _keep(page, stop, "phone")
    page.set_viewport_size(WIDE["viewport"])
    return problems


def _keep(page: Page, stop: Stop, way: str) -> None:
    name = re.sub(r"\W+", "-", str(stop))
    page.screenshot(path=Path(_FOLDER or "") / "crawl" / f"{name}.{way}.png", full_page=True)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("filled", [False, True], ids=["empty", "full"])
def test_every_page_in_every_state(
    cast: Cast, sealing: PublicKey, browser: Browser, live_server: LiveServer, settings: Settings, filled: bool
) -> None:
    # Whose pages come last has waited a quarter of an hour on a loaded machine, and is not to be signed out for it.
    settings.SESSION_IDLE_SECONDS = settings.SESSION_ABSOLUTE_SECONDS
    places = fill(cast) if filled else empty_places(cast)
    if filled:
        seal()
    crawler = Crawler(browser, live_server.url, cast, places)
    early = [stop for stop in STOPS if stop.state == "empty" and stop.at in empty_places(cast)]
    for stop in (one for one in STOPS if (one not in early) == filled):
        crawler.visit(stop)
    crawler.close()

    assert not crawler.findings, "\n".join(crawler.findings)
