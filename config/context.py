"""What every page of the shell needs: who is signed in, which team, whether this is practice."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Template variables of the shell. Reads no database row of its own."""
    return {"practice_mode": settings.PRACTICE_MODE}
