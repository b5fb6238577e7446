"""How allauth behaves here: sign-up by invitation only, one lock, calm words, and second factors under our key."""

from base64 import b64decode, b64encode
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from mdt.team.backends import TeamBackend
from privacy.datakeys import provider

_FACTORS: Final = b"mfa_authenticator.data"


class InvitationOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "This email address and password do not fit together. Check both and try again.",
        "enter_current_password": "This is not your present password. Type it again.",
        "incorrect_password": "This is not your password. Type it again.",
        "incorrect_code": "This code does not fit. Wait for the next code and type that.",
        "invalid_password_reset": "This link was used already or is too old. Ask for a new one.",
        "too_many_login_attempts": "There were too many tries. Wait 15 minutes, then try again.",
        "rate_limited": "There were too many tries. Wait 15 minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """django-axes alone counts wrong passwords: a second count beside it would answer in other words."""

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """A new password signs in too: nobody whose place has ended or whose agency is suspended."""
        if TeamBackend().get_user(user.pk) is None:
            return redirect("account_reset_password_from_key_done")
        stopped: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return stopped

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")


class WrappedFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Secrets of second factors are wrapped by the keyring: a copy of the database makes no codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code does not fit. Wait for the next code and type that.",
    }

    def encrypt(self, text: str) -> str:
        key_id, wrapped = provider().wrap(text.encode(), _FACTORS)
        return f"{key_id}:{b64encode(wrapped).decode()}"

    def decrypt(self, encrypted_text: str) -> str:
        key_id, _, wrapped = encrypted_text.partition(":")
        return provider().unwrap(key_id, b64decode(wrapped), _FACTORS).decode()
