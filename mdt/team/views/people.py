"""People: the list, one person, their roles, turning their sign-in off."""

from datetime import timedelta
from functools import partial
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.doors import rule
from mdt.team.actions.people import change_roles, empty_without, turn_off
from mdt.team.forms import RolesForm, TurnOffForm
from mdt.team.models import Desk, Invitation, Membership, User
from mdt.team.policies import may_change_roles, may_turn_off
from mdt.team.requests import PersonRequest
from mdt.team.roles import DESCRIPTIONS, Role
from mdt.team.views._steps import done, posted

PAGE: Final = 50
UNUSED: Final = timedelta(days=60)


@rule("team.invite")
@require_safe
def people(request: PersonRequest) -> HttpResponse:
    user = request.user
    standing = Membership.objects.standing().managed_by(user).select_related("user", "agency")
    rows = list(_after(standing, request.GET.get("after", ""))[: PAGE + 1])
    open_ones = Invitation.objects.filter(team=user.place.team_id, accepted_at=None).select_related("agency")
    if not user.has_perm("team.administer"):
        open_ones = open_ones.filter(agency=user.place.agency_id)
    context = {
        "places": rows[:PAGE],
        "more": f"{reverse('people')}?after={rows[PAGE - 1].pk}" if len(rows) > PAGE else "",
        "invitations": open_ones.order_by("-expires_at")[:PAGE],
        "now": timezone.now(),
        "unused_since": timezone.now() - UNUSED,
    }
    return render(request, "team/people.html", context)


def _after(places: QuerySet[Membership], key: str) -> QuerySet[Membership]:
    """Places in the order of names, from the one after `key` on: a page costs the same wherever it stands."""
    places = places.order_by("user__name", "pk")
    last = places.filter(pk=key).first() if _is_key(key) else None
    if last is None:
        return places
    return places.filter(Q(user__name__gt=last.user.name) | Q(user__name=last.user.name, pk__gt=last.pk))


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def find_place(user: User, place: UUID) -> Membership:
    """A place that `user` looks after; whatever else there may be is not there for them."""
    places = Membership.objects.managed_by(user).select_related("user__current", "agency", "team")
    return get_object_or_404(places, pk=place)


@rule("team.invite")
@require_safe
def person(request: PersonRequest, place: UUID) -> HttpResponse:
    membership = find_place(request.user, place)
    return _page(request, membership, TurnOffForm(membership=membership, empty=empty_without(membership)))


def _page(request: PersonRequest, membership: Membership, form: TurnOffForm) -> HttpResponse:
    context = {
        "place": membership,
        "form": form,
        "roles": [(Role(role).label, DESCRIPTIONS[Role(role)]) for role in membership.roles],
        "desks": Desk.objects.filter(group__user=membership.user_id, agency=membership.agency_id).order_by("name"),
        "may_change": not may_change_roles(request.user, membership, membership.roles),
        "why_not": may_turn_off(request.user, membership),
    }
    return render(request, "team/person.html", context)


@rule("team.invite")
@require_http_methods(["GET", "POST"])
def roles(request: PersonRequest, place: UUID) -> HttpResponse:
    user = request.user
    membership = find_place(user, place)
    form = RolesForm(posted(request), by=user, initial={"roles": membership.roles})
    if form.is_valid():
        change = partial(change_roles, membership=membership, roles=form.cleaned_data["roles"], by=user)
        if done(form, change, field="roles"):
            messages.success(request, f"The roles of {membership.user} are changed. They sign in once more.")
            return redirect("person", membership.pk)
    return render(request, "team/roles.html", {"form": form, "place": membership})


@rule("team.invite")
@require_POST
def off(request: PersonRequest, place: UUID) -> HttpResponse:
    user = request.user
    membership = find_place(user, place)
    form = TurnOffForm(request.POST, membership=membership, empty=empty_without(membership))
    if form.is_valid():
        successor = form.cleaned_data.get("successor")
        if done(form, partial(turn_off, membership=membership, successor=successor, by=user)):
            messages.success(request, f"{membership.user} can no longer sign in to this team.")
            return redirect("people")
    return _page(request, membership, form)
