"""Finding a meeting or a group: not there (404) for those who do not sit in the group, refused (403) to those who
sit there and do not prepare its meetings, or do not approve their minutes."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from mdt.meetings.models import Meeting
from mdt.meetings.policies import may_approve, may_prepare
from mdt.meetings.querysets import bodies_of
from mdt.team.models import Body, User


def meeting_seen(user: User, pk: UUID) -> Meeting:
    found: Meeting = get_object_or_404(Meeting.objects.visible_to(user).select_related("body"), pk=pk)
    return found


def meeting_to_prepare(user: User, pk: UUID) -> Meeting:
    meeting = meeting_seen(user, pk)
    if may_prepare(user, meeting.body) is not None:
        raise PermissionDenied
    return meeting


def meeting_to_approve(user: User, pk: UUID) -> Meeting:
    meeting = meeting_seen(user, pk)
    if may_approve(user, meeting.body) is not None:
        raise PermissionDenied
    return meeting


def group_to_prepare(user: User, body: UUID) -> Body:
    group: Body = get_object_or_404(bodies_of(user), pk=body)
    if may_prepare(user, group) is not None:
        raise PermissionDenied
    return group
