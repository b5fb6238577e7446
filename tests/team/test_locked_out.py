"""Somebody whose account a stranger keeps locked gets in by mail, and nobody else does (docs/adr/0022)."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mdt.team.models import Agency, Membership
from mdt.team.tasks import mail_new_password
from tests.cast import PASSWORD, Cast
from tests.conftest import Ledger

NEW = "five other invented plain words"


def lock(email: str = "sender@example.org") -> None:
    stranger = Client()
    for _ in range(5):
        answer = stranger.post(reverse("account_login"), {"login": email, "password": "wrong"})
    assert answer.status_code == 429


def mailed(cast: Cast, part: str) -> str:
    mail_new_password(str(cast.people[part].pk))
    found = re.search(r"http://mdt.example.org(\S+)", mail.outbox[-1].body)
    assert found
    return found[1]


def set_password(client: Client, address: str) -> HttpResponse:
    page = client.get(address, follow=True)
    return client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})


def is_in(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def test_a_new_password_signs_in_although_a_stranger_locked_the_account(cast: Cast, ledger: Ledger) -> None:
    lock()
    owner = Client()
    assert (
        owner.post(reverse("account_login"), {"login": "sender@example.org", "password": PASSWORD}).status_code == 429
    )

    set_password(owner, mailed(cast, "sender"))

    assert is_in(owner)
    assert ledger.kinds()[-1] == "person.signed_in"


def test_it_also_opens_the_lock_for_other_browsers(cast: Cast) -> None:
    lock("Sender@Example.org")
    set_password(Client(), mailed(cast, "sender"))

    other = Client()
    assert other.post(reverse("account_login"), {"login": "sender@example.org", "password": NEW}).status_code == 302
    assert is_in(other)


def test_a_session_that_stands_outlasts_a_lock(cast: Cast) -> None:
    owner = Client()
    owner.force_login(cast.people["sender"])
    lock()

    assert is_in(owner)


def test_one_owners_mail_does_not_open_another_account(cast: Cast) -> None:
    lock("receiver@example.org")
    set_password(Client(), mailed(cast, "sender"))

    answer = Client().post(reverse("account_login"), {"login": "receiver@example.org", "password": PASSWORD})
    assert answer.status_code == 429


def test_asking_for_the_mail_alone_opens_nothing(cast: Cast) -> None:
    lock()
    Client().post(reverse("account_reset_password"), {"email": "sender@example.org"})
    mailed(cast, "sender")

    answer = Client().post(reverse("account_login"), {"login": "sender@example.org", "password": PASSWORD})
    assert answer.status_code == 429


def test_the_second_factor_is_still_asked_for(cast: Cast) -> None:
    TOTP.activate(cast.people["chair"], generate_totp_secret())
    owner = Client()

    answer = set_password(owner, mailed(cast, "chair"))

    assert answer["Location"].split("?")[0] == reverse("mfa_authenticate")
    assert not is_in(owner)


@pytest.mark.parametrize("gone", ["place ended", "agency suspended"])
def test_who_may_not_come_in_does_not_by_mail_either(cast: Cast, ledger: Ledger, gone: str) -> None:
    address = mailed(cast, "sender")
    if gone == "place ended":
        Membership.objects.filter(user=cast.people["sender"]).update(ended_at=timezone.now())
    else:
        Agency.objects.filter(pk=cast.agencies["child_welfare"].pk).update(suspended_at=timezone.now())
    owner = Client()

    set_password(owner, address)

    assert not is_in(owner)
    assert "person.signed_in" not in ledger.kinds()


def test_the_locked_page_says_how_to_get_in(cast: Cast) -> None:
    lock()
    page = Client().post(reverse("account_login"), {"login": "sender@example.org", "password": PASSWORD})

    assert f'href="{reverse("account_reset_password")}"' in page.content.decode()
