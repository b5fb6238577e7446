"""Who stepped back from an item, for whoever may know; and what somebody who stepped back keeps: a date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import DateTimeField, Func, Q, QuerySet
from django.utils import timezone

from mdt.meetings.agenda import named
from mdt.meetings.models import AgendaItem, Meeting, Recusal, RecusalReason, Sitting, StoodAs
from mdt.meetings.policies import may_prepare
from mdt.meetings.querysets import RecordNotKeptFromMe
from mdt.team.models import User


@dataclass(frozen=True, slots=True)
class SteppedBack:
    """One person of an item's "stepped back". `reason` is for who prepares the meeting; others read none."""

    key: UUID
    person: str
    on: date
    stood_as: tuple[str, ...]
    reason: str = ""


def recusals_of(item: AgendaItem, reader: User) -> list[SteppedBack]:
    """Who had stepped back from an item that `reader` was shown, when its meeting ended; until then, who has.

    Nobody whom the item is kept from gets a line. Somebody who was let back in before the meeting has none either.
    """
    told = may_prepare(reader, item.meeting.body) is None
    held = _at_its_meeting(item).filter(RecordNotKeptFromMe("record")).select_related("place__user", "place__agency")
    return [_told(recusal, item.meeting, reason=told) for recusal in held.order_by("at", "pk")]


def _at_its_meeting(item: AgendaItem) -> QuerySet[Recusal]:
    over = Sitting.objects.filter(meeting=item.meeting_id).values_list("ended_at", flat=True).first()
    still = Q(ended_at=None) | Q(ended_at__gt=item.meeting.starts_at)
    return Recusal.objects.filter(still, record=item.record, at__lte=over or timezone.now())


def _told(recusal: Recusal, meeting: Meeting, *, reason: bool) -> SteppedBack:
    return SteppedBack(
        recusal.pk,
        named(recusal.place),
        meeting.local(recusal.at).date(),
        tuple(str(StoodAs(role).label) for role in recusal.stood_as),
        str(RecusalReason(recusal.reason).label) if reason else "",
    )


class MyStepsBack(Func):
    """When whoever asks stepped back from something at the meeting whose key is given; nothing says from what."""

    template = "ARRAY(SELECT b.at FROM wall.stepped_back() b WHERE b.meeting = %(expressions)s ORDER BY b.at)"
    output_field = ArrayField(DateTimeField())


def takes_over(roles: Sequence[StoodAs]) -> list[str]:
    """What becomes of each that somebody is for an item, in a sentence, before they step back.

    In fixed words without a name: one that differed between items would tell from whom an item is kept.
    """
    said = {
        StoodAs.PREPARES: "Whoever else prepares this group's meetings prepares and chairs this item in your place. If "
        "there is nobody, ask the team's administrator to name somebody for it.",
        StoodAs.PRESENTER: "Your desk's second person presents it, or your agency's lead at that desk. If there is "
        "nobody, the chair is asked to name somebody.",
        StoodAs.OWNER: "Your agency still owns the action. It goes to your agency's lead.",
    }
    return [said[role] for role in roles]
