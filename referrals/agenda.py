"""Referrals as a source of meeting agendas: what agencies have put forward, and why each is there."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cases.tracks import part_of
from mdt.counted import counted
from mdt.meetings.agenda import Candidate, Line
from mdt.meetings.models import AgendaItem, Meeting, PartKind
from mdt.team.models import User
from referrals import reading
from referrals.actions.forwarding import still_live
from referrals.choices import State
from referrals.models import PutForward, Referral
from referrals.policies import is_gone
from referrals.querysets import PutForwardLets


class PutForwardReferrals:
    """Referrals put forward to the body by hand or by a standing rule, since the last meeting and still live."""

    key = "referrals.put_forward"
    title = "Put forward"
    order = 50

    def candidates(self, meeting: Meeting) -> Iterable[Candidate]:
        """Urgent first, then the longest waiting. What was on an earlier agenda comes back only when deferred."""
        seen = AgendaItem.objects.filter(source=self.key, meeting__body=meeting.body_id)
        seen = seen.filter(meeting__starts_at__lt=meeting.starts_at, state="listed").exclude(meeting__state="cancelled")
        rows = PutForward.objects.filter(still_live(), body=meeting.body_id, at__lt=meeting.starts_at)
        rows = rows.filter(PutForwardLets("referral", "holder", "body"))
        rows = rows.exclude(referral__in=seen.values("record"))
        rows = rows.annotate(side=part_of("referral__case__track", "referral__track"))
        ordered = rows.order_by("referral__answer_by", "referral__sent_at", "pk")
        return [Candidate(record, PartKind(side)) for record, side in ordered.values_list("referral", "side")]

    def present(self, items: Sequence[AgendaItem], user: User) -> Mapping[UUID, Line]:
        forwarded = PutForward.objects.filter(referral=OuterRef("pk"), body__meetings=items[0].meeting_id)
        forwarded = forwarded.filter(taken_back_at=None).order_by("at", "pk")
        seen = Referral.objects.visible_to(user).filter(pk__in=[item.record for item in items])
        seen = seen.with_release(user)
        records = seen.select_related("from_agency", "to_agency").annotate(put_forward_at=forwarded.values("at")[:1])
        now = timezone.now()
        return {record.pk: _line(record, now) for record in records}


def _line(referral: Referral, now: datetime) -> Line:
    return Line(
        record=referral.pk,
        code=referral.code,
        title=reading.heading(referral),
        detail=_detail(referral),
        reason=_reason(referral, now),
        url=reverse("referral", args=[referral.pk]),
        door=referral.passed,
    )


def _detail(referral: Referral) -> str:
    """Between whom, and where it stands; what is withdrawn is a code again."""
    label = reading.status(referral).label
    return label if is_gone(referral) else f"{referral.from_agency.name} to {referral.receiver.name}. {label}"


def _reason(referral: Referral, now: datetime) -> str:
    """Why it is here, with its number."""
    if reading.is_overdue(referral, now) and referral.sent_at:
        return f"Unanswered for {counted((now - referral.sent_at).days, 'day')}"
    if reading.status(referral).state == State.WAITLISTED and referral.review_on:
        late = (timezone.localdate() - referral.review_on).days
        if late > 0:
            return f"On a waitlist, {counted(late, 'day')} past its review day"
    since: datetime | None = getattr(referral, "put_forward_at", None)
    return f"Put forward on {date_format(timezone.localtime(since), 'F j')}" if since else ""
