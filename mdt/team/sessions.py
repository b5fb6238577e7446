"""How a session ends, and what the ledger keeps of sign-ins."""

import logging
from typing import Any

from allauth.account.signals import password_changed, password_reset
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from axes.signals import user_locked_out
from axes.utils import reset
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from audit.ledger import Actor, LedgerUnavailable, enter, witness
from mdt.team.actions.people import end_sessions
from mdt.team.models import User

log = logging.getLogger(__name__)


def end_session(request: HttpRequest, how: str) -> None:
    """Sign out. The session goes first: nothing, a ledger that is away included, may keep in whoever has left."""
    person = request.user if request.user.is_authenticated else None
    logout(request)
    if person is None:
        return
    try:
        witness("person.signed_out", by=person, detail={"how": how})
    except LedgerUnavailable:
        log.exception("a sign-out could not be recorded")


def account_digest(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """What an account is called where sign-ins are counted: a keyed digest, never what was typed (it may be a
    password in the wrong field). django-axes calls this (AXES_USERNAME_CALLABLE)."""
    given = credentials or {}
    return _digest(str(given.get("email") or given.get("login") or request.POST.get("login", "")))


def _digest(address: str) -> str:
    return salted_hmac("mdt.team.account", address.strip().lower(), algorithm="sha256").hexdigest()[:32]


class _Somebody:
    """Whoever types into the sign-in form. The team is that of the account tried, so that its auditor can read it."""

    def __init__(self, account: User | None) -> None:
        self._place = account.current if account else None

    def as_actor(self) -> Actor:
        return Actor(id=None, name="somebody", team_id=self._place.team_id if self._place else None)


def signed_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Witness it, or take it back: a session without its event must not outlast a ledger that was away."""
    try:
        witness("person.signed_in", by=user)
    except LedgerUnavailable:
        request.session.flush()
        raise


def _not_signed_in(sender: Any, credentials: dict[str, Any], request: HttpRequest, **kwargs: Any) -> None:
    # While the account is locked, each try is one event of that kind instead.
    if not getattr(request, "axes_locked_out", False):
        _witness_try("person.not_signed_in", request, credentials)


def _locked_out(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    _witness_try("person.locked_out", request, request.axes_credentials)  # type: ignore[attr-defined]  # set by axes


def _witness_try(kind: str, request: HttpRequest, credentials: dict[str, Any]) -> None:
    typed = str(credentials.get("email", "")).strip()
    account = User.objects.select_related("current").filter(email__iexact=typed).first()
    detail = {"account": account_digest(request, credentials)} | ({"person": str(account.pk)} if account else {})
    witness(kind, by=_Somebody(account), detail=detail)


def _wrong_code(sender: Any, user: User, **kwargs: Any) -> None:
    witness("person.not_signed_in", by=_Somebody(user), detail={"person": str(user.pk), "step": "code"})


def _password_changed(sender: Any, user: User, **kwargs: Any) -> None:
    enter("person.password_changed", by=user if user.current else _Somebody(None), detail={"person": str(user.pk)})


def _unlock(sender: Any, user: User, **kwargs: Any) -> None:
    """Whoever reads the account's mail is not the one who guesses: wrong tries of before no longer keep them out."""
    reset(username=_digest(user.email))


def _factor_changed(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """A second factor that came or went ends the person's other sessions."""
    code = request.POST.get("code")
    if code and kwargs["signal"] is authenticator_added and authenticator.type == Authenticator.Type.TOTP:
        # Checking it once more uses it up: the code that proved the new device must not sign anybody in.
        authenticator.wrap().validate_code(code)
    enter("person.factor_changed", by=user, detail={"factor": str(authenticator.type)})
    end_sessions(by=user)
    update_session_auth_hash(request, user)


def connect() -> None:
    """Listen to Django, allauth and axes."""
    user_logged_in.connect(signed_in)
    user_login_failed.connect(_not_signed_in)
    authentication_failed.connect(_wrong_code)
    user_locked_out.connect(_locked_out)
    password_changed.connect(_password_changed)
    password_reset.connect(_password_changed)
    password_reset.connect(_unlock)
    for signal in (authenticator_added, authenticator_removed, authenticator_reset):
        signal.connect(_factor_changed)
