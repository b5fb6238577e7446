"""A stolen cookie is worth nothing after the next change of password, place, role or second factor."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from allauth.account.forms import default_token_generator
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mdt.team.actions.agencies import suspend_agency
from mdt.team.actions.people import change_roles, end_sessions, switch_team, turn_off
from mdt.team.roles import Role
from tests.cast import PASSWORD, Cast
from tests.conftest import Ledger
from tests.team.test_sign_in import is_in, try_password


def signed_in(cast: Cast, part: str) -> Client:
    client = Client()
    client.force_login(cast.people[part])
    assert is_in(client)
    return client


def _password(cast: Cast) -> None:
    cast.people["both"].set_password("five other invented plain words")
    cast.people["both"].save()


def _roles(cast: Cast) -> None:
    change_roles(membership=cast.place("both"), roles=[Role.AGENCY_LEAD], by=cast.people["administrator"])


def _turned_off(cast: Cast) -> None:
    turn_off(membership=cast.place("both"), by=cast.people["administrator"])


def _suspended(cast: Cast) -> None:
    suspend_agency(agency=cast.agencies["hospital"], suspended=True, by=cast.people["administrator"])


def _everywhere(cast: Cast) -> None:
    end_sessions(by=cast.people["both"])


def _switched(cast: Cast) -> None:
    person = cast.people["both"]
    switch_team(membership=person.memberships.get(team=cast.other_team), by=person)


@pytest.mark.parametrize("change", [_password, _roles, _turned_off, _suspended, _everywhere, _switched])
def test_a_change_ends_every_session_with_its_next_request(cast: Cast, change: Callable[[Cast], None]) -> None:
    stolen = signed_in(cast, "both")
    bystander = signed_in(cast, "sender")

    change(cast)

    assert not is_in(stolen)
    assert is_in(bystander)


def test_changing_the_password_keeps_the_session_that_did_it_and_ends_the_others(cast: Cast) -> None:
    mine, stolen = signed_in(cast, "sender"), signed_in(cast, "sender")
    new = "five other invented plain words"

    response = mine.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )

    assert response.status_code == 302
    assert is_in(mine)
    assert not is_in(stolen)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Stands at the beginning of a code's 30 seconds."""
    with time_machine.travel(timezone.now().replace(second=0, microsecond=0), tick=False) as traveller:
        yield traveller


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))


def enrol(client: Client) -> tuple[str, str]:
    """Add an authenticator app. Returns its secret and the code that proved it."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    code = code_of(secret)
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    return secret, code


@pytest.mark.django_db(transaction=True)
def test_a_second_factor_needs_the_password_again_and_ends_other_sessions(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    mine, stolen = signed_in(cast, "chair"), signed_in(cast, "chair")
    asked = stolen.get(reverse("mfa_activate_totp"))
    assert (asked.status_code, asked["Location"].split("?")[0]) == (302, reverse("account_reauthenticate"))

    enrol(mine)

    assert is_in(mine)
    assert not is_in(stolen)


def test_who_asked_for_a_new_password_may_still_add_a_second_factor(cast: Cast, clock: time_machine.Traveller) -> None:
    """The link of that mail makes an address of allauth's, which nobody ever verifies."""
    default_token_generator.make_token(cast.people["chair"])

    enrol(signed_in(cast, "chair"))

    assert Authenticator.objects.filter(user=cast.people["chair"], type="totp").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_code_signs_in_once(cast: Cast, clock: time_machine.Traveller) -> None:
    """Neither the code that proved the app, nor one that was used, opens anything again."""
    secret, proved = enrol(signed_in(cast, "chair"))
    client, thief = Client(), Client()
    for each in (client, thief):
        assert try_password(each, "chair@example.org")["Location"] == reverse("mfa_authenticate")
        assert not is_in(each)

    assert client.post(reverse("mfa_authenticate"), {"code": proved}).status_code == 200
    assert not is_in(client)

    clock.shift(30)
    code = code_of(secret)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert is_in(client)
    assert thief.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
    assert not is_in(thief)


def test_guessing_codes_is_stopped_after_five(cast: Cast, ledger: Ledger, clock: time_machine.Traveller) -> None:
    secret = generate_totp_secret()
    TOTP.activate(cast.people["chair"], secret)
    client = Client()
    try_password(client, "chair@example.org")
    wrong = f"{(int(code_of(secret)) + 1) % 1_000_000:06}"

    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": wrong})
    page = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert "too many tries" in page.content.decode()
    assert not is_in(client)
    tries = ledger.events("person.not_signed_in")
    assert len(tries) == 5
    assert tries[0].said["detail"] == {"person": str(cast.people["chair"].pk), "step": "code"}


def test_a_copy_of_the_database_makes_no_codes(cast: Cast) -> None:
    secret = generate_totp_secret()
    TOTP.activate(cast.people["chair"], secret)

    (row,) = Authenticator.objects.values("data")
    assert secret not in str(row)


def test_a_password_alone_reaches_no_page_of_somebody_with_a_second_factor(cast: Cast) -> None:
    TOTP.activate(cast.people["chair"], generate_totp_secret())
    client = Client()
    try_password(client, "chair@example.org")

    for name in ("mfa_index", "account_change_password", "mfa_activate_totp", "account_reauthenticate"):
        assert client.get(reverse(name))["Location"].startswith(reverse("account_login")), name


def test_a_new_session_id_at_sign_in(cast: Cast) -> None:
    client = Client()
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "1"
    session.save()
    client.cookies["mdt_session"] = session.session_key

    try_password(client, "sender@example.org")

    assert client.cookies["mdt_session"].value != session.session_key
