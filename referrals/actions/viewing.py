"""Keeping a list's filters under a name. A view is a name and coded choices: rights are asked anew on each use."""

from typing import Final

from django.db import transaction

from audit.ledger import enter
from mdt.team.models import Desk, User
from mdt.team.policies import Refused
from referrals.models import SavedView
from referrals.queue import Queue

VIEWS: Final = 20


@transaction.atomic
def save_view(*, by: User, queue: Queue, name: str, desk: Desk | None = None, kept_words: int = 0) -> SavedView:
    """Keep a view; a second one of the name takes the first's place. With `desk`, its people see it too.

    Raises:
        Refused: the desk is not their own, or they keep as many views as one list can show.
    """
    if desk and desk.group_id not in by.desk_groups:
        raise Refused("You can share a view with your own desk only.")
    by.place.hold()
    own = SavedView.objects.filter(owner=by, team_id=by.place.team_id, agency=by.place.agency, of=queue.kind.key)
    own.filter(name=name).delete()
    if own.count() >= VIEWS:
        raise Refused(f"You have {VIEWS} saved views of this list. Delete one first.")
    view = SavedView.objects.create(
        team_id=by.place.team_id,
        agency=by.place.agency,
        owner=by,
        desk=desk,
        of=queue.kind.key,
        name=name,
        filters=queue.said,
    )
    enter("view.saved", by=by, detail={"view": str(view.pk), "shared": int(bool(desk)), "kept_words": kept_words})
    return view


@transaction.atomic
def delete_view(*, by: User, view: SavedView) -> None:
    enter("view.deleted", by=by, detail={"view": str(view.pk)})
    view.delete()
