"""The sources of this floor's own: open actions, which return until they are done, and standing topics."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.dateformat import format as formatted

from mdt.counted import counted
from mdt.meetings.agenda import Candidate, Line, named
from mdt.meetings.models import ActionItem, AgendaItem, Meeting, PartKind, Topic
from mdt.team.models import User


class OpenActions:
    key = "meetings.actions"
    title = "Open actions"
    order = 20

    def candidates(self, meeting: Meeting) -> Iterable[Candidate]:
        actions = ActionItem.objects.undone().filter(body=meeting.body_id, given_at__lt=meeting.starts_at)
        rows = actions.order_by("due_on", "id").values_list("pk", "part__kind")
        return [Candidate(pk, PartKind(kind)) for pk, kind in rows]

    def present(self, items: Sequence[AgendaItem], user: User) -> Mapping[UUID, Line]:
        actions = ActionItem.objects.visible_to(user).filter(pk__in=[item.record for item in items])
        return {
            action.pk: line_of(action) for action in actions.select_related("agency", "person__user", "person__agency")
        }


class StandingTopics:
    key = "meetings.topics"
    title = "Standing topics"
    order = 60

    def candidates(self, meeting: Meeting) -> Iterable[Candidate]:
        topics = Topic.objects.standing().filter(body=meeting.body_id, given_at__lt=meeting.starts_at)
        return [Candidate(pk) for pk in topics.order_by("given_at", "id").values_list("pk", flat=True)]

    def present(self, items: Sequence[AgendaItem], user: User) -> Mapping[UUID, Line]:
        topics = Topic.objects.visible_to(user).filter(pk__in=[item.record for item in items])
        return {topic.pk: Line(topic.pk, topic.code, "Standing topic", sealed=topic) for topic in topics}


def line_of(action: ActionItem) -> Line:
    return Line(
        record=action.pk,
        code=action.code,
        title=action.get_kind_display(),
        detail=named(action.person) or action.agency.name,
        reason=_reason(action, timezone.localdate()),
    )


def _reason(action: ActionItem, today: date) -> str:
    late = (today - action.due_on).days
    if action.done_at:
        return "Done"
    if late > 0:
        return f"Overdue for {counted(late, 'day')}"
    return f"Open, due {formatted(action.due_on, 'F j')}"
