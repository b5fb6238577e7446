"""Whom an agency keeps a case from: each that holds it for itself."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audit.doors import rule
from cases.actions.walls import keep_from, open_again
from cases.models import Case, CaseWall
from mdt.meetings.recusing_forms import KeepFromForm, people_beside
from mdt.team.models import Membership, User
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest
from mdt.team.roles import Role
from referrals import policies
from referrals.models import Referral
from referrals.views._looks import looked, seen_by


@rule("referrals.keep_from")
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Whom one's own agency keeps the case from, and one more. What the other side has set is not here."""
    record, case = _held(request.user, pk)
    form = KeepFromForm(_choices(request.user), request.POST if request.method == "POST" else None)
    if form.is_valid():
        person = form.cleaned_data["person"]
        try:
            keep_from(case, person=person, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{case.code} is kept from {person.name}.")
            return redirect("kept-from", pk)
    looked(request.user, record, "kept_from")
    walls = CaseWall.objects.standing().of_agency(request.user).filter(case=case)
    ours = Membership.objects.standing().filter(user=OuterRef("user"), agency=request.user.place.agency_id)
    kept = walls.select_related("user", "set_by__user").annotate(ours=Exists(ours)).order_by("user__name", "pk")
    return render(
        request,
        "referrals/people.html",
        {"referral": record, "form": form, "kept": kept, "lead": request.user.has_role(Role.AGENCY_LEAD)},
    )


@rule("referrals.keep_from")
@require_POST
def lift(request: PersonRequest, pk: UUID, wall: UUID) -> HttpResponse:
    _, case = _held(request.user, pk)
    walls = CaseWall.objects.of_agency(request.user).filter(case=case).select_related("case", "user")
    held = get_object_or_404(walls, pk=wall)
    try:
        open_again(held, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"Your agency does not keep {case.code} from {held.user.name} any more.")
    return redirect("kept-from", pk)


def _choices(user: User) -> QuerySet[User]:
    """A lead chooses among the whole team, others among their colleagues."""
    return people_beside(user) if user.has_role(Role.AGENCY_LEAD) else people_beside(user, agency=user.place.agency_id)


def _held(user: User, pk: UUID) -> tuple[Referral, Case]:
    """A referral that one of the two sides holds, with its case; to anybody else there is no such page."""
    record: Referral = get_object_or_404(seen_by(user).select_related("case"), pk=pk)
    if policies.side_of(record) is None or record.case is None or policies.is_gone(record):
        raise Http404
    return record, record.case
