"""What needs a release goes out, and is seen, only while one is in force: by the page's filter and by the wall."""

from cases.models import Case
from mdt.team.models import User
from privacy.wall import acting_as, acting_as_system
from referrals.actions import answering
from referrals.models import Referral, ReferralDeskGrant, Step
from tests.referrals.build import seen_by
from tests.referrals.cast import Cast
from tests.releases.build import end, make_release, send_under


def seen(user: User) -> tuple[int, int, int, int, int]:
    """Through the door, then by the wall alone: referrals, cases, steps, grants."""
    with acting_as(user):
        return (
            Referral.objects.visible_to(user).count(),
            Referral.objects.count(),
            Case.objects.count(),
            Step.objects.count(),
            ReferralDeskGrant.objects.count(),
        )


NOTHING = (0, 0, 0, 0, 0)


def test_a_release_bound_agency_sends_under_a_release_which_gets_its_case(cast: Cast) -> None:
    release = make_release(cast.ada, cast.shelter, cast.sheriff.agency)

    referral = send_under(cast.ada, cast.shelter, cast.sheriff, release)

    assert (referral.release_category, referral.basis) == ("housing", "release")
    with acting_as(cast.ada):
        release.refresh_from_db()
    assert release.case_id == referral.case_id
    assert seen(cast.bob) == (1, 1, 1, 0, 1)
    assert seen(cast.ada)[0] == 1
    assert seen(cast.carol) == NOTHING


def test_one_second_after_it_is_taken_back_the_receiver_has_nothing_and_the_giver_all(cast: Cast) -> None:
    release = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    referral = send_under(cast.ada, cast.shelter, cast.sheriff, release)
    with acting_as(cast.bob):
        answering.accept(by=cast.bob, referral=seen_by(cast.bob, referral))

    end(cast.ada, release)

    assert seen(cast.bob) == NOTHING
    assert seen(cast.ada) == (1, 1, 1, 1, 2)

    make_release(cast.ada, cast.shelter, cast.sheriff.agency, case=_case(referral))

    assert seen(cast.bob) == (1, 1, 1, 1, 1)


def _case(referral: Referral) -> Case:
    with acting_as_system(referral.team_id):
        return Case.objects.get(pk=referral.case_id)
