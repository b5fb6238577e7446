"""What follows the import: a release-bound sender confirms its rows, and each receiver says what is still open."""

import pytest
from django.db.utils import DatabaseError

from cases.models import Case
from mdt.notices.models import Notice
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from referrals.actions import answering, ending
from referrals.actions.confirming import confirm, say_still_open
from referrals.models import Referral, ReferralDeskGrant
from tests.conftest import Ledger
from tests.referrals.build import seen_by
from tests.referrals.cast import Cast, build_cast
from tests.referrals.log import bring, only, row, seen
from tests.releases.build import release_row


@pytest.fixture
def bound(cast: Cast) -> Cast:
    """Three rows that a release-bound agency sent, and one that another did."""
    sent = row(from_agency="Harbor Advocates")
    bring(cast.team, sent, sent | {"status": "accepted"}, sent | {"status": "declined", "decline_reason": "conflict"})
    bring(cast.team, row(from_agency="Northfield Child Welfare", to_agency="Northfield Hospital"))
    return cast


def test_a_release_bound_agencys_rows_are_its_own_until_a_release_lets_them(bound: Cast) -> None:
    """With the application's filter taken away: the wall alone."""
    assert seen(bound.ada) == 3
    for stranger in (bound.bob, bound.bea, bound.lena, bound.chris, bound.cora, bound.dana, bound.adam, bound.otto):
        assert seen(stranger) == 0
        with acting_as(stranger):
            assert Case.objects.count() == 0


def test_a_receiver_cannot_grant_itself_what_waits(bound: Cast) -> None:
    with acting_as_system():
        waiting = Referral.objects.filter(waits_for_sender=True, state="sent").get()

    for holder in (bound.sheriff.agency_id, bound.shelter.agency_id):
        grant = ReferralDeskGrant(
            permission_id=1,
            group_id=bound.sheriff.group_id,
            content_object_id=waiting.pk,
            team_id=bound.team.pk,
            holder=holder,
            sort_at=waiting.sent_at,
            via="receiver",
        )
        with pytest.raises(DatabaseError, match="row-level security"), acting_as(bound.bob):
            ReferralDeskGrant.objects.bulk_create([grant])
    assert seen(bound.bob) == 0


def test_only_what_a_release_lets_opens_to_its_receiver_and_the_rest_stays(bound: Cast) -> None:
    with acting_as(bound.ada):
        first = [one for one in Referral.objects.to_confirm_by(bound.ada) if one.state == "accepted"]
        assert confirm(by=bound.ada, keys=[one.pk for one in first]) == 0
        release_row(bound.ada, first[0])
        assert confirm(by=bound.ada, keys=[one.pk for one in Referral.objects.to_confirm_by(bound.ada)]) == 1
        assert confirm(by=bound.ada, keys=[one.pk for one in first]) == 0
        assert len(Referral.objects.to_confirm_by(bound.ada)) == 2
    assert seen(bound.bob) == 1
    with acting_as(bound.bob):
        assert [one.pk for one in Referral.objects.to_check_by(bound.bob)] == [first[0].pk]


def test_a_confirmed_decline_stays_out_of_the_decliners_sight(bound: Cast) -> None:
    with acting_as(bound.ada):
        rows = list(Referral.objects.to_confirm_by(bound.ada))
        for one in rows:
            release_row(bound.ada, one)
        assert confirm(by=bound.ada, keys=[one.pk for one in rows]) == 3
    assert seen(bound.bob) == 2


@pytest.mark.parametrize("who", ["bob", "alice", "chris", "otto"])
def test_nobody_else_confirms(bound: Cast, who: str) -> None:
    with acting_as_system():
        keys = list(Referral.objects.filter(waits_for_sender=True).values_list("pk", flat=True))
    stranger = getattr(bound, who)

    with acting_as(stranger):
        assert confirm(by=stranger, keys=keys) == 0
    assert seen(bound.bob) == 0


def test_what_waits_is_not_moved(bound: Cast) -> None:
    """A move would tell the receiver of a row that it may not know of."""
    with acting_as(bound.ada):
        mine = seen_by(bound.ada, Referral.objects.to_confirm_by(bound.ada)[0])
        with pytest.raises(Refused, match="Confirm this row"):
            ending.withdraw(by=bound.ada, referral=mine)


@pytest.mark.django_db(transaction=True)
def test_confirming_is_one_event_and_one_notice_for_each_desk() -> None:
    cast, ledger = build_cast(), Ledger()
    sent = row(from_agency="Harbor Advocates")
    bring(cast.team, sent, sent, sent | {"to_agency": "Northfield Hospital"}, sent | {"status": "closed"})
    with acting_as(cast.ada):
        rows = list(Referral.objects.to_confirm_by(cast.ada))
        for one in rows:
            release_row(cast.ada, one)
        confirm(by=cast.ada, keys=[one.pk for one in rows])

    (event,) = ledger.events("referral.confirmed")
    assert (event.said["actor"]["name"], set(event.records)) == ("Ada (invented)", {one.pk for one in rows})
    with acting_as_system():
        told = Notice.objects.exclude(desk=cast.shelter).values_list("desk", flat=True)
        assert sorted(told) == sorted([cast.sheriff.pk, cast.hospital.pk])


def test_the_list_of_a_desk_is_what_nobody_has_touched(cast: Cast) -> None:
    states = ["sent", "question asked", "accepted", "waitlisted", "closed", "withdrawn"]
    bring(cast.team, *[row(status=state) for state in states])

    with acting_as(cast.bob):
        listed = {one.state: one for one in Referral.objects.to_check_by(cast.bob)}
        assert sorted(listed) == ["accepted", "question", "sent", "waitlisted"]
        say_still_open(by=cast.bob, referral=listed["waitlisted"])
        answering.accept(by=cast.bob, referral=seen_by(cast.bob, listed["sent"]))
        assert {one.state for one in Referral.objects.to_check_by(cast.bob)} == {"accepted", "question"}
        one = Referral.objects.get(pk=listed["waitlisted"].pk)
        assert (one.state, one.review_on, one.answer_by, one.changed_by) == (
            "waitlisted", None, None, "Bob (invented)",
        )  # fmt: skip
    with acting_as(cast.alice):
        assert list(Referral.objects.to_check_by(cast.alice)) == []


def test_only_the_receiver_says_that_a_row_is_still_open(cast: Cast) -> None:
    bring(cast.team, row())

    with acting_as(cast.alice), pytest.raises(Refused):
        say_still_open(by=cast.alice, referral=seen_by(cast.alice, only()))
