"""Saved views: the filters of a list under a name. Using one is following its address."""

from uuid import UUID

from django.contrib import messages
from django.db.models import BooleanField, Case, When
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from audit.doors import rule
from mdt.team.models import Agency
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from referrals.actions.viewing import delete_view, save_view
from referrals.list_forms import ViewForm
from referrals.models import SavedView
from referrals.queue import KINDS, Queue
from referrals.views.lists import chips_of, views_of


@rule("referrals.answer")
def views(request: PersonRequest, of: str) -> HttpResponse:
    """The saved views of one list, and a form that gives the filters of the address a name."""
    user, kind = request.user, KINDS.get(of)
    if kind is None:
        raise Http404
    queue = Queue.read(kind, request.GET)
    form = ViewForm(request.POST if request.method == "POST" else None, by=user)
    if request.method == "POST" and form.is_valid():
        try:
            view = save_view(by=user, queue=queue, kept_words=form.overrides, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Saved as “{view.name}”.")
            return redirect(f"{reverse(kind.key)}?{queue.query}")
    mine = Case(When(owner=user, then=True), default=False, output_field=BooleanField())
    kept = views_of(user, kind).annotate(mine=mine).select_related("owner", "desk").order_by("name", "pk")
    agencies = dict(Agency.objects.in_team(user.place.team_id).values_list("pk", "name"))
    context = {
        "kind": kind,
        "queue": queue,
        "form": form,
        "chips": chips_of(queue, agencies),
        "views": [(view, Queue.read(kind, view.filters).query) for view in kept],
    }
    return render(request, "referrals/views.html", context)


@rule("referrals.answer")
@require_POST
def end_view(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Delete a saved view of one's own."""
    place = request.user.place
    own = SavedView.objects.filter(owner=request.user, team_id=place.team_id, agency=place.agency_id)
    view = get_object_or_404(own, pk=pk)
    delete_view(by=request.user, view=view)
    messages.success(request, "The view is deleted. The referrals are not touched.")
    return redirect("views", view.of)
