"""The explorer full, empty and in error, in a real browser (its walk is in tests/browser_walks)."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from audit.sealer import seal
from mdt.team.models import User
from tests.audit.people import CODE, People, make, opened
from tests.browser import MODES, axe_findings, follow, overflow

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


def sound(page: Page) -> None:
    """Nothing that axe finds, nothing wider than the window."""
    assert overflow(page) <= 0
    assert axe_findings(page) == []


@pytest.mark.parametrize("mode", ["wide", "phone"])
def test_full_empty_and_wrong(
    browser: Browser, live_server: LiveServer, people: People, mode: str, sealing: Any
) -> None:
    for number in range(30):
        opened(people.dana, *([CODE] * 30), at=timezone.now() - timedelta(minutes=number))
        opened(people.ada, CODE, at=timezone.now() - timedelta(days=number % 6))
    page = enter(browser, live_server, people.vera, MODES[mode])
    page.goto(live_server.url + "/audit/")
    sound(page)
    follow(page, page.get_by_role("button", name="Older"))
    sound(page)
    page.get_by_label("Code").fill("RF-2M8Q-4TWN-8")
    follow(page, page.get_by_role("button", name="Search", exact=True))
    assert page.get_by_text("No one opened RF-2M8Q-4TWN-8").is_visible()
    sound(page)
    page.get_by_label("Code").fill("Sarah")
    follow(page, page.get_by_role("button", name="Search", exact=True))
    assert page.title().startswith("Error: ")
    sound(page)
    page.goto(live_server.url + "/audit/checkpoint/")
    sound(page)
    seal()
    page.reload()
    sound(page)
    page.context.close()
