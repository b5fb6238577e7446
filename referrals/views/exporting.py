"""Taking a list away as a file: a reason first, the password once more, and on record before it leaves."""

from collections.abc import Callable
from typing import cast

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from audit.doors import View, rule
from audit.views import attached
from mdt.team.models import Agency
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from referrals.exporting import A_DAY, MOST, take
from referrals.list_forms import ExportForm
from referrals.queue import KINDS, Queue
from referrals.views.lists import chips_of

# Proven in the last five minutes, or they are asked once more.
confirmed = cast(Callable[[View], View], reauthentication_required)
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@rule("referrals.export")
@require_http_methods(["GET", "POST"])
@confirmed
def export(request: PersonRequest, of: str) -> HttpResponseBase:
    """Ask why, then send the list with the filters of the address."""
    kind = KINDS.get(of)
    if kind is None:
        raise Http404
    queue = Queue.read(kind, request.GET)
    form = ExportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        as_what = form.cleaned_data["format"]
        try:
            content = take(queue, by=request.user, reason=form.cleaned_data["reason"], form=as_what)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            name = f"{kind.key}-{timezone.localdate()}.{as_what}"
            return attached(HttpResponse(content, content_type=_TYPES[as_what]), name)
    agencies = dict(Agency.objects.in_team(request.user.place.team_id).values_list("pk", "name"))
    context = {"form": form, "queue": queue, "chips": chips_of(queue, agencies), "most": MOST, "a_day": A_DAY}
    return render(request, "referrals/export.html", context)
