"""Home: what needs me now, by role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit.doors import rule
from mdt.team.home import panels_for
from mdt.team.views._steps import signed_in


@rule("team.home")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    return render(request, "team/home.html", {"panels": panels_for(user), "seated": bool(user.desk_groups)})
