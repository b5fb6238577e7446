"""Finding a room, or an item in one: not there (404) for whoever is outside, refused (403) to who may only read."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from mdt.rooms.inside import rooms_read_by
from mdt.rooms.policies import may_run, may_work
from mdt.subcommittees.models import QueueItem
from mdt.team.models import Body, User


def find_room(user: User, body: UUID) -> Body:
    found: Body = get_object_or_404(rooms_read_by(user).select_related("team", "chair", "room"), pk=body)
    return found


def room_to_work_in(user: User, body: UUID) -> Body:
    found = find_room(user, body)
    if may_work(user, found) is not None:
        raise PermissionDenied
    return found


def room_to_run(user: User, body: UUID) -> Body:
    found = find_room(user, body)
    if may_run(user, found) is not None:
        raise PermissionDenied
    return found


def find_item(user: User, pk: UUID) -> QueueItem:
    rows = QueueItem.objects.visible_to(user).with_people().select_related("body__team", "body__room", "from_body")
    found: QueueItem = get_object_or_404(rows, pk=pk)
    return found


def item_to_work_on(user: User, pk: UUID) -> QueueItem:
    found = find_item(user, pk)
    if may_work(user, found.body) is not None:
        raise PermissionDenied
    return found
