"""Getting in: by invitation only, in the same words for everybody who may not, and locked per account."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from config import celery_app as app
from mdt.team.models import User
from mdt.team.tasks import mail_new_password
from tests.cast import PASSWORD, Cast
from tests.conftest import Ledger

SIGNED_IN_PAGE = "mfa_index"


def try_password(client: Client, email: str, password: str = PASSWORD) -> HttpResponse:
    return client.post(reverse("account_login"), {"login": email, "password": password})


def is_in(client: Client) -> bool:
    return client.get(reverse(SIGNED_IN_PAGE)).status_code == 200


def words(response: HttpResponse, typed: str) -> str:
    """The page without what differs for every request: its token, and the address that was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return text.replace(typed, "typed")


def test_the_right_password_signs_in_and_is_witnessed(cast: Cast, client: Client, ledger: Ledger) -> None:
    assert try_password(client, "Sender@Example.org ").status_code == 302

    assert is_in(client)
    (event,) = ledger.events()
    assert (event.kind, event.actor, event.team) == ("person.signed_in", cast.people["sender"].pk, cast.team.pk)


def test_whoever_may_not_come_in_reads_the_same_words(cast: Cast, client: Client) -> None:
    """Unknown address, wrong password, ended place, suspended agency, sign-in turned off: one page."""
    User.objects.filter(email="third@example.org").update(is_active=False)
    pages = {
        "wrong": words(try_password(client, "sender@example.org", "not the password"), "sender@example.org"),
        "unknown": words(try_password(client, "nobody@example.org"), "nobody@example.org"),
        "ended": words(try_password(client, "ended@example.org"), "ended@example.org"),
        "suspended": words(try_password(client, "suspended@example.org"), "suspended@example.org"),
        "turned off": words(try_password(client, "third@example.org"), "third@example.org"),
    }

    assert "do not fit together" in pages["wrong"]
    assert {name for name, page in pages.items() if page != pages["wrong"]} == set()
    assert not is_in(client)


def test_a_try_that_did_not_get_in_is_witnessed_without_what_was_typed(
    cast: Cast, client: Client, ledger: Ledger
) -> None:
    try_password(client, "sender@example.org", "hunter2-typed-secret")
    try_password(client, "hunter2-typed-secret@example.org", "x")

    known, unknown = ledger.events()
    assert [known.kind, unknown.kind] == ["person.not_signed_in"] * 2
    assert (known.actor, known.team) == (None, cast.team.pk)
    assert (unknown.actor, unknown.team) == (None, None)
    assert known.said["detail"]["person"] == str(cast.people["sender"].pk)
    said = str(known.said) + str(unknown.said)
    assert "hunter2" not in said
    assert "sender@example.org" not in said


def test_what_is_counted_holds_neither_address_nor_form(cast: Cast, client: Client) -> None:
    try_password(client, "sender@example.org", "hunter2-typed-secret")

    (row,) = AccessAttempt.objects.values()
    assert "sender@" not in str(row)
    assert "hunter2" not in str(row)


def test_five_wrong_passwords_lock_the_account_and_nobody_else_behind_the_same_address(
    cast: Cast, client: Client, ledger: Ledger
) -> None:
    answers = [try_password(client, "sender@example.org", f"wrong {turn}").status_code for turn in range(5)]
    locked = try_password(client, "SENDER@example.org")
    other = Client()

    assert answers == [200, 200, 200, 200, 429]
    assert locked.status_code == 429
    assert "paused" in locked.content.decode()
    assert try_password(other, "receiver@example.org").status_code == 302
    assert is_in(other)
    assert ledger.kinds()[:6] == ["person.not_signed_in"] * 4 + ["person.locked_out"] * 2


def test_an_unknown_address_locks_like_a_known_one(cast: Cast, client: Client) -> None:
    known = [words(try_password(client, "sender@example.org", "wrong"), "sender@example.org") for _ in range(6)]
    unknown = [words(try_password(client, "nobody@example.org", "wrong"), "nobody@example.org") for _ in range(6)]

    assert known == unknown


