"""Named exceptions: who may be named, what they then see, and how it ends."""

import pytest

from mdt.team.actions.people import accept_invitation, invite, turn_off
from mdt.team.models import Membership, User
from mdt.team.policies import Refused
from mdt.team.roles import Role
from privacy.wall import acting_as
from referrals.actions import answering, assigning, ending
from referrals.models import Referral
from tests.conftest import Ledger
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import PASSWORD, Cast, client_of, make_person


@pytest.fixture
def nora(cast: Cast) -> User:
    """A partner of the sheriff's agency who sits at no desk."""
    return make_person("Nora", cast.team, cast.sheriff, Role.PARTNER, seated=False)


@pytest.fixture
def referral(cast: Cast) -> Referral:
    return make_sent(cast.alice, cast.welfare, cast.sheriff)


def name(by: User, referral: Referral, person: User) -> None:
    with acting_as(by):
        assigning.assign(by=by, referral=seen_by(by, referral), person=person)


def doors(user: User) -> list[str]:
    """By which doors they see referrals, behind the wall."""
    with acting_as(user):
        return [one.door for one in Referral.objects.visible_to(user)]


@pytest.mark.django_db(transaction=True)
def test_a_named_colleague_sees_the_coded_answers_and_neither_note_nor_move(
    cast: Cast, nora: User, referral: Referral, ledger: Ledger
) -> None:
    assert doors(nora) == []
    name(cast.bob, referral, nora)
    name(cast.bob, referral, nora)

    assert doors(nora) == ["assigned"]
    page = client_of(nora).get(f"/referrals/{referral.pk}/").content.decode()
    assert "15 to 17" in page and "morning call" not in page and "Accept" not in page
    with acting_as(nora), pytest.raises(Refused):
        answering.accept(by=nora, referral=seen_by(nora, referral))
    (event,) = ledger.events("referral.assigned")
    assert (event.codes, event.said["detail"]) == ([referral.code], {"person": str(nora.pk)})


def test_unassigning_closes_it_again_and_only_by_the_agency_that_named_them(
    cast: Cast, nora: User, referral: Referral
) -> None:
    name(cast.bob, referral, nora)
    with acting_as(cast.alice), pytest.raises(Refused):
        assigning.unassign(by=cast.alice, referral=seen_by(cast.alice, referral), person=nora)
    assert doors(nora) == ["assigned"]

    with acting_as(cast.bea):
        assigning.unassign(by=cast.bea, referral=seen_by(cast.bea, referral), person=nora)
    assert doors(nora) == []


@pytest.mark.parametrize("who", ["alice", "carol", "adam", "dana", "otto"])
def test_nobody_but_ones_own_people_is_named(cast: Cast, referral: Referral, who: str) -> None:
    with pytest.raises(Refused, match="your own agency"):
        name(cast.bob, referral, getattr(cast, who))


def test_whoever_holds_nothing_names_nobody(cast: Cast, nora: User, referral: Referral) -> None:
    name(cast.bob, referral, nora)
    other = make_person("Nils", cast.team, cast.sheriff, Role.PARTNER, seated=False)

    with pytest.raises(Refused, match="holds a referral"):
        name(nora, referral, other)


def test_naming_somebody_does_not_go_round_the_sender_who_keeps_it_from_them(cast: Cast, nora: User) -> None:
    kept = make_sent(cast.alice, cast.welfare, cast.sheriff, kept_from=[nora])
    name(cast.bob, kept, nora)

    assert doors(nora) == []


def test_a_decline_and_a_withdrawal_end_what_the_receiver_opened(cast: Cast, nora: User) -> None:
    declined, withdrawn = (make_sent(cast.alice, cast.welfare, cast.sheriff) for _ in range(2))
    for one in (declined, withdrawn):
        name(cast.bob, one, nora)
    with acting_as(cast.bob):
        answering.decline(by=cast.bob, referral=seen_by(cast.bob, declined), reason="conflict")
    with acting_as(cast.alice):
        ending.withdraw(by=cast.alice, referral=seen_by(cast.alice, withdrawn))

    client = client_of(nora)
    assert client.get(f"/referrals/{declined.pk}/").status_code == 404
    assert "15 to 17" not in client.get(f"/referrals/{withdrawn.pk}/").content.decode()


@pytest.mark.parametrize("agency", ["hospital", "sheriff"])
def test_an_exception_ends_with_the_place_that_it_was_made_for(
    cast: Cast, nora: User, referral: Referral, agency: str
) -> None:
    """Whoever goes on to another agency, or leaves and comes back, does not bring it along."""
    name(cast.bob, referral, nora)
    come_back(cast, nora, agency)

    assert doors(User.objects.with_place().get(pk=nora.pk)) == []


def test_an_exception_that_outlived_a_place_is_one_for_no_other_agency(
    cast: Cast, nora: User, referral: Referral
) -> None:
    """The door and the wall each ask which agency made it."""
    name(cast.bob, referral, nora)
    Membership.objects.filter(user=nora).update(agency=cast.hospital.agency)

    moved = User.objects.with_place().get(pk=nora.pk)
    with acting_as(moved):
        assert not Referral.objects.filter(pk=referral.pk).exists()
    with acting_as(nora):  # the wall as it was for the sheriff's
        assert not Referral.objects.visible_to(moved).exists()


def come_back(cast: Cast, person: User, agency: str) -> None:
    turn_off(membership=Membership.objects.get(user=person), by=cast.adam)
    there = getattr(cast, agency).agency
    asked = invite(agency=there, email=person.email, roles=[Role.PARTNER], by=cast.adam)
    accept_invitation(secret=asked.secret, name="Nora (invented)", password=PASSWORD)
