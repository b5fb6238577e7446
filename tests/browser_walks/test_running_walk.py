"""Walk 7: a meeting is run item by item, its minutes are approved, and the next month's agenda has what is left."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from mdt.meetings.actions.editing import add, publish
from mdt.meetings.agenda import entries
from mdt.meetings.models import AgendaItem, ItemState, Meeting, Minutes, Task
from privacy.wall import acting_as, acting_as_system
from tests.browser_walks.meeting import draft
from tests.browser_walks.walker import ALL_WAYS, Walker
from tests.referrals.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def published(cast: Cast) -> Meeting:
    """An agenda of three referrals, of a meeting that is due now."""
    meeting = draft(cast, referrals=3, actions=0)
    with acting_as(cast.chris):
        add(meeting, items=[one.item.pk for one in entries(meeting, cast.chris, ItemState.SUGGESTED)], by=cast.chris)
        publish(meeting, by=cast.chris)
    with acting_as_system(cast.team.pk):
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - timedelta(seconds=30))
    return meeting


@pytest.mark.parametrize("way", ALL_WAYS)
def test_walk_7_run_and_roll_over(cast: Cast, browser: Browser, live_server: LiveServer, way: str) -> None:
    """Three items: decide, add two actions, approve; the next month's agenda: at most 25 presses, no typing."""
    meeting = published(cast)
    walker = Walker(browser, live_server.url, cast.chris, way, "walk-7")
    walker.begin("/meetings/")
    walker.go(walker.page.locator(f"a[href='/meetings/{meeting.pk}/']").first)
    walker.go(walker.link("Run the meeting"))
    walker.go(walker.button("Start the meeting"))
    for result in ("Decision: it goes on", "Recommendation"):
        walker.choose("What came of it", result)
        walker.press(walker.page.locator("summary", has_text="Give an action"))
        walker.choose("What is to be done", "Report back to the group")
        walker.select("Agency", cast.hospital.agency.name, exact=True)
        walker.go(walker.button("Save and next"))
    walker.choose("What came of it", "Decision: it comes to the next meeting")
    walker.go(walker.button("Save and finish"))
    walker.go(walker.button("End the meeting"))
    walker.go(walker.button("Approve the minutes"))
    walker.go(walker.link("Meetings"))
    walker.go(walker.link("Build agenda"))
    walker.go(walker.button("Look for new items"))
    page = walker.page.content()

    # Where scripts are off, no page can count.
    assert way == "no-script" or walker.count()["presses"] <= 25
    walker.end()
    assert page.count("Report back to the group") >= 2 and "Deferred from" in page
    with acting_as_system(cast.team.pk):
        assert Task.objects.filter(item__meeting=meeting).count() == 2
        assert Minutes.objects.filter(meeting=meeting).exists()
        assert AgendaItem.objects.filter(meeting=meeting, state=ItemState.DEFERRED).count() == 1
