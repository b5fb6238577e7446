"""The gallery and its sample pages in a real browser: axe, widths, themes, keyboard, no script, paper."""

import gzip
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.shortcuts import render
from django.test import RequestFactory
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from config.gallery import SAMPLES
from config.navigation import Item, Menu
from tests.browser import MODES, PHONE, WIDE, axe_findings, listen, overflow, serve

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SignedIn = Callable[[Page], Page]
MENU = Menu(
    [Item("Home", "/", False, None), Item("Inbox", "/inbox/", True, 4), Item("Meetings", "/meetings/", False, None)],
    [Item("Releases", "/releases/", False, None), Item("Your account", "/account/", False, None)],
)
PATHS = ["/gallery/", "/help/", "/nowhere/", *(f"/gallery/{name}/" for name in SAMPLES)]


def open_page(browser: Browser, mode: dict[str, Any]) -> Page:
    return browser.new_context(**mode).new_page()


@pytest.mark.parametrize("mode", MODES)
def test_every_page_in_every_mode(browser: Browser, live_server: LiveServer, mode: str) -> None:
    """No finding of axe, nothing wider than the window, one h1, no error in the console, a title of its own."""
    page = open_page(browser, MODES[mode])
    errors = listen(page)
    titles = set()
    for path in PATHS:
        page.goto(live_server.url + path)
        titles.add(page.title())
        assert overflow(page) <= 0, path
        assert page.locator("h1").count() == 1, path
        if mode != "no-script":
            assert axe_findings(page) == [], path
    page.context.close()

    assert [error for error in errors if "404 (Not Found)" not in error] == []
    assert len(titles) == len(PATHS)
    assert all(title.endswith(" – Team referrals") for title in titles)


def test_a_page_with_errors_says_so_and_takes_focus(browser: Browser, live_server: LiveServer) -> None:
    for mode in (WIDE, WIDE | {"java_script_enabled": False}):
        page = open_page(browser, mode)
        page.goto(live_server.url + "/gallery/decide/")
        assert page.title() == "Error: Decline a referral – Team referrals"
        assert page.locator(".error-summary:focus").count() == 1
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.locator("#id_reason_0:focus").count() == 1
        page.context.close()


def test_the_keyboard_meets_skip_link_leave_and_then_every_control(browser: Browser, live_server: LiveServer) -> None:
    """Order of the eye, no trap, and each stop is seen: a ring of 3 px or more, not under another thing."""
    page = open_page(browser, WIDE)
    page.goto(live_server.url + "/gallery/referral/")
    stops: list[dict[str, Any]] = []
    while not stops or stops[-1]["text"] != "What is kept here":
        page.keyboard.press("Tab")
        stops.append(page.evaluate(_STOP))
        assert len(stops) < 60
    page.context.close()

    assert [stop["text"] for stop in stops[:2]] == ["Skip to main content", "Leave now and sign out"]
    assert [stop for stop in stops if stop["ring"] < 3 or not stop["seen"]] == []
    assert "Accept RF-2M8Q-4TWN-6" in [stop["text"] for stop in stops]


