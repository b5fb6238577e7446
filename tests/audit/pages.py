"""Small pages behind the real doors: one shows, one changes, two fall over after they have, one names no rule."""

import uuid
from types import SimpleNamespace

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from audit.doors import rule
from audit.ledger import enter, witness
from mdt.team.models import Body

CODE, LABEL = "HT-7F3K-9QXM-2", "Asked for a safe bed"
FOLDER = SimpleNamespace(pk=uuid.UUID("018f0000-0000-7000-8000-00000000000a"), code=CODE)

handler403 = "config.errors.no_access"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"


@rule("team.home")
def show(request: HttpRequest) -> HttpResponse:
    witness("words.opened", by=request.user, records=[FOLDER], door="receiver", purpose="answer")
    return HttpResponse(f"{CODE}: {LABEL}")


@rule("team.home")
def change(request: HttpRequest) -> HttpResponse:
    Body.objects.create(team=request.user.place.team, name=request.POST["name"])
    enter("desk.changed", by=request.user)
    return HttpResponse("changed")


@rule("team.home")
def fall(request: HttpRequest) -> HttpResponse:
    show.__wrapped__(request)
    raise ValueError(LABEL)


@rule("team.home")
def fill(request: HttpRequest) -> HttpResponse:
    """As PostgreSQL says it when no more fits on its disk (53100, disk_full)."""
    response: HttpResponse = change.__wrapped__(request)
    with connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$")
    return response


def forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse(LABEL)


urlpatterns = [
    path("show/", show),
    path("change/", change),
    path("fall/", fall),
    path("fill/", fill),
    path("forgotten/", forgotten),
]
