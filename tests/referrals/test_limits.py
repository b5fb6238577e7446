"""Limits of referrals that no other test stands a second either side of: what is overdue, and what a loser is told."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from privacy.wall import acting_as
from referrals.actions import answering
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast, client_of

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(("by", "overdue"), [(-SECOND, False), (SECOND, True)])
def test_an_answer_is_overdue_from_its_time_on_in_the_flag_and_in_the_filter(
    cast: Cast, by: timedelta, overdue: bool
) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    assert referral.answer_by
    with time_machine.travel(referral.answer_by + by, tick=False):
        bob = client_of(cast.bob)
        page = bob.get(f"/referrals/{referral.pk}/").content.decode()
        listed = bob.get("/inbox/?overdue=on").content.decode()

    assert ("Overdue</span>" in page, referral.code in listed) == (overdue, overdue)


@pytest.mark.parametrize(("by", "told"), [(-SECOND, True), (SECOND, False)])
def test_who_was_first_is_told_for_a_quarter_of_an_hour(cast: Cast, by: timedelta, told: bool) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    now = timezone.now()
    with time_machine.travel(now, tick=False), acting_as(cast.bea):
        answering.decline(by=cast.bea, referral=seen_by(cast.bea, referral), reason="no_capacity")
    with time_machine.travel(now + timedelta(minutes=15) + by, tick=False):
        answer = client_of(cast.bob).post(f"/referrals/{referral.pk}/accept/")

    assert (answer.status_code, answer.headers.get("Location")) == ((302, "/inbox/") if told else (404, None))
