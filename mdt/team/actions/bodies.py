"""Bodies: the team as it meets and its subcommittees, who chairs them, and the desks that sit in them."""

from django.db import transaction
from django.db.models import QuerySet

from audit.ledger import enter
from mdt.team.models import Body, BodyDesk, Desk, Membership, Team, User
from mdt.team.policies import Refused, may_administer, may_chair, may_sit_in_body, require
from mdt.team.seats import seat_changed


@transaction.atomic
def add_body(*, team: Team, name: str, subcommittee: bool, by: User) -> Body:
    require(may_administer(by, team))
    # Of two at once, the second finds the name taken.
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    if team.bodies.filter(name__iexact=name).exists():
        raise Refused("The team already has a group with this name.")
    body = Body(team=team, name=name, subcommittee=subcommittee)
    body.save()
    enter("body.added", by=by, detail={"body": str(body.pk)})
    return body


@transaction.atomic
def name_chair(*, body: Body, membership: Membership, by: User) -> None:
    require(may_administer(by, body.team) or may_chair(body, membership))
    body.chair = membership.user
    body.save()
    enter("body.chair_named", by=by, detail={"body": str(body.pk), "person": str(membership.user_id)})


@transaction.atomic
def add_desk_to_body(*, body: Body, desk: Desk, by: User) -> None:
    """What is put forward to the body is granted to this desk too, also what stands there already."""
    require(may_administer(by, body.team) or may_sit_in_body(body, desk))
    _, added = BodyDesk.objects.get_or_create(body=body, desk=desk)
    if added:
        enter("body.desk_added", by=by, detail={"body": str(body.pk), "desk": str(desk.pk)})
        seat_changed(body, desk)


@transaction.atomic
def remove_desk_from_body(*, body: Body, desk: Desk, by: User) -> None:
    """From the next request on, the desk sees nothing by this body."""
    require(may_administer(by, body.team))
    leave_body(BodyDesk.objects.filter(body=body, desk=desk), by=by)


def leave_body(seats: QuerySet[BodyDesk], *, by: User) -> None:
    """End each desk's seat in a body; from the next request on, it sees nothing by it."""
    for seat in seats.select_related("body", "desk").order_by("pk"):
        enter("body.desk_removed", by=by, detail={"body": str(seat.body_id), "desk": str(seat.desk_id)})
        seat.delete()
        seat_changed(seat.body, seat.desk)
