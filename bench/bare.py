"""A signed-in page that is drawn as the inbox is, and does nothing that the inbox does for safety.

No wall, no door on records, no sealing, no ledger: a session, a person, one plain query.
"""

from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from audit.doors import public
from bench.data.shape import FEW
from mdt.meetings.sheet import Row, Sheet
from mdt.team.models import Agency
from referrals.choices import State
from referrals.queue import INBOX, PAGE, Queue
from referrals.reading import Flag, ListRow, Status
from referrals.views.lists import around

OPEN = (State.SENT, State.QUESTION, State.WAITLISTED)


@public("only while measuring")
def bare(request: HttpRequest) -> HttpResponse:
    """The inbox's own template, with its tabs, filters and links, over the names of 25 agencies."""
    assert request.user.is_authenticated
    now = timezone.now()
    agencies = list(Agency.objects.order_by("name")[:PAGE])
    beside = {f"in_{tab.key}": PAGE for tab in INBOX.tabs}
    named = [{"pk": str(agency.pk), "name": agency.name} for agency in agencies]
    context = {
        **around(Queue.read(INBOX, {}), {**beside, "others": named, "saved": []}),
        "rows": [_row(agency, OPEN[number % 3], now) for number, agency in enumerate(agencies)],
        "older": "?tab=waiting&after=1",
        "may_export": request.user.has_perm("referrals.export"),
    }
    return render(request, "referrals/inbox.html", context)


@public("only while measuring")
def bare_agenda(request: HttpRequest) -> HttpResponse:
    """The agenda's own template over as many rows of fixed words."""
    agency = Agency.objects.order_by("name")[0]
    rows = tuple(
        Row(number, f"RF-{number:04}", "Shelter", "One to another. Accepted", "Put forward", agency.name, 5, "/bare/")
        for number in range(1, FEW + 1)
    )
    part = SimpleNamespace(pk=agency.pk, kind="open")
    sheet = Sheet("Team meeting", "Thursday", "Room 210", "", "Open part", "It names no case.", rows, "Printed")
    meeting = SimpleNamespace(pk=agency.pk, body=SimpleNamespace(name="Team meeting", pk=agency.pk), place="Room 210")
    context = {"meeting": meeting, "when": "Thursday", "status": "", "sheets": [(part, sheet)], "papers": True}
    return render(request, "meetings/agenda.html", context | {"builds": True})


def _row(agency: Agency, state: State, now: object) -> ListRow:
    """A row as the inbox draws one in that state."""
    sent = state == State.SENT
    referral = SimpleNamespace(
        pk=agency.pk,
        code="RF-2222-2222-2",
        state=state,
        service="shelter",
        from_agency=agency,
        to_agency=agency,
        answer_by=now,
    )
    flags = [Flag("overdue", "Overdue")] if sent else []
    status, may_ask = Status(state, state.label), state != State.QUESTION
    return ListRow(referral, status, flags, "15 to 17", "waiting 2 days", may_ask, gone=False)  # type: ignore[arg-type]
