"""Packets for everybody at a meeting, and how far they have come."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit.doors import rule
from audit.ledger import witness
from mdt.counted import counted
from mdt.meetings.actions.packets import ask_for_packets
from mdt.meetings.agenda import when
from mdt.meetings.models import Packet, PacketState, State
from mdt.meetings.tasks import make
from mdt.meetings.views.finding import meeting_to_prepare
from mdt.team.policies import Refused
from mdt.team.requests import PersonRequest

NOT_READY = (PacketState.FAILED, PacketState.AWAY, PacketState.NOT_HELD)


@rule("meetings.build")
@require_http_methods(["GET", "HEAD", "POST"])
def packets(request: PersonRequest, pk: UUID) -> HttpResponse:
    """How many packets are ready, whose are not, and making them."""
    meeting = meeting_to_prepare(request.user, pk)
    if request.method == "POST":
        try:
            count = ask_for_packets(meeting, by=request.user, start=make.delay)
            messages.success(request, f"Being made: {counted(count, 'packet')}. Each reader is told when it is ready.")
        except Refused as refusal:
            messages.warning(request, str(refusal))
        return redirect("packets", pk)
    made = Packet.objects.filter(meeting=meeting).select_related("reader__user", "reader__agency")
    rows = list(made.order_by("reader__agency__name", "reader__user__name", "pk"))
    witness("packets.listed", by=request.user, records=[meeting])
    context = {
        "meeting": meeting,
        "when": when(meeting),
        "count": len(rows),
        "done": sum(row.state != PacketState.WAITING for row in rows),
        "ready": sum(row.state == PacketState.READY for row in rows),
        "others": [row for row in rows if row.state in NOT_READY],
        "published": meeting.state == State.PUBLISHED,
    }
    return render(request, "meetings/packets.html", context)
