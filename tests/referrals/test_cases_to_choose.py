"""Cases to choose from: the newest that one's own desks hold, whatever else the desks may see."""

from uuid import UUID

import pytest

from cases.parties import cases_held_by, cases_lately_held_by
from mdt.team.sectors import Basis
from privacy.wall import acting_as
from referrals import parties
from referrals.actions import ending, forwarding
from referrals.models import Referral
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast


def to_choose_from(cast: Cast) -> list[UUID]:
    with acting_as(cast.carol):
        return [case.pk for case in cases_lately_held_by(cast.carol)]


@pytest.fixture(autouse=True)
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parties, "LATELY", 2)


def test_what_others_put_forward_takes_no_place(cast: Cast) -> None:
    """The hospital's desk sits in the group, so each of these is the newest that it may see."""
    own = make_sent(cast.carol, cast.hospital, cast.sheriff)
    for _ in range(3):
        other = make_sent(cast.alice, cast.welfare, cast.sheriff)
        with acting_as(cast.alice):
            referral = seen_by(cast.alice, other)
            forwarding.put_forward(by=cast.alice, referral=referral, body=cast.body, basis=Basis.PERSON_AGREED)

    with acting_as(cast.carol):
        assert Referral.objects.visible_to(cast.carol).count() == 4
        assert cases_held_by(cast.carol).get().pk == own.case_id
    assert to_choose_from(cast) == [own.case_id]


def test_the_newest_stand_first_sent_or_received(cast: Cast) -> None:
    make_sent(cast.carol, cast.hospital, cast.sheriff)
    received = make_sent(cast.alice, cast.welfare, cast.hospital)
    sent = make_sent(cast.carol, cast.hospital, cast.sheriff)

    assert to_choose_from(cast) == [sent.case_id, received.case_id]


def test_a_withdrawn_one_is_a_code_to_its_receiver(cast: Cast) -> None:
    withdrawn = make_sent(cast.alice, cast.welfare, cast.hospital)
    with acting_as(cast.alice):
        ending.withdraw(by=cast.alice, referral=seen_by(cast.alice, withdrawn))

    assert to_choose_from(cast) == []
