"""A release that ends between a notice and its mail ends the mail, and the state says that it did."""

import pytest

from mdt.notices.mailing import address_one
from mdt.notices.tasks import mail_notices
from tests.notices.build import mail_at_once, reasons, told
from tests.referrals.cast import Cast
from tests.releases.build import end, make_release, send_under


@pytest.mark.parametrize("addressed", [False, True])
def test_whoever_may_see_it_no_more_gets_no_mail_of_it(cast: Cast, addressed: bool) -> None:
    """Before the tick has addressed the notice, and after."""
    mail_at_once(cast.bob, cast.bea)
    release = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    send_under(cast.ada, cast.shelter, cast.sheriff, release)
    if addressed:
        assert address_one()
    end(cast.ada, release)
    mail_notices()

    assert {"bob@example.org", "bea@example.org"}.isdisjoint(told())
    assert reasons(cast.bob)[0] == reasons(cast.bea)[0] == "release_ended"


def test_while_it_is_in_force_the_mail_goes_out(cast: Cast) -> None:
    mail_at_once(cast.bob)
    release = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    send_under(cast.ada, cast.shelter, cast.sheriff, release)
    mail_notices()

    assert "bob@example.org" in told()
    assert reasons(cast.bob)[0] == ""
