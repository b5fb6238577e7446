"""Walk 9: who opened this code?"""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.browser_walks.walker import THREE_WAYS, Walker
from tests.conftest import Ledger
from tests.referrals.build import make_sent
from tests.referrals.cast import Cast, client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("way", THREE_WAYS)
def test_walk_9_who_opened_a_code(
    cast: Cast, browser: Browser, live_server: LiveServer, ledger: Ledger, way: str
) -> None:
    """Three presses to the answer, four more to the file; the search and the export are events themselves."""
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    client_of(cast.bob).get(f"/referrals/{referral.pk}/")
    walker = Walker(browser, live_server.url, cast.dana, way, "walk-9")
    walker.begin("/")
    walker.go(walker.link("Audit"))
    walker.type(walker.page.get_by_label("Code"), referral.code)
    walker.go(walker.button("Search"))

    answer = walker.page.locator("#found")
    assert f"Bob (invented) (Northfield Sheriff) opened {referral.code}" in answer.inner_text()
    assert walker.count()["presses"] <= 3
    walker.go(walker.button("Export"))
    walker.choose("Why do you take this away?", "Our regular review")
    file = walker.download(walker.button("Export as a spreadsheet"))
    assert walker.count()["presses"] <= 7
    walker.end()
    lines = file.decode().splitlines()
    assert any("Bob (invented)" in line and referral.code in line for line in lines)
    assert [event.kind for event in ledger.events() if event.kind.startswith("ledger.")] == [
        "ledger.searched",
        "ledger.searched",
        "ledger.exported",
    ]
