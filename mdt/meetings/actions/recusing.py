"""Stepping back from an item, and being let back in by whoever prepares the meeting."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audit.ledger import System, enter
from mdt.meetings.actions.editing import Gone
from mdt.meetings.agenda import Entry, shelves
from mdt.meetings.keeping import people_kept_from
from mdt.meetings.models import (
    ActionItem,
    AgendaItem,
    ItemState,
    Meeting,
    Recusal,
    RecusalReason,
    Sitting,
    StoodAs,
    WhySteppedBack,
)
from mdt.meetings.policies import may_prepare, may_step_back
from mdt.meetings.querysets import RecordKeptFrom
from mdt.meetings.succession import owns_instead, presents_instead
from mdt.team.models import Membership, User
from mdt.team.policies import Refused, require
from privacy.wall import acting_as_system


@transaction.atomic
def step_back(meeting: Meeting, *, item: UUID, reason: RecusalReason, by: User) -> None:
    """From now on the item, its record and what belongs to its case are not there for `by`; successors take over.

    Raises:
        Refused: the agenda is not published yet, or the item is not there for `by`.
    """
    require(may_step_back(by, meeting))
    by.place.hold()
    entry = item_shown(meeting, item, by)
    recusal = Recusal(
        team_id=meeting.team_id,
        meeting=meeting,
        record=entry.item.record,
        place=by.place,
        stood_as=stood_as(entry, by),
    )
    recusal.save(force_insert=True)
    WhySteppedBack(team_id=meeting.team_id, recusal=recusal, reason=reason).save(force_insert=True)
    enter("recusal.made", by=by, records=[entry.line], detail={"meeting": meeting.code})
    hand_over(by.place)


@transaction.atomic
def let_back_in(recusal: Recusal, *, by: User) -> None:
    """Whoever stepped back sees the item again from the next request on.

    Raises:
        Refused: not theirs to say, or somebody did already.
    """
    require(may_prepare(by, recusal.meeting.body))
    standing = Recusal.objects.filter(pk=recusal.pk, ended_at=None)
    if not standing.update(ended_at=timezone.now(), ended_by=by.place):
        raise Refused("They were let back in already.")
    enter("recusal.ended", by=by, records=[recusal], detail={"meeting": recusal.meeting.code})


def item_shown(meeting: Meeting, item: UUID, user: User) -> Entry:
    """The item as `user` sees it, on whichever list it stands. Raises Gone."""
    held = shelves(meeting, user, *ItemState).values()
    found = next((entry for entries in held for entry in entries if entry.item.pk == item), None)
    if found is None:
        raise Gone
    return found


def stood_as(entry: Entry, user: User) -> list[StoodAs]:
    """What `user` is for an item beside a member, each of which somebody else takes over."""
    item = entry.item
    mine = ActionItem.objects.undone().filter(pk=item.record, person=user.place)
    held = {
        StoodAs.PREPARES: may_prepare(user, item.meeting.body) is None,
        StoodAs.PRESENTER: item.presenter_id == user.place.pk,
        StoodAs.OWNER: mine.exists(),
    }
    return [role for role, holds in held.items() if holds]


def hand_over(place: Membership) -> None:
    """What somebody presents or owns and no longer sees goes to its successor, at meetings that are not over."""
    system = System("successor", place.team_id)
    with acting_as_system(place.team_id):
        over = Sitting.objects.exclude(ended_at=None).values("meeting")
        presented = AgendaItem.objects.filter(presenter=place).exclude(meeting__in=over)
        for item in presented.filter(RecordKeptFrom("record", place.user_id)).select_related("presenter", "meeting"):
            AgendaItem.objects.filter(pk=item.pk).update(presenter=presents_instead(item))
            enter("agenda.handed_over", by=system, records=[item.meeting], detail={"item": str(item.pk)})
        owned = ActionItem.objects.undone().filter(RecordKeptFrom("pk", place.user_id), person=place)
        for action in owned.select_related("agency", "body"):
            person = owns_instead(action.body, action.agency, people_kept_from(action.pk))
            ActionItem.objects.filter(pk=action.pk).update(person=person)
            enter("action.handed_over", by=system, records=[action])
