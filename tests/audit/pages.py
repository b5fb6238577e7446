"""Small pages behind the real doors: one shows, one changes, one falls over after it has shown, one names no rule."""

import uuid
from types import SimpleNamespace

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


def forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse(LABEL)


urlpatterns = [
    path("show/", show),
    path("change/", change),
    path("fall/", fall),
    path("forgotten/", forgotten),
]
