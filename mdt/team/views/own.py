"""One's own account: which teams, which desks, other sessions."""

from uuid import UUID

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from audit.doors import rule
from mdt.team.actions.people import end_sessions, switch_team
from mdt.team.models import Desk
from mdt.team.requests import PersonRequest
from mdt.team.roles import DESCRIPTIONS, Role
from mdt.team.views._steps import press


@rule("team.home")
@require_safe
def account(request: PersonRequest) -> HttpResponse:
    user = request.user
    elsewhere = user.memberships.standing().exclude(pk=user.place.pk).select_related("team", "agency")
    context = {
        "roles": [(Role(role).label, DESCRIPTIONS[Role(role)]) for role in user.place.roles],
        "desks": Desk.objects.filter(group__in=user.desk_groups).order_by("name"),
        "elsewhere": elsewhere.order_by("team__name"),
    }
    return render(request, "team/account.html", context)


@rule("team.home")
@require_POST
def switch(request: PersonRequest, place: UUID) -> HttpResponse:
    user = request.user
    places = user.memberships.standing().select_related("team", "agency").filter(agency__suspended_at=None)
    membership = get_object_or_404(places, pk=place)
    switch_team(membership=membership, by=user)
    update_session_auth_hash(request, user)
    return redirect("home")


@rule("team.home")
@require_POST
def sign_out_elsewhere(request: PersonRequest) -> HttpResponse:
    user = request.user
    response = press(request, lambda: end_sessions(by=user), "Every other browser is signed out.", "account")
    update_session_auth_hash(request, user)
    return response
