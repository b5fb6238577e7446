"""The application's own filter, with the wall opened: it must hold by itself."""

from django.db import connection

from mdt.team.models import User
from privacy.wall import acting_as, acting_as_system
from referrals.models import Referral
from tests.referrals.build import make_draft, make_sent
from tests.referrals.cast import Cast


def found_by(user: User) -> int:
    """What `visible_to` finds where the wall shows the whole team."""
    with acting_as_system(user.place.team_id):
        return Referral.objects.visible_to(user).count()


def test_the_filter_alone_shows_the_two_desks_and_nobody_else(cast: Cast) -> None:
    make_sent(cast.alice, cast.welfare, cast.sheriff)
    make_draft(cast.alice, cast.welfare, cast.sheriff)

    assert (found_by(cast.alice), found_by(cast.bob), found_by(cast.bea)) == (1, 1, 1)
    for stranger in (cast.carol, cast.ada, cast.chris, cast.cora, cast.dana, cast.anna, cast.adam, cast.otto):
        assert found_by(stranger) == 0


def test_the_filter_names_whom_it_is_kept_from_by_itself(cast: Cast) -> None:
    """Only the database knows that list, by who acts; the wall's own policy is not counted on."""
    make_sent(cast.alice, cast.welfare, cast.sheriff, kept_from=[cast.bea])

    with acting_as(cast.bea), connection.cursor() as cursor:
        cursor.execute("SELECT wall.referrals_kept_from()")
        (kept,) = cursor.fetchone()
    with acting_as_system(cast.team.pk):
        assert kept == [Referral.objects.get().pk]
        assert "wall.referrals_kept_from()" in str(Referral.objects.visible_to(cast.bea).query)
