"""Keeping a case from a named person, and opening it to them again."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.ledger import enter
from cases.models import Case, CaseWall
from cases.parties import cases_held_by
from mdt.meetings.actions.recusing import hand_over
from mdt.meetings.policies import may_prepare
from mdt.team.models import Body, Membership, User
from mdt.team.policies import Refused, require

NOT_ONESELF = "You cannot keep it from yourself. At a meeting you can step back from the item."


@transaction.atomic
def keep_from(case: Case, *, person: User, by: User) -> None:
    """Keep a case from somebody of the team, for one's own agency, which holds it. Doing it twice is once.

    Raises:
        Refused: the agency does not hold the case, or the person is `by` or of another team.
    """
    if not cases_held_by(by).filter(pk=case.pk).exists():
        raise Refused("Only an agency that holds it can keep it from somebody.")
    place = _place(person, by)
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
        Refused: they do not prepare that body's meetings, or the person is `by` or of another team.
    """
    require(may_prepare(by, body))
    place = _place(person, by)
    mine = CaseWall.objects.standing().set_by(by).filter(case=case, user=person)
    if not mine.exists():
        values = {"team_id": case.team_id, "holder": by.place.agency_id, "body": body, "set_by": by.place}
        try:
            with transaction.atomic():
                CaseWall.objects.create(case=case, user=person, **values)
        except IntegrityError:
            return  # Of two presses at once, the other was first.
        enter("case.kept_from", by=by, records=[case], detail={"person": str(person.pk), "body": str(body.pk)})
        hand_over(place)


@transaction.atomic
def open_again(wall: CaseWall, *, by: User) -> None:
    """Lift one wall; what another agency or chair keeps from the person stays kept.

    Raises:
        Refused: it is lifted already.
    """
    held = CaseWall.objects.standing().filter(pk=wall.pk)
    if not held.update(ended_at=timezone.now(), ended_by=by.place):
        raise Refused("That is lifted already.")
    enter("case.opened_again", by=by, records=[wall.case], detail={"person": str(wall.user_id)})


def _place(person: User, by: User) -> Membership:
    if person.pk == by.pk:
        raise Refused(NOT_ONESELF)
    place = Membership.objects.standing().filter(user=person, team=by.place.team_id).first()
    if place is None:
        raise Refused("Choose somebody of this team.")
    return place
