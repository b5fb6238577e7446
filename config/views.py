"""Pages of the shell itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit.doors import public


@public("Help, safety and accessibility; the same words for everybody")
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "help.html")
