"""Leaving a page with a form half filled: one POST keeps what may be kept, and ends the session in any case."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.messages import get_messages
from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from audit.doors import signed_out
from audit.ledger import LedgerUnavailable
from mdt.team.policies import Refused
from mdt.team.sessions import end_session

log = logging.getLogger(__name__)

View = Callable[..., HttpResponse]


def leaving(request: HttpRequest) -> bool:
    """Whether the form was sent by Leave now."""
    return request.method == "POST" and "leave" in request.POST


def saves_and_leaves(view: View) -> View:
    """After a view that keeps a draft: by Leave now it keeps what it can, and nothing of its answer is shown."""

    @wraps(view)
    def left(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not leaving(request):
            return view(request, *args, **kwargs)
        try:
            with transaction.atomic():
                view(request, *args, **kwargs)
        except (DatabaseError, LedgerUnavailable, Refused, Http404) as problem:
            # Whoever leaves in a hurry is signed out first of all; the words of such an error stay unsaid.
            log.warning("What was typed could not be kept on leaving: %s", type(problem).__name__)
        list(get_messages(request))
        end_session(request, "left")
        return signed_out(redirect("account_login"))

    return left
