"""How long each item was spoken of, and which one is now, as one reader may know it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils import timezone

from mdt.meetings.agenda import Entry
from mdt.meetings.models import Meeting, Turn
from privacy.wall import acting_as_system


@dataclass(frozen=True)
class Spent:
    """The seconds of each item, and the item that is spoken of now."""

    seconds: Mapping[UUID, int]
    now: UUID | None


NO_TIME: Final = Spent({}, None)


def spent_on(meeting: Meeting, shown: Sequence[Entry]) -> Spent:
    """Of the items that a reader sees, all of the meeting's.

    What they do not see leaves no gap: its time goes to the item before it, or to the first, and that one stays the
    one that is spoken of (docs/adr/0117). So the turns are read as the system.
    """
    seen = {entry.item.pk for entry in shown}
    seconds: Counter[UUID] = Counter()
    item, now, moment = shown[0].item.pk if shown else None, None, timezone.now()
    with acting_as_system(meeting.team_id):
        turns = Turn.objects.filter(meeting=meeting).order_by("began_at", "ended_at", "pk")
        rows = list(turns.values_list("item", "began_at", "ended_at"))
    for of, began_at, ended_at in rows:
        item = of if of in seen else item
        if item:
            seconds[item] += int(((ended_at or moment) - began_at).total_seconds())
            now = None if ended_at else item
    return Spent(seconds, now)
