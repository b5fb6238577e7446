"""The sources of this floor's own: actions, which return until they are done, and topics, standing or raised."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.dateformat import format as formatted

from mdt.counted import counted
from mdt.meetings.agenda import Candidate, ForMembers, Line, named
from mdt.meetings.models import ActionItem, AgendaItem, Lane, Meeting, PartKind, Topic
from mdt.meetings.selection import held_before, listed_earlier
from mdt.team.models import User


class OpenActions(ForMembers):
    """What is not done, and what was done since the last meeting, which is only listed."""

    key = "meetings.actions"
    title = "Prior actions"
    order = 20

    def candidates(self, meeting: Meeting) -> Iterable[Candidate]:
        before = held_before(meeting)
        lately = Q(done_at__gte=before, given_at__lte=before) if before else Q(done_at=None)
        actions = ActionItem.objects.filter(body=meeting.body_id, given_at__lt=meeting.starts_at)
        actions = actions.filter(Q(done_at=None) | lately).order_by("due_on", "id")
        rows = actions.values_list("pk", "part__kind", "done_at")
        return [Candidate(pk, PartKind(kind), Lane.LIST if done else None) for pk, kind, done in rows]

    def present(self, items: Sequence[AgendaItem], user: User) -> Mapping[UUID, Line]:
        actions = ActionItem.objects.visible_to(user).filter(pk__in=[item.record for item in items])
        earlier = listed_earlier(items[0].meeting).filter(record=OuterRef("pk")).order_by().values("record")
        times = Coalesce(Subquery(earlier.annotate(times=Count("pk")).values("times")), 0)
        found = actions.select_related("agency", "person__user", "person__agency").annotate(carried=times)
        return {action.pk: line_of(action) for action in found}


class _Topics(ForMembers):
    """Presents what is spoken of at each meeting and what members have raised, in one look."""

    def present(self, items: Sequence[AgendaItem], user: User) -> Mapping[UUID, Line]:
        topics = Topic.objects.visible_to(user).filter(pk__in=[item.record for item in items])
        return {
            topic.pk: _line_of_topic(topic) for topic in topics.select_related("given_by__user", "given_by__agency")
        }


class StandingTopics(_Topics):
    """What is spoken of at each meeting."""

    # A topic names no case and nobody, and every member reads it: guests in an open part may as well.
    for_guests = True
    key = "meetings.topics"
    title = "Standing topics"
    order = 110

    def candidates(self, meeting: Meeting) -> Iterable[Candidate]:
        topics = Topic.objects.standing().filter(body=meeting.body_id, once=False, given_at__lt=meeting.starts_at)
        return [Candidate(pk) for pk in topics.order_by("given_at", "id").values_list("pk", flat=True)]


class RaisedTopics(_Topics):
    """What a member has raised for one meeting: for the members, in words that nobody else has agreed to."""

    key = "meetings.raised"
    title = "Raised by members"
    order = 72

    def candidates(self, meeting: Meeting) -> Iterable[Candidate]:
        raised = Topic.objects.standing().filter(body=meeting.body_id, once=True, given_at__lt=meeting.starts_at)
        new = raised.exclude(pk__in=listed_earlier(meeting).filter(source=self.key).values("record"))
        return [Candidate(pk) for pk in new.order_by("given_at", "id").values_list("pk", flat=True)]


def line_of(action: ActionItem) -> Line:
    return Line(
        record=action.pk,
        code=action.code,
        title=action.get_kind_display(),
        detail=named(action.person) or action.agency.name,
        reason=_reason(action, timezone.localdate()),
    )


def _line_of_topic(topic: Topic) -> Line:
    """Its words are sealed."""
    reason = "It has ended" if topic.ended_at else ""
    if not topic.once:
        return Line(topic.pk, topic.code, "Standing topic", reason=reason, sealed=topic)
    who = f"Raised by {named(topic.given_by)}"
    return Line(topic.pk, topic.code, "Raised", detail=who, reason=reason, sealed=topic)


def _reason(action: ActionItem, today: date) -> str:
    late = (today - action.due_on).days
    carried: int = getattr(action, "carried", 0)
    if action.done_at:
        return "Done"
    since = f", on {counted(carried, 'agenda')} before" if carried else ""
    if late > 0:
        return f"Overdue for {counted(late, 'day')}{since}"
    return f"Open, due {formatted(action.due_on, 'F j')}{since}"
