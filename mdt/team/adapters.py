"""How allauth behaves here: sign-up by invitation only, one lock, calm words."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse


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

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")
