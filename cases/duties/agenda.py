"""Duties as a source of meeting agendas: the clocks of the law that an agency has put forward, and how they stand."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from cases.duties import reading
from cases.duties.choices import Stop
from cases.duties.models import Duty, ForwardedDuty
from cases.duties.querysets import OF_DESKS, ForwardedTo, in_rooms
from cases.tracks import part_of
from mdt.meetings.agenda import Asks, Candidate, ForMembers, Line
from mdt.meetings.models import AgendaItem, Lane, Meeting, PartKind
from mdt.meetings.selection import days_for, last_listed
from mdt.team.access import Door
from mdt.team.models import User

TAKEN_BACK = "Taken back"


class DutiesPutForward(ForMembers):
    """What runs, the soonest due first; and what was missed or did not apply lately, which is only listed."""

    key = "duties.put_forward"
    title = "Duties put forward"
    order = 30

    def candidates(self, meeting: Meeting) -> Iterable[Candidate]:
        standing = ForwardedDuty.objects.filter(body=meeting.body_id, at__lt=meeting.starts_at)
        rows = Duty.objects.filter(pk__in=standing.values("duty"))
        rows = rows.annotate(listed_at=last_listed(meeting, "pk"), side=part_of("case__track"))
        since = meeting.starts_at - timedelta(days=days_for(meeting, self.key))
        lately = Q(stopped_at__gte=since) & (Q(listed_at=None) | Q(listed_at__lt=F("stopped_at")))
        rows = rows.filter(Q(stop="") | lately & _MISSED_OR_WAIVED)
        running_first, soonest = F("stopped_at").asc(nulls_first=True), F("due_at").asc(nulls_last=True)
        ordered = rows.order_by(running_first, soonest, "triggered_at", "pk").values_list("pk", "side", "stop")
        return [Candidate(pk, PartKind(side), Lane.LIST if stop else None) for pk, side, stop in ordered]

    def present(self, items: Sequence[AgendaItem], user: User) -> Mapping[UUID, Line]:
        body, now = items[0].meeting.body_id, timezone.now()
        standing = ForwardedDuty.objects.filter(duty=OuterRef("pk"), body=body)
        seen = Duty.objects.visible_to(user).filter(pk__in=[item.record for item in items]).select_related("agency")
        here = Q(ForwardedTo(user.desk_groups, body)) | Q(in_rooms(body))
        # As part of a shared case it stands by a row that is read at one desk alone; colleagues see it in the room.
        found = seen.annotate(shown=here, stands=Q(Exists(standing)) | Q(in_rooms(body)))
        return {duty.pk: line(duty, now) for duty in found if duty.shown or duty.door in OF_DESKS}


# Nobody has to speak of what was done in time; the Statutory clocks of an agenda are due, missed or waived.
_LATE = Q(stop=Stop.PROOF, proved_at__gt=F("due_at"), due_at__gt=F("triggered_at"))
_MISSED_OR_WAIVED = _LATE | Q(stop=Stop.NOT_APPLICABLE)
ASKS = Asks(days=31, days_label="Missed, or said not to apply, in the last so many days")


def line(duty: Duty, now: datetime) -> Line:
    door: str = getattr(duty, "door", "")
    owes = door == Door.ASSIGNED
    back = owes and not getattr(duty, "stands", True)
    label = TAKEN_BACK if back else reading.how_it_stopped(duty, owes=owes)
    return Line(
        record=duty.pk,
        code=duty.code,
        title=duty.law.title,
        detail=". ".join(filter(None, [reading.owner(duty, owes=owes), label])),
        reason="" if back else _reason(duty, now),
        url=reverse("duty", args=[duty.pk]),
        door=door,
    )


def _reason(duty: Duty, now: datetime) -> str:
    """Why it is here, with its number."""
    if duty.stop:
        late = duty.proved_at - duty.due_at if duty.was_late and duty.proved_at and duty.due_at else None
        return f"Done {reading.span(late)} late" if late else ""
    if duty.due_at is None or duty.due_at <= duty.triggered_at:
        clock = "Due at once" if duty.due_at else "No set time"
        return f"{clock}, began {reading.span(now - duty.triggered_at)} ago"
    left = duty.due_at - now
    return f"Overdue by {reading.span(-left)}" if left < timedelta(0) else f"Due in {reading.span(left)}"
