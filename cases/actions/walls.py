"""Keeping a case from a named person, and opening it to them again."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audit.ledger import enter
from cases.models import Case, CaseWall
from cases.parties import cases_held_by, parties
from mdt.meetings.actions.recusing import hand_over
from mdt.meetings.keeping import people_kept_from
from mdt.meetings.policies import may_prepare
from mdt.team.models import Body, Membership, User
from mdt.team.policies import Refused, require
from mdt.team.roles import Role
from privacy.wall import acting_as_system

NOT_ONESELF = "You cannot keep it from yourself. At a meeting you can step back from the item."
LEADS_ONLY = (
    "Only your agency's lead keeps a case from somebody of another agency or opens it to them again. Ask your lead."
)
WORK_AT_DESKS = [Role.PARTNER, Role.AGENCY_LEAD]
# Says no more than that: who else it is kept from there is another's to know.
NOT_HERE = "This cannot be kept from them here. Ask the team's administrator to settle it with both agencies."


@transaction.atomic
def keep_from(case: Case, *, person: User, by: User) -> None:
    """Keep a case from somebody of the team, for one's own agency, which holds it. Doing it twice is once.

    Raises:
        Refused: the agency does not hold the case, the person is `by` or of another team, or is another agency's and
            `by` no lead, or the last at one of its desks.
    """
    if not cases_held_by(by).filter(pk=case.pk).exists():
        raise Refused("Only an agency that holds it can keep it from somebody.")
    place = _place(person, by)
    require(why_not_about(place, by))
    _leave_somebody(case, place, by)
    values = {"team_id": case.team_id, "set_by": by.place}
    _, new = CaseWall.objects.standing().get_or_create(
        case=case, user=person, holder=by.place.agency_id, body=None, ended_at=None, defaults=values
    )
    if new:
        enter("case.kept_from", by=by, records=[case], detail={"person": str(person.pk)})
        hand_over(place)


@transaction.atomic
def keep_from_at(case: Case, *, person: User, body: Body, by: User) -> None:
    """The same by who prepares a body's meetings. They are told nothing of other walls: it reads as if none were there.

    Raises:
        Refused: they do not prepare that body's meetings, or the person is `by` or of another team, or the last at a
            desk of another agency.
    """
    require(may_prepare(by, body))
    place = _place(person, by)
    _leave_somebody(case, place, by)
    at_bodies = CaseWall.objects.standing().filter(body__isnull=False)
    if at_bodies.set_by(by).filter(case=case, user=person).exists():
        return
    values = {"team_id": case.team_id, "holder": by.place.agency_id, "body": body}
    _, new = at_bodies.get_or_create(case=case, user=person, set_by=by.place, ended_at=None, defaults=values)
    if new:
        enter("case.kept_from", by=by, records=[case], detail={"person": str(person.pk), "body": str(body.pk)})
        hand_over(place)


@transaction.atomic
def open_again(wall: CaseWall, *, by: User) -> None:
    """Lift one wall; what another agency or chair keeps from the person stays kept.

    Raises:
        Refused: it is lifted already, or the person is of another agency and `by` no lead.
    """
    if wall.body_id is None:
        require(why_not_about(standing_of(wall.user, wall.team_id), by))
    held = CaseWall.objects.standing().filter(pk=wall.pk)
    if not held.update(ended_at=timezone.now(), ended_by=by.place):
        raise Refused("That is lifted already.")
    # Whoever lifts it may not see the case any more.
    with acting_as_system(wall.team_id):
        case = Case.objects.get(pk=wall.case_id)
    enter("case.opened_again", by=by, records=[case], detail={"person": str(wall.user_id)})


def standing_of(person: User, team: UUID) -> Membership | None:
    """The person's place in the team, if they still have one."""
    return Membership.objects.standing().filter(user=person, team=team).first()


def why_not_about(place: Membership | None, by: User) -> str | None:
    """Why `by` cannot say for their agency whether a case is kept from the person with this place."""
    colleague = place is not None and place.agency_id == by.place.agency_id
    return None if colleague or by.has_role(Role.AGENCY_LEAD) else LEADS_ONLY


def _place(person: User, by: User) -> Membership:
    if person.pk == by.pk:
        raise Refused(NOT_ONESELF)
    place = standing_of(person, by.place.team_id)
    if place is None:
        raise Refused("Choose somebody of this team.")
    return place


def _leave_somebody(case: Case, place: Membership, by: User) -> None:
    """No agency is shut out of its own case: somebody stays at each desk of another agency that holds it."""
    if place.agency_id == by.place.agency_id:
        return
    with acting_as_system(case.team_id):
        # Two who keep the last two from it take turns.
        Case.objects.select_for_update().get(pk=case.pk)
        kept = people_kept_from(case.pk)
        for desk in parties().desks_holding(case.pk).filter(agency=place.agency_id):
            working = Membership.objects.standing().filter(team=case.team_id, agency=desk.agency_id)
            there = working.filter(user__groups=desk.group_id, user__is_active=True, roles__overlap=WORK_AT_DESKS)
            left = set(there.values_list("user", flat=True)) - kept
            if left == {place.user_id}:
                raise Refused(NOT_HERE)
