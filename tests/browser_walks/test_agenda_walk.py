"""Walk 6: the agenda for thirty, from the menu to the PDF."""

import io

import pypdf
import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from mdt.meetings.models import AgendaItem, ItemState
from privacy.wall import acting_as_system
from tests.browser_walks.meeting import draft
from tests.browser_walks.walker import ALL_WAYS, Walker
from tests.referrals.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("way", ALL_WAYS)
def test_walk_6_agenda_for_thirty(cast: Cast, browser: Browser, live_server: LiveServer, way: str) -> None:
    """Build, add all, move three, defer two, set minutes, preview, publish, PDF: at most twenty presses."""
    meeting = draft(cast, referrals=20, actions=10)
    walker = Walker(browser, live_server.url, cast.chris, way, "walk-6")
    walker.begin("/")
    walker.go(walker.link("Meetings"))
    walker.go(walker.link("Build agenda"))
    walker.go(walker.button("Add all (30)"))
    walker.change(walker.button("Move up", 3))
    walker.go(walker.button("Move up", 9))
    walker.change(walker.button("Move down", 0))
    walker.change(walker.button("Defer", 5))
    walker.change(walker.button("Defer", 20))
    minutes = walker.page.get_by_role("textbox", name="Minutes for")
    walker.type(minutes.nth(0), "15")
    walker.type(minutes.nth(1), "10")
    walker.change(walker.button("Save minutes"))
    walker.go(walker.link("Preview"))
    walker.go(walker.button("Publish agenda"))
    files = [walker.download(walker.link(f"Download PDF: {part}")) for part in ("Open part", "Child case review")]

    # Where scripts are off, no page can count.
    assert way == "no-script" or walker.count()["presses"] <= 20
    walker.end()
    with acting_as_system(cast.team.pk):
        items = AgendaItem.objects.filter(meeting=meeting)
        listed = items.filter(state=ItemState.LISTED).order_by("position")
        assert [item.minutes for item in listed][:3] == [15, 10, 5]
        assert (listed.count(), items.filter(state=ItemState.DEFERRED).count()) == (28, 2)
    actions, cases = (words_of(file) for file in files)
    assert cases.count("Emergency shelter") + actions.count("Report back to the group") == 28
    assert "Emergency shelter" not in actions and "Report back to the group" not in cases


def words_of(file: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(file)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
