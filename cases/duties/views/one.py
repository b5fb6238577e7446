"""One duty: reading it, recording a proof, and saying that it does not apply."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audit.doors import rule
from cases.duties import policies, reading
from cases.duties.actions.stopping import prove, say_not_applicable
from cases.duties.forms import NotApplicableForm, ProofForm
from cases.duties.models import Duty, DutyForward
from cases.duties.querysets import OF_DESKS, ShareShows
from cases.duties.views._looks import owed_duty, page, seen_duty
from cases.models import CaseShare
from mdt.meetings.asking import asked_of
from mdt.rooms.inside import ROOM_DOOR, ROOM_NAME
from mdt.team.access import Door
from mdt.team.models import User
from mdt.team.requests import PersonRequest
from mdt.team.views._steps import done, posted

_STOPPED = "This duty has stopped. Nothing was changed."


@rule("duties.read")
@require_safe
def duty(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A duty, its clock and its proofs. Its proofs are shown at the desks that owe it alone."""
    found = seen_duty(request.user, pk)
    door = getattr(found, "door", "")
    owes, beside = door == Door.ASSIGNED, door not in OF_DESKS
    proofs = list(found.proofs.select_related("duty").order_by("done_at", "pk")) if owes else []
    context = {
        "clock": reading.clock(found, timezone.now(), owes=not beside),
        "asked": reading.asked(found),
        "proofs": reading.proof_lines(proofs),
        "outstanding": policies.outstanding(found.law, [proof.recipient for proof in proofs]),
        "owes": owes,
        "to_forward": asked_of(pk, request.user) if owes else None,
        "beside": beside,
        "in_room": door == ROOM_DOOR,
        "owner": reading.owner(found, owes=not beside),
        "groups": _groups(found) if owes else [],
        "shares": _shares(found, request.user) if owes else [],
    }
    return page(request, request.user, found, "duties/duty.html", "read", **context)


def _groups(found: Duty) -> list[DutyForward]:
    """Where it stands put forward."""
    return list(found.put_forward.filter(taken_back_at=None).select_related("body").order_by("body__name", "pk"))


def _shares(found: Duty, user: User) -> list[CaseShare]:
    """The rooms that a desk of theirs shares its case with, and so the duty."""
    standing = CaseShare.objects.standing().of_desks(user).filter(ShareShows("pk", found.pk), case=found.case_id)
    return list(standing.annotate(its=ROOM_NAME).order_by("its", "pk"))


@rule("duties.keep")
@require_http_methods(["GET", "HEAD", "POST"])
def prove_duty(request: PersonRequest, pk: UUID) -> HttpResponse:
    """When, to whom and how; no number and no words."""
    user = request.user
    found = owed_duty(user, pk)
    if not found.is_open:
        return _stopped(request, found)
    given = list(found.proofs.values_list("recipient", flat=True))
    recipients = policies.outstanding(found.law, given)
    form = ProofForm(posted(request), recipients=recipients, triggered_at=found.triggered_at)
    if form.is_valid():
        answers = {name: form.cleaned_data[name] for name in ("recipient", "how", "held")}
        if done(form, partial(prove, by=user, duty=found, done_at=form.moment(), **answers)):
            messages.success(request, "The proof is kept.")
            return redirect("duty", pk)
    return page(request, user, found, "duties/prove.html", "proof", form=form)


@rule("duties.keep")
@require_http_methods(["GET", "HEAD", "POST"])
def duty_does_not_apply(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Stop it for a coded reason."""
    user = request.user
    found = owed_duty(user, pk)
    if not found.is_open:
        return _stopped(request, found)
    form = NotApplicableForm(posted(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if done(form, partial(say_not_applicable, by=user, duty=found, reason=reason)):
            messages.success(request, "The duty is stopped, and your reason is kept.")
            return redirect("duty", pk)
    return page(request, user, found, "duties/not_applicable.html", "not_applicable", form=form)


def _stopped(request: PersonRequest, found: Duty) -> HttpResponse:
    messages.warning(request, _STOPPED)
    return redirect("duty", found.pk)
