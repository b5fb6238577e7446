"""Putting a duty forward to a meeting body: by hand, or by the standing rule of the agency that owes it.

Nothing is granted: the wall asks at each statement which desks sit in the part that takes the duty's case.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from audit.ledger import Acts, enter
from cases.duties import policies
from cases.duties.actions.stopping import locked
from cases.duties.models import Duty, DutyForward
from cases.duties.querysets import ForwardLets
from cases.tracks import part_of
from mdt.meetings.models import Part
from mdt.team.access import Door
from mdt.team.models import Agency, Body, User
from mdt.team.policies import Refused, require

NO_PART = "That group has no part for this case. Its chair can add one."
NO_RELEASE = "You know this case under another agency's release, and it does not name this group."
NOTHING_THERE = "Your agency has not put this forward to that group, or took it back already."


@transaction.atomic
def put_forward(*, by: User, duty: Duty, body: Body, basis: str) -> None:
    """Let the desks of a body see a duty, in the part that takes its case. Twice is once.

    Raises:
        Refused: it has stopped, is another agency's, or may not go there: no such basis, part or release.
    """
    duty = locked(duty)
    require(policies.why_not_put_forward(by.place.agency, body, basis))
    if body.team_id != duty.team_id:
        raise Refused("That group belongs to another team.")
    if not _parts_for(Duty.objects.filter(pk=duty.pk), body).exists():
        raise Refused(NO_PART)
    if not Duty.objects.filter(ForwardLets("pk", body.pk), pk=duty.pk).exists():
        raise Refused(NO_RELEASE)
    if _stand(duty, body, basis, by_rule=False):
        enter("duty.put_forward", by=by, records=[duty], door=Door.ASSIGNED, detail={"body": str(body.pk)})


@transaction.atomic
def take_back(*, by: User, duty: Duty, body: UUID) -> None:
    """Close a duty to a group again, also one that has stopped. No standing rule opens it anew.

    Raises:
        Refused: it does not stand put forward there.
    """
    standing = DutyForward.objects.filter(duty=duty, body=body, taken_back_at=None)
    if not standing.update(taken_back_at=timezone.now()):
        raise Refused(NOTHING_THERE)
    enter("duty.taken_back", by=by, records=[duty], door=Door.ASSIGNED, detail={"body": str(body)})


def put_forward_by_rule(*, by: Acts, agency: Agency, body: Body, basis: str, days: int, now: datetime) -> int:
    """Put forward what an agency owes and is so many days past its time; returns how many are new.

    Idempotent, in the system's context. What somebody took back stays back.
    """
    past = Duty.objects.open().filter(team=body.team_id, agency=agency, due_at__lte=now - timedelta(days=days))
    known = DutyForward.objects.filter(duty=OuterRef("pk"), body=body)
    meant = _parts_for(past, body).filter(~Exists(known), ForwardLets("pk", body.pk)).order_by("due_at", "pk")
    new = [duty for duty in meant if _stand(duty, body, basis, by_rule=True)]
    if new:
        enter("duty.put_forward", by=by, records=new, detail={"body": str(body.pk)})
    return len(new)


def _parts_for(duties: QuerySet[Duty], body: Body) -> QuerySet[Duty]:
    """Of these, those whose case some part of the body takes."""
    parts = Part.objects.standing().filter(body=body, kind=OuterRef("kind"))
    return duties.annotate(kind=part_of("case__track")).filter(Exists(parts))


def _stand(duty: Duty, body: Body, basis: str, *, by_rule: bool) -> bool:
    """Write the row that it stands put forward there; False when it does so already."""
    values: dict[str, Any] = {"basis": basis, "by_rule": by_rule}
    row, new = DutyForward.objects.get_or_create(duty=duty, body=body, defaults=values | {"team_id": duty.team_id})
    taken_back = DutyForward.objects.filter(pk=row.pk, taken_back_at__isnull=False)
    return new or bool(taken_back.update(**values, at=timezone.now(), taken_back_at=None))