def test_a_lock_opens_after_15_minutes_even_if_somebody_keeps_trying(cast: Cast, client: Client) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        for _ in range(5):
            try_password(client, "sender@example.org", "wrong")
    with time_machine.travel(start + timedelta(minutes=14), tick=False):
        assert try_password(client, "sender@example.org").status_code == 429
    with time_machine.travel(start + timedelta(minutes=15, seconds=1), tick=False):
        assert try_password(client, "sender@example.org").status_code == 302


def test_leaving_ends_the_session_on_the_server(cast: Cast, client: Client, ledger: Ledger) -> None:
    try_password(client, "sender@example.org")
    cookie = client.cookies["mdt_session"].value

    response = client.post(reverse("leave"))

    assert (response.status_code, response["Location"]) == (302, reverse("account_login"))
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not Session.objects.filter(pk=cookie).exists()
    stolen = Client()
    stolen.cookies["mdt_session"] = cookie
    assert not is_in(stolen)
    assert ledger.kinds() == ["person.signed_in", "person.signed_out"]


def test_a_link_cannot_sign_anybody_out(cast: Cast, client: Client) -> None:
    try_password(client, "sender@example.org")

    assert client.get(reverse("leave")).status_code == 405
    assert is_in(client)


def test_whoever_is_not_signed_in_may_leave_too(db: None, client: Client, ledger: Ledger) -> None:
    assert client.post(reverse("leave")).status_code == 302
    assert ledger.kinds() == []


def test_without_a_ledger_nobody_gets_in_but_everybody_gets_out(
    cast: Cast, client: Client, owner_sql: Callable[..., Any]
) -> None:
    try_password(client, "sender@example.org")
    late = Client()
    owner_sql("REVOKE EXECUTE ON FUNCTION ledger.append(bytea) FROM mdt_app, mdt_ledger")
    try:
        assert try_password(late, "receiver@example.org").status_code == 503
        assert client.post(reverse("leave")).status_code == 302
    finally:
        owner_sql("GRANT EXECUTE ON FUNCTION ledger.append(bytea) TO mdt_app, mdt_ledger")

    assert not is_in(late)
    assert not is_in(client)


@pytest.mark.parametrize(
    ("gaps", "still_in"),
    [
        ([14], True),
        ([16], False),
        ([10, 10, 10], True),
        ([10] * 71, True),
        ([10] * 73, False),
    ],
    ids=["14 minutes idle", "16 minutes idle", "busy", "busy for 11:50", "busy for 12:10"],
)
def test_a_session_ends_after_15_idle_minutes_or_12_hours(
    cast: Cast, client: Client, gaps: list[int], still_in: bool
) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        try_password(client, "sender@example.org")
        assert is_in(client)
    for gap in gaps:
        now += timedelta(minutes=gap)
        with time_machine.travel(now, tick=False):
            answer = is_in(client)

    assert answer is still_in


def test_an_idle_session_is_gone_from_the_server(cast: Cast, client: Client, ledger: Ledger) -> None:
    now = timezone.now()
    try_password(client, "sender@example.org")
    is_in(client)
    cookie = client.cookies["mdt_session"].value

    with time_machine.travel(now + timedelta(minutes=17), tick=False):
        is_in(client)

    assert not Session.objects.filter(pk=cookie).exists()
    assert ledger.events("person.signed_out")[0].said["detail"] == {"how": "idle"}


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_inactive", "account_set_password", "account_confirm_email"]
)
def test_there_is_no_sign_up_and_no_change_of_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.fixture
def worker() -> Iterator[None]:
    """Jobs are done where they are asked for."""
    before = app.conf.task_always_eager, app.conf.task_eager_propagates
    app.conf.update(task_always_eager=True, task_eager_propagates=True)
    yield
    app.conf.update(task_always_eager=before[0], task_eager_propagates=before[1])


def ask_for_password(client: Client, email: str) -> HttpResponse:
    return client.post(reverse("account_reset_password"), {"email": email}, follow=True)


