"""Reports of subcommittees as a source of the main body's agenda."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from mdt.meetings.agenda import Candidate, ForMembers, Line, lines_of
from mdt.meetings.models import AgendaItem, Meeting, PartKind
from mdt.subcommittees.models import Report
from mdt.team.models import User


class SubcommitteeReports(ForMembers):
    """What a room told this body since its last meeting: each comes once, and again only when it was deferred."""

    key = "subcommittees.reports"
    title = "From subcommittees"
    order = 74

    def candidates(self, meeting: Meeting) -> Iterable[Candidate]:
        seen = AgendaItem.objects.filter(source=self.key, meeting__body=meeting.body_id)
        seen = seen.filter(meeting__starts_at__lt=meeting.starts_at, state="listed").exclude(meeting__state="cancelled")
        reports = Report.objects.filter(to_body=meeting.body_id, at__lt=meeting.starts_at)
        reports = reports.exclude(pk__in=seen.values("record")).order_by("at", "pk")
        return [Candidate(pk, PartKind(part)) for pk, part in reports.values_list("pk", "part")]

    def present(self, items: Sequence[AgendaItem], user: User) -> Mapping[UUID, Line]:
        """Those in the reader's parts. One that is about a record is there for whoever may see that record."""
        seen = list(Report.objects.visible_to(user).filter(pk__in=[item.record for item in items]))
        about = _lines_about(seen, items[0].meeting, user)
        return {one.pk: _line(one, about.get(one.pk)) for one in seen if one.record is None or one.pk in about}


def _lines_about(reports: Sequence[Report], meeting: Meeting, user: User) -> dict[UUID, Line]:
    """By report, the line of the record that it is about, where the record's own source shows it to `user` now."""
    about = {one.pk: one.record for one in reports if one.record}
    asked = [AgendaItem(meeting=meeting, source=one.source, record=one.record) for one in reports if one.record]
    lines = lines_of(asked, user)
    return {report: lines[record] for report, record in about.items() if record in lines}


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
