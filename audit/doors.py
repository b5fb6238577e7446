"""The doors: every view says which permission it needs, or why it needs none. The middleware serves no other.

A view inside a door runs in one transaction with the wall's context of its user. What is refused is witnessed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from audit.ledger import Acts, witness
from privacy.wall import Walled, acting_as

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Rule:
    """What a route needs. `permission` is None for a public page, and then `why` says why it may be."""

    permission: str | None
    why: str = ""


class Person(Acts, Walled, Protocol):
    """A signed-in user as the doors know one."""

    is_authenticated: bool

    @property
    def time_zone(self) -> str:
        """The zone of the clock on their wall, e.g. "America/Los_Angeles"."""
        ...

    def has_perm(self, perm: str) -> bool: ...


def rule(permission: str) -> Callable[[View], View]:
    """Serve the view to people whose roles grant `permission`, inside their wall context."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user = cast(Person, request.user)
            if not user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not user.has_perm(permission):
                _refused("door.refused", user, request, kwargs)
                raise PermissionDenied
            try:
                with acting_as(user), timezone.override(user.time_zone):
                    return view(request, *args, **kwargs)
            except Http404:
                _refused("door.missed", user, request, kwargs)
                raise
            except PermissionDenied:
                _refused("door.refused", user, request, kwargs)
                raise

        guarded.rule = Rule(permission)  # type: ignore[attr-defined]
        return guarded

    return decorate


def public(why: str) -> Callable[[View], View]:
    """Serve the view to anybody; `why` is printed in docs/permissions.md."""

    def decorate(view: View) -> View:
        @wraps(view)
        def open_door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, *args, **kwargs)

        open_door.rule = Rule(None, why)  # type: ignore[attr-defined]
        return open_door

    return decorate


def rule_of(view: View) -> Rule | None:
    """The rule a view declares, if it does."""
    return getattr(view, "rule", None)


def _refused(kind: str, user: Person, request: HttpRequest, kwargs: dict[str, Any]) -> None:
    match = request.resolver_match
    detail = {"route": match.view_name if match else "", "method": request.method or ""}
    detail |= {name: str(value)[:64] for name, value in kwargs.items()}
    witness(kind, by=user, detail=detail)


def signed_out(response: HttpResponse) -> HttpResponse:
    """Tell the browser to forget what it has of us."""
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
