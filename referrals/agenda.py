"""Referrals as sources of meeting agendas: what agencies have put forward, in the sections of an agenda, and why.

Each referral stands in one section. No section says what a release-bound receiver did or did not do.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from cases.tracks import part_of
from mdt.counted import counted
from mdt.meetings.agenda import Asks, Candidate, ForMembers, Line
from mdt.meetings.models import AgendaItem, Lane, Meeting, PartKind
from mdt.meetings.selection import days_for, last_listed
from mdt.team.models import User
from mdt.team.sectors import RELEASE_BOUND
from referrals import reading
from referrals.actions.forwarding import still_live
from referrals.choices import Service, State, Urgency
from referrals.models import Forwarded, PutForward, Referral, StandingRule
from referrals.policies import is_gone
from referrals.querysets import PutForwardLets

_NEVER_LISTED = Q(listed_at=None)
# Only of an agency that no release binds may it be told that it has closed, said no, or not answered.
_TOLD = ~Q(referral__to_agency__bindings__overlap=list(RELEASE_BOUND))


class PutForwardReferrals(ForMembers):
    """What an agency puts forward by hand: raised by a member. Presents the referrals of all sections."""

    key = "referrals.put_forward"
    title = "Put forward by members"
    order = 70

    def candidates(self, meeting: Meeting) -> Iterable[Candidate]:
        """The longest waiting first. What was on an earlier agenda comes back by its review or a deferral alone."""
        rows = Forwarded.objects.filter(body=meeting.body_id, at__lt=meeting.starts_at)
        rows = rows.filter(PutForwardLets("referral", "holder", "body"), referral__waits_for_sender=False)
        rows = rows.annotate(listed_at=last_listed(meeting, "referral"))
        rows = self.meant(rows, meeting).annotate(side=part_of("referral__case__track", "referral__track"))
        ordered = rows.order_by("referral__answer_by", "referral__sent_at", "pk")
        return [Candidate(record, PartKind(side)) for record, side in ordered.values_list("referral", "side")]

    def meant(self, rows: QuerySet[Forwarded], meeting: Meeting) -> QuerySet[Forwarded]:
        """Of what stands put forward, with when it was `listed_at` last, what this section takes."""
        return rows.filter(_NEVER_LISTED, still_live(), rule="")

    def present(self, items: Sequence[AgendaItem], user: User) -> Mapping[UUID, Line]:
        meeting = items[0].meeting
        forwarded = PutForward.objects.filter(referral=OuterRef("pk"), body=meeting.body_id)
        forwarded = forwarded.filter(taken_back_at=None).order_by("at", "pk")
        seen = Referral.objects.visible_to(user).filter(pk__in=[item.record for item in items]).with_release(user)
        records = seen.for_lines().annotate(
            put_forward_at=forwarded.values("at")[:1], listed_at=last_listed(meeting, "pk")
        )
        sections, now = {item.record: item.source for item in items}, timezone.now()
        return {record.pk: _line(record, sections[record.pk], now) for record in records}


class UrgentReferrals(PutForwardReferrals):
    """Help that was asked for today, and missing young people."""

    key = "referrals.urgent"
    title = "Urgent and missing"
    order = 40

    def meant(self, rows: QuerySet[Forwarded], meeting: Meeting) -> QuerySet[Forwarded]:
        pressing = Q(referral__urgency=Urgency.TODAY) | Q(referral__service=Service.MISSING_YOUTH)
        return rows.filter(_NEVER_LISTED, still_live(), pressing)


class NewReferrals(PutForwardReferrals):
    """What an agency's standing rule puts forward as new."""

    key = "referrals.new"
    title = "New referrals"
    order = 50

    def meant(self, rows: QuerySet[Forwarded], meeting: Meeting) -> QuerySet[Forwarded]:
        return rows.filter(_NEVER_LISTED, still_live(), rule=StandingRule.Kind.NEW)


class ContinuingCases(PutForwardReferrals):
    """What still runs and was last on an agenda so many days before."""

    key = "referrals.continuing"
    title = "Continuing, due for review"
    order = 60

    def meant(self, rows: QuerySet[Forwarded], meeting: Meeting) -> QuerySet[Forwarded]:
        before = meeting.starts_at - timedelta(days=days_for(meeting, self.key))
        return rows.filter(still_live(), Q(listed_at__lte=before))


