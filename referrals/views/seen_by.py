"""Who has seen a referral: for the agency that sent it and the agency that it was sent to."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from audit.doors import rule
from audit.explorer import now
from audit.ledger import witness
from mdt.team.access import Door
from mdt.team.requests import PersonRequest
from referrals import policies
from referrals.seen_by import seen_by_whom
from referrals.views._looks import seen_by


@rule("referrals.read")
@require_safe
def who_has_seen(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Sentences of the ledger about one referral. That they were asked for is an event, written before the reading."""
    record = get_object_or_404(seen_by(request.user), pk=pk, door__in=[Door.SENDER, Door.RECEIVER])
    if policies.is_gone(record):
        raise Http404
    until = now()
    witness("referral.seen_by_asked", by=request.user, records=[record], door=record.door)
    seen = seen_by_whom(request.user, record, until=until, after=request.GET.get("after", ""))
    return render(request, "referrals/seen_by.html", {"referral": record, "seen": seen})
