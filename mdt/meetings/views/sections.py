"""The sections of a group's agendas: which are drafted, from how many days on, how many items, in which lane."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit.doors import rule
from audit.ledger import witness
from mdt.meetings.actions.sections import set_sections
from mdt.meetings.models import Series
from mdt.meetings.section_forms import SectionsForm
from mdt.meetings.selection import chosen
from mdt.meetings.views.finding import group_to_prepare
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import posted


@rule("meetings.build")
@require_http_methods(["GET", "HEAD", "POST"])
def sections(request: PersonRequest, body: UUID) -> HttpResponse:
    group = group_to_prepare(request.user, body)
    series = Series.objects.select_related("body").filter(body=group).first()
    if series is None:
        messages.warning(request, "Set when the group meets first.")
        return redirect("series", body)
    form = SectionsForm(chosen(series.pk), posted(request))
    if form.is_valid():
        set_sections(series, wanted=form.chosen, by=request.user)
        messages.success(request, "Saved. The next draft follows it; what is on an agenda stays.")
        return redirect("sections", body)
    witness("sections.listed", by=request.user, records=[series])
    return render(request, "meetings/sections.html", {"body": group, "form": form})
