"""One second after a release has ended: what each place shows a receiver who had accepted, and one who had not."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from cases.models import Case
from cases.releases.asking import ends_at, in_force
from cases.releases.models import Release
from mdt.notices.models import Notice
from mdt.team.access import Door
from mdt.team.models import User
from privacy.datakeys import new_data_key
from privacy.sealing import seal
from privacy.wall import acting_as, acting_as_system
from referrals.actions import answering
from referrals.actions.forwarding import put_forward
from referrals.models import Referral, ReferralDeskGrant, Step
from tests.cast import client_of
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast
from tests.referrals.test_agenda import codes, draft, next_meeting
from tests.referrals.test_views_and_files import confirmed, take
from tests.releases.build import ALONE, end, make_release, send_under

SHELTER = "Emergency shelter"


def made(cast: Cast, seconds: tuple[float, float], **columns: object) -> Release:
    """A release of the shelter's to the sheriff that begins and ends so many seconds from the database's own now."""
    with acting_as_system(cast.team.pk), connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now = cursor.fetchone()[0]
        release = Release(
            team=cast.team, code=f"RL-{len(columns)}{abs(seconds[1])}"[:14], agency=cast.shelter.agency,
            desk=cast.shelter, named=[cast.sheriff.agency_id], categories=["housing"], purpose="services",
            starts_at=now + timedelta(seconds=seconds[0]), expires_at=now + timedelta(seconds=seconds[1]),
            answers_may_flow_back=False, freely_given=True, recorded_by=cast.ada,
        )  # fmt: skip
        for name, value in columns.items():
            setattr(release, name, value)
        _, key = new_data_key(release.pk, cast.team.pk)
        seal(release, key, signature=ALONE)
        release.save(force_insert=True)
    return release


@pytest.mark.parametrize(
    ("seconds", "lets"), [((-60, 1), True), ((-60, -1), False), ((-1, 60), True), ((1, 60), False)]
)
def test_a_release_lets_from_its_first_second_to_its_last(cast: Cast, seconds: tuple[float, float], lets: bool) -> None:
    with acting_as_system(cast.team.pk):
        case = Case.objects.create(team=cast.team, code="HT-TEST", track="adult")
    release = made(cast, seconds, case=case)
    asked = {"case": case.pk, "giver": cast.shelter.agency_id, "reader": cast.sheriff.agency_id}

    with acting_as(cast.bob):
        assert in_force(**asked, category="housing") is lets
        assert ends_at(**asked, category="housing") == (release.expires_at if lets else None)
        for other in (
            {"category": "medical"},
            {"reader": cast.hospital.agency_id, "category": "housing"},
            {"giver": cast.welfare.agency_id, "category": "housing"},
        ):
            assert not in_force(**(asked | other))
    assert not in_force(**asked, category="housing"), "nothing is said outside a signed context"


def page_of(user: User, path: str) -> str:
    return client_of(user).get(path).content.decode()


def places(cast: Cast, referral: Referral) -> dict[str, bool]:
    """Whether each place shows the receiver what was asked."""
    code, bob = referral.code, cast.bob
    export = take(confirmed(cast.lena), "?tab=accepted").content
    found = client_of(bob).post("/find/", {"code": code})
    with acting_as(bob):
        wall = {
            model.__name__: model.objects.count() > 0 for model in (Referral, Case, Step, ReferralDeskGrant, Notice)
        }
    return wall | {
        "page": SHELTER in page_of(bob, f"/referrals/{referral.pk}/"),
        "list": code in page_of(bob, "/inbox/?tab=accepted"),
        "count": 'Accepted <span class="tab-count">(1)</span>' in page_of(bob, "/inbox/"),
        "find": found.status_code == 302,
        "export": code.encode() in export,
        "notices": "New referral" in page_of(bob, "/notices/"),
        "move": client_of(bob).get(f"/referrals/{referral.pk}/decide/close/").status_code == 200,
    }


def _revoked(cast: Cast) -> tuple[Release, Callable[[], None]]:
    release = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    return release, lambda: end(cast.ada, release)


def _expired(cast: Cast) -> tuple[Release, Callable[[], None]]:
    release = made(cast, (-60, 6))
    return release, lambda: time.sleep(max(0, (release.expires_at - timezone.now()).total_seconds() + 0.5))


@pytest.mark.parametrize("ending", [_revoked, _expired])
def test_after_the_end_no_place_shows_what_was_asked_and_the_code_and_own_steps_stay(
    cast: Cast, ending: Callable[[Cast], tuple[Release, Callable[[], None]]]
) -> None:
    release, over = ending(cast)
    referral = send_under(cast.ada, cast.shelter, cast.sheriff, release)
    with acting_as(cast.bob):
        answering.accept(by=cast.bob, referral=seen_by(cast.bob, referral))
    before = places(cast, referral)
    over()
    after = places(cast, referral)

    assert before == dict.fromkeys(before, True)
    assert after == dict.fromkeys(after, False)
    left = page_of(cast.bob, f"/referrals/{referral.pk}/")
    assert referral.code in left and "The release has ended" in left and "Accepted" in left
    assert "Harbor" not in left.split("<main")[1].split("</main")[0]
    assert referral.code in page_of(cast.bob, "/inbox/?tab=closed")
    assert client_of(cast.carol).get(f"/referrals/{referral.pk}/").status_code == 404
    assert SHELTER in page_of(cast.ada, f"/referrals/{referral.pk}/")
    with acting_as(cast.bob), connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM wall.referral_ended_steps(%s)", [referral.pk])
        assert cursor.fetchall() == [("accept",)]


def test_whoever_had_not_accepted_finds_nothing_at_all(cast: Cast) -> None:
    release = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    never, taken_back = (send_under(cast.ada, cast.shelter, cast.sheriff, release) for _ in range(2))
    with acting_as(cast.bob):
        answering.accept(by=cast.bob, referral=seen_by(cast.bob, taken_back))
    client_of(cast.bob).post(f"/referrals/{taken_back.pk}/undo/")
    end(cast.ada, release)

    for referral in (never, taken_back):
        assert client_of(cast.bob).get(f"/referrals/{referral.pk}/").status_code == 404
        assert client_of(cast.bob).post(f"/referrals/{referral.pk}/accept/").status_code == 404
        assert referral.code not in page_of(cast.bob, "/inbox/?tab=closed")


def test_the_filter_asks_too_when_the_wall_is_taken_away(cast: Cast) -> None:
    release = make_release(cast.ada, cast.shelter, cast.sheriff.agency)
    send_under(cast.ada, cast.shelter, cast.sheriff, release)
    end(cast.ada, release)

    with acting_as_system(cast.team.pk):
        assert Referral.objects.count() == 1
        assert not Referral.objects.visible_to(cast.bob).exists()
        assert not Referral.objects.visible_through(cast.bob, Door.RECEIVER).exists()
        assert Referral.objects.visible_to(cast.ada).exists()


def test_a_built_agenda_loses_what_a_release_no_longer_lets(cast: Cast) -> None:
    release = make_release(cast.ada, cast.shelter, cast.body)
    referral = send_under(cast.ada, cast.shelter, cast.hospital, release)
    meeting = next_meeting(cast)
    with acting_as(cast.ada):
        put_forward(by=cast.ada, referral=seen_by(cast.ada, referral), body=cast.body, basis="release")
    assert draft(meeting)
    assert codes(meeting, cast.chris) == [referral.code]

    end(cast.ada, release)

    assert codes(meeting, cast.chris) == []


def test_an_ordinary_referral_is_asked_nothing(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.sheriff)

    assert referral.release_category == ""
    assert SHELTER in page_of(cast.bob, f"/referrals/{referral.pk}/")
