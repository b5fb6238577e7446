"""Service gaps as a source of meeting agendas: which help was missing, in numbers alone, also for an open part."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import F, Q
from django.utils.dateformat import format as formatted

from mdt.meetings.agenda import Asks, Candidate, ForMembers, Line
from mdt.meetings.models import AgendaItem, Lane, Meeting
from mdt.meetings.selection import days_for, last_listed
from mdt.team.models import User
from referrals.actions.counting import end_of, half_before, untaken_in
from referrals.choices import Service
from referrals.models import GapCount, ServiceGap

TAKEN_AGAIN = "A desk is taking again"


class ServiceGaps(ForMembers):
    """Numbers of people who found no help, and help that no desk is taking for: no case, no agency, no desk."""

    # Nothing in it is about one person or one agency, so it may stand where guests read.
    for_guests = True
    key = "referrals.gaps"
    title = "Service gaps"
    order = 100

    def candidates(self, meeting: Meeting) -> Iterable[Candidate]:
        """The most people first. What was on an agenda comes back after its days, while it is still so."""
        latest = half_before(meeting.local(meeting.starts_at).date())
        halves = GapCount.objects.filter(team=meeting.team_id, begins_on__lte=latest).order_by("-begins_on")
        rows = ServiceGap.objects.filter(team=meeting.team_id, begins_on=halves.values("begins_on")[:1])
        rows = rows.filter(Q(people__isnull=False) | Q(service__in=untaken_in(meeting.team_id)))
        before = meeting.starts_at - timedelta(days=days_for(meeting, self.key))
        rows = rows.annotate(listed_at=last_listed(meeting, "pk"))
        rows = rows.filter(Q(listed_at=None) | Q(listed_at__lte=before))
        most = F("people").desc(nulls_last=True)
        return [Candidate(pk) for pk in rows.order_by(most, "service").values_list("pk", flat=True)]

    def present(self, items: Sequence[AgendaItem], user: User) -> Mapping[UUID, Line]:
        team = items[0].meeting.team_id
        found = ServiceGap.objects.filter(team=user.place.team_id, pk__in=[item.record for item in items])
        untaken = untaken_in(team)
        return {gap.pk: _line(gap, untaken.get(gap.service, 0)) for gap in found}


ASKS = Asks(Lane.LIST, days=91, days_label="Days since it was last on an agenda")


def _line(gap: ServiceGap, untaken: int) -> Line:
    said = ". ".join(filter(None, [_people(gap), _desks(untaken)]))
    title = str(Service(gap.service).label)
    return Line(gap.pk, gap.code, title, detail="" if said else TAKEN_AGAIN, reason=said)


def _desks(untaken: int) -> str:
    if untaken == 1:
        return "The one desk that offers it is not taking now"
    return f"{untaken} desks offer it, and none is taking now" if untaken else ""


def _people(gap: ServiceGap) -> str:
    if gap.people is None:
        return ""
    last = end_of(gap.begins_on) - timedelta(days=1)
    period = f"{formatted(gap.begins_on, 'F')} to {formatted(last, 'F Y')}"
    return f"{gap.people} people found nobody who could take them, {period}"
