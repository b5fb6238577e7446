"""Who has seen a referral: told to its two sides, own people by name, others by agency, a shelter's to nobody."""

import pytest
from django.db import connection
from django.utils import timezone

from mdt.team.models import User
from privacy.wall import Claims, acting, acting_as, acting_as_system
from referrals.actions import answering, ending, forwarding
from referrals.models import Referral
from referrals.seen_by import seen_by_whom
from tests.conftest import Ledger
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast, client_of

pytestmark = pytest.mark.django_db(transaction=True)


def told(user: User, referral: Referral) -> list[str]:
    with acting_as(user):
        seen = seen_by_whom(user, referral, until=timezone.now())
    return [f"{line.who}|{line.did}" for line in seen.lines]


@pytest.fixture
def referral(cast: Cast) -> Referral:
    return make_sent(cast.alice, cast.welfare, cast.sheriff)


def test_own_people_stand_by_name_and_others_by_agency(cast: Cast, referral: Referral) -> None:
    client_of(cast.bob).get(f"/referrals/{referral.pk}/")
    client_of(cast.bob).get(f"/referrals/{referral.pk}/decide/decline/")

    sender = told(cast.alice, referral)
    assert f"{cast.sheriff.agency}|opened {referral.code}" in sender
    assert f"Alice (invented) ({cast.welfare.agency})|sent {referral.code}" in sender
    assert not any("Bob" in line for line in sender)
    receiver = told(cast.bob, referral)
    assert f"Bob (invented) ({cast.sheriff.agency})|opened {referral.code}" in receiver
    assert not any("Alice" in line or "draft" in line for line in receiver)
    # That the other agency looked at its page for declining would say what it thinks of doing.
    page = client_of(cast.alice).get(f"/referrals/{referral.pk}/seen-by/").content.decode()
    assert "decline" not in page and "as the receiver" in page and "Bob" not in page


def test_a_page_of_a_list_names_no_other_referral(cast: Cast, referral: Referral) -> None:
    other = make_sent(cast.alice, cast.welfare, cast.sheriff)
    client_of(cast.bob).get("/inbox/")

    page = client_of(cast.alice).get(f"/referrals/{referral.pk}/seen-by/").content.decode()
    assert referral.code in page and other.code not in page


def test_what_a_release_bound_agency_does_is_its_own(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.shelter)
    client_of(cast.ada).get(f"/referrals/{referral.pk}/")

    assert not any("Harbor" in line for line in told(cast.alice, referral))
    assert any("Ada" in line for line in told(cast.ada, referral))


def test_nobody_else_is_told_anything_even_by_the_database(cast: Cast, referral: Referral) -> None:
    """The function itself answers to the two sides only: a stranger, a meeting's member, whoever it is kept from."""
    kept = make_sent(cast.alice, cast.welfare, cast.sheriff, kept_from=[cast.bea])
    for record in (referral, kept):
        assert client_of(cast.bob).get(f"/referrals/{record.pk}/").status_code == 200
    with acting_as(cast.alice):
        basis = "person_agreed"
        forwarding.put_forward(by=cast.alice, referral=seen_by(cast.alice, referral), body=cast.body, basis=basis)
    for who, record in [
        (cast.carol, referral), (cast.chris, referral), (cast.otto, referral), (cast.dana, referral),
        (cast.adam, referral), (cast.ada, referral), (cast.bea, kept),
    ]:  # fmt: skip
        assert told(who, record) == [], who.name
        assert client_of(who).get(f"/referrals/{record.pk}/seen-by/").status_code in (403, 404)
    with acting_as_system(cast.team.pk):
        assert rows(referral) == []
    with acting(Claims("user", cast.alice.pk, cast.other_team.pk, cast.welfare.agency_id, cast.alice.desk_groups)):
        assert rows(referral) == []


def rows(referral: Referral) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM wall.referral_seen_by(%s, 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 100)",
            [referral.pk],
        )
        return list(cursor.fetchall())


def test_a_no_and_a_withdrawal_end_it(cast: Cast, referral: Referral) -> None:
    with acting_as(cast.bob):
        answering.decline(by=cast.bob, referral=seen_by(cast.bob, referral), reason="conflict")
    assert told(cast.bob, referral) == []
    withdrawn = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.alice):
        ending.withdraw(by=cast.alice, referral=seen_by(cast.alice, withdrawn))
    assert client_of(cast.bob).get(f"/referrals/{withdrawn.pk}/seen-by/").status_code == 404
    assert client_of(cast.alice).get(f"/referrals/{withdrawn.pk}/seen-by/").status_code == 200


def test_asking_is_on_record_and_pages_hold_each_line_once(
    cast: Cast, referral: Referral, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("referrals.seen_by.PAGE", 3)
    for _ in range(5):
        client_of(cast.bob).get(f"/referrals/{referral.pk}/")
    whole, after = [], ""
    with acting_as(cast.bob):
        until = timezone.now()
        while True:
            seen = seen_by_whom(cast.bob, referral, until=until, after=after)
            whole += [str(line) for line in seen.lines]
            after = seen.older
            if not after:
                break
    with acting_as(cast.bob):
        monkeypatch.setattr("referrals.seen_by.PAGE", 50)
        assert whole == [str(line) for line in seen_by_whom(cast.bob, referral, until=until).lines]
        assert len(whole) >= 5
    client_of(cast.bob).get(f"/referrals/{referral.pk}/seen-by/?after=nonsense")
    (event,) = ledger.events("referral.seen_by_asked")
    assert event.codes == [referral.code]
