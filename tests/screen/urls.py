"""Views that go wrong in each way, behind the project's own handlers."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from audit.doors import public
from config.errors import unavailable
from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as project

__all__ = ["handler400", "handler403", "handler404", "handler500"]


@public("test")
def refuses(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@public("test")
def suspects(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


@public("test")
def breaks(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


@public("test")
def away(request: HttpRequest) -> HttpResponse:
    return unavailable(request)


@public("test")
@require_POST
def takes(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        "|".join(f"{name}={value}" for name, value in request.POST.items() if name != "csrfmiddlewaretoken")
    )


urlpatterns = [
    *project,
    path("refuses/", refuses),
    path("suspects/", suspects),
    path("breaks/", breaks),
    path("away/", away),
    path("takes/", takes),
]
