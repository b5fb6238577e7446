"""Notices: what is new for the desks of whoever looks, unread first."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from audit.doors import rule
from audit.ledger import witness
from mdt.notices.actions import mark_read
from mdt.notices.models import Notice
from mdt.team.models import User
from mdt.team.requests import PersonRequest

PAGE = 50


@rule("notices.read")
@require_safe
def notices(request: PersonRequest) -> HttpResponse:
    """The newest of them; what is read makes room for the rest."""
    mine = Notice.objects.visible_to(request.user).select_related("desk")
    found = list(mine.unread_first()[: PAGE + 1])
    witness("notices.listed", by=request.user, detail={"count": len(found[:PAGE])})
    return render(request, "notices/notices.html", {"notices": found[:PAGE], "more": found[PAGE:]})


def _find(user: User, pk: UUID) -> Notice:
    return get_object_or_404(Notice.objects.visible_to(user), pk=pk)


@rule("notices.read")
@require_POST
def follow(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Mark it as read and go where it leads, if that may still be seen."""
    notice = _find(request.user, pk)
    mark_read(notice=notice, by=request.user)
    address = notice.says.address(notice.record_id, request.user)
    if address is None:
        messages.info(request, "What this was about is closed, or no longer open to you.")
    return redirect(address or "notices")


@rule("notices.read")
@require_POST
def read(request: PersonRequest, pk: UUID) -> HttpResponse:
    mark_read(notice=_find(request.user, pk), by=request.user)
    return redirect("notices")
