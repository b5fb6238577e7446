"""Walk 6: the chair's agenda for thirty, from the menu to the PDF, with mouse, keys, touch, and no scripts."""

import io
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Browser, Locator, Page
from pytest_django.live_server_helper import LiveServer

from mdt.meetings import tasks
from mdt.meetings.models import AgendaItem, ItemState
from privacy.wall import acting_as_system
from tests.browser import MODES, axe_findings, browser, listen, overflow
from tests.meetings.conftest import Cast, browse

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@dataclass
class Walker:
    """Somebody at a page: counts presses, and looks at each page that they come to."""

    page: Page
    mode: str
    presses: int = 0
    findings: list[str] = field(default_factory=list)

    def press(self, control: Locator) -> None:
        self.presses += 1
        if self.mode == "keys":
            control.focus()
            self.page.keyboard.press("Enter")
        elif self.mode == "phone":
            control.tap()
        else:
            control.click()

    def go(self, control: Locator) -> None:
        """A press that leads to another page, or back to this one."""
        with self.page.expect_navigation():
            self.press(control)

    def button(self, name: str, place: int = 0) -> Locator:
        return self.page.get_by_role("button", name=name).nth(place)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name, exact=True).first

    def type(self, place: int, minutes: str) -> None:
        """A press into the field, and the number."""
        box = self.page.get_by_role("textbox").nth(place)
        if self.mode != "keys":
            self.press(box)
        box.fill(minutes)

    def look(self) -> None:
        assert overflow(self.page) <= 0, self.page.url
        if self.mode in ("wide", "phone"):
            self.findings += axe_findings(self.page)


@pytest.mark.parametrize("mode", ["wide", "keys", "phone", "no-script"])
def test_the_agenda_for_thirty(cast: Cast, live_server: LiveServer, browser: Browser, mode: str) -> None:
    series = cast.series()
    for day in range(1, 31):
        cast.action(cast.dana if day % 2 else cast.lee, date(2026, 11, day))
    tasks.prepare_next(str(series.pk), str(cast.team.pk))
    options: dict[str, Any] = MODES.get(mode, MODES["wide"])
    with browser.new_context(**options) as context:
        cookie = browse(cast.chair).cookies["mdt_session"].value
        context.add_cookies([{"name": "mdt_session", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        errors = listen(page)
        walker = Walker(page, mode)
        page.goto(f"{live_server.url}/meetings/actions/")
        file = walk(walker)

    assert walker.presses <= 20
    assert (walker.findings, errors) == ([], [])
    with acting_as_system():
        listed = AgendaItem.objects.filter(state=ItemState.LISTED).order_by("position")
        assert [item.minutes for item in listed][:4] == [15, 5, 20, 5]
        assert (listed.count(), AgendaItem.objects.filter(state=ItemState.DEFERRED).count()) == (28, 2)
    text = " ".join(pypdf.PdfReader(io.BytesIO(file)).pages[0].extract_text().split())
    first = r"Minutes 1 AC-[0-9A-F]{8} Report back to the group Eastside Practice Open, due November 3 15 2 AC-"
    assert re.search(first, text)


def walk(walker: Walker) -> bytes:
    """From a page with the menu to the downloaded file."""
    page = walker.page
    walker.go(page.get_by_role("navigation").get_by_role("link", name="Meetings"))
    walker.look()
    walker.go(page.get_by_role("link", name="Build agenda").first)
    walker.look()
    walker.go(walker.button("Add all (30)"))
    # The third becomes the first by two presses, the thirtieth the twenty-ninth by one.
    walker.go(walker.button("Move up", 1))
    walker.go(walker.button("Move up", 0))
    walker.go(walker.button("Move up", 28))
    walker.go(walker.button("Defer", 1))
    walker.go(walker.button("Defer", 20))
    walker.type(0, "15")
    walker.type(2, "20")
    walker.go(walker.button("Save minutes"))
    walker.look()
    walker.go(walker.link("Preview"))
    walker.look()
    walker.go(walker.button("Publish agenda"))
    walker.look()
    with page.expect_download() as download:
        walker.press(walker.link("Download PDF"))
    return download.value.path().read_bytes()
