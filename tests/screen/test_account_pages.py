"""Sign-in and second-step pages with allauth's own forms: plain words, one heading, nothing that the policy refuses."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.forms import LoginForm, ReauthenticateForm, ResetPasswordForm, ResetPasswordKeyForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, EditWebAuthnForm
from django.contrib.auth.models import AnonymousUser
from django.forms import Form
from django.shortcuts import render
from django.test import RequestFactory
from django.urls import include, path
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from config.urls import urlpatterns as project
from tests.browser import PHONE, axe_findings, listen, overflow, serve

urlpatterns = [*project, path("accounts/", include("allauth.account.urls")), path("mfa/", include("allauth.mfa.urls"))]
pytestmark = pytest.mark.urls(__name__)

SECRET = "JBSWY3DPEHPK3PXP"


class Key:
    """What the pages read of a security key."""

    pk, name, created_at, last_used_at = 7, "Blue key", None, None

    def __str__(self) -> str:
        return self.name

    def wrap(self) -> "Key":
        return self


KEY = Key()
WRONG = {"login": "somebody", "password": ""}


def login() -> Form:
    return LoginForm(request=RequestFactory().get("/"))


def wrong_login() -> Form:
    return LoginForm(WRONG, request=RequestFactory().get("/"))


def code() -> Form:
    form = AuthenticateForm(user=None)
    form.secret = SECRET
    return form


PAGES: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "sign in": ("account/login.html", lambda: {"form": login()}),
    "sign in, wrong": ("account/login.html", lambda: {"form": wrong_login()}),
    "sign out": ("account/logout.html", dict),
    "reset": ("account/password_reset.html", lambda: {"form": ResetPasswordForm()}),
    "reset, sent": ("account/password_reset_done.html", dict),
    "reset, link": ("account/password_reset_from_key.html", lambda: {"form": ResetPasswordKeyForm(user=None)}),
    "reset, old link": ("account/password_reset_from_key.html", lambda: {"token_fail": True}),
    "reset, done": ("account/password_reset_from_key_done.html", dict),
    "still you": ("account/reauthenticate.html", lambda: {"form": ReauthenticateForm(user=None)}),
    "turned off": ("account/account_inactive.html", dict),
    "by invitation": ("account/signup_closed.html", dict),
    "locked": ("account/locked.html", dict),
    "second step": (
        "mfa/authenticate.html",
        lambda: {"form": code(), "webauthn_form": AuthenticateWebAuthnForm(user=None), "js_data": {"a": "</script>"}},
    ),
    "second step, settings": ("mfa/index.html", lambda: {"authenticators": {}, "is_mfa_enabled": True}),
    "still you, code": ("mfa/reauthenticate.html", lambda: {"form": code()}),
    "app": ("mfa/totp/activate_form.html", lambda: {"form": code(), "totp_svg": "<svg viewBox='0 0 1 1'></svg>"}),
    "app off": ("mfa/totp/deactivate_form.html", lambda: {"form": Form()}),
    "recovery": ("mfa/recovery_codes/index.html", lambda: {"unused_codes": ["12345678"], "can_view_codes": True}),
    "recovery, new": ("mfa/recovery_codes/generate.html", lambda: {"form": Form(), "unused_code_count": 3}),
    "keys": ("mfa/webauthn/authenticator_list.html", lambda: {"authenticators": [KEY]}),
    "no keys": ("mfa/webauthn/authenticator_list.html", lambda: {"authenticators": []}),
    "key, remove": ("mfa/webauthn/authenticator_confirm_delete.html", lambda: {"authenticator": KEY, "form": Form()}),
    "key, name": ("mfa/webauthn/edit_form.html", lambda: {"form": EditWebAuthnForm(instance=KEY)}),
}


def draw(name: str) -> str:
    template, context = PAGES[name]
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return render(request, template, context()).content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole(name: str) -> None:
    html = draw(name)
    scripts = re.findall(r"<script[^>]*>", html)

    assert html.count("<h1") == 1
    assert re.search(r"<title>[^<]{4,60} – Team referrals</title>", html)
    assert all("src=" in tag or 'type="application/json"' in tag for tag in scripts)
    assert not re.search(r"\sstyle=|src=\"data:|(?i:please|(?<!aria-)invalid)", html)
    assert html.count("<form") == html.count("csrfmiddlewaretoken")


def test_the_sign_in_page_says_nothing_of_what_this_is() -> None:
    """Someone who looks over a shoulder reads a neutral title."""
    assert "<title>Sign in – Team referrals</title>" in draw("sign in")
    assert "traffick" not in draw("sign in").lower()


def test_password_managers_find_their_fields() -> None:
    html = draw("sign in")

    assert 'autocomplete="email"' in html
    assert 'autocomplete="current-password"' in html
    assert 'autocomplete="one-time-code"' in draw("second step")


def test_what_was_typed_stays_but_not_the_password() -> None:
    html = draw("sign in, wrong")

    assert "<title>Error: Sign in" in html
    assert 'value="somebody"' in html
    assert html.count('href="#id_') == 2


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_in_a_browser(browser: Browser, live_server: LiveServer) -> None:
    """Each page on a phone: no finding of axe, not too wide, no error in the console; pasting works."""
    page = browser.new_context(**PHONE).new_page()
    errors = listen(page)
    serve(page, live_server.url, "**/shown/*", lambda: draw(name))
    for name in PAGES:
        page.goto(f"{live_server.url}/shown/{name}")
        assert axe_findings(page) == [], name
        assert overflow(page) <= 0, name
    page.context.close()

    assert errors == []
