"""Error pages that need no database, no session and no user."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: what may not be recorded may not be shown."""
    return render(request, "errors/503.html", status=503)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that came without its token."""
    return render(request, "errors/503.html", status=403)
