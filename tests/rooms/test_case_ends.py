"""When a shared case closes to the room: taken back, the last day, and nobody of the desk inside any more."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connections, transaction
from django.urls import reverse
from django.utils import timezone

from cases.models import CaseShare
from mdt.team.actions.agencies import leave_team
from mdt.team.models import Agency, Body, Desk, Membership, User
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from referrals.actions.answering import decline
from referrals.actions.sharing import take_case_back
from referrals.actions.undoing import undo_decline
from referrals.models import Referral
from tests.cast import Cast, client_of
from tests.conftest import Ledger
from tests.duties.build import begin
from tests.referrals.build import make_sent, seen_by
from tests.referrals.test_ageing import tick_at
from tests.rooms.build import end_at, now_as, room_for_cases
from tests.rooms.cases import another, enter, leave, seen, share, sit, take_back
from tests.rooms.test_case_duties import finds
from tests.turns import until_it_waits


def test_what_is_taken_back_is_gone_at_once_and_can_be_shared_again(cast: Cast, room: Body, referral: Referral) -> None:
    take_back(cast, "sender")
    later = another(cast, referral, cast.desks["police"])
    assert seen(cast, "third", [referral, later]) == [False, False]

    share(cast, referral, room)
    assert seen(cast, "third", [referral, later]) == [True, True]


def test_a_colleague_at_the_desk_takes_it_back_from_outside(cast: Cast, room: Body, referral: Referral) -> None:
    sit(cast, "colleague", "child_welfare")
    take_back(cast, "colleague")

    assert seen(cast, "third", [referral]) == [False]


def test_who_takes_it_back_second_is_told(cast: Cast, room: Body, referral: Referral) -> None:
    """Both had the page open."""
    sender = now_as(cast, "sender")
    with acting_as(sender):
        held = CaseShare.objects.of_desks(sender).select_related("case").get()
    take_back(cast, "sender")

    with pytest.raises(Refused, match="not shared with that subcommittee any more"), acting_as(sender):
        take_case_back(by=sender, referral=seen_by(sender, referral), share=held)


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_the_second_is_told(cast: Cast, room: Body, referral: Referral, ledger: Ledger) -> None:
    sender, browser = now_as(cast, "sender"), client_of(now_as(cast, "sender"))
    with acting_as(sender):
        held = CaseShare.objects.of_desks(sender).select_related("case").get()
        take_case_back(by=sender, referral=seen_by(sender, referral), share=held)
        again = until_it_waits(
            lambda: browser.post(reverse("take-case-back", args=[referral.pk, held.pk]), follow=True)
        )

    assert "not shared with that subcommittee any more" in again.result(20).content.decode()
    assert len(ledger.events("case.taken_back")) == 1


@pytest.mark.parametrize(("late", "open_now"), [(-1, True), (1, False)])
def test_it_closes_with_the_last_day(cast: Cast, room: Body, referral: Referral, late: int, open_now: bool) -> None:
    end_at(room, timezone.now() - timedelta(seconds=late))

    for part in ("third", "subchair"):
        assert (part, seen(cast, part, [referral])) == (part, [open_now])


def test_it_stands_while_somebody_of_the_desk_is_inside(cast: Cast, room: Body, referral: Referral) -> None:
    """What comes to a desk goes into no room where nobody of it is, a colleague from elsewhere in the agency or not."""
    enter(cast, room, "colleague")
    leave(cast, room, "sender")
    assert seen(cast, "third", [referral]) == [False]

    sit(cast, "colleague", "child_welfare")
    assert seen(cast, "third", [referral]) == [True]


@pytest.mark.parametrize("change", ["seat", "place", "person", "agency", "desk"])
def test_it_ends_with_the_right_of_whoever_is_inside(cast: Cast, room: Body, referral: Referral, change: str) -> None:
    sender, desk, now = cast.people["sender"], cast.desks["child_welfare"], timezone.now()
    if change == "seat":
        sender.groups.remove(desk.group_id)
    elif change == "place":
        Membership.objects.filter(user=sender).update(ended_at=now)
    elif change == "person":
        User.objects.filter(pk=sender.pk).update(is_active=False)
    elif change == "agency":
        Agency.objects.filter(pk=desk.agency_id).update(suspended_at=now)
    else:
        Desk.objects.filter(pk=desk.pk).update(closed_at=now)

    assert seen(cast, "third", [referral]) == [False]


def no(cast: Cast, referral: Referral, how: str = "declined") -> None:
    """The juvenile desk's, where `third` sits, or the clock's for it."""
    third = now_as(cast, "third")
    with acting_as(third):
        held = Referral.objects.visible_to(third).with_release(third).select_related("to_agency").get(pk=referral.pk)
        if how == "declined":
            decline(by=third, referral=held, reason="no_capacity")
    if how == "lapsed":
        tick_at(held.lapse_at)


@pytest.fixture
def received(cast: Cast) -> Referral:
    """From child welfare to the juvenile desk, whose `third` has shared the case with a room where both are."""
    room = room_for_cases(cast, "sender", "third")
    made = make_sent(now_as(cast, "sender"), cast.desks["child_welfare"], cast.desks["juvenile"], note="")
    share(cast, made, room, "third")
    return made


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["declined", "lapsed"])
def test_a_share_ends_with_the_desks_no(cast: Cast, received: Referral, ledger: Ledger, how: str) -> None:
    """Its duty goes with it, and what comes to the desk afterwards goes into no room unasked."""
    owed = begin(now_as(cast, "third"), received, "abuse_report")
    assert finds(cast, "sender", owed)
    no(cast, received, how)

    again = another(cast, received, cast.desks["juvenile"])
    assert seen(cast, "subchair", [received, again]) == [False, False]
    assert not finds(cast, "sender", owed)
    with acting_as(now_as(cast, "third")):
        ended = CaseShare.objects.get()
    assert ended.ended_at and ended.ended_by is None
    (event,) = ledger.events("case.taken_back")
    assert event.actor == (None if how == "lapsed" else cast.people["third"].pk)


def test_a_no_to_one_of_two_ends_nothing(cast: Cast, received: Referral) -> None:
    second = another(cast, received, cast.desks["juvenile"])
    no(cast, received)

    assert seen(cast, "subchair", [received, second]) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_two_noes_at_once_leave_nothing_shared(cast: Cast, received: Referral) -> None:
    second = another(cast, received, cast.desks["juvenile"])
    begun = threading.Event()

    def say(referral: Referral, *, holds: bool) -> None:
        try:
            with transaction.atomic():
                if not holds:
                    begun.wait(10)
                no(cast, referral)
                if holds:
                    begun.set()
                    threading.Event().wait(0.6)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=say, args=(one,), kwargs={"holds": one is received}) for one in (received, second)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    with acting_as_system():
        assert {one.state for one in Referral.objects.all()} == {"declined"}
        assert not CaseShare.objects.standing().exists()


def test_an_undone_no_comes_back_to_its_desk_and_to_no_room(cast: Cast, received: Referral) -> None:
    no(cast, received)
    third = now_as(cast, "third")
    with acting_as(third):
        undo_decline(by=third, key=received.pk)

    assert seen(cast, "third", [received]) == [True]
    assert seen(cast, "subchair", [received]) == [False]


def test_a_share_ends_with_the_agencys_leaving(cast: Cast, received: Referral) -> None:
    administrator, agency = now_as(cast, "administrator"), cast.agencies["juvenile"]
    with acting_as(administrator):
        leave_team(agency=agency, team=cast.team, by=administrator)

    with acting_as_system():
        assert not CaseShare.objects.standing().exists()


def test_only_the_system_ends_a_share_in_nobodys_name(cast: Cast, received: Referral) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(now_as(cast, "third")):
        CaseShare.objects.update(ended_at=timezone.now())


def test_who_is_taken_out_sees_it_no_more(cast: Cast, room: Body, referral: Referral) -> None:
    leave(cast, room, "third")

    assert seen(cast, "third", [referral]) == [False]
