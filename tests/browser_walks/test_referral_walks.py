"""Walks 1 to 4 of the referral: send it, send it to another desk too, accept it and undo, decline it with a reason."""

from dataclasses import replace

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from cases.profile import AgeGroup
from privacy.wall import acting_as_system
from referrals.models import Referral
from tests.browser_walks.walker import ALL_WAYS, THREE_WAYS, Walker
from tests.referrals.build import YOUNG, make_sent
from tests.referrals.cast import Cast, client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ways = pytest.mark.parametrize("way", ALL_WAYS)


@ways
def test_walk_1_log_a_referral(cast: Cast, browser: Browser, live_server: LiveServer, way: str) -> None:
    """Twelve required fields, three pages, at most eighteen presses, and the code at the end."""
    walker = Walker(browser, live_server.url, cast.alice, way, "walk-1")
    walker.begin("/")
    walker.go(walker.link("Send a referral"))
    walker.select("Which desk are you sending this to?", "Northfield Sheriff")
    walker.select("What help is needed?", "Emergency shelter")
    walker.choose("How soon?", "Routine")
    walker.choose("Age group", "18 to 24")
    walker.choose("Which service fits?", "For girls or women")
    walker.choose("Language", "Spanish")
    walker.choose("Type of concern", "Labor trafficking")
    walker.choose("Area", "East county")
    walker.choose("Is the person in danger now?", "No")
    walker.choose("How should first contact be made?", "Through us")
    walker.choose("Why may you share this?", "The person agreed, and our agency holds the record of it")
    walker.go(walker.button("Check answers"))
    walker.tick("I checked: no names or direct identifiers are in it.")
    walker.go(walker.button("Send to Northfield Sheriff"))

    assert walker.page.locator(".code").first.inner_text().startswith("RF-")
    if way in THREE_WAYS:
        count = walker.count()
        assert count["presses"] <= 18
        assert (count["fields"], count["pages"]) == (12, 3)
    walker.end()


@ways
def test_walk_2_the_same_person_to_another_agency(
    cast: Cast, browser: Browser, live_server: LiveServer, way: str
) -> None:
    """From *Sent*: at most five presses and three fields, and nothing is typed again."""
    grown = replace(YOUNG, age_group=AgeGroup.FROM_18)
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff, profile=grown)
    walker = Walker(browser, live_server.url, cast.alice, way, "walk-2")
    walker.begin(f"/referrals/{referral.pk}/sent/")
    walker.go(walker.link("Same person, another desk"))
    walker.choose("Which desk are you sending this to?", "Northfield Hospital: Intake")
    walker.go(walker.button("Check answers"))
    assert "Prefers a morning call." in walker.page.locator("main").inner_text()
    walker.tick("I checked: no names or direct identifiers are in it.")
    walker.go(walker.button("Send to Northfield Hospital"))

    assert walker.page.locator(".code").first.inner_text().startswith("RF-")
    with acting_as_system(cast.team.pk):
        first, second = Referral.objects.order_by("sent_at")
    assert (second.case_id, second.to_desk_id) == (first.case_id, cast.hospital.pk)
    if way in THREE_WAYS:
        count = walker.count()
        assert count["presses"] <= 5
        assert count["fields"] <= 3
    walker.end()


@ways
def test_walk_3_accept_from_the_inbox(cast: Cast, browser: Browser, live_server: LiveServer, way: str) -> None:
    """One press; the sender sees it on reload, and Undo puts it back."""
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    sender = Walker(browser, live_server.url, cast.alice, way, "walk-3-sender")
    sender.begin(f"/referrals/{referral.pk}/")
    status = sender.page.locator(".identity .tag")
    assert status.inner_text() == "Sent"

    receiver = Walker(browser, live_server.url, cast.bob, way, "walk-3")
    receiver.begin("/inbox/")
    receiver.go(receiver.button(f"Accept {referral.code}"))
    if way in THREE_WAYS:
        assert receiver.count()["presses"] <= 2
    sender.page.reload()
    assert status.inner_text() == "Accepted"
    receiver.go(receiver.button("Undo"))
    sender.page.reload()
    assert status.inner_text() == "Sent"
    receiver.end()
    sender.end()


@ways
def test_walk_4_decline_with_a_reason(cast: Cast, browser: Browser, live_server: LiveServer, way: str) -> None:
    """Three presses and one field; the sender reads the reason, the decliner finds nothing any more."""
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    receiver = Walker(browser, live_server.url, cast.bob, way, "walk-4")
    receiver.begin("/inbox/")
    receiver.go(receiver.link(f"Decline {referral.code}"))
    receiver.choose("Why can't you take it?", "Outside our area")
    receiver.go(receiver.button("Decline"))
    if way in THREE_WAYS:
        count = receiver.count()
        assert count["presses"] <= 3
        assert count["fields"] == 1
    assert receiver.page.get_by_role("link", name=referral.code).count() == 0
    receiver.end()

    assert client_of(cast.bob).get(f"/referrals/{referral.pk}/").status_code == 404
    sender = Walker(browser, live_server.url, cast.alice, way, "walk-4-sender")
    sender.begin(f"/referrals/{referral.pk}/")
    assert "Declined: outside our area" in sender.page.locator("main").inner_text()
    sender.end()
