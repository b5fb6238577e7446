"""Finding a group that the reader prepares."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from mdt.meetings.policies import may_prepare
from mdt.meetings.querysets import bodies_of
from mdt.team.models import Body
from mdt.team.requests import PersonRequest


def group_to_prepare(request: PersonRequest, body: UUID) -> Body:
    """Not there (404) for those who do not sit in it, refused (403) to those who do not prepare its meetings."""
    group: Body = get_object_or_404(bodies_of(request.user), pk=body)
    if may_prepare(request.user, group) is not None:
        raise PermissionDenied
    return group
