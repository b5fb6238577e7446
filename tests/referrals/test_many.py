"""One action on many referrals: all in one event, what cannot be done said plainly, nothing half done."""

import re
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from mdt.team.models import User
from mdt.team.policies import Refused
from mdt.team.roles import Role
from privacy.wall import acting_as, acting_as_system
from referrals.actions import answering, assigning, ending, forwarding
from referrals.actions.together import MOST
from referrals.models import PutForward, Referral, ReferralDeskGrant, ReferralPersonGrant
from tests.conftest import Ledger
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast, client_of, make_person

ASSIGN, FORWARD = "/inbox/assign/?tab=waiting&service=shelter", "/inbox/put-forward/"


@pytest.fixture
def nora(cast: Cast) -> User:
    return make_person("Nora", cast.team, cast.sheriff, Role.PARTNER, seated=False)


@pytest.fixture
def three(cast: Cast) -> list[Referral]:
    return [make_sent(cast.alice, cast.welfare, cast.sheriff) for _ in range(3)]


def named(cast: Cast, person: User) -> set[object]:
    with acting_as_system(cast.team.pk):
        return set(ReferralPersonGrant.objects.filter(user=person).values_list("content_object", flat=True))


def keys(referrals: list[Referral]) -> list[str]:
    return [str(one.pk) for one in referrals]


@pytest.mark.django_db(transaction=True)
def test_assigning_asks_with_their_number_and_is_one_event(
    cast: Cast, nora: User, three: list[Referral], ledger: Ledger
) -> None:
    bob = client_of(cast.bob)
    page = bob.post(ASSIGN, {"pick": keys(three)}).content.decode()
    assert "Assign 3 referrals" in page and all(one.code in page for one in three)
    assert named(cast, nora) == set()

    done = bob.post(ASSIGN, {"pick": keys(three), "asked": "1", "person": str(nora.pk)})
    assert done["Location"] == "/inbox/?tab=waiting&service=shelter"
    assert "3 referrals assigned to Nora (invented)." in bob.get(done["Location"]).content.decode()
    assert named(cast, nora) == {one.pk for one in three}
    bob.post(ASSIGN, {"pick": keys(three), "asked": "1", "person": str(nora.pk)})
    (event,) = ledger.events("referral.assigned")
    assert sorted(event.codes) == sorted(one.code for one in three)


def test_what_cannot_be_done_is_named_with_its_reason_and_the_rest_is_done(
    cast: Cast, nora: User, three: list[Referral]
) -> None:
    withdrawn = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.alice):
        ending.withdraw(by=cast.alice, referral=seen_by(cast.alice, withdrawn))
    declined = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.bob):
        answering.decline(by=cast.bob, referral=seen_by(cast.bob, declined), reason="conflict")
    hers = make_sent(cast.alice, cast.welfare, cast.hospital)
    picked = keys([*three, withdrawn, declined, hers])

    page = client_of(cast.bob).post(ASSIGN, {"pick": picked, "asked": "1", "person": str(nora.pk)}).content.decode()
    assert "3 referrals assigned to Nora (invented)." in page
    assert withdrawn.code in page and "Only an agency that holds a referral" in page
    assert "2 more: no longer open to you." in page
    assert declined.code not in page and hers.code not in page
    assert named(cast, nora) == {one.pk for one in three}


@pytest.mark.parametrize(
    "ticks", [[], ["nonsense"], [f"00000000-0000-0000-0000-{place:012}" for place in range(MOST + 1)]]
)
def test_none_or_too_many_change_nothing_and_go_back(cast: Cast, three: list[Referral], ticks: list[str]) -> None:
    bob = client_of(cast.bob)
    said = {"pick": ticks, "asked": "1", "person": str(cast.bob.pk)}
    for path in (ASSIGN, FORWARD):
        answer = bob.post(path, said, follow=True)
        assert re.search(r"Nothing was changed\.", answer.content.decode())
    assert named(cast, cast.bob) == set()


@pytest.mark.parametrize("who", ["alice", "carol", "adam", "dana", "otto"])
def test_only_ones_own_people_can_be_chosen(cast: Cast, three: list[Referral], who: str) -> None:
    person = getattr(cast, who)
    page = client_of(cast.bob).post(ASSIGN, {"pick": keys(three), "asked": "1", "person": str(person.pk)})
    assert "Choose a colleague of your agency." in page.content.decode()
    with acting_as(cast.bob):
        result = assigning.assign_many(by=cast.bob, keys=[one.pk for one in three], person=person)
    assert [reason for _, reason in result.refused] == [
        "Choose somebody of your own agency who works on referrals."
    ] * 3
    assert named(cast, person) == set()


@pytest.mark.django_db(transaction=True)
def test_putting_many_forward_grants_each_seat_and_is_one_event(
    cast: Cast, three: list[Referral], ledger: Ledger
) -> None:
    said: dict[str, Any] = {"pick": keys(three), "body": str(cast.body.pk), "basis": "person_agreed", "asked": "1"}
    bob = client_of(cast.bob)
    page = bob.post(FORWARD, {"pick": keys(three)}).content.decode()
    assert "Put forward 3 referrals" in page
    assert bob.post(FORWARD, said).status_code == 302
    assert bob.post(FORWARD, said).status_code == 302

    (event,) = ledger.events("referral.put_forward")
    assert sorted(event.codes) == sorted(one.code for one in three)
    with acting_as_system(cast.team.pk):
        assert PutForward.objects.count() == 3
        assert ReferralDeskGrant.objects.filter(via="put_forward").count() == 6
    with acting_as(cast.chris):
        assert Referral.objects.visible_to(cast.chris).count() == 3


def test_a_basis_or_group_that_is_not_theirs_puts_nothing_forward(cast: Cast, three: list[Referral]) -> None:
    chosen = [one.pk for one in three]
    with acting_as(cast.bob):
        result = forwarding.put_forward_many(by=cast.bob, keys=chosen, body=cast.body, basis="release")
    assert len(result.refused) == 3 and not result.done
    cast.body.team = cast.other_team
    with acting_as(cast.bob), pytest.raises(Refused, match="another team"):
        forwarding.put_forward_many(by=cast.bob, keys=chosen, body=cast.body, basis="person_agreed")
    with acting_as_system(cast.team.pk):
        assert not PutForward.objects.exists()


def test_a_shelter_is_told_why_for_each(cast: Cast) -> None:
    referral = make_sent(cast.alice, cast.welfare, cast.shelter)
    said = {"pick": str(referral.pk), "body": str(cast.body.pk), "basis": "release", "asked": "1"}
    page = client_of(cast.ada).post(FORWARD, said).content.decode()
    assert "1 referral put forward" not in page
    with acting_as_system(cast.team.pk):
        assert not PutForward.objects.exists()


def test_assigning_many_costs_as_much_as_assigning_one(cast: Cast, nora: User, three: list[Referral]) -> None:
    more = [make_sent(cast.alice, cast.welfare, cast.sheriff) for _ in range(5)]

    def cost(picked: list[Referral], person: User) -> int:
        with acting_as(cast.bob), CaptureQueriesContext(connections["default"]) as asked:
            assigning.assign_many(by=cast.bob, keys=[one.pk for one in picked], person=person)
        return len(asked)

    cost(three[:1], nora)
    assert cost(three[1:2], nora) == cost(more, nora)
