"""Leaving: one POST that ends the session on the server, so that the Back button shows the sign-in page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from audit.doors import public, signed_out
from mdt.team.sessions import end_session


@public("Leaving has to work in every state of a session")
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    end_session(request, "left")
    return signed_out(redirect("account_login"))
