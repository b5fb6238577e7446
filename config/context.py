"""What every page of the shell needs: who is signed in, which team, whether this is practice."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from config import navigation


def bare() -> dict[str, Any]:
    """The shell's variables for a page without a person: an error page reads no session and no database."""
    return {
        "practice_mode": settings.PRACTICE_MODE,
        "tool_name": settings.TOOL_NAME,
        "operator_name": settings.OPERATOR_NAME,
        "help_line": settings.HELP_LINE,
    }


def shell(request: HttpRequest) -> dict[str, Any]:
    """Template variables of the shell. Reads no database row of its own, and the person only when drawn."""
    return bare() | {
        "nav": SimpleLazyObject(lambda: _menu(request)),
        "idle_seconds": settings.SESSION_IDLE_SECONDS,
        "operator_name": SimpleLazyObject(lambda: _operator(request)),
    }


def _menu(request: HttpRequest) -> navigation.Menu | None:
    if not request.user.is_authenticated:
        return None
    here = getattr(request, "menu_at", request.path)
    return navigation.menu(request.user, here, getattr(request, "nav_counts", {}))


def _operator(request: HttpRequest) -> str:
    return request.user.place.team.name if request.user.is_authenticated else settings.OPERATOR_NAME
