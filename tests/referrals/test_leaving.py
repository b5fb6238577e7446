"""What a desk that closes, or an agency that leaves the team, goes on seeing of referrals."""

import pytest

from mdt.team.actions.agencies import leave_team
from mdt.team.actions.desks import close_desk
from mdt.team.models import AgencyMembership, Membership, User
from mdt.team.policies import Refused
from mdt.team.sectors import Basis
from privacy.wall import acting_as, acting_as_system
from referrals.actions import sending
from referrals.actions.forwarding import put_forward_by_rules, set_rule
from referrals.models import Referral, ReferralDeskGrant, StandingRule
from tests.referrals.build import make_draft, make_sent, seen_by
from tests.referrals.cast import Cast, client_of


def again(user: User) -> User:
    return User.objects.with_place().get(pk=user.pk)


def closed(cast: Cast, desk: str) -> None:
    with acting_as(cast.adam):
        close_desk(desk=getattr(cast, desk), by=cast.adam)


def left(cast: Cast, desk: str) -> None:
    with acting_as(cast.adam):
        leave_team(agency=getattr(cast, desk).agency, team=cast.team, by=cast.adam)


def test_what_a_closed_desk_holds_is_still_answered(cast: Cast) -> None:
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff)
    closed(cast, "sheriff")
    bob = client_of(cast.bob)

    assert sent.code in bob.get("/inbox/").content.decode()
    bob.post(f"/referrals/{sent.pk}/accept/")
    with acting_as(cast.alice):
        assert seen_by(cast.alice, sent).state == "accepted"


def test_a_closed_desk_is_not_offered_and_a_draft_to_it_not_sent(cast: Cast) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    closed(cast, "sheriff")

    assert "Northfield Sheriff" not in client_of(cast.alice).get("/referrals/new/").content.decode()
    with acting_as(cast.alice), pytest.raises(Refused, match="takes no referrals now"):
        sending.send(by=cast.alice, draft=Referral.objects.drafts_of(cast.alice).get(pk=draft.pk))


def test_nothing_goes_out_from_a_closed_desk(cast: Cast) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    closed(cast, "welfare")

    with acting_as(cast.alice), pytest.raises(Refused, match="Your desk is closed"):
        sending.send(by=cast.alice, draft=Referral.objects.drafts_of(cast.alice).get(pk=draft.pk))


@pytest.mark.parametrize("gone", ["left", "suspended"])
def test_a_draft_to_an_agency_that_is_gone_is_not_sent(cast: Cast, gone: str) -> None:
    draft = make_draft(cast.alice, cast.welfare, cast.sheriff)
    if gone == "left":
        left(cast, "sheriff")
    else:
        cast.sheriff.agency.suspended_at = draft.changed_at
        cast.sheriff.agency.save()

    with acting_as(cast.alice), pytest.raises(Refused, match="takes no referrals now"):
        sending.send(by=cast.alice, draft=Referral.objects.drafts_of(cast.alice).get(pk=draft.pk))


def test_an_agency_that_left_sees_nothing_even_with_its_old_context(cast: Cast) -> None:
    """As after a request that began before: the people still hold a context of the wall, the desk has no grant."""
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff)
    bob, inside = again(cast.bob), client_of(cast.bob)
    left(cast, "sheriff")

    assert inside.get(f"/referrals/{sent.pk}/").status_code == 302
    with acting_as(bob):
        assert not Referral.objects.filter(pk=sent.pk).exists()
        assert not Referral.objects.visible_to(bob).exists()


def test_what_it_sent_stays_with_its_receiver_and_what_others_hold_is_untouched(cast: Cast) -> None:
    by_leaver = make_sent(cast.alice, cast.welfare, cast.sheriff)
    of_others = make_sent(cast.bob, cast.sheriff, cast.hospital)
    left(cast, "welfare")

    with acting_as(cast.bob):
        assert {one.pk for one in Referral.objects.visible_to(cast.bob)} == {by_leaver.pk, of_others.pk}
    with acting_as_system(cast.team.pk):
        assert not ReferralDeskGrant.objects.filter(group=cast.welfare.group).exists()


def test_its_grants_in_another_team_stay(cast: Cast) -> None:
    AgencyMembership.objects.create(team=cast.other_team, agency=cast.sheriff.agency)
    bob = again(cast.bob)
    place = Membership.objects.create(user=bob, team=cast.other_team, agency=cast.sheriff.agency, roles=["partner"])
    bob.current = place
    bob.save()
    there = make_sent(cast.otto, cast.elsewhere, cast.sheriff)
    here = make_sent(cast.alice, cast.welfare, cast.sheriff)
    left(cast, "sheriff")

    with acting_as_system():
        kept = set(ReferralDeskGrant.objects.filter(group=cast.sheriff.group).values_list("content_object", flat=True))
    assert kept == {there.pk}
    bob = again(cast.bob)
    with acting_as(bob):
        assert [one.pk for one in Referral.objects.visible_to(bob)] == [there.pk]
    assert here.team_id == cast.team.pk


def test_joining_again_brings_nothing_back(cast: Cast) -> None:
    make_sent(cast.alice, cast.welfare, cast.sheriff)
    left(cast, "sheriff")
    AgencyMembership.objects.filter(agency=cast.sheriff.agency).update(left_on=None)
    Membership.objects.filter(user=cast.bob).update(ended_at=None)
    User.objects.filter(pk=cast.bob.pk).update(current=cast.bob.place, is_active=True)
    cast.bob.groups.add(cast.sheriff.group)
    bob = again(cast.bob)

    with acting_as(bob):
        assert not Referral.objects.visible_to(bob).exists()


def test_the_rules_of_an_agency_that_left_put_nothing_forward(cast: Cast) -> None:
    with acting_as(cast.alice):
        set_rule(by=cast.alice, body=cast.body, kind=StandingRule.Kind.NEW, days=0, basis=Basis.PERSON_AGREED)
    make_sent(cast.alice, cast.welfare, cast.sheriff)
    left(cast, "welfare")

    with acting_as_system(cast.team.pk):
        assert put_forward_by_rules(cast.body) == 0
        AgencyMembership.objects.filter(agency=cast.welfare.agency).update(left_on=None)
        assert put_forward_by_rules(cast.body) == 1
