"""Idle and absolute limits of a session."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from mdt.team.sessions import end_session

# Writing the session at each request would cost a statement; a minute is fine enough for a limit of many.
_GRAIN = 60


class SessionLimits:
    """Signs a person out after SESSION_IDLE_SECONDS without a request, or SESSION_ABSOLUTE_SECONDS in all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            began = request.session.setdefault("began", now)
            seen = request.session.get("seen", now)
            if now - began > settings.SESSION_ABSOLUTE_SECONDS:
                end_session(request, "absolute")
            elif now - seen > settings.SESSION_IDLE_SECONDS:
                end_session(request, "idle")
            elif "seen" not in request.session or now - seen >= _GRAIN:
                request.session["seen"] = now
        return self.get_response(request)
