"""Walk 9, who opened this code, by mouse, by keyboard, on a phone and without scripts; and axe at each stop."""

import csv
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page
from pytest_django.live_server_helper import LiveServer

from audit.sealer import seal
from mdt.team.models import User
from tests.audit.people import CODE, People, make, opened
from tests.browser import MODES, axe_findings, browser, listen, overflow
from tests.conftest import Ledger

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(transactional_db: None) -> People:
    return make()


def enter(browser: Browser, live_server: LiveServer, user: User, mode: dict[str, Any]) -> Page:
    """A page of `user`, signed in."""
    client = Client()
    client.force_login(user, backend="mdt.team.backends.TeamBackend")
    context = browser.new_context(**mode)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    return context.new_page()


class Presses:
    """Presses controls as the mode does, and counts."""

    def __init__(self, page: Page, mode: str) -> None:
        self.page, self.mode, self.count = page, mode, 0

    def go(self, control: Locator) -> None:
        """Press what leads to another page."""
        with self.page.expect_navigation():
            self(control)

    def __call__(self, control: Locator) -> None:
        self.count += 1
        if self.mode == "keyboard":
            control.focus()
            self.page.keyboard.press("Space" if control.get_attribute("type") == "radio" else "Enter")
        elif self.mode == "phone":
            control.tap()
        else:
            control.click()


def sound(page: Page, mode: str) -> None:
    """Nothing that axe finds, nothing wider than the window."""
    assert overflow(page) <= 0
    if mode != "no-script":
        assert axe_findings(page) == []


@pytest.mark.parametrize("mode", ["wide", "keyboard", "phone", "dark", "no-script"])
def test_who_opened_this_code(
    browser: Browser, live_server: LiveServer, people: People, ledger: Ledger, mode: str
) -> None:
    opened(people.dana, CODE, at=timezone.now() - timedelta(hours=1))
    opened(people.ada, CODE, at=timezone.now() - timedelta(hours=1))
    page = enter(browser, live_server, people.vera, MODES.get(mode, MODES["wide"]))
    errors = listen(page)
    page.goto(live_server.url + "/help/")
    press = Presses(page, mode)

    press.go(page.get_by_role("link", name="Audit"))
    sound(page, mode)
    code = page.get_by_label("Code")
    if mode == "keyboard":
        code.focus()
    else:
        press(code)
    code.fill(CODE.lower())
    press.go(page.get_by_role("button", name="Search"))
    assert "Dana R. (Eastside CPS) opened HT-7F3K-9QXM-2 at" in page.locator("#found").inner_text()
    assert press.count <= 3
    sound(page, mode)

    press.count = 0
    press.go(page.get_by_role("button", name="Export"))
    sound(page, mode)
    press(page.get_by_label("Someone asked who has seen their record"))
    with page.expect_download() as download:
        press(page.get_by_role("button", name="Export as a spreadsheet"))
    assert press.count <= 4

    # Head, who opened it, who looked for it, end.
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:
        assert [len(row) for row in csv.reader(file)] == [11, 11, 11, 1]
    assert errors == []
    assert CODE not in page.url
    mine = [event.kind for event in ledger.events() if event.actor == people.vera.pk]
    assert [kind for kind in mine if kind.startswith("ledger.")] == [
        "ledger.searched",
        "ledger.searched",
        "ledger.exported",
    ]
    page.context.close()


@pytest.mark.parametrize("mode", ["wide", "phone"])
def test_full_empty_and_wrong(
    browser: Browser, live_server: LiveServer, people: People, mode: str, sealing: Any
) -> None:
    for number in range(30):
        opened(people.dana, *([CODE] * 30), at=timezone.now() - timedelta(minutes=number))
        opened(people.ada, CODE, at=timezone.now() - timedelta(days=number % 6))
    page = enter(browser, live_server, people.vera, MODES[mode])
    page.goto(live_server.url + "/audit/")
    sound(page, mode)
    page.get_by_role("button", name="Older").click()
    sound(page, mode)
    page.get_by_label("Code").fill("RF-2M8Q-4TWN-8")
    page.get_by_role("button", name="Search", exact=True).click()
    assert page.get_by_text("No one opened RF-2M8Q-4TWN-8").is_visible()
    sound(page, mode)
    page.get_by_label("Code").fill("Sarah")
    page.get_by_role("button", name="Search", exact=True).click()
    assert page.title().startswith("Error: ")
    sound(page, mode)
    page.goto(live_server.url + "/audit/checkpoint/")
    sound(page, mode)
    seal()
    page.reload()
    sound(page, mode)
    page.context.close()
