"""How a case stands: three things apart, each said by a person with a time; the law's clock follows one of them."""

import re
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cases.duties.models import Duty
from cases.models import Case
from cases.screening.actions.standing import say_standing, standing_of
from cases.screening.models import Standing
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from referrals.models import Referral
from tests.referrals.build import make_sent
from tests.referrals.cast import Cast, client_of

INSERT = (
    "INSERT INTO screening_standing (id, team_id, agency_id, desk_id, case_id, kind, holds, set_by_id, set_by_name, "
    "set_at) VALUES (gen_random_uuid(), %s, %s, %s, %s, 'suspected', true, %s, '', now())"
)


@pytest.fixture
def sent(cast: Cast) -> Referral:
    return make_sent(cast.alice, cast.welfare, cast.sheriff)


def post(cast: Cast, who: str, sent: Referral, **typed: str) -> Any:
    return client_of(getattr(cast, who)).post(f"/screening/standing/{sent.case_id}/", typed, follow=True)


def words(page: Any) -> str:
    main = page.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def rules_begun(cast: Cast) -> list[str]:
    with acting_as_system(cast.team.pk):
        return sorted(Duty.objects.values_list("rule", flat=True))


def test_the_three_are_apart_and_timed(cast: Cast, sent: Referral) -> None:
    post(cast, "alice", sent, kind="suspected", holds="yes")
    post(cast, "alice", sent, kind="at_risk", holds="yes")
    page = words(post(cast, "alice", sent, kind="suspected", holds="no"))

    assert re.search(r"Suspected No more, \w+ \w+ \d+, \d+, [\w:. ]+, Alice", page)
    assert re.search(r"At risk Yes, \w+ \w+ \d+, \d+", page)
    assert "Determined Not said" in page
    with acting_as(cast.alice):
        case = Case.objects.get(pk=sent.case_id)
        said = standing_of(cast.alice, case)
        assert {kind: holds for kind, (holds, _) in said.items()} == {"suspected": False, "at_risk": True}
        assert Standing.objects.count() == 3


def test_saying_it_twice_or_ending_what_was_never_said_is_refused(cast: Cast, sent: Referral) -> None:
    post(cast, "alice", sent, kind="suspected", holds="yes")

    for kind, holds in (("suspected", "yes"), ("determined", "no")):
        page = post(cast, "alice", sent, kind=kind, holds=holds, in_care="no")
        assert "It stands so already" in words(page)


def test_it_is_ones_own_agencys(cast: Cast, sent: Referral) -> None:
    post(cast, "alice", sent, kind="determined", holds="yes", in_care="no")

    assert "Determined Not said" in words(client_of(cast.bob).get(f"/screening/standing/{sent.case_id}/"))
    for stranger in (cast.bob, cast.carol, cast.chris, cast.dana, cast.otto):
        with acting_as(stranger):
            assert not Standing.objects.exists()
    assert client_of(cast.carol).get(f"/screening/standing/{sent.case_id}/").status_code == 404


def test_a_determination_in_care_starts_its_own_clock_alone(cast: Cast, sent: Referral) -> None:
    """Neither the foreign child's 24 hours nor the missing child's."""
    page = post(cast, "alice", sent, kind="determined", holds="yes", in_care="yes")

    assert "A 24-hour duty runs now" in page.content.decode()
    assert rules_begun(cast) == ["determined_in_care"]


@pytest.mark.parametrize(
    ("who", "kind", "in_care"),
    [
        ("alice", "determined", "no"),
        ("alice", "suspected", "yes"),
        ("alice", "at_risk", "yes"),
        ("bob", "determined", "yes"),
    ],
)
def test_nothing_else_starts_one(cast: Cast, sent: Referral, who: str, kind: str, in_care: str) -> None:
    page = post(cast, who, sent, kind=kind, holds="yes", in_care=in_care)

    assert "Kept, with the time and your name." in page.content.decode()
    assert rules_begun(cast) == []


def test_child_welfare_is_asked_whether_the_child_is_in_care(cast: Cast, sent: Referral) -> None:
    page = post(cast, "alice", sent, kind="determined", holds="yes")

    assert "Say whether the young person is in ODHS care." in words(page)
    with acting_as(cast.alice):
        assert not Standing.objects.exists()
    assert "ODHS care" not in words(client_of(cast.bob).get(f"/screening/standing/{sent.case_id}/"))


def test_no_job_can_say_it(cast: Cast, sent: Referral) -> None:
    values = [cast.team.pk, cast.welfare.agency_id, cast.welfare.pk, sent.case_id, cast.alice.pk]

    with (
        acting_as_system(cast.team.pk),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(INSERT, values)


@pytest.mark.parametrize("name", ["bea", "alice"])
def test_nobody_says_it_in_anothers_name(cast: Cast, sent: Referral, name: str) -> None:
    values = [cast.team.pk, cast.sheriff.agency_id, cast.sheriff.pk, sent.case_id, getattr(cast, name).pk]

    with (
        acting_as(cast.bob),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(INSERT, values)


def test_it_is_somebodys(cast: Cast, sent: Referral) -> None:
    with (
        acting_as(cast.alice),
        pytest.raises((IntegrityError, DatabaseError), match=r"set_by_id|row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(INSERT, [cast.team.pk, cast.welfare.agency_id, cast.welfare.pk, sent.case_id, None])


def test_what_was_said_is_never_changed(cast: Cast, sent: Referral) -> None:
    post(cast, "alice", sent, kind="suspected", holds="yes")

    for user in (cast.alice, cast.bob):
        with acting_as(user), connection.cursor() as cursor:
            for statement in ("UPDATE screening_standing SET holds = false", "DELETE FROM screening_standing"):
                cursor.execute(statement)
                assert cursor.rowcount == 0
    with acting_as_system(cast.team.pk), connection.cursor() as cursor:
        cursor.execute("UPDATE screening_standing SET holds = false")
        assert cursor.rowcount == 0


def test_who_does_not_work_on_the_case_cannot(cast: Cast, sent: Referral) -> None:
    case = Case(pk=sent.case_id, team=cast.team)

    with acting_as(cast.carol), pytest.raises(Refused, match="sit at a desk"):
        say_standing(by=cast.carol, case=case, kind="suspected", holds=True)
