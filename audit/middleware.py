"""Default deny, nothing cached, and 503 instead of data when the ledger, a key or the database is away."""

import logging
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.utils.module_loading import import_string

from audit.doors import View, rule_of
from audit.ledger import LedgerUnavailable
from audit.opening import WordsBroken
from privacy.keyring import KeyUnavailable

logger = logging.getLogger(__name__)

# The last two are a database that is gone, full or too busy: the view's transaction has been rolled back.
_AWAY = (LedgerUnavailable, KeyUnavailable, WordsBroken, OperationalError, InterfaceError)


class Doors:
    """A view that declares neither `@rule` nor `@public` does not exist."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        add_never_cache_headers(response)
        response["Cache-Control"] = "no-store"
        return response

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> None:
        if rule_of(view) is None:
            raise Http404

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        if isinstance(error, _AWAY):
            # The kind alone: a cause may carry words.
            logger.error("Nothing was served: %s", type(error).__name__)
            return unavailable(request)
        return None


def unavailable(request: HttpRequest) -> HttpResponseBase:
    """The page for a system that cannot record, and so must not show (settings.UNAVAILABLE_VIEW)."""
    response: HttpResponseBase = import_string(settings.UNAVAILABLE_VIEW)(request)
    return response
