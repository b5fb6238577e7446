"""Walk 11: Leave now from a half-filled form, and an idle page; walk 3 from a mail; walk 5, what the guard stops."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from mdt.notices.tasks import mail_notices
from privacy.wall import acting_as_system
from referrals.models import Referral
from tests.browser_walks.walker import ALL_WAYS, THREE_WAYS, Walker
from tests.notices.build import mail_at_once
from tests.referrals.build import make_draft, make_sent
from tests.referrals.cast import PASSWORD, Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIGN_IN = "Sign in"


def half_fill(walker: Walker) -> None:
    """Seven of the twelve answers, of each kind of control, and a note."""
    walker.begin("/")
    walker.go(walker.link("Send a referral"))
    walker.select("Which desk are you sending this to?", "Northfield Sheriff")
    walker.select("What help is needed?", "Emergency shelter")
    walker.choose("How soon?", "Routine")
    walker.choose("Age group", "18 to 24")
    walker.choose("Language", "Spanish")
    walker.tick("Needs an interpreter")
    walker.type(walker.page.get_by_label("Note"), "Prefers a morning call.")


ANSWERED: dict[str, Any] = {
    "service": "shelter", "urgency": "routine", "age_group": "18_24", "gender": "", "language": "spanish",
    "concern": "", "area": "", "ticks": ["interpreter"], "note": "Prefers a morning call.",
}  # fmt: skip


def sign_in(walker: Walker, email: str) -> None:
    walker.type(walker.page.get_by_label("Email"), email)
    walker.type(walker.page.get_by_label("Password"), PASSWORD)
    walker.change(walker.button(SIGN_IN))


def leave(walker: Walker, way: str) -> None:
    """Shift three times; with scripts off, the button."""
    with walker.page.expect_navigation(url="**/sign-in/**"):
        if way == "no-script":
            walker.page.locator(".leave-button").click()
        else:
            for _ in range(3):
                walker.page.keyboard.press("Shift")


@pytest.mark.parametrize("way", ALL_WAYS)
def test_walk_11_leave_now_keeps_every_answer(cast: Cast, browser: Browser, live_server: LiveServer, way: str) -> None:
    """Both Backs show the sign-in page; whoever signs in again finds the draft as it was."""
    walker = Walker(browser, live_server.url, cast.alice, way, "walk-11")
    half_fill(walker)
    leave(walker, way)
    for _ in range(2):
        walker.page.go_back()
        expect(walker.page.get_by_role("heading", level=1)).to_have_text(SIGN_IN)
        assert "Prefers" not in walker.page.content()

    walker.page.goto(f"{live_server.url}/sign-in/")
    sign_in(walker, "alice@example.org")
    with acting_as_system():
        draft = Referral.objects.get()
    walker.page.goto(f"{live_server.url}/referrals/drafts/{draft.pk}/")
    walker.look()
    assert answers(walker) == ANSWERED
    assert draft.to_desk_id == cast.sheriff.pk
    walker.end()


def answers(walker: Walker) -> dict[str, Any]:
    """What the form on the page says, as a person finds it."""
    page = walker.page
    found: dict[str, Any] = {}
    for name in ANSWERED:
        if name == "ticks":
            boxes = page.locator("input[name=ticks]").all()
            found[name] = [box.get_attribute("value") for box in boxes if box.is_checked()]
        elif page.locator(f"input[name={name}][type=radio]").count():
            radios = page.locator(f"input[name={name}]").all()
            found[name] = next((radio.get_attribute("value") for radio in radios if radio.is_checked()), "")
        else:
            found[name] = page.locator(f"[name={name}]").input_value()
    return found


@pytest.mark.parametrize("way", THREE_WAYS)
def test_walk_11_an_idle_page_warns_in_time_and_then_ends(
    cast: Cast, browser: Browser, live_server: LiveServer, way: str
) -> None:
    """By a clock of the test: two minutes before the end the warning takes focus, and stands to the last second."""
    walker = Walker(browser, live_server.url, cast.alice, way, "walk-11-idle")
    walker.page.clock.install()
    walker.begin("/referrals/new/")
    warning = walker.page.get_by_role("dialog", name="Are you still there?")
    walker.page.clock.fast_forward("12:50")
    expect(warning).to_be_hidden()
    walker.page.clock.fast_forward("00:20")
    expect(warning).to_be_visible()
    expect(warning.get_by_role("button", name="Stay signed in")).to_be_focused()
    walker.look()
    # One minute and twenty seconds later it still asks, and one press goes on where the person was.
    walker.page.clock.fast_forward("01:20")
    expect(warning).to_be_visible()
    walker.press(warning.get_by_role("button", name="Stay signed in"))
    expect(warning).to_be_hidden()
    assert walker.page.url.endswith("/referrals/new/")

    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=True):
        walker.page.clock.fast_forward("15:06")
        expect(walker.page.get_by_role("heading", level=1)).to_have_text(SIGN_IN)
    walker.end()


@pytest.mark.parametrize("way", ALL_WAYS)
def test_walk_3_accept_after_a_mail(cast: Cast, browser: Browser, live_server: LiveServer, way: str) -> None:
    """The mail names nothing and holds no address: who has signed in as usual accepts with two presses."""
    mail_at_once(cast.bob)
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    mail_notices()
    (message,) = mail.outbox
    assert "http" not in message.body

    walker = Walker(browser, live_server.url, cast.bob, way, "walk-3-mail")
    walker.context.clear_cookies()
    walker.page.goto(live_server.url)
    sign_in(walker, message.to[0])
    walker.begin("/")
    walker.go(walker.link("Inbox"))
    walker.go(walker.button(f"Accept {referral.code}"))
    if way in THREE_WAYS:
        assert walker.count()["presses"] <= 2
    with acting_as_system():
        assert Referral.objects.get().state == "accepted"
    walker.go(walker.button("Undo"))
    with acting_as_system():
        assert Referral.objects.get().state == "sent"
    walker.end()


# What is typed, all of it invented, and what the guard says of it.
STOPPED = {
    "Her number is 123-45-6789.": "123-45-6789",
    "Call her at 503-555-0157 after 5.": "503-555-0157",
    "She stays at 1420 Alder Street.": "1420 Alder Street",
}
ASKED = {
    "Her mother Denise Hallowell will drive.": "Denise Hallowell",
    "Goes to Alder Creek High School.": "Alder Creek",
}
CLEAN = "Prefers a morning call. Needs a ride to the first visit."


@pytest.mark.parametrize("way", THREE_WAYS)
def test_walk_5_what_points_to_a_person_is_stopped_or_asked_about(
    cast: Cast, browser: Browser, live_server: LiveServer, way: str, caplog: pytest.LogCaptureFixture
) -> None:
    """And stands nowhere but on the writer's own page: no address, no log, no mail, no row."""
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    walker = Walker(browser, live_server.url, cast.alice, way, "walk-5")
    addresses: list[str] = []
    walker.page.on("request", lambda request: addresses.append(request.url))
    walker.begin(f"/referrals/drafts/{draft.pk}/")
    for tier, typed in (("stop", STOPPED), ("ask", ASKED)):
        for words, found in typed.items():
            walker.type(walker.page.get_by_label("Note"), words)
            walker.change(walker.button("Check answers"))
            assert walker.page.title().startswith("Error: "), words
            assert found in " ".join(walker.page.locator(f".guard mark.{tier}").all_inner_texts()), words
            assert walker.page.get_by_label("Note").input_value() == words
        walker.look()
    walker.type(walker.page.get_by_label("Note"), CLEAN)
    walker.go(walker.button("Check answers"))
    assert walker.page.get_by_role("heading", level=1).inner_text() == "Check and send"
    assert walker.page.locator(".finding").count() == 0
    assert CLEAN in walker.page.inner_text("main")
    walker.end()

    everything = caplog.text + "".join(addresses) + "".join(str(message.message()) for message in mail.outbox)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT string_agg(e::text, '') FROM ledger.event e")
        everything += str(cursor.fetchone()[0])
    for found in (*STOPPED.values(), *ASKED.values()):
        assert found not in everything
