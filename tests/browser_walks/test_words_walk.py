"""Walk 5 of the referral: the check for names, on the page that refuses and while words are still being typed."""

from collections.abc import Callable
from typing import Final

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Request, Route
from pytest_django.live_server_helper import LiveServer

from tests.browser_walks.walker import ALL_WAYS, Walker
from tests.conftest import Ledger
from tests.referrals.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CANARY: Final = "Zzyzxcanary"
STOPPED: Final = "SSN 536-22-8190, cell 503-555-0157, at 1430 NE Alder Street."
ASKED: Final = "Marisol goes to Harbor Ridge Middle School."
CLEAN: Final = "Needs a bed for two nights and a ride in the morning."
UNCHECKED: Final = "We could not check these words just now."
# All that a browser keeps of a site, in one text.
_KEPT: Final = """
async () => {
  const databases = await indexedDB.databases();
  const caches_ = await Promise.all((await caches.keys()).map(async (name) => {
    const cache = await caches.open(name);
    return (await cache.keys()).map((request) => request.url);
  }));
  return JSON.stringify([{...localStorage}, {...sessionStorage}, databases, caches_, document.cookie,
    history.state, location.href, performance.getEntries().map((entry) => entry.name)]);
}
"""


@pytest.mark.parametrize("way", ALL_WAYS)
def test_walk_5_the_check_for_names(cast: Cast, browser: Browser, live_server: LiveServer, way: str) -> None:
    """What identifies is stopped, what may is asked about, and a clean note is left in peace."""
    walker = Walker(browser, live_server.url, cast.alice, way, "walk-5")
    walker.begin("/referrals/new/")
    note = walker.page.get_by_label("Note")
    walker.type(note, f"{STOPPED} {ASKED}")
    walker.go(walker.button("Check answers"))

    marks = walker.page.locator(".guard-text mark")
    stopped, asked = marks.and_(walker.page.locator(".stop")), marks.and_(walker.page.locator(".ask"))
    assert stopped.all_inner_texts() == ["SSN 536-22-8190", "503-555-0157", "1430 NE Alder Street"]
    assert asked.first.inner_text() == "Marisol"
    assert any("Harbor Ridge" in words for words in asked.all_inner_texts())
    errors = walker.page.locator(".in-error").last.inner_text()
    assert "This looks like a Social Security number, a phone number and a street address." in errors
    assert 'This may be a name. If it is, write "the person" instead.' in errors
    assert note.input_value() == f"{STOPPED} {ASKED}"

    walker.type(note, CLEAN)
    walker.go(walker.button("Check answers"))
    assert marks.count() == 0
    assert note.input_value() == CLEAN
    walker.end()


def _typed(page: Page, words: str) -> None:
    with page.expect_response("**/words/check/"):
        page.get_by_label("Note").fill(words)


def test_words_are_checked_while_they_are_typed(
    cast: Cast, browser: Browser, live_server: LiveServer, ledger: Ledger
) -> None:
    """After a pause, in a polite live region, never in red; of the form, nothing but the field's words goes along."""
    walker = Walker(browser, live_server.url, cast.alice, "wide", "words-typed")
    page = walker.page
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if "/words/check/" in request.url else None)
    walker.begin("/referrals/new/")
    before = len(ledger.events())
    page.get_by_role("group", name="Age group").get_by_text("18 to 24").click()
    page.get_by_label("Note").press_sequentially(f"{CANARY} called 503-555-0157", delay=20)
    assert sent == []
    page.wait_for_timeout(700)
    assert sent == []
    page.locator(".live mark.stop").wait_for()

    live = page.locator(".live")
    assert live.get_attribute("role") == "status"
    assert "This looks like a phone number." in live.inner_text()
    assert page.locator(".in-error").count() == 0
    red = "getComputedStyle(document.documentElement).getPropertyValue('--stop-tint')"
    assert page.evaluate(f"getComputedStyle(document.querySelector('mark.stop')).backgroundColor !== {red}")
    walker.look()
    body = sent[0].post_data or ""
    assert len(sent) == 1
    assert "note=Zzyzxcanary" in body
    assert "age_group" not in body and "desk" not in body
    _typed(page, CLEAN)
    page.wait_for_function("document.querySelector('.live').innerText.trim() === ''")
    # The draft saves itself meanwhile; that words were checked leaves no event.
    assert {event.kind for event in ledger.events()[before:]} <= {"draft.autosaved"}
    _nothing_is_kept(page, sent)
    walker.end()


def _nothing_is_kept(page: Page, sent: list[Request]) -> None:
    """Of what was typed, nothing is in the browser's stores or in any address."""
    _typed(page, f"{CANARY} left with Marisol")
    page.locator(".live mark").first.wait_for()
    kept = page.evaluate(_KEPT)
    assert "words/check" in kept
    assert CANARY not in kept
    assert not [request.url for request in sent if CANARY in request.url]
    page.goto(f"{page.url}?")
    page.go_back()
    assert CANARY not in page.evaluate(_KEPT)


def test_a_check_that_cannot_be_made_says_so_and_keeps_the_words(
    cast: Cast, browser: Browser, live_server: LiveServer
) -> None:
    """The server away, too busy, signed out meanwhile: the words stay, and nobody takes silence for a yes."""
    walker = Walker(browser, live_server.url, cast.alice, "wide", "words-unchecked")
    page = walker.page
    walker.begin("/referrals/new/")
    live, note = page.locator(".live"), page.get_by_label("Note")
    answers: list[Callable[[Route], None]] = [lambda route: route.abort(), lambda route: route.fulfill(status=429)]
    for number, answer in enumerate(answers):
        page.route("**/words/check/", answer)
        note.fill(f"{CANARY} called 503-555-015{number}")
        live.get_by_text(UNCHECKED).wait_for()
        assert note.input_value() == f"{CANARY} called 503-555-015{number}"
        page.unroute("**/words/check/")
        _typed(page, f"Call 503-555-019{number}")
        live.locator("mark.stop").wait_for()
    walker.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    note.fill(f"{CANARY} left")
    live.get_by_text(UNCHECKED).wait_for()
    assert live.locator("*").count() == 0
    assert note.input_value() == f"{CANARY} left"
    walker.context.close()