class Closures(PutForwardReferrals):
    """What was closed in the last days, and was not on an agenda since."""

    key = "referrals.closed"
    title = "Closures"
    order = 80

    def meant(self, rows: QuerySet[Forwarded], meeting: Meeting) -> QuerySet[Forwarded]:
        return _ended(rows, State.CLOSED, meeting, days_for(meeting, self.key))


class ReferralLoop(PutForwardReferrals):
    """What is not answered, waits past its review day, or was declined."""

    key = "referrals.loop"
    title = "Referral loop: unanswered, waitlisted, declined"
    order = 90

    def meant(self, rows: QuerySet[Forwarded], meeting: Meeting) -> QuerySet[Forwarded]:
        by_rule = Q(_NEVER_LISTED, still_live(), rule__in=(StandingRule.Kind.UNANSWERED, StandingRule.Kind.WAITLISTED))
        declined = _ended(rows, State.DECLINED, meeting, days_for(meeting, self.key))
        return rows.filter(by_rule | Q(pk__in=declined.values("pk")))


QUARTER = 91
SECTIONS: tuple[tuple[PutForwardReferrals, Asks], ...] = (
    (UrgentReferrals(), Asks(Lane.URGENT)),
    (NewReferrals(), Asks()),
    (ContinuingCases(), Asks(days=QUARTER, days_label="Days since it was last on an agenda")),
    (PutForwardReferrals(), Asks()),
    (Closures(), Asks(Lane.LIST, days=31, days_label="Closed in the last so many days")),
    (ReferralLoop(), Asks(days=31, days_label="Declined in the last so many days")),
)


def _ended(rows: QuerySet[Forwarded], state: State, meeting: Meeting, days: int) -> QuerySet[Forwarded]:
    """What ended so in the last days before the meeting, and was on no agenda since."""
    since = meeting.starts_at - timedelta(days=days)
    new = _NEVER_LISTED | Q(listed_at__lt=F("referral__changed_at"))
    return rows.filter(_TOLD, new, referral__state=state, referral__changed_at__gte=since)


def _line(referral: Referral, section: str, now: datetime) -> Line:
    return Line(
        record=referral.pk,
        code=referral.code,
        title=reading.heading(referral),
        detail=detail(referral),
        reason=_reason(referral, section, now),
        url=reverse("referral", args=[referral.pk]),
        door=referral.passed,
    )


def detail(referral: Referral) -> str:
    """Between whom, and where it stands; what is withdrawn is a code again."""
    label = reading.status(referral).label
    return label if is_gone(referral) else capfirst(f"{' to '.join(reading.sides(referral))}. {label}")


def _reason(referral: Referral, section: str, now: datetime) -> str:
    """Why it is here, with its number."""
    if is_gone(referral):
        return ""
    reason = _waits(referral, now) or _of_section(referral, section, now)
    return reason or _put_forward(referral) or _sent(referral, now)


def _waits(referral: Referral, now: datetime) -> str:
    if reading.is_overdue(referral, now) and referral.sent_at:
        return f"Unanswered for {counted((now - referral.sent_at).days, 'day')}"
    if reading.status(referral).state == State.WAITLISTED and referral.review_on:
        late = (timezone.localdate() - referral.review_on).days
        if late > 0:
            return f"On a waitlist, {counted(late, 'day')} past its review day"
    return ""


def _of_section(referral: Referral, section: str, now: datetime) -> str:
    """What its section says of it, as long as that is still so."""
    listed_at: datetime | None = getattr(referral, "listed_at", None)
    if section == ContinuingCases.key and listed_at:
        return f"Last on an agenda {counted((now - listed_at).days, 'day')} ago"
    ended = {Closures.key: (State.CLOSED, "Closed"), ReferralLoop.key: (State.DECLINED, "Declined")}
    state, word = ended.get(section, ("", ""))
    if referral.state == state and not reading.is_silent(referral):
        return f"{word} {counted((now - referral.changed_at).days, 'day')} ago"
    return _sent(referral, now) if section in (UrgentReferrals.key, NewReferrals.key) else ""


def _put_forward(referral: Referral) -> str:
    since: datetime | None = getattr(referral, "put_forward_at", None)
    return f"Put forward on {date_format(timezone.localtime(since), 'F j')}" if since else ""


def _sent(referral: Referral, now: datetime) -> str:
    """All that is said of what is here as part of a shared case: no row of its own says since when."""
    return f"Sent {counted((now - referral.sent_at).days, 'day')} ago" if referral.sent_at else ""
