"""What reaches a meeting: by hand, by an agency's own standing rule, and never a release-bound agency's silence."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from audit.ledger import System
from cases.profile import AgeGroup
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.parts import end_part, set_roster
from mdt.meetings.models import Part, PartKind
from mdt.team.actions.bodies import add_desk_to_body, remove_desk_from_body
from mdt.team.models import Body, Desk, User
from mdt.team.policies import Refused
from mdt.team.sectors import Basis
from privacy.wall import acting_as, acting_as_system
from referrals.actions import answering, ending
from referrals.actions.forwarding import put_forward, put_forward_by_rules, take_back
from referrals.agenda import PutForwardReferrals
from referrals.models import PutForward, Referral, StandingRule
from tests.cast import seat
from tests.conftest import Ledger
from tests.referrals.build import YOUNG, make_sent, seen_by
from tests.referrals.cast import Cast, client_of
from tests.referrals.test_agenda import next_meeting
from tests.turns import until_it_waits

LATER = timedelta(days=10)


def rule(cast: Cast, kind: str, days: int = 0, desk: str = "welfare") -> None:
    agency = getattr(cast, desk).agency
    with acting_as_system(cast.team.pk):
        StandingRule.objects.create(
            team_id=cast.team.pk, agency=agency, body=cast.body, kind=kind, days=days, basis=Basis.OWN_RULES
        )


def run_rules(cast: Cast) -> int:
    with acting_as_system(cast.team.pk):
        return put_forward_by_rules(cast.body)


def test_an_unanswered_referral_is_put_forward_once_after_its_days(cast: Cast) -> None:
    make_sent(cast.alice, cast.welfare, cast.sheriff)
    rule(cast, "unanswered", days=1)

    assert run_rules(cast) == 0
    with time_machine.travel(timezone.now() + LATER):
        assert run_rules(cast) == 1
        assert run_rules(cast) == 0
    with acting_as(cast.chris):
        assert Referral.objects.visible_to(cast.chris).count() == 1


def test_an_answered_referral_and_another_agencys_are_left_alone(cast: Cast) -> None:
    answered = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.bob):
        answering.accept(by=cast.bob, referral=seen_by(cast.bob, answered))
    make_sent(cast.carol, cast.hospital, cast.sheriff, note="")
    rule(cast, "unanswered")

    with time_machine.travel(timezone.now() + LATER):
        assert run_rules(cast) == 0


def test_a_release_bound_receivers_silence_is_not_put_forward(cast: Cast) -> None:
    make_sent(cast.alice, cast.welfare, cast.shelter)
    rule(cast, "unanswered")

    with time_machine.travel(timezone.now() + LATER):
        assert run_rules(cast) == 0


def test_a_waitlisted_referral_is_put_forward_past_its_review_day(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.bob):
        review_on = timezone.localdate() + timedelta(days=7)
        answering.waitlist(by=cast.bob, referral=seen_by(cast.bob, referral), review_on=review_on)
    rule(cast, "waitlisted")

    assert run_rules(cast) == 0
    with time_machine.travel(timezone.now() + LATER):
        assert run_rules(cast) == 1


def test_a_review_day_is_over_when_it_is_over_where_the_team_works(cast: Cast) -> None:
    """Six in the evening there, on the review day itself, is two in the morning of the next day in UTC."""
    review_on = timezone.localdate() + timedelta(days=7)
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.bob):
        answering.waitlist(by=cast.bob, referral=seen_by(cast.bob, referral), review_on=review_on)
    rule(cast, "waitlisted")

    there = ZoneInfo(cast.team.time_zone)
    with timezone.override("UTC"):
        with time_machine.travel(datetime.combine(review_on, time(18), there)):
            assert run_rules(cast) == 0
        with time_machine.travel(datetime.combine(review_on + timedelta(days=1), time(0, 1), there)):
            assert run_rules(cast) == 1


def test_nobody_puts_forward_what_they_do_not_hold_or_on_a_basis_they_may_not_use(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.shelter)

    with acting_as(cast.alice), pytest.raises(Refused):
        put_forward(by=cast.alice, referral=seen_by(cast.alice, referral), body=cast.body, basis=Basis.TREATMENT)
    with acting_as(cast.ada), pytest.raises(Refused):
        put_forward(by=cast.ada, referral=seen_by(cast.ada, referral), body=cast.body, basis=Basis.PERSON_AGREED)
    with acting_as(cast.alice):
        put_forward(by=cast.alice, referral=seen_by(cast.alice, referral), body=cast.body, basis=Basis.PERSON_AGREED)
    with acting_as(cast.chris), pytest.raises(Refused, match="no longer open to you"):
        put_forward(by=cast.chris, referral=seen_by(cast.chris, referral), body=cast.body, basis=Basis.OWN_RULES)
    with acting_as_system(cast.team.pk):
        assert PutForward.objects.count() == 1


def test_a_decline_takes_back_what_the_decliner_had_put_forward(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.bob):
        mine = seen_by(cast.bob, referral)
        put_forward(by=cast.bob, referral=mine, body=cast.body, basis=Basis.PERSON_AGREED)
        answering.decline(by=cast.bob, referral=mine, reason="conflict")

    with acting_as(cast.chris):
        assert Referral.objects.visible_to(cast.chris).count() == 0


# Two agencies, taking back, and seats -----------------------------------------------------------------------


def sees(user: User) -> int:
    """What the wall and the door show somebody."""
    with acting_as(User.objects.with_place().get(pk=user.pk)):
        return Referral.objects.visible_to(user).count()


def forward(user: User, referral: Referral, body: Body) -> None:
    with acting_as(user):
        put_forward(by=user, referral=seen_by(user, referral), body=body, basis=Basis.PERSON_AGREED)


def back(user: User, referral: Referral, body: Body) -> None:
    with acting_as(user):
        take_back(by=user, referral=seen_by(user, referral), body=body)


@pytest.fixture
def referral(cast: Cast) -> Referral:
    return make_sent(cast.alice, cast.welfare, cast.sheriff)


@pytest.mark.parametrize(("first", "second"), [("alice", "bob"), ("bob", "alice")])
def test_each_of_two_agencies_takes_back_its_own_alone(cast: Cast, referral: Referral, first: str, second: str) -> None:
    one, other = getattr(cast, first), getattr(cast, second)
    forward(one, referral, cast.body)
    forward(other, referral, cast.body)

    back(one, referral, cast.body)
    assert sees(cast.chris) == 1
    with acting_as(one), pytest.raises(Refused, match="took it back already"):
        take_back(by=one, referral=seen_by(one, referral), body=cast.body)
    back(other, referral, cast.body)
    assert sees(cast.chris) == 0


def test_what_the_other_agency_put_forward_stays_after_a_decline(cast: Cast, referral: Referral) -> None:
    forward(cast.bob, referral, cast.body)
    forward(cast.alice, referral, cast.body)
    with acting_as(cast.bob):
        answering.decline(by=cast.bob, referral=seen_by(cast.bob, referral), reason="conflict")

    assert sees(cast.chris) == 1


def test_a_desk_in_two_groups_keeps_what_only_one_of_them_lost(cast: Cast, referral: Referral) -> None:
    second = Body.objects.create(team=cast.team, name="Northfield review")
    seat(second, cast.court)
    forward(cast.alice, referral, cast.body)
    forward(cast.alice, referral, second)

    back(cast.alice, referral, cast.body)

    assert (sees(cast.chris), sees(cast.carol)) == (1, 0)


def test_what_was_taken_back_comes_again_by_hand_and_never_by_a_rule(cast: Cast, referral: Referral) -> None:
    rule(cast, "unanswered")
    with time_machine.travel(timezone.now() + LATER):
        assert run_rules(cast) == 1
        back(cast.alice, referral, cast.body)
        assert run_rules(cast) == 0
        assert sees(cast.chris) == 0
        forward(cast.alice, referral, cast.body)
        assert sees(cast.chris) == 1


def test_a_rule_puts_forward_what_another_agency_already_did(cast: Cast, referral: Referral) -> None:
    forward(cast.bob, referral, cast.body)
    rule(cast, "unanswered")
    with time_machine.travel(timezone.now() + LATER):
        assert run_rules(cast) == 1


def test_a_member_of_the_group_and_a_stranger_take_nothing_back(cast: Cast, referral: Referral) -> None:
    forward(cast.alice, referral, cast.body)

    with acting_as(cast.chris), pytest.raises(Refused):
        take_back(by=cast.chris, referral=seen_by(cast.chris, referral), body=cast.body)
    with acting_as(cast.bob), pytest.raises(Refused, match="has not put this forward"):
        take_back(by=cast.bob, referral=seen_by(cast.bob, referral), body=cast.body)
    with acting_as(cast.chris):
        assert PutForward.objects.update(taken_back_at=timezone.now()) == 0  # the wall alone
    assert sees(cast.chris) == 1


@pytest.mark.django_db(transaction=True)
def test_the_button_takes_back_and_its_event_names_the_referral(cast: Cast, referral: Referral, ledger: Ledger) -> None:
    forward(cast.alice, referral, cast.body)
    alice, path = client_of(cast.alice), f"/referrals/{referral.pk}/take-back/{cast.body.pk}/"
    page = alice.get(f"/referrals/{referral.pk}/").content.decode()
    assert "Put forward to Northfield MDT" in page and path in page
    assert path not in client_of(cast.bob).get(f"/referrals/{referral.pk}/").content.decode()

    after = alice.post(path, follow=True).content.decode()

    assert "is taken back from Northfield MDT" in after and path not in after
    (event,) = ledger.events("referral.taken_back")
    assert (event.codes, event.said["door"], event.said["detail"]) == (
        [referral.code], "sender", {"body": str(cast.body.pk)},
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_desk_that_leaves_the_group_sees_nothing_by_it_and_one_that_joins_sees_what_stands(
    cast: Cast, referral: Referral, ledger: Ledger
) -> None:
    ended = make_sent(cast.alice, cast.welfare, cast.sheriff)
    for one in (referral, ended):
        forward(cast.alice, one, cast.body)
    with acting_as(cast.alice):
        ending.withdraw(by=cast.alice, referral=seen_by(cast.alice, ended))
    assert (sees(cast.carol), sees(cast.ada)) == (2, 0)

    with acting_as(cast.adam):
        remove_desk_from_body(body=cast.body, desk=cast.hospital, by=cast.adam)
        add_desk_to_body(body=cast.body, desk=cast.shelter, by=cast.adam)

    assert (sees(cast.carol), sees(cast.ada), sees(cast.chris)) == (0, 0, 2)  # in the open part alone
    sit_with_the_children(cast, cast.court, cast.shelter)
    assert (sees(cast.carol), sees(cast.ada), sees(cast.chris)) == (0, 1, 2)
    (left,), (joined,) = ledger.events("referral.seat_left"), ledger.events("referral.seat_joined")
    assert set(left.codes) == {referral.code, ended.code}
    assert joined.codes == [referral.code]
    with acting_as(cast.adam):
        add_desk_to_body(body=cast.body, desk=cast.hospital, by=cast.adam)
    sit_with_the_children(cast, cast.court, cast.shelter, cast.hospital)
    assert sees(cast.carol) == 1


def sit_with_the_children(cast: Cast, *desks: Desk) -> None:
    chris = User.objects.with_place().get(pk=cast.chris.pk)
    with acting_as(chris):
        part = Part.objects.select_related("body").get(body=cast.body, kind=PartKind.CHILD)
        set_roster(part, desks=[desk.pk for desk in desks], by=chris)


def test_a_desk_sees_what_its_parts_take_and_nothing_when_it_leaves_them_or_they_end(cast: Cast) -> None:
    """A child's case goes to the desks of the child part, an adult's to those of the adult part."""
    adult = replace(YOUNG, age_group=AgeGroup.FROM_25)
    chris = User.objects.with_place().get(pk=cast.chris.pk)
    with acting_as(chris):
        grown = Part.objects.select_related("body").get(body=cast.body, kind=PartKind.ADULT)
        set_roster(grown, desks=[cast.court.pk], by=chris)
    for profile in (YOUNG, adult):
        forward(cast.alice, make_sent(cast.alice, cast.welfare, cast.sheriff, profile=profile), cast.body)
    assert (sees(cast.chris), sees(cast.carol)) == (2, 1)

    with acting_as(chris):
        set_roster(grown, desks=[cast.court.pk, cast.hospital.pk], by=chris)
    assert (sees(cast.chris), sees(cast.carol)) == (2, 2)
    sit_with_the_children(cast, cast.court)
    assert (sees(cast.chris), sees(cast.carol)) == (2, 1)
    with acting_as(chris):
        end_part(grown, by=chris)
    assert (sees(cast.chris), sees(cast.carol)) == (1, 0)


def test_what_no_part_of_a_group_takes_is_not_put_forward_to_it(cast: Cast, referral: Referral) -> None:
    chris = User.objects.with_place().get(pk=cast.chris.pk)
    with acting_as(chris):
        end_part(Part.objects.select_related("body").get(body=cast.body, kind=PartKind.CHILD), by=chris)

    with pytest.raises(Refused, match="no part"):
        forward(cast.alice, referral, cast.body)
    assert not PutForward.objects.exists()
    # What the agency may not do at all is said first.
    with acting_as(cast.alice), pytest.raises(Refused, match="basis"):
        put_forward(by=cast.alice, referral=seen_by(cast.alice, referral), body=cast.body, basis=Basis.TREATMENT)


def test_a_seat_gives_back_nothing_that_was_taken_back_or_is_kept_from_somebody(cast: Cast) -> None:
    kept = make_sent(cast.alice, cast.welfare, cast.sheriff, kept_from=[cast.ada])
    taken = make_sent(cast.alice, cast.welfare, cast.sheriff)
    for one in (kept, taken):
        forward(cast.alice, one, cast.body)
    back(cast.alice, taken, cast.body)

    with acting_as(cast.adam):
        add_desk_to_body(body=cast.body, desk=cast.shelter, by=cast.adam)
    sit_with_the_children(cast, cast.court, cast.hospital, cast.shelter)

    assert sees(cast.ada) == 0


@pytest.mark.django_db(transaction=True)
def test_looking_for_candidates_changes_nothing_and_drafting_names_the_rules_agency(
    cast: Cast, referral: Referral, ledger: Ledger
) -> None:
    rule(cast, "new")
    meeting = next_meeting(cast)
    with time_machine.travel(timezone.now() + timedelta(minutes=5)), acting_as_system(cast.team.pk):
        StandingRule.objects.update(created_at=referral.sent_at)
        assert list(PutForwardReferrals().candidates(meeting)) == []
        assert not PutForward.objects.exists()
        assert draft_agenda(meeting, by=System("beat")) == 1

    (event,) = ledger.events("referral.put_forward")
    welfare = cast.welfare.agency
    assert (event.said["agency"]["id"], event.said["agency"]["name"]) == (str(welfare.pk), welfare.name)
    assert (event.agency, event.codes, event.said["roles"]) == (welfare.pk, [referral.code], ["system"])


@pytest.mark.django_db(transaction=True)
def test_a_desk_that_leaves_while_something_is_put_forward_keeps_no_grant(cast: Cast, referral: Referral) -> None:
    """The seat is taken away after the grants were written and before they were committed."""

    def leave() -> None:
        with acting_as(cast.adam):
            remove_desk_from_body(body=cast.body, desk=cast.hospital, by=cast.adam)

    with acting_as(cast.alice):
        put_forward(by=cast.alice, referral=seen_by(cast.alice, referral), body=cast.body, basis=Basis.PERSON_AGREED)
        leaving = until_it_waits(leave)
    leaving.result(20)

    assert (sees(cast.chris), sees(cast.carol)) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_a_decline_beside_a_colleagues_putting_forward_leaves_no_grant(cast: Cast, referral: Referral) -> None:
    """Whoever comes second waits: what an agency put forward goes with its no, however close the two are."""

    def say_no() -> None:
        with acting_as(cast.bea):
            answering.decline(by=cast.bea, referral=seen_by(cast.bea, referral), reason="conflict")

    with acting_as(cast.bob):
        put_forward(by=cast.bob, referral=seen_by(cast.bob, referral), body=cast.body, basis=Basis.PERSON_AGREED)
        declining = until_it_waits(say_no)
    declining.result(20)

    assert (sees(cast.chris), sees(cast.carol)) == (0, 0)
    with acting_as_system(cast.team.pk):
        assert Referral.objects.get(pk=referral.pk).state == "declined"
        assert not PutForward.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_putting_forward_what_a_colleague_has_just_declined_is_refused(cast: Cast, referral: Referral) -> None:
    with acting_as(cast.bob):
        fetched = seen_by(cast.bob, referral)
    with acting_as(cast.bea):
        answering.decline(by=cast.bea, referral=seen_by(cast.bea, referral), reason="conflict")

    with acting_as(cast.bob), pytest.raises(Refused, match="no longer open to you"):
        put_forward(by=cast.bob, referral=fetched, body=cast.body, basis=Basis.PERSON_AGREED)
    assert sees(cast.chris) == 0
