"""Agencies: the list, one agency, adding one, what binds it, suspending it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, F, Q
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.doors import rule
from mdt.team.actions.agencies import add_agency, allow_notes, change_bindings, leave_team, suspend_agency
from mdt.team.actions.desks import open_desk
from mdt.team.actions.people import invite
from mdt.team.forms import AgencyForm, BindingsForm
from mdt.team.models import Agency, Membership, User
from mdt.team.policies import SITS_AT_A_DESK, may_let_leave
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import done, posted, press
from mdt.team.views.invitations import send


def find_agency(user: User, agency: UUID) -> Agency:
    return get_object_or_404(Agency.objects.managed_by(user), pk=agency)


@rule("team.administer")
@require_safe
def agencies(request: PersonRequest) -> HttpResponse:
    user = request.user
    here = Q(people__team=user.place.team_id, people__ended_at=None)
    rows = Agency.objects.managed_by(user).annotate(
        people_now=Count("people", filter=here, distinct=True),
        desks_now=Count("desks", filter=Q(desks__closed_at=None), distinct=True),
    )
    return render(request, "team/agencies.html", {"agencies": rows.order_by("name")})


@rule("team.administer")
@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    form = AgencyForm(posted(request), by=request.user)
    made: list[Agency] = []
    if form.is_valid() and done(form, lambda: made.append(_add(request, form)), by=request.user):
        (added,) = made
        messages.success(request, f"{added} is in the team. People invited: {len(form.cleaned_data['people'])}.")
        return redirect("agency", added.pk)
    return render(request, "team/agency_add.html", {"form": form})


def _add(request: PersonRequest, form: AgencyForm) -> Agency:
    """The agency with its desk and invitations, or nothing of it."""
    user, typed = request.user, form.cleaned_data
    agency = add_agency(
        team=user.place.team, name=typed["name"], sector=typed["sector"], bindings=typed["bindings"], by=user
    )
    desk = open_desk(agency=agency, name=typed["desk"], by=user) if typed["desk"] else None
    seat = None if SITS_AT_A_DESK.isdisjoint(typed["roles"]) else desk
    for name, address in typed["people"]:
        send(request, invite(agency=agency, email=address, name=name, roles=typed["roles"], desk=seat, by=user))
    return agency


@rule("team.invite")
@require_safe
def agency(request: PersonRequest, agency: UUID) -> HttpResponse:
    user = request.user
    found = find_agency(user, agency)
    people = Membership.objects.standing().managed_by(user).filter(agency=found).select_related("user")
    desks = found.desks.annotate(
        seats=Count("group__user", filter=Q(group__user__in=people.values("user")), distinct=True)
    )
    context = {
        "agency": found,
        "people": people.order_by("user__name"),
        "desks": desks.order_by(F("closed_at").asc(nulls_first=True), "name"),
    }
    return render(request, "team/agency.html", context)


@rule("team.administer")
@require_http_methods(["GET", "POST"])
def bindings(request: PersonRequest, agency: UUID) -> HttpResponse:
    user = request.user
    found = find_agency(user, agency)
    form = BindingsForm(posted(request), initial={"sector": found.sector, "bindings": found.bindings})
    if form.is_valid():
        chosen = {"sector": form.cleaned_data["sector"], "bindings": form.cleaned_data["bindings"]}
        if done(form, partial(change_bindings, agency=found, by=user, **chosen)):
            messages.success(request, f"The rules that bind {found} are saved.")
            return redirect("agency", found.pk)
    return render(request, "team/bindings.html", {"form": form, "agency": found})


@rule("team.administer")
@require_POST
def suspend(request: PersonRequest, agency: UUID) -> HttpResponse:
    user = request.user
    found = find_agency(user, agency)
    suspended = request.POST.get("suspended") == "yes"
    said = f"Nobody of {found} can sign in now." if suspended else f"The people of {found} can sign in again."
    act = partial(suspend_agency, agency=found, suspended=suspended, by=user)
    return press(request, act, said, "agency", found.pk)


@rule("team.administer")
@require_http_methods(["GET", "POST"])
def leave(request: PersonRequest, agency: UUID) -> HttpResponse:
    """What leaving means, and then letting it leave."""
    user = request.user
    found = find_agency(user, agency)
    form = Form(posted(request))
    if form.is_valid() and done(form, partial(leave_team, agency=found, team=user.place.team, by=user)):
        messages.success(request, f"{found} has left the team.")
        return redirect("agencies")
    people = Membership.objects.standing().filter(team=user.place.team_id, agency=found).count()
    why_not = may_let_leave(user, found, user.place.team)
    context = {"agency": found, "form": form, "people": people, "team": user.place.team, "why_not": why_not}
    return render(request, "team/agency_leave.html", context)


@rule("team.invite")
@require_POST
def notes(request: PersonRequest, agency: UUID) -> HttpResponse:
    user = request.user
    found = find_agency(user, agency)
    allowed = request.POST.get("allowed") == "yes"
    said = "People of your agency can write a note now." if allowed else "Notes are off for your agency."
    act = partial(allow_notes, agency=found, allowed=allowed, by=user)
    return press(request, act, said, "agency", found.pk)
