"""Bodies: the groups that meet, who chairs them, and which desks sit in them."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.doors import rule
from mdt.team.actions.bodies import add_body, add_desk_to_body, name_chair, remove_desk_from_body
from mdt.team.forms import BodyDeskForm, BodyForm, ChairForm
from mdt.team.models import Body, User
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import done, posted, press


def find_body(user: User, body: UUID) -> Body:
    return get_object_or_404(Body.objects.select_related("chair", "team"), pk=body, team=user.place.team_id)


@rule("team.administer")
@require_http_methods(["GET", "POST"])
def bodies(request: PersonRequest) -> HttpResponse:
    user = request.user
    form = BodyForm(posted(request))
    if form.is_valid() and done(
        form, partial(add_body, team=user.place.team, by=user, **form.cleaned_data), field="name", by=user
    ):
        messages.success(request, f"{form.cleaned_data['name']} is added.")
        return redirect("bodies")
    rows = Body.objects.filter(team=user.place.team_id).select_related("chair").annotate(desks_now=Count("desks"))
    return render(request, "team/bodies.html", {"form": form, "bodies": rows.order_by("subcommittee", "name")})


def _page(request: HttpRequest, found: Body, chair_form: ChairForm, desk_form: BodyDeskForm) -> HttpResponse:
    desks = found.desks.select_related("agency").order_by("agency__name", "name")
    context = {"body": found, "desks": desks, "chair_form": chair_form, "desk_form": desk_form}
    return render(request, "team/body.html", context)


@rule("team.administer")
@require_safe
def body(request: PersonRequest, body: UUID) -> HttpResponse:
    found = find_body(request.user, body)
    return _page(request, found, ChairForm(body=found), BodyDeskForm(body=found))


@rule("team.administer")
@require_POST
def chair(request: PersonRequest, body: UUID) -> HttpResponse:
    user = request.user
    found = find_body(user, body)
    form = ChairForm(request.POST, body=found)
    if form.is_valid() and done(form, partial(name_chair, body=found, membership=form.cleaned_data["person"], by=user)):
        messages.success(request, f"{form.cleaned_data['person'].user} chairs {found} now.")
        return redirect("body", found.pk)
    return _page(request, found, form, BodyDeskForm(body=found))


@rule("team.administer")
@require_POST
def add_desk(request: PersonRequest, body: UUID) -> HttpResponse:
    user = request.user
    found = find_body(user, body)
    form = BodyDeskForm(request.POST, body=found)
    if form.is_valid() and done(form, partial(add_desk_to_body, body=found, desk=form.cleaned_data["desk"], by=user)):
        messages.success(request, f"{form.cleaned_data['desk']} sits in {found} now.")
        return redirect("body", found.pk)
    return _page(request, found, ChairForm(body=found), form)


@rule("team.administer")
@require_POST
def remove_desk(request: PersonRequest, body: UUID, desk: UUID) -> HttpResponse:
    user = request.user
    found = find_body(user, body)
    member = get_object_or_404(found.desks.select_related("agency"), pk=desk)
    act = partial(remove_desk_from_body, body=found, desk=member, by=user)
    return press(request, act, f"{member} no longer sits in {found}.", "body", found.pk)
