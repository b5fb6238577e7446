"""Coming in by invitation: its address works once, for seven days, for the person it was sent to."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mdt.team.actions.people import Invited, accept_invitation, invite, turn_off, withdraw_invitation
from mdt.team.models import Invitation, Membership, User
from mdt.team.policies import Refused
from mdt.team.roles import Role
from tests.cast import PASSWORD, Cast, client_of
from tests.conftest import Ledger
from tests.meetings.conftest import at_once
from tests.turns import until_it_waits

NEW = "new@example.org"
GOOD = "five other invented plain words"


def invited(cast: Cast, email: str = NEW, by: str = "lead", agency: str = "child_welfare", **more: object) -> Invited:
    return invite(
        agency=cast.agencies[agency],
        email=email,
        roles=[Role.PARTNER],
        by=cast.people[by],
        **more,  # type: ignore[arg-type]
    )


def accept(secret: str, **more: object) -> User:
    return accept_invitation(secret=secret, name="Nia (invented)", password=GOOD, **more)  # type: ignore[arg-type]


def test_an_invitation_makes_a_sign_in_a_place_and_a_seat(cast: Cast) -> None:
    secret = invited(cast, desk=cast.desks["child_welfare"]).secret

    person = accept(secret)

    place = person.place
    assert (place.team, place.agency, place.roles) == (cast.team, cast.agencies["child_welfare"], ["partner"])
    assert person.check_password(GOOD)
    assert person.desk_groups == [cast.desks["child_welfare"].group_id]
    assert Client().post(reverse("account_login"), {"login": NEW, "password": GOOD}).status_code == 302


def test_the_secret_is_kept_nowhere(cast: Cast) -> None:
    secret = invited(cast).secret

    assert len(secret) >= 43
    assert secret not in str(list(Invitation.objects.values()))


def test_it_works_once(cast: Cast) -> None:
    secret = invited(cast).secret
    accept(secret)

    with pytest.raises(Refused, match="used already"):
        accept(secret)
    assert Client().get(reverse("accept-invitation", args=[secret])).status_code == 404


def test_it_ends_after_seven_days(cast: Cast) -> None:
    secret = invited(cast).secret
    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23)):
        assert Client().get(reverse("accept-invitation", args=[secret])).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)):
        with pytest.raises(Refused, match="has ended"):
            accept(secret)
        assert Client().get(reverse("accept-invitation", args=[secret])).status_code == 404

    assert not User.objects.filter(email=NEW).exists()


def test_a_second_invitation_ends_the_first_and_so_does_withdrawing(cast: Cast) -> None:
    first, second = invited(cast), invited(cast, email="NEW@example.org")
    withdraw_invitation(invitation=second.invitation, by=cast.people["lead"])

    for secret in (first.secret, second.secret, "made-up"):
        with pytest.raises(Refused):
            accept(secret)


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_the_second_ends_what_the_first_has_sent(cast: Cast) -> None:
    browser, typed = client_of(cast.people["lead"]), {"people": NEW, "roles": ["partner"]}
    with transaction.atomic():
        first = invited(cast)
        again = until_it_waits(lambda: browser.post(reverse("invite"), typed))

    assert again.result(20)["Location"] == reverse("people")
    assert Invitation.objects.get(email=NEW).pk != first.invitation.pk


@pytest.mark.django_db(transaction=True)
def test_two_who_accept_at_once_make_one_sign_in(cast: Cast, ledger: Ledger) -> None:
    secret = invited(cast).secret

    def take() -> str:
        try:
            accept(secret)
        except Refused:
            return "refused"
        return "done"

    assert sorted(at_once(take, take)) == ["done", "refused"]
    assert User.objects.filter(email=NEW).count() == 1
    assert Membership.objects.filter(user__email=NEW).count() == 1
    assert ledger.kinds() == ["person.invited", "person.joined"]


@pytest.mark.django_db(transaction=True)
def test_invitations_of_two_teams_accepted_at_once_make_one_sign_in(cast: Cast) -> None:
    here = invited(cast).secret
    there = invited(cast, by="neighbour_administrator", agency="rivers").secret

    def take(secret: str) -> str:
        try:
            accept(secret)
        except Refused as refused:
            return str(refused)
        return "done"

    answers = at_once(lambda: take(here), lambda: take(there))

    assert "done" in answers
    assert any("Sign in with it" in answer for answer in answers)
    assert User.objects.filter(email=NEW).count() == 1


@pytest.mark.parametrize("password", ["", "short", "password1234", "nia.invented"])
def test_a_password_that_is_easy_to_guess_makes_nothing(cast: Cast, password: str) -> None:
    secret = invited(cast, email="nia.invented@example.org").secret

    with pytest.raises(ValidationError):
        accept_invitation(secret=secret, name="Nia (invented)", password=password)

    assert not User.objects.filter(email="nia.invented@example.org").exists()
    assert accept(secret).is_active


def test_whoever_has_a_sign_in_must_be_in_it_and_keeps_the_password(cast: Cast) -> None:
    """An invitation must not be a way to set somebody's password."""
    secret = invited(cast, email="sender@example.org", by="neighbour_administrator", agency="rivers").secret
    address = reverse("accept-invitation", args=[secret])
    thief, owner, other = Client(), Client(), Client()
    owner.force_login(cast.people["sender"])
    other.force_login(cast.people["receiver"])

    for client in (thief, other):
        page = client.post(address, {"name": "Thief", "password": GOOD, "password_again": GOOD})
        assert page.status_code == 200
        assert "Sign in with it first" in page.content.decode()
    assert Invitation.objects.filter(accepted_at=None).exists()

    assert owner.post(address, {"name": "Changed", "password": GOOD}).status_code == 302
    person = User.objects.get(pk=cast.people["sender"].pk)
    assert person.check_password(PASSWORD)
    assert person.name == "Sender (invented)"
    assert person.place.team == cast.team
    assert person.memberships.standing().count() == 2