def test_a_new_password_comes_by_mail_that_carries_nothing(cast: Cast, client: Client, worker: None) -> None:
    ask_for_password(client, "advocate@example.org")

    (message,) = mail.outbox
    assert (message.to, message.subject) == (["advocate@example.org"], "You have an update")
    text = message.body
    for word in ("Advocate", "Shelter", "Cedar", "referral"):
        assert word not in text


@pytest.mark.django_db(transaction=True)
def test_the_address_in_the_mail_sets_a_password_once_and_signs_its_owner_in(
    cast: Cast, client: Client, ledger: Ledger, worker: None
) -> None:
    ask_for_password(client, "sender@example.org")
    address = re.search(r"http://mdt.example.org(\S+)", mail.outbox[0].body).group(1)
    new = {"password1": "five other invented plain words", "password2": "five other invented plain words"}

    form = client.get(address, follow=True)
    done = client.post(form.redirect_chain[-1][0], new)

    assert done.status_code == 302
    assert is_in(client)
    assert try_password(Client(), "sender@example.org").status_code == 200
    assert try_password(Client(), "sender@example.org", new["password1"]).status_code == 302
    assert ledger.events("person.password_changed")[0].actor == cast.people["sender"].pk
    again = Client().get(address, follow=True).content.decode()
    assert "password1" not in again


@pytest.mark.django_db(transaction=True)
def test_mail_leads_to_our_own_address_whatever_the_request_calls_itself(
    cast: Cast, worker: None, settings: Any
) -> None:
    """Who asks for somebody else's new password, and listens on another port of the same machine, gets nothing."""
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    ask_for_password(Client(headers={"host": "localhost:6666"}), "sender@example.org")

    assert "http://mdt.example.org/" in mail.outbox[0].body
    assert "6666" not in mail.outbox[0].body


def test_asking_for_a_password_reads_the_same_for_every_address(cast: Cast, worker: None) -> None:
    User.objects.filter(email="third@example.org").update(is_active=False)
    pages = {
        email: words(ask_for_password(Client(), email), email)
        for email in ("sender@example.org", "nobody@example.org", "third@example.org")
    }

    assert len(set(pages.values())) == 1
    assert [message.to for message in mail.outbox] == [["sender@example.org"]]


def test_nobody_fills_another_persons_mailbox(cast: Cast, worker: None) -> None:
    now = timezone.now()
    for minutes in (0, 1, 4, 6):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            ask_for_password(Client(), "sender@example.org")

    assert len(mail.outbox) == 2


def test_asking_for_a_password_does_as_much_for_every_address(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The request looks once and queues one job; whether there is anybody to mail, the worker finds out."""
    queued: list[tuple[str | None, str]] = []
    monkeypatch.setattr(mail_new_password, "delay", lambda *given: queued.append(given))
    statements = {}
    for email in ("sender@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as captured:
            ask_for_password(Client(), email)
        statements[email] = len(captured)

    assert queued == [(str(cast.people["sender"].pk),), (None,)]
    assert statements["sender@example.org"] == statements["nobody@example.org"]
    assert mail.outbox == []


def test_a_password_is_hashed_once_for_every_address(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is what takes the time of a sign-in; without it an unknown address would answer sooner."""
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda self, *given: hashed.append(1) or encode(self, *given))
    counts = {}
    for email in ("sender@example.org", "nobody@example.org", "ended@example.org"):
        hashed.clear()
        try_password(Client(), email, "wrong")
        counts[email] = len(hashed)

    assert counts == {"sender@example.org": 1, "nobody@example.org": 1, "ended@example.org": 1}


def test_a_password_that_is_easy_to_guess_is_refused(cast: Cast, client: Client) -> None:
    try_password(client, "sender@example.org")
    easy = {"oldpassword": PASSWORD, "password1": "password1234", "password2": "password1234"}

    response = client.post(reverse("account_change_password"), easy)

    assert response.status_code == 200
    assert cast.people["sender"].check_password(PASSWORD)
