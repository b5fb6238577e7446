"""Finding a duty behind its door, and the event of having looked at it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from audit.ledger import witness
from cases.duties.models import Duty
from mdt.team.access import Door
from mdt.team.models import User

_WITH = ("case", "agency", "desk__agency", "offered_to", "offered_desk__agency")


def seen_duty(user: User, pk: UUID) -> Duty:
    """A duty as `user` sees it, with its `door`; 404 for any other."""
    found: Duty = get_object_or_404(Duty.objects.visible_to(user).select_related(*_WITH), pk=pk)
    return found


def owed_duty(user: User, pk: UUID) -> Duty:
    """A duty that the agency of `user` owes; 404 for any other, one that they are only asked to take over too."""
    found: Duty = get_object_or_404(Duty.objects.owed_by(user).select_related(*_WITH), pk=pk)
    return found


def page(request: HttpRequest, user: User, duty: Duty, template: str, purpose: str, **context: Any) -> HttpResponse:
    """A page that shows a duty's code, and the event of it."""
    door = getattr(duty, "door", Door.ASSIGNED)
    witness("duty.looked", by=user, records=[duty], door=door, purpose=purpose)
    return render(request, template, {"duty": duty, **context})
