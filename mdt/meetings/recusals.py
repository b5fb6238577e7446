"""Who stepped back from an item, for whoever may know; and what somebody who stepped back keeps: a date."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import DateTimeField, Func, Q, QuerySet
from django.utils import timezone

from mdt.meetings.agenda import named
from mdt.meetings.models import Meeting, Recusal, RecusalReason, Sitting, StoodAs
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


def recusals_of(meeting: Meeting, records: Collection[UUID], reader: User) -> dict[UUID, list[SteppedBack]]:
    """Who had stepped back from what `reader` was shown of a meeting, when it ended; until then, who has.

    Also since an earlier meeting: it holds for all that come. Nobody whom a record is kept from gets a line, and nobody
    who was let back in before the meeting has one.
    """
    told = may_prepare(reader, meeting.body) is None
    held = _standing_at(meeting).filter(RecordNotKeptFromMe("record"), record__in=records)
    found: dict[UUID, list[SteppedBack]] = {}
    for recusal in held.select_related("place__user", "place__agency", "why").order_by("at", "pk"):
        found.setdefault(recusal.record, []).append(_told(recusal, meeting, reason=told))
    return found


def _standing_at(meeting: Meeting) -> QuerySet[Recusal]:
    sitting = Sitting.objects.filter(meeting=meeting).first()
    began = sitting.started_at if sitting else meeting.starts_at
    over = sitting.ended_at if sitting else None
    # What is said in a subcommittee stays there, for whoever reads both too.
    here = Q(meeting__body=meeting.body_id) | Q(meeting__body__subcommittee=False)
    still = Q(ended_at=None) | Q(ended_at__gt=began)
    return Recusal.objects.filter(here, still, at__lte=over or timezone.now())


def _told(recusal: Recusal, meeting: Meeting, *, reason: bool) -> SteppedBack:
    why = getattr(recusal, "why", None) if reason else None
    return SteppedBack(
        recusal.pk,
        named(recusal.place),
        meeting.local(recusal.at).date(),
        tuple(str(StoodAs(role).label) for role in recusal.stood_as),
        str(RecusalReason(why.reason).label) if why else "",
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
