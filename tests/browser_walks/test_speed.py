"""Work at speed in a real browser: a draft that saves itself, a connection that is lost, ticks that are counted."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from mdt.team.models import User
from privacy.wall import acting_as_system
from referrals.models import Referral, ReferralPersonGrant
from tests.browser import MODES, WIDE, axe_findings, follow, listen, overflow
from tests.referrals.build import make_sent
from tests.referrals.cast import Cast, client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_KEPT_IN_BROWSER = "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie])"


@pytest.fixture
def pages(browser: Browser, live_server: LiveServer) -> Iterator[list[Page]]:
    opened: list[Page] = []
    yield opened
    for page in opened:
        page.context.close()


def signed_in(browser: Browser, base: str, user: User, pages: list[Page], way: str = "wide") -> Page:
    context = browser.new_context(**MODES[way])
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client_of(user).cookies[name].value, "url": base}])
    context.set_default_timeout(20_000)
    pages.append(context.new_page())
    return pages[-1]


def keep(page: Page, name: str) -> None:
    """A picture at both widths, for whoever asked for pictures."""
    folder = os.environ.get("MDT_WALKS")
    for width, height in ((1366, 768), (320, 640)) if folder else ():
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=Path(folder or "") / f"{name}.{width}.png", full_page=True)
    page.set_viewport_size(WIDE["viewport"])


def test_a_draft_saves_itself_and_waits_out_a_lost_connection(
    cast: Cast, browser: Browser, live_server: LiveServer, pages: list[Page]
) -> None:
    page = signed_in(browser, live_server.url, cast.alice, pages)
    errors = listen(page)
    page.goto(f"{live_server.url}/referrals/new/")
    saved = page.locator("#saved")
    page.get_by_label("15 to 17").check()
    expect(saved).to_contain_text("Saved ", timeout=15_000)
    assert "/referrals/drafts/" in page.url
    page.get_by_label("Note").fill("Call her at 503-555-0157 after 5.")
    expect(saved).to_contain_text("but not the note", timeout=15_000)
    page.get_by_label("Note").fill("Prefers mornings.")
    expect(saved).not_to_contain_text("but not the note", timeout=15_000)
    keep(page, "draft-saved")

    page.context.set_offline(True)
    page.get_by_label("North county").check()
    bar = page.get_by_text("The connection is lost.")
    expect(bar).to_be_visible(timeout=15_000)
    keep(page, "draft-lost")
    page.get_by_role("button", name="Check answers").click()
    expect(bar).to_be_visible()
    assert page.get_by_label("North county").is_checked() and page.get_by_label("Note").input_value()
    kept = page.evaluate(_KEPT_IN_BROWSER)
    assert "mornings" not in kept and "15_17" not in kept
    page.context.set_offline(False)
    page.get_by_role("button", name="Save and finish later").click()
    page.wait_for_url("**/referrals/")
    with acting_as_system(cast.team.pk):
        assert Referral.objects.count() == 1
    follow(page, page.get_by_role("link", name="Draft").first)
    assert page.get_by_label("North county").is_checked()
    assert page.get_by_label("Note").input_value() == "Prefers mornings."
    assert [error for error in errors if "Failed to load" not in error] == []


def test_leave_now_saves_what_was_chosen_a_moment_ago(
    cast: Cast, browser: Browser, live_server: LiveServer, pages: list[Page]
) -> None:
    page = signed_in(browser, live_server.url, cast.alice, pages)
    page.goto(f"{live_server.url}/referrals/new/")
    page.get_by_label("18 to 24").check()
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(lambda url: "/referrals/" not in url)
    again = signed_in(browser, live_server.url, cast.alice, pages)
    again.goto(f"{live_server.url}/referrals/")
    follow(again, again.get_by_role("link", name="Draft").first)
    assert again.get_by_label("18 to 24").is_checked()


@pytest.mark.parametrize("way", ["wide", "phone", "no-script"])
def test_ticked_referrals_are_counted_and_assigned(
    cast: Cast, browser: Browser, live_server: LiveServer, pages: list[Page], way: str
) -> None:
    sent = [make_sent(cast.alice, cast.welfare, cast.sheriff) for _ in range(3)]
    page = signed_in(browser, live_server.url, cast.bob, pages, way)
    page.goto(f"{live_server.url}/inbox/")
    if way == "no-script":
        for one in sent:
            page.get_by_label(f"Tick {one.code}").check()
        follow(page, page.get_by_role("button", name="Assign the ticked referrals"))
    else:
        page.get_by_label(f"Tick {sent[0].code}").check()
        expect(page.get_by_role("button", name="Assign 1 referral", exact=True)).to_be_visible()
        page.get_by_role("button", name="Tick all on this page").click()
        keep(page, f"inbox-ticked-{way}")
        follow(page, page.get_by_role("button", name="Assign 3 referrals"))
    page.get_by_label("Bea (invented)").check()
    if way != "no-script":
        keep(page, f"assign-{way}")
        assert axe_findings(page) == [] and overflow(page) == 0
    follow(page, page.get_by_role("button", name="Assign 3 referrals"))
    expect(page.get_by_text("3 referrals assigned to Bea (invented).")).to_be_visible()
    with acting_as_system(cast.team.pk):
        assert ReferralPersonGrant.objects.filter(user=cast.bea).count() == 3


def test_the_pages_of_a_list_as_they_look(
    cast: Cast, browser: Browser, live_server: LiveServer, pages: list[Page]
) -> None:
    sent = [make_sent(cast.alice, cast.welfare, cast.sheriff) for _ in range(3)]
    page = signed_in(browser, live_server.url, cast.bob, pages)
    found = []
    for name, path in [
        ("inbox", "/inbox/?service=shelter&urgency=routine"),
        ("queue", f"/referrals/{sent[1].pk}/?list=inbox&tab=waiting"),
        ("views", "/lists/inbox/views/?service=shelter"),
        ("seen-by", f"/referrals/{sent[1].pk}/seen-by/"),
    ]:
        page.goto(live_server.url + path)
        if name == "inbox":
            page.get_by_text("Filter this list").click()
        found += [f"{name}: {one}" for one in axe_findings(page)]
        page.set_viewport_size({"width": 320, "height": 640})
        found += [f"{name}: too wide"] if overflow(page) else []
        page.set_viewport_size(WIDE["viewport"])
        keep(page, name)
    page.get_by_label("Find by code").fill("RF-" + sent[0].code[4:])
    follow(page, page.get_by_role("button", name="Find", exact=True).first)
    expect(page.get_by_text("Did you mean")).to_be_visible()
    found += [f"find: {one}" for one in axe_findings(page)]
    keep(page, "find")
    page.get_by_role("button", name=sent[0].code).click()
    page.wait_for_url(f"**/referrals/{sent[0].pk}/")
    assert found == []
