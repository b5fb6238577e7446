"""Reports of subcommittees as a source of the main body's agenda, and what an item of a queue is about."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from mdt.meetings.agenda import Candidate, Line, sources
from mdt.meetings.models import AgendaItem, Meeting, PartKind
from mdt.subcommittees.models import QueueItem, Report
from mdt.team.models import User


class SubcommitteeReports:
    """What a room told this body since its last meeting: each comes once, and again only when it was deferred."""

    key = "subcommittees.reports"
    title = "From subcommittees"
    order = 40

    def candidates(self, meeting: Meeting) -> Iterable[Candidate]:
        seen = AgendaItem.objects.filter(source=self.key, meeting__body=meeting.body_id)
        seen = seen.filter(meeting__starts_at__lt=meeting.starts_at, state="listed").exclude(meeting__state="cancelled")
        reports = Report.objects.filter(to_body=meeting.body_id, at__lt=meeting.starts_at)
        reports = reports.exclude(pk__in=seen.values("record")).order_by("at", "pk")
        return [Candidate(pk, PartKind(part)) for pk, part in reports.values_list("pk", "part")]

    def present(self, items: Sequence[AgendaItem], user: User) -> Mapping[UUID, Line]:
        """Those in the reader's parts. One that is about a record is there for whoever may see that record."""
        seen = list(Report.objects.visible_to(user).filter(pk__in=[item.record for item in items]))
        about = lines_about(seen, user, items[0].meeting_id)
        return {one.pk: _line(one, about.get(one.pk)) for one in seen if one.record is None or one.pk in about}


def lines_about(
    rows: Sequence[QueueItem] | Sequence[Report], user: User, meeting: UUID | None = None
) -> dict[UUID, Line]:
    """By row, the line of the record that it is about, where the record's own source shows it to `user` now."""
    found: dict[UUID, Line] = {}
    for source in sources():
        own = {row.pk: row.record for row in rows if row.record and row.source == source.key}
        if own:
            lines = source.present([_place(meeting, source.key, record) for record in own.values()], user)
            found |= {key: lines[record] for key, record in own.items() if record in lines}
    return found


def _place(meeting: UUID | None, source: str, record: UUID) -> AgendaItem:
    """What sources are asked with; nothing of it is kept."""
    item = AgendaItem(source=source, record=record)
    if meeting:
        item.meeting_id = meeting
    return item


def _line(report: Report, about: Line | None) -> Line:
    said = f"Given back: {report.get_given_back_display()}" if report.given_back else ""
    advice = said or f"Recommends: {report.get_advice_display()}"
    its = f". About {about.code}: {about.title}" if about else ""
    return Line(
        record=report.pk,
        code=report.code,
        title=advice,
        detail=f"From the subcommittee {report.said_by}{its}",
        reason=advice if report.words else "",
        url=about.url if about else "",
        door=about.door if about else "",
        sealed=report if report.words else None,
    )
