"""A subcommittee's report comes back, and a case is shared with one, while a third agency looks on and sees nothing."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from mdt.meetings.actions.editing import add, publish
from mdt.meetings.models import AgendaItem, Meeting, Part, PartKind, PartSeat
from mdt.team.models import BodyDesk
from mdt.team.sectors import Basis
from privacy.wall import acting_as, acting_as_system
from referrals.actions.forwarding import put_forward
from referrals.models import Referral
from tests.browser_walks.walker import Walker
from tests.cast import Cast, build_cast, client_of, seat
from tests.referrals.build import make_sent
from tests.rooms.build import drafted, main_meeting, now_as, open_room, room_for_cases
from tests.rooms.cases import another

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ASKED = "Look at who answers at night"
FOUND = "Two nights a week nobody answers"


@pytest.fixture
def cast(db: None) -> Cast:
    """The juvenile department sits in the open part of the main body alone."""
    made = build_cast()
    body = made.bodies["team"]
    seat(body, made.desks["child_welfare"])
    BodyDesk.objects.create(body=body, desk=made.desks["juvenile"])
    with acting_as_system():
        part = Part.objects.get(body=body, kind=PartKind.OPEN)
        PartSeat.objects.create(team=made.team, part=part, desk=made.desks["juvenile"])
    return made


def on_the_agenda(cast: Cast) -> tuple[Meeting, AgendaItem, Referral]:
    """A referral of child welfare's that its chair has put on the next agenda."""
    sender, chair = now_as(cast, "sender"), now_as(cast, "chair")
    made = make_sent(sender, cast.desks["child_welfare"], cast.desks["hospital"], note="")
    with acting_as(sender):
        mine = Referral.objects.visible_to(sender).select_related("to_agency").get(pk=made.pk)
        put_forward(by=sender, referral=mine, body=cast.bodies["team"], basis=Basis.OWN_RULES)
    meeting = main_meeting(cast)
    (row,) = drafted(meeting)
    with acting_as(chair):
        add(meeting, items=[row.pk], by=chair)
        publish(meeting, by=chair)
    return meeting, row, made


def test_a_report_comes_back_and_a_third_agency_sees_nothing(
    cast: Cast, browser: Browser, live_server: LiveServer
) -> None:
    room = open_room(cast, takes_items=True)
    meeting, row, referral = on_the_agenda(cast)

    chair = Walker(browser, live_server.url, now_as(cast, "chair"), "wide", "room-chair")
    chair.begin(reverse("agenda-item", args=[meeting.pk, row.pk]))
    chair.go(chair.link("Give it to a subcommittee"))
    chair.choose("Which subcommittee?", room.name)
    chair.type(chair.page.get_by_label("What they are to do"), ASKED)
    chair.go(chair.button("Give it"))
    assert "It is given." in chair.page.inner_text("main")

    member = Walker(browser, live_server.url, now_as(cast, "receiver"), "keys", "room-member")
    member.begin("/")
    member.go(member.link(room.name))
    assert referral.code not in member.page.inner_text("main")
    before = member.count()["presses"]
    member.go(member.button("Take"))
    assert member.count()["presses"] == before + 1
    member.go(member.link("Report back"))
    member.choose("What you recommend", "Change what is done")
    member.type(member.page.get_by_label("What you found"), FOUND)
    member.go(member.button("Report back"))
    assert "next agenda" in member.page.inner_text("main")
    member.end()

    later = main_meeting(cast, ahead=1)
    drafted(later)
    chair.page.goto(live_server.url + reverse("build-agenda", args=[later.pk]))
    chair.look()
    suggested = chair.page.inner_text("main")
    assert "From subcommittees" in suggested and FOUND in suggested and referral.code in suggested
    chair.go(chair.button("Add all"))
    chair.go(chair.link("Preview"))
    chair.go(chair.button("Publish agenda"))
    chair.page.goto(live_server.url + reverse("agenda", args=[later.pk]))
    assert f"From the subcommittee {room.name}" in chair.page.inner_text("main")
    chair.end()

    third = Walker(browser, live_server.url, now_as(cast, "third"), "phone", "room-third")
    third.begin("/")
    for path in ("/", reverse("rooms"), reverse("meetings"), reverse("notices"), reverse("agenda", args=[later.pk])):
        third.page.goto(live_server.url + path)
        third.look()
        seen = third.page.content()
        assert not any(words in seen for words in (room.name, FOUND, ASKED, referral.code, "From the subcommittee")), (
            path
        )
    third.end()
    missing = third_answers(cast, room.pk)
    assert missing == {404}


def test_a_whole_case_is_shared_and_taken_back_and_a_third_agency_sees_nothing(
    cast: Cast, browser: Browser, live_server: LiveServer
) -> None:
    room = room_for_cases(cast, "sender", "receiver")
    made = make_sent(now_as(cast, "sender"), cast.desks["child_welfare"], cast.desks["police"], note="")

    sender = Walker(browser, live_server.url, now_as(cast, "sender"), "keys", "case-sender")
    sender.begin(reverse("referral", args=[made.pk]))
    sender.go(sender.link("Put forward to a meeting"))
    sender.choose("To which group?", room.name)
    sender.choose("What may they see?", "Everything of this case at your desk")
    sender.choose("Why may you share this with the group?", "Our agency's own rules allow it")
    sender.go(sender.button("Put forward"))
    assert f"is shared with {room.name}" in sender.page.inner_text("main")
    later = another(cast, made, cast.desks["prosecutor"])

    member = Walker(browser, live_server.url, now_as(cast, "receiver"), "phone", "case-member")
    member.begin("/")
    member.go(member.link(room.name))
    assert all(one.code in member.page.inner_text("main") for one in (made, later))
    member.go(member.page.get_by_role("link", name=later.code))
    member.go(member.page.get_by_role("main").get_by_role("link", name="Subcommittees"))

    third = Walker(browser, live_server.url, now_as(cast, "third"), "wide", "case-third")
    third.begin("/")
    for path in ("/", reverse("rooms"), reverse("notices"), reverse("duties")):
        third.page.goto(live_server.url + path)
        third.look()
        assert not any(words in third.page.content() for words in (room.name, made.code, later.code)), path
    third.end()

    sender.go(sender.button("Take the case back"))
    assert f"is taken back from {room.name}" in sender.page.inner_text("main")
    sender.end()
    member.page.goto(live_server.url + reverse("room", args=[room.pk]))
    assert not any(one.code in member.page.content() for one in (made, later))
    member.end()


def third_answers(cast: Cast, room: object) -> set[int]:
    """What their requests for the room and for none are answered with."""
    client = client_of(now_as(cast, "third"))
    return {client.get(reverse(name, args=[room])).status_code for name in ("room", "room-people", "raise-item")}
