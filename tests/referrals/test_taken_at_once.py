"""What somebody may no longer see is gone with their very next request, from every place and for queued work (R6)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from mdt.notices.tasks import mail_notices
from mdt.team.models import Agency, Membership
from mdt.team.sectors import Basis
from privacy.wall import acting_as
from referrals.actions import answering, ending
from referrals.actions.forwarding import put_forward, take_back
from referrals.models import Referral
from tests.notices.build import mail_at_once, told
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast, client_of

Take = Callable[[Cast, Referral], Any]


def _unseat(cast: Cast, referral: Referral) -> None:
    cast.bob.groups.remove(cast.sheriff.group_id)


def _end_place(cast: Cast, referral: Referral) -> None:
    Membership.objects.filter(user=cast.bob).update(ended_at=timezone.now())


def _change_role(cast: Cast, referral: Referral) -> None:
    Membership.objects.filter(user=cast.bob).update(roles=["analyst"])


def _suspend(cast: Cast, referral: Referral) -> None:
    Agency.objects.filter(pk=cast.sheriff.agency_id).update(suspended_at=timezone.now())


def _lock(cast: Cast, referral: Referral) -> None:
    type(cast.bob).objects.filter(pk=cast.bob.pk).update(is_active=False)


def _decline(cast: Cast, referral: Referral) -> None:
    with acting_as(cast.bea):
        answering.decline(by=cast.bea, referral=seen_by(cast.bea, referral), reason="no_capacity")


TAKEN: dict[str, Take] = {
    "seat at the desk": _unseat,
    "place in the agency": _end_place,
    "role": _change_role,
    "agency suspended": _suspend,
    "account locked": _lock,
    "a colleague's no": _decline,
}


def shown(client: Client, referral: Referral) -> dict[str, bool]:
    """Whether each place, asked by the session that was open before, still says anything of it."""
    at = f"/referrals/{referral.pk}/"
    paths = {"list": "/inbox/", "home": "/"} | {
        place: f"{at}{place}" for place in ("", "decide/ask/", "put-forward/", "seen-by/")
    }
    answers = {place: client.get(path) for place, path in paths.items()}
    found = client.post("/find/", {"code": referral.code})
    says = {place: one.status_code == 200 and referral.code in one.content.decode() for place, one in answers.items()}
    return says | {"find": f"/referrals/{referral.pk}/" in found.headers.get("Location", "")}


@pytest.mark.parametrize("what", TAKEN)
def test_the_next_request_of_an_open_session_finds_nothing(cast: Cast, what: str) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    bob = client_of(cast.bob)
    before = shown(bob, referral)
    assert before[""] and before["list"] and before["find"] and before["decide/ask/"]

    TAKEN[what](cast, referral)

    assert not any(shown(bob, referral).values())
    assert bob.post(f"/referrals/{referral.pk}/accept/").status_code in (302, 403, 404)
    with acting_as(cast.alice):
        assert Referral.objects.get(pk=referral.pk).state in ("sent", "declined")


@pytest.mark.parametrize("what", TAKEN)
def test_a_notice_that_was_queued_before_is_not_mailed(cast: Cast, what: str) -> None:
    mail_at_once(cast.bob)
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    TAKEN[what](cast, referral)
    mail_notices()

    assert "bob@example.org" not in told()


@pytest.mark.parametrize("how", ["taken back", "withdrawn"])
def test_a_member_of_a_group_loses_it_with_the_next_request(cast: Cast, how: str) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.alice):
        put_forward(by=cast.alice, referral=seen_by(cast.alice, referral), body=cast.body, basis=Basis.OWN_RULES)
    carol = client_of(cast.carol)
    assert "Help needed" in carol.get(f"/referrals/{referral.pk}/").content.decode()

    with acting_as(cast.alice):
        mine = seen_by(cast.alice, referral)
        if how == "taken back":
            take_back(by=cast.alice, referral=mine, body=cast.body)
        else:
            ending.withdraw(by=cast.alice, referral=mine)

    page = carol.get(f"/referrals/{referral.pk}/")
    assert "Help needed" not in page.content.decode()
    assert page.status_code == (404 if how == "taken back" else 200)