def test_whoever_was_turned_off_everywhere_comes_back_under_a_new_password(cast: Cast) -> None:
    turn_off(membership=cast.place("sender"), by=cast.people["lead"])
    secret = invited(cast, email="sender@example.org", by="other_lead", agency="hospital").secret

    person = accept(secret)

    assert person.pk == cast.people["sender"].pk
    assert person.check_password(GOOD)
    assert person.place.agency == cast.agencies["hospital"]
    assert person.desk_groups == []


def test_nobody_is_moved_to_another_agency_by_accepting(cast: Cast) -> None:
    secret = invited(cast, email="receiver@example.org").secret

    with pytest.raises(Refused, match="in this team already"):
        accept_invitation(secret=secret, by=cast.people["receiver"])

    assert cast.place("receiver").agency == cast.agencies["hospital"]


def test_a_lead_does_not_learn_who_works_elsewhere(cast: Cast) -> None:
    """Of an address at another agency an invitation is made as of an unknown one."""
    assert invited(cast, email="receiver@example.org").invitation.pk
    with pytest.raises(Refused, match="already has a sign-in"):
        invited(cast, email="Sender@example.org")
    with pytest.raises(Refused, match="already has a sign-in"):
        invited(cast, email="receiver@example.org", by="administrator")


@pytest.mark.parametrize(
    ("by", "agency", "roles"),
    [
        ("lead", "hospital", ["partner"]),
        ("lead", "child_welfare", ["administrator"]),
        ("lead", "child_welfare", ["partner", "auditor"]),
        ("administrator", "rivers", ["partner"]),
        ("administrator", "hospital", ["partner", "auditor"]),
        ("administrator", "hospital", []),
        ("sender", "child_welfare", ["partner"]),
        ("chair", "prosecutor", ["partner"]),
        ("auditor", "police", ["partner"]),
    ],
)
def test_who_may_not_invite_whom(cast: Cast, by: str, agency: str, roles: list[str]) -> None:
    with pytest.raises(Refused):
        invite(agency=cast.agencies[agency], email=NEW, roles=roles, by=cast.people[by])

    assert not Invitation.objects.exists()


def test_a_desk_of_another_agency_is_not_given_away(cast: Cast) -> None:
    with pytest.raises(Refused):
        invited(cast, desk=cast.desks["hospital"])


def post_invite(cast: Cast, part: str, **data: object) -> Client:
    client = Client()
    client.force_login(cast.people[part])
    client.post(reverse("invite"), {"people": NEW, "roles": ["partner"]} | data)
    return client


@pytest.mark.django_db(transaction=True)
def test_the_mail_carries_the_address_and_nothing_else(cast: Cast) -> None:
    post_invite(cast, "lead", people="Nia Neu <Nia@Example.org>\nsam@example.org; kit@example.org")

    assert sorted(message.to[0] for message in mail.outbox) == ["kit@example.org", "nia@example.org", "sam@example.org"]
    assert {message.subject for message in mail.outbox} == {"You have an update"}
    for word in ("Nia", "Cedar", "welfare", "partner", "Lead", "referral"):
        assert word not in mail.outbox[0].body
    address = re.search(r"http://mdt.example.org(\S+)", mail.outbox[0].body).group(1)
    assert Client().get(address).status_code == 200
    assert Invitation.objects.get(email="nia@example.org").name == "Nia Neu"


@pytest.mark.parametrize(
    "tampered",
    [
        {"roles": ["administrator"]},
        {"roles": ["partner", "chair"]},
        {"roles": ["superuser"]},
        {"desk": "hospital"},
        {"people": "not an address"},
        {"people": f"{NEW}\nsender@example.org"},
        {"people": ",".join(f"p{number}@example.org" for number in range(21))},
    ],
    ids=str,
)
def test_a_form_that_was_tampered_with_invites_nobody(cast: Cast, tampered: dict[str, object]) -> None:
    if tampered.get("desk"):
        tampered = {"desk": cast.desks["hospital"].pk}

    post_invite(cast, "lead", **tampered)

    assert not Invitation.objects.exists()


def test_fields_that_the_form_does_not_have_change_nothing(cast: Cast) -> None:
    """A lead's own agency is invited to, whatever agency, team or inviter is posted beside it."""
    post_invite(
        cast,
        "lead",
        agency=cast.agencies["hospital"].pk,
        team=cast.other_team.pk,
        invited_by=cast.people["administrator"].pk,
        is_superuser="on",
    )

    invitation = Invitation.objects.get()
    assert (invitation.agency, invitation.team) == (cast.agencies["child_welfare"], cast.team)
    assert invitation.invited_by == cast.people["lead"]


def test_what_was_typed_stays_when_one_of_several_is_refused(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.people["lead"])

    page = client.post(reverse("invite"), {"people": f"{NEW}\nsender@example.org", "roles": ["partner"]})

    text = page.content.decode()
    assert "sender@example.org already has a sign-in here." in text
    assert NEW in text
