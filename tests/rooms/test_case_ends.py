"""When a shared case closes to the room: taken back, the last day, and nobody of the desk inside any more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import CaseShare
from mdt.team.models import Agency, Body, Desk, Membership, User
from mdt.team.policies import Refused
from privacy.wall import acting_as
from referrals.actions.sharing import take_case_back
from referrals.models import Referral
from tests.cast import Cast
from tests.rooms.build import end_at, now_as
from tests.rooms.cases import another, enter, leave, seen, share, take_back


def test_what_is_taken_back_is_gone_at_once_and_can_be_shared_again(cast: Cast, room: Body, referral: Referral) -> None:
    take_back(cast, "sender")
    later = another(cast, referral, cast.desks["police"])
    assert seen(cast, "third", [referral, later]) == [False, False]

    share(cast, referral, room)
    assert seen(cast, "third", [referral, later]) == [True, True]


def test_a_colleague_at_the_desk_takes_it_back_from_outside(cast: Cast, room: Body, referral: Referral) -> None:
    cast.people["colleague"].groups.add(cast.desks["child_welfare"].group_id)
    take_back(cast, "colleague")

    assert seen(cast, "third", [referral]) == [False]


def test_two_who_take_it_back_at_once(cast: Cast, room: Body, referral: Referral) -> None:
    """Both have the page open; the second is told."""
    sender = now_as(cast, "sender")
    with acting_as(sender):
        held = CaseShare.objects.of_desks(sender).select_related("case").get()
    take_back(cast, "sender")

    with pytest.raises(Refused, match="not shared with that subcommittee any more"), acting_as(sender):
        take_case_back(held, by=sender)


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

    cast.people["colleague"].groups.add(cast.desks["child_welfare"].group_id)
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


def test_who_is_taken_out_sees_it_no_more(cast: Cast, room: Body, referral: Referral) -> None:
    leave(cast, room, "third")

    assert seen(cast, "third", [referral]) == [False]