_STOP = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    text: at.textContent.trim().replace(/\\s+/g, " "),
    ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    seen: at === top || at.contains(top),
  };
}"""


def test_targets_are_large_enough(browser: Browser, live_server: LiveServer) -> None:
    """Controls 24 px at least; primary buttons and the rows of choices 44 px."""
    page = open_page(browser, PHONE)
    for path in PATHS:
        page.goto(live_server.url + path)
        small = page.evaluate(_SMALL)
        assert small == [], path
    page.context.close()


_SMALL = """() => {
  const least = (element) =>
    element.matches(".button.primary, .choice > label, .leave-button") ? 44 : 24;
  const inline = (element) => getComputedStyle(element).display === "inline";
  const controls = "a, button, input:not([type=hidden]), select, textarea, summary, .choice > label";
  const small = (element, box) => box.height < least(element) || box.width < 24;
  return [...document.querySelectorAll(controls)]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !inline(element))
    .filter((element) => small(element, element.getBoundingClientRect()))
    .map((element) => element.outerHTML.slice(0, 120));
}"""


def test_words_may_be_spaced_out(browser: Browser, live_server: LiveServer) -> None:
    """WCAG 1.4.12 on a phone: more space between letters, words and lines pushes nothing out of the window."""
    page = open_page(browser, PHONE)
    for path in PATHS:
        page.goto(live_server.url + path)
        page.evaluate(
            "document.querySelectorAll('body, body *').forEach(e => { e.style.lineHeight = '1.5';"
            "e.style.letterSpacing = '0.12em'; e.style.wordSpacing = '0.16em'; })"
        )
        assert overflow(page) <= 0, path
    page.context.close()


def test_help_is_in_the_same_place_everywhere(browser: Browser, live_server: LiveServer) -> None:
    page = open_page(browser, WIDE)
    places = set()
    for path in PATHS:
        page.goto(live_server.url + path)
        places.add(page.evaluate("[...document.querySelectorAll('header a')].map(a => a.textContent.trim()).join()"))
    page.context.close()

    assert len(places) == 1
    assert places.pop().endswith("Help")


@pytest.mark.parametrize("mode", [WIDE, PHONE])
def test_leave_now_stays_in_sight(browser: Browser, live_server: LiveServer, mode: dict[str, Any]) -> None:
    """Whole inside the window at the top of a page and at its end, and nothing lies over it."""
    page = open_page(browser, mode)
    page.goto(live_server.url + "/gallery/referral/")
    height = mode["viewport"]["height"]
    for step in (0, 10_000):
        page.mouse.wheel(0, step)
        box = page.locator(".leave-button").bounding_box()
        assert box
        assert 0 <= box["y"] <= box["y"] + box["height"] <= height
        page.locator(".leave-button").click(trial=True, timeout=2000)
    page.context.close()


def test_leave_now_covers_the_page_and_posts(browser: Browser, live_server: LiveServer) -> None:
    """Shift three times sends the form that ends the session; the words are hidden before the answer comes."""
    page = open_page(browser, WIDE)
    page.goto(live_server.url + "/gallery/referral/")
    page.route("**/leave/", lambda route: route.fulfill(status=204))
    page.evaluate("document.querySelector('form[data-leave]').action = '/leave/'")
    with page.expect_request("**/leave/") as request:
        for _ in range(3):
            page.keyboard.press("Shift")
    covered = page.evaluate("getComputedStyle(document.querySelector('main')).visibility")
    page.context.close()

    assert request.value.method == "POST"
    assert "csrfmiddlewaretoken=" in (request.value.post_data or "")
    assert covered == "hidden"


def test_other_keys_between_do_not_leave(browser: Browser, live_server: LiveServer) -> None:
    """A capital letter now and then is typing, not leaving."""
    page = open_page(browser, WIDE)
    page.goto(live_server.url + "/gallery/referral/")
    for _ in range(4):
        page.keyboard.press("Shift+a")
    covered = page.evaluate("document.documentElement.classList.contains('leaving')")
    page.context.close()

    assert covered is False


@pytest.fixture
def signed_in_page(live_server: LiveServer) -> SignedIn:
    """Opens the shell as a signed-in person sees it; the person is a stand-in, the files are served for real."""
    request = RequestFactory().get("/inbox/")
    place = SimpleNamespace(agency=SimpleNamespace(name="Sample Shelter"), team=SimpleNamespace(name="Sample County"))
    request.user = SimpleNamespace(is_authenticated=True, name="Dana R.", place=place, has_perm=lambda perm: True)  # type: ignore[assignment]
    html = render(request, "gallery/pages/referral.html", {"nav": MENU}).content.decode()

    def open_signed_in(page: Page) -> Page:
        serve(page, live_server.url, "**/inbox/", lambda: html)
        page.goto(live_server.url + "/inbox/")
        return page

    return open_signed_in


@pytest.mark.parametrize("mode", [mode for mode in MODES if mode != "no-script"])
def test_the_shell_of_a_signed_in_person(browser: Browser, signed_in_page: SignedIn, mode: str) -> None:
    page = signed_in_page(open_page(browser, MODES[mode]))

    assert axe_findings(page) == []
    assert overflow(page) <= 0
    assert page.locator("nav[aria-label=Main] [aria-current=page]").inner_text().split() == ["Inbox", "(4)"]
    assert page.locator("header").inner_text().count("Dana R.") == 1
    assert "run by Sample County" in page.locator("footer").inner_text()
    assert page.locator("form#sign-out[method=post] button").inner_text() == "Sign out"
    page.context.close()


def test_an_idle_person_is_asked_and_can_stay(browser: Browser, signed_in_page: SignedIn) -> None:
    """Two minutes before the end: focus moves in, one press goes on, and the time starts anew."""
    page = open_page(browser, WIDE)
    page.clock.install()
    signed_in_page(page)
    page.clock.fast_forward("12:50")
    assert page.locator("dialog[open]").count() == 0
    page.clock.fast_forward("00:15")
    assert page.locator("dialog[open] :focus").inner_text() == "Stay signed in"
    assert axe_findings(page) == []
    with page.expect_response("**/help/"):
        page.keyboard.press("Enter")
    page.clock.fast_forward("12:50")
    assert page.locator("dialog[open]").count() == 0
    page.context.close()


def test_an_idle_page_is_asked_for_again_at_the_end(browser: Browser, signed_in_page: SignedIn) -> None:
    """The server has ended the session by then; what was on the screen goes."""
    page = open_page(browser, WIDE)
    page.clock.install()
    signed_in_page(page)
    with page.expect_request("**/inbox/"):
        page.clock.fast_forward("15:06")
    page.context.close()


def test_on_paper_there_is_no_menu_and_ink_is_black(browser: Browser, live_server: LiveServer) -> None:
    page = open_page(browser, WIDE | {"color_scheme": "dark"})
    page.goto(live_server.url + "/gallery/inbox/")
    page.emulate_media(media="print")
    shown = page.evaluate(
        "['.leave-button', '.tabs', '.actions', '.top-links'].filter(s => document.querySelector(s).checkVisibility())"
    )
    ink = page.evaluate("getComputedStyle(document.body).color")
    page.context.close()

    assert shown == []
    assert ink == "rgb(0, 0, 0)"


def test_the_first_load_is_light() -> None:
    """At most 150 KB compressed in all, 30 KB of it script (ux budget)."""
    names = ("config/app.css", "config/app.js", "django_htmx/htmx-2.min.js")
    css, script, htmx = (len(gzip.compress(Path(str(finders.find(name))).read_bytes())) for name in names)

    assert script + htmx <= 30_000
    assert css + script + htmx <= 150_000
