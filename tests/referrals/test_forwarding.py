"""What reaches a meeting: by hand, by an agency's own standing rule, and never a release-bound agency's silence."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from mdt.team.policies import Refused
from mdt.team.sectors import Basis
from privacy.wall import acting_as, acting_as_system
from referrals.actions import answering
from referrals.actions.forwarding import put_forward, put_forward_by_rules
from referrals.models import PutForward, Referral, StandingRule
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast

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


def test_nobody_puts_forward_what_they_do_not_hold_or_on_a_basis_they_may_not_use(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.shelter)

    with acting_as(cast.alice), pytest.raises(Refused):
        put_forward(by=cast.alice, referral=seen_by(cast.alice, referral), body=cast.body, basis=Basis.TREATMENT)
    with acting_as(cast.ada), pytest.raises(Refused):
        put_forward(by=cast.ada, referral=seen_by(cast.ada, referral), body=cast.body, basis=Basis.PERSON_AGREED)
    with acting_as(cast.alice):
        put_forward(by=cast.alice, referral=seen_by(cast.alice, referral), body=cast.body, basis=Basis.PERSON_AGREED)
    with acting_as(cast.chris), pytest.raises(Refused):
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
