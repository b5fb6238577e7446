"""A release that is taken back at the moment when its receiver accepts or opens what it let: on real connections."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connections
from django.http import HttpResponse

from cases.releases.actions.revoking import hold, revoke
from cases.releases.models import Release
from mdt.team.models import User
from privacy.wall import acting_as
from referrals.actions.writing import discard_draft
from referrals.models import Referral
from tests.cast import client_of
from tests.referrals.cast import Cast, build_cast
from tests.releases.build import draft_under, make_release, send_under
from tests.turns import until_it_waits

ROUNDS = 10
SHELTER = "Emergency shelter"


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each comes to, begun together in threads of their own."""
    barrier, answers = threading.Barrier(len(acts), timeout=20), dict[int, Any]()

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            barrier.wait()
            answers[place] = act()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return [answers[place] for place in range(len(acts))]


def taken_back(cast: Cast, release: Release) -> HttpResponse:
    answer: Any = client_of(cast.ada).post(f"/releases/{release.pk}/take-back/", {"how": "oral"})
    return answer  # type: ignore[no-any-return]


def said(user: User, path: str) -> str:
    return client_of(user).get(path).content.decode().split("<main")[1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["accept", "open"])
def test_whoever_wins_the_receiver_is_left_with_a_code_or_with_nothing(act: str) -> None:
    cast = build_cast()
    for _ in range(ROUNDS):
        release = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
        referral = send_under(cast.ada, cast.shelter, cast.sheriff, release)
        at, bob = f"/referrals/{referral.pk}/", client_of(cast.bob)
        press = partial(bob.post, f"{at}accept/") if act == "accept" else partial(bob.get, at)

        answer, ended = at_once(press, partial(taken_back, cast, release))

        assert ended.status_code == 302
        page = client_of(cast.bob).get(at)
        with acting_as(cast.ada):
            accepted = Referral.objects.get(pk=referral.pk).state == "accepted"
        assert page.status_code == (200 if accepted else 404)
        assert SHELTER not in page.content.decode()
        if accepted:
            assert referral.code in page.content.decode() and "The release has ended" in page.content.decode()
        with acting_as(cast.bob):
            assert not Referral.objects.filter(pk=referral.pk).exists()
        # What the race itself was answered with: all of it while it was let, or as little as after.
        assert answer.status_code in ((302, 404) if act == "accept" else (200, 404))
        assert referral.code not in said(cast.bob, "/inbox/") + said(cast.bob, "/inbox/?tab=accepted")


@pytest.mark.django_db(transaction=True)
def test_a_draft_deleted_in_another_window_is_put_under_nothing() -> None:
    cast = build_cast()
    release = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    draft = draft_under(cast.ada, cast.shelter, cast.sheriff, release)
    with acting_as(cast.ada):
        hold(by=cast.ada, release=release)
        put_under: Any = until_it_waits(
            lambda: client_of(cast.ada).post(
                f"/referrals/drafts/{draft.pk}/release/", {"release": str(release.pk)}, follow=True
            )
        )
        discard_draft(by=cast.ada, draft=draft)

    answer = put_under.result(20)
    assert answer.redirect_chain == [("/referrals/", 302)]
    assert "This draft was sent or deleted in another window. Nothing was changed." in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_it_back_at_once_the_second_is_told() -> None:
    cast = build_cast()
    release, browser = make_release(cast.ada, cast.shelter, cast.sheriff.agency), client_of(cast.ada)
    with acting_as(cast.ada):
        revoke(by=cast.ada, release=release, how="oral")
        again = until_it_waits(lambda: browser.post(f"/releases/{release.pk}/take-back/", {"how": "oral"}, follow=True))

    answer = again.result(20)
    assert answer.redirect_chain == [(f"/releases/{release.pk}/", 302)]
    assert "This release was taken back already" in answer.content.decode()
