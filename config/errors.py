"""Error pages that need no database, no session and no user, and that keep what a person typed."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.http import escape_leading_slashes, url_has_allowed_host_and_scheme

from audit.doors import View
from config.context import bare

# Typed secrets are not put back into a page.
_SECRET = ("password", "credential", "csrfmiddlewaretoken")
# Longer than this, or with a blank in it, is writing, and shown so that it can be copied; the rest goes along unseen,
# and so does what a page of ours carries signed.
_WRITING = 60
_SIGNED = re.compile(r"[\w-]+:[\w-]+:[\w-]+")


class Kept(NamedTuple):
    """One typed value on its way back: `words` names it to a reader, `shown` says whether it is visible."""

    name: str
    value: str
    words: str
    shown: bool


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "errors/400.html", 400)


def no_access(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: word for word what `not_found` says."""
    return _page(request, "errors/no_access.html", 403, keep=True)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: does not tell whether the page exists. It gives back what was posted, and so knows no more than the sender.

    A colleague may have been quicker: what somebody still wrote about is gone, and their words are not.
    """
    return _page(request, "errors/no_access.html", 404, keep=True)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, "errors/500.html", 500, keep=True)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: what may not be recorded may not be shown."""
    return _page(request, "errors/503.html", 503, keep=True)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that came without its token: most often one left open past a sign-out."""
    return _page(request, "errors/csrf.html", 403, keep=True)


def method_pages(get_response: View) -> View:
    """Middleware: Django answers a method that a view does not take with an empty page; give it words."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        page = _page(request, "errors/405.html", 405)
        page["Allow"] = response["Allow"]
        return page

    return middleware


def _page(request: HttpRequest, template: str, status: int, *, keep: bool = False) -> HttpResponse:
    context: dict[str, Any] = bare() | {"posted": request.method == "POST"}
    kept = list(_typed(request)) if keep and _from_here(request) else []
    if kept:
        context |= {
            "kept": kept,
            "writing": any(value.shown for value in kept),
            "again": escape_leading_slashes(request.get_full_path()),
            "csrf_token": get_token(request),
        }
    response = HttpResponse(render_to_string(template, context), status=status)
    response["Cache-Control"] = "no-store"
    return response


def _from_here(request: HttpRequest) -> bool:
    """Whether our own page posted this. Text from elsewhere is never given back with a fresh token to send it."""
    if request.method != "POST":
        return False
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    try:
        hosts = {request.get_host()}
    except SuspiciousOperation:
        return False
    return url_has_allowed_host_and_scheme(origin, hosts) and "//" in (origin or "")


def _typed(request: HttpRequest) -> Iterator[Kept]:
    try:
        lists = list(request.POST.lists())
    except (RawPostDataException, SuspiciousOperation, UnreadablePostError, BadRequest, MultiPartParserError):
        return
    for name, values in lists:
        if any(secret in name.lower() for secret in _SECRET):
            continue
        for value in values:
            writing = (len(value) > _WRITING or len(value.split()) > 1) and not _SIGNED.fullmatch(value)
            words = name.rpartition("-")[2].replace("_", " ").capitalize()
            yield Kept(name, str(value), words, writing)
