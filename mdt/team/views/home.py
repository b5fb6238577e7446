"""Home: what needs me now, by role."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit.doors import rule
from mdt.team.home import menu_counts, panels_for
from mdt.team.requests import PersonRequest
from privacy.plans import kept_plans


@rule("team.home")
@require_safe
@kept_plans()
def home(request: PersonRequest) -> HttpResponse:
    user = request.user
    request.nav_counts = menu_counts(user)
    return render(request, "team/home.html", {"panels": panels_for(user), "seated": bool(user.desk_groups)})
