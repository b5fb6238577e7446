"""Mail that a worker sends, so that a request takes as long for an unknown address as for a known one; what ends
by itself."""

from typing import Any, Final

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.forms import ResetPasswordForm
from allauth.account.utils import user_pk_to_url_str
from celery import shared_task
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse

from mdt.team.actions.people import expire_invitations
from mdt.team.models import User

TEMPLATE: Final = "account/email/password_reset_key"
# Seconds; so that nobody can fill another's mailbox.
NOT_AGAIN_FOR: Final = 300


@shared_task(name="team.mail_new_password")
def mail_new_password(user_id: str | None) -> None:
    """Mail the address where a new password is set, or do nothing. The queue sees a key, never an address or token."""
    user = User.objects.filter(pk=user_id, is_active=True).first() if user_id else None
    if user is None or not cache.add(f"team.mail_new_password:{user.pk}", "mailed", NOT_AGAIN_FOR):
        return
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token})
    get_adapter().render_mail(TEMPLATE, user.email, {"password_reset_url": settings.SITE_ADDRESS + path}).send()


class AskForPassword(ResetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    """allauth's form; what it starts is one job for every address (ACCOUNT_FORMS)."""

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        account = self.users[0].pk if self.users else None
        mail_new_password.delay(account and str(account))
        return str(self.cleaned_data["email"])


@shared_task(name="team.expire_invitations")
def look_for_expired() -> int:
    """Let the ledger know of invitations that ran out."""
    return expire_invitations()


SCHEDULE: dict[str, dict[str, Any]] = {"expire invitations": {"task": "team.expire_invitations", "schedule": 600.0}}
