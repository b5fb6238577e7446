"""Keeping a screening's band, and what somebody decided after it. Answers come no further than their form."""

from django.db import transaction
from django.utils import timezone

from audit.ledger import enter
from cases.codes import new_code
from cases.models import Case
from cases.parties import parties
from cases.screening.checklists import Checklist
from cases.screening.choices import Action
from cases.screening.models import Screening
from mdt.team.models import Desk, User
from mdt.team.policies import NO_DESK, Refused


def desk_for(user: User, case: Case | None) -> Desk:
    """The desk of `user` that keeps it: one that works on the case, if there is a case.

    Raises:
        Refused: they sit at none.
    """
    desks = parties().own_desks(case.pk, user) if case else Desk.objects.open().filter(agency=user.place.agency_id)
    desk = desks.filter(group__in=user.desk_groups).order_by("name", "pk").first()
    if desk is None:
        raise Refused(NO_DESK)
    return desk


@transaction.atomic
def keep_band(*, by: User, checklist: Checklist, band: str, setting: str, case: Case | None = None) -> Screening:
    """Keep what is kept of a screening: which checklist, its band, the kind of place and the month.

    Raises:
        Refused: no desk to keep it.
    """
    place = by.place
    kept = Screening.objects.create(
        team=place.team,
        agency=place.agency,
        desk=desk_for(by, case),
        case=case,
        code=new_code("SC"),
        checklist=checklist.key,
        version=checklist.version,
        band=band,
        setting=setting,
        month=timezone.localdate().replace(day=1),
    )
    enter("screening.kept", by=by, records=[kept])
    return kept


@transaction.atomic
def decide(*, by: User, screening: Screening, action: str) -> None:
    """Keep what a person decided, once.

    Raises:
        Refused: no such action, or it was decided already.
    """
    if action not in Action.values:
        raise Refused("Choose what you will do.")
    undecided = Screening.objects.visible_to(by).filter(pk=screening.pk, action="")
    # Held first: an update by a join would not ask again, after a wait, whether it was decided.
    if undecided.select_for_update(of=("self",)).first() is None:
        raise Refused("This was decided already. Nothing was changed.")
    Screening.objects.filter(pk=screening.pk).update(action=action)
    enter("screening.decided", by=by, records=[screening], fields=["action"])
