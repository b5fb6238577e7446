"""The parts of a body's meetings, and which desks sit in each."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audit.ledger import enter
from mdt.meetings.models import BASES, Part, PartBasis, PartKind, PartSeat
from mdt.meetings.policies import may_prepare
from mdt.meetings.rosters import roster_changed
from mdt.team.models import Body, Desk, User
from mdt.team.policies import Refused, require
from privacy.wall import acting_as_system

FIRST_PARTS = (PartKind.OPEN, PartKind.CHILD, PartKind.ADULT)
FIRST_OF_A_SUBCOMMITTEE = (PartKind.OPEN,)


def first_parts(body: Body) -> None:
    """Give a body that has none the parts to begin with. Idempotent; in the system's context."""
    had = set(body.parts.values_list("kind", flat=True))
    first = FIRST_OF_A_SUBCOMMITTEE if body.subcommittee else FIRST_PARTS
    Part.objects.bulk_create(
        [Part(team_id=body.team_id, body=body, kind=kind, basis=BASES[kind][0]) for kind in first if kind not in had],
        # Another desk may join it at the same moment.
        ignore_conflicts=True,
    )


@transaction.atomic
def follow_seat(body: Body, desk: Desk) -> None:
    """A desk that joins a body sits in its open part until its chair says more; one that leaves sits in none."""
    with acting_as_system(body.team_id):
        first_parts(body)
        if body.desks.filter(pk=desk.pk).exists():
            part = Part.objects.get(body=body, kind=PartKind.OPEN)
            PartSeat.objects.get_or_create(part=part, desk=desk, defaults={"team_id": body.team_id})
        else:
            PartSeat.objects.filter(part__body=body, desk=desk).delete()
    roster_changed(body, desk)


@transaction.atomic
def add_part(body: Body, *, kind: PartKind, basis: PartBasis, by: User) -> Part:
    """Begin a part in the meetings to come. Nobody sits in it until its roster is set."""
    require(may_prepare(by, body))
    if basis not in BASES[kind]:
        raise Refused("Choose a legal basis of that kind of part.")
    Body.objects.select_for_update().get(pk=body.pk)
    if body.parts.standing().filter(kind=kind).exists():
        raise Refused("The group has that part already.")
    part = Part.objects.create(team_id=body.team_id, body=body, kind=kind, basis=basis)
    enter("part.added", by=by, records=[part], detail={"kind": kind, "basis": basis})
    return part


@transaction.atomic
def end_part(part: Part, *, by: User) -> None:
    """End a part: what was put forward for it is closed to its desks again, unless another group bears it."""
    require(may_prepare(by, part.body))
    if part.kind == PartKind.OPEN:
        raise Refused("Each group keeps its open part.")
    if not Part.objects.standing().filter(pk=part.pk).update(ended_at=timezone.now()):
        raise Refused("That part has ended already.")
    enter("part.ended", by=by, records=[part])
    for desk in Desk.objects.filter(part_seats__part=part).order_by("pk"):
        roster_changed(part.body, desk)


@transaction.atomic
def set_roster(part: Part, *, desks: Collection[UUID], by: User) -> None:
    """Seat these desks of the body in the part and no others; what each sees follows at once."""
    require(may_prepare(by, part.body))
    body = Body.objects.select_for_update().get(pk=part.body_id)
    if not Part.objects.standing().filter(pk=part.pk).exists():
        raise Refused("That part has ended. Its roster stays as it is.")
    seated = {seat.desk_id: seat for seat in part.seats.select_related("desk")}
    members = body.desks.in_bulk()
    if not members.keys() >= set(desks):
        raise Refused("Choose desks that sit in this group.")
    left = [seated[key] for key in seated if key not in desks]
    joined = [members[key] for key in members if key in desks and key not in seated]
    PartSeat.objects.filter(pk__in=[seat.pk for seat in left]).delete()
    PartSeat.objects.bulk_create([PartSeat(team_id=part.team_id, part=part, desk=desk) for desk in joined])
    if left or joined:
        keys = {"joined": [desk.pk for desk in joined], "left": [seat.desk_id for seat in left]}
        detail = {what: ",".join(map(str, which)) for what, which in keys.items()}
        enter("part.roster_set", by=by, records=[part], detail=detail)
    for desk in [*joined, *(seat.desk for seat in left)]:
        roster_changed(body, desk)
