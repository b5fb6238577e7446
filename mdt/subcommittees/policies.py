"""Why somebody inside a room may not assign or close an item: a sentence, or None when they may."""

from mdt.subcommittees.models import QueueItem
from mdt.team.models import User


def may_assign(user: User, item: QueueItem) -> str | None:
    """Its chair assigns anything; a member hands on what they have, and what nobody has."""
    if item.taken_by_id in (None, user.place.pk) or item.body.chair_id == user.pk:
        return None
    return "Somebody else works on this. They, or the chair, can hand it on."


def may_report(user: User, item: QueueItem) -> str | None:
    """Whoever has it closes it, and the chair."""
    if item.taken_by_id == user.place.pk or item.body.chair_id == user.pk:
        return None
    if item.taken_by_id is None:
        return "Take it first. Then you can report back."
    return "Somebody else works on this. They, or the chair, report back."
