"""Walk 10: a new agency with three people, then somebody leaves."""

import pytest
from django.core import mail
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from mdt.team.models import Invitation, Membership
from tests.browser_walks.walker import THREE_WAYS, Walker
from tests.cast import Cast, build_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast()


@pytest.mark.parametrize("way", THREE_WAYS)
def test_walk_10_a_new_agency_with_three_people(
    cast: Cast, browser: Browser, live_server: LiveServer, way: str
) -> None:
    """Eight presses and eight fields at most."""
    walker = Walker(browser, live_server.url, cast.people["administrator"], way, "walk-10-agency")
    walker.begin("/")
    walker.go(walker.link("Agencies"))
    walker.go(walker.link("Add an agency"))
    walker.type(walker.page.get_by_label("Name of the agency"), "Harbor Youth (invented)")
    walker.select("Sector", "Other service")
    walker.type(walker.page.get_by_label("Email addresses"), "a@example.org\nb@example.org\nc@example.org")
    walker.press(walker.page.get_by_role("checkbox", name="Partner", exact=True), "Space")
    walker.go(walker.button("Add agency"))

    count = walker.count()
    assert "People invited: 3." in walker.page.inner_text("main")
    assert (count["presses"] <= 8, count["fields"] <= 8) == (True, True), count
    walker.end()
    assert Invitation.objects.filter(agency__name="Harbor Youth (invented)", roles=["partner"]).count() == 3
    assert len(mail.outbox) == 3


@pytest.mark.parametrize("way", THREE_WAYS)
def test_walk_10_somebody_leaves(cast: Cast, browser: Browser, live_server: LiveServer, way: str) -> None:
    """Four presses at most, somebody else takes the seat, and the old session ends with its next request."""
    leaver = Client()
    leaver.force_login(cast.people["sender"])
    assert leaver.get("/").status_code == 200
    walker = Walker(browser, live_server.url, cast.people["lead"], way, "walk-10-leaver")
    walker.begin("/")
    walker.go(walker.link("People"))
    walker.go(walker.link("Sender (invented)"))
    walker.choose("Who takes over?", "Colleague (invented)")
    walker.go(walker.button("Turn off"))

    assert walker.count()["presses"] <= 4
    assert "can no longer sign in" in walker.page.inner_text("main")
    walker.end()
    assert leaver.get("/").status_code == 302
    seated = Membership.objects.standing().filter(user__groups=cast.desks["child_welfare"].group_id)
    assert [place.user for place in seated] == [cast.people["colleague"]]
