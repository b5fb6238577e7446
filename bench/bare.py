"""A signed-in page with the inbox's shell and 25 rows, and nothing that the inbox does for safety.

No wall, no door on records, no sealing, no ledger: a session, a person, one plain query.
"""

from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from audit.doors import public
from mdt.team.models import Agency
from referrals.reading import Flag, ListRow, Status
from referrals.views.lists import INBOX


@public("only while measuring")
def bare(request: HttpRequest) -> HttpResponse:
    """The inbox's own template over the names of 25 agencies."""
    assert request.user.is_authenticated
    now = timezone.now()
    rows = [_row(agency, now) for agency in Agency.objects.order_by("name")[:25]]
    tabs = [(tab, 25, tab == INBOX[0]) for tab in INBOX]
    return render(
        request, "referrals/inbox.html", {"tabs": tabs, "tab": INBOX[0], "rows": rows, "older": "", "paged": False}
    )


def _row(agency: Agency, now: object) -> ListRow:
    referral = SimpleNamespace(
        pk=agency.pk,
        code="RF-2222-2222-2",
        state="sent",
        from_agency=agency,
        to_agency=agency,
        answer_by=now,
        get_service_display="Emergency shelter",
    )
    flags = [Flag("urgent", "Today")]
    return ListRow(referral, Status("sent", "Sent"), flags, "15 to 17", "waiting 2 days", True, False)  # type: ignore[arg-type]
