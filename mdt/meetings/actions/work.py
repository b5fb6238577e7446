"""Giving an agency an action, and marking it as done."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from audit.ledger import enter
from mdt.meetings.models import ActionItem, ActionKind, Part, PartKind
from mdt.meetings.policies import may_finish, may_prepare, may_reopen, may_take
from mdt.rooms.inside import agencies_in
from mdt.team.models import Agency, Body, Membership, User
from mdt.team.policies import Refused, require


@transaction.atomic
def give_action(
    body: Body,
    *,
    kind: ActionKind,
    agency: Agency,
    person: Membership | None,
    due_on: date,
    by: User,
    part: Part | None = None,
) -> ActionItem:
    """Give an agency that sits in the body an action, and one of its people if named.

    It comes back in the part where it was given, the open one unless another is named.
    """
    require(may_prepare(by, body))
    if not agencies_in(body).filter(pk=agency.pk).exists():
        raise Refused("Choose an agency that sits in this group.")
    if person and person.agency_id != agency.pk:
        raise Refused("Choose a person of that agency.")
    action = ActionItem.objects.create(
        team_id=body.team_id,
        body=body,
        part=part or Part.objects.get(body=body, kind=PartKind.OPEN),
        kind=kind,
        agency=agency,
        person=person,
        due_on=due_on,
        given_by=by.place,
    )
    enter("action.given", by=by, records=[action])
    return action


@transaction.atomic
def finish(action: ActionItem, *, by: User) -> None:
    """Mark as done; it leaves the agendas to come. Refused when somebody already has."""
    require(may_finish(by, action))
    done = ActionItem.objects.undone().filter(pk=action.pk).update(done_at=timezone.now(), done_by=by.place)
    if not done:
        raise Refused("That action is done already.")
    enter("action.done", by=by, records=[action])


@transaction.atomic
def reopen(action: ActionItem, *, by: User) -> None:
    """Undo `finish`; it returns to the next agenda. Refused once the half minute is over, but to who prepares it."""
    require(may_finish(by, action))
    held = ActionItem.objects.select_for_update(of=("self",)).select_related("body").get(pk=action.pk)
    if held.done_at is None:
        raise Refused("That action is open already.")
    require(may_reopen(by, held, timezone.now()))
    ActionItem.objects.filter(pk=action.pk).update(done_at=None, done_by=None)
    enter("action.reopened", by=by, records=[action])


@transaction.atomic
def take(action: ActionItem, *, by: User) -> None:
    """Say that an action of one's own agency is one's own to do. Refused when a colleague was first."""
    require(may_take(by, action))
    if not ActionItem.objects.undone().filter(pk=action.pk, person=None).update(person=by.place):
        raise Refused("A colleague has taken it, or it is done.")
    enter("action.taken", by=by, records=[action])
