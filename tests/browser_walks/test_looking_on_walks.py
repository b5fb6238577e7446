"""What comes back and what ends before a meeting, pressed through in browsers while a third agency looks on."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from mdt.meetings.actions.editing import add, publish
from mdt.meetings.agenda import entries
from mdt.meetings.models import ActionItem, ItemState, Meeting, Part, PartKind, PartSeat
from mdt.team.models import BodyDesk, User
from mdt.team.sectors import Basis
from privacy.wall import acting_as, acting_as_system
from referrals.actions.forwarding import put_forward
from referrals.models import Referral
from tests.browser_walks.meeting import plan
from tests.browser_walks.walker import Walker
from tests.cast import seat
from tests.meetings.test_drafting import draft
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast
from tests.releases.build import make_release, send_under

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Onlooker(Walker):
    """Somebody of a third agency, who reads the same pages again and again."""

    def __init__(self, browser: Browser, base: str, user: User, meeting: Meeting) -> None:
        super().__init__(browser, base, user, "phone", "looking-on")
        # Not the list of meetings: whether an agenda is drafted is every member's to know.
        self.pages = ("/", f"/meetings/{meeting.pk}/", "/meetings/actions/?whose=all", "/notices/")

    def reads(self) -> dict[str, str]:
        """The words of each page as it is now, without the minute in which it was made."""
        read = {}
        for path in self.pages:
            self.page.goto(self.base + path)
            self.look()
            words = self.page.inner_text("main").splitlines()
            read[path] = "\n".join(line for line in words if not line.startswith("Printed by"))
        return read


def put_on_the_agenda(cast: Cast, meeting: Meeting) -> None:
    """All that is suggested to the chair, and published."""
    draft(meeting)
    with acting_as(cast.chris):
        add(meeting, items=[one.item.pk for one in entries(meeting, cast.chris, ItemState.SUGGESTED)], by=cast.chris)
        publish(meeting, by=cast.chris)


def put_before(cast: Cast, by: User, referral: Referral, basis: Basis) -> None:
    with acting_as(by):
        put_forward(by=by, referral=seen_by(by, referral), body=cast.body, basis=basis)


def test_an_overdue_action_comes_back_until_it_is_done(cast: Cast, browser: Browser, live_server: LiveServer) -> None:
    """The chair gives it to the hospital, whose day goes by; the sheriff sits in the group and sees nothing of it."""
    seat(cast.body, cast.sheriff)
    meeting = plan(cast)
    chair = Walker(browser, live_server.url, cast.chris, "wide", "overdue-chair")
    chair.begin(reverse("actions"))
    chair.go(chair.link("Give an action"))
    chair.choose("What is to be done", "Prepare a training")
    chair.select("Agency", cast.hospital.agency.name, exact=True)
    chair.page.get_by_label("Due").fill(str(timezone.localdate() + timedelta(days=1)))
    chair.go(chair.button("Give the action"))
    with acting_as_system(cast.team.pk):
        # Five days go by.
        assert ActionItem.objects.update(due_on=timezone.localdate() - timedelta(days=4)) == 1

    third = Onlooker(browser, live_server.url, cast.bob, meeting)
    draft(meeting)
    chair.page.goto(live_server.url + reverse("build-agenda", args=[meeting.pk]))
    assert "Overdue for 4 days" in chair.page.inner_text("main")
    chair.go(chair.button("Add all (1)"))
    chair.go(chair.link("Preview"))
    chair.go(chair.button("Publish agenda"))
    chair.page.goto(live_server.url + reverse("agenda", args=[meeting.pk]))
    assert "Prepare a training" in chair.page.inner_text("main")
    before = third.reads()
    assert not any("training" in words or "verdue" in words for words in before.values())

    owner = Walker(browser, live_server.url, cast.carol, "keys", "overdue-owner")
    owner.begin(reverse("actions") + "?whose=agency")
    assert "Overdue for 4 days" in owner.page.inner_text("main")
    owner.go(owner.button("Done"))
    assert "Done: Prepare a training." in owner.page.inner_text("main")
    owner.end()

    with acting_as_system(cast.team.pk):
        later = Meeting.objects.filter(starts_at__gt=meeting.starts_at).earliest("starts_at")
    chair.page.goto(live_server.url + reverse("build-agenda", args=[later.pk]))
    chair.go(chair.button("Look for new items"))
    assert "Prepare a training" not in chair.page.inner_text("main")
    chair.end()
    assert third.reads() == before
    third.end()


def test_a_release_that_ends_before_the_meeting_takes_its_item_out(
    cast: Cast, browser: Browser, live_server: LiveServer
) -> None:
    """The shelter takes it back on its own page. The third agency, of the open part, sees the same before and after."""
    seat(cast.body, cast.welfare)
    meeting = plan(cast)
    BodyDesk.objects.create(body=cast.body, desk=cast.sheriff)
    with acting_as_system(cast.team.pk):
        open_part = Part.objects.get(body=cast.body, kind=PartKind.OPEN)
        PartSeat.objects.create(team=cast.team, part=open_part, desk=cast.sheriff)
    release = make_release(cast.ada, cast.shelter, cast.body)
    released = send_under(cast.ada, cast.shelter, cast.hospital, release)
    plain = make_sent(cast.alice, cast.welfare, cast.hospital)
    put_before(cast, cast.ada, released, Basis.RELEASE)
    put_before(cast, cast.alice, plain, Basis.PERSON_AGREED)
    put_on_the_agenda(cast, meeting)
    third = Onlooker(browser, live_server.url, cast.bob, meeting)
    before = third.reads()

    member = Walker(browser, live_server.url, cast.carol, "wide", "release-member")
    member.begin(reverse("agenda", args=[meeting.pk]))
    shown = member.page.inner_text("main")
    assert released.code in shown and plain.code in shown

    giver = Walker(browser, live_server.url, cast.ada, "keys", "release-giver")
    giver.begin(reverse("release", args=[release.pk]))
    giver.go(giver.link("Take"))
    giver.choose("How did they take it back?", "They said so")
    giver.go(giver.button("End it now"))
    giver.end()

    member.page.reload()
    member.look()
    shown = member.page.inner_text("main")
    assert released.code not in shown and plain.code in shown
    # The numbers have no gap.
    numbers = member.page.locator("table.table tbody tr td:first-child").all_inner_texts()
    assert numbers == ["1"]
    member.end()
    chair = Walker(browser, live_server.url, cast.chris, "phone", "release-chair")
    chair.begin(reverse("preview-agenda", args=[meeting.pk]))
    assert released.code not in chair.page.inner_text("main") and plain.code in chair.page.inner_text("main")
    chair.end()
    assert third.reads() == before
    third.end()
