"""A team's own checklists: adding a version, taking one out of use. A version is never changed."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from audit.ledger import enter
from cases.screening.models import Instrument
from mdt.team.models import User
from mdt.team.policies import Refused


@transaction.atomic
def add_instrument(*, by: User, kept_words: int, **values: Any) -> Instrument:
    """Add a checklist, or the next version of one with the same name.

    Raises:
        Refused: two people added the same version at once; one of them stands.
    """
    team = by.place.team
    last = Instrument.objects.filter(team=team, name=values["name"]).aggregate(last=Max("version"))["last"] or 0
    try:
        with transaction.atomic():
            made = Instrument.objects.create(team=team, version=last + 1, added_by=by, **values)
    except IntegrityError as taken:
        raise Refused("A list with this name was just added. Look at it first. Nothing was added here.") from taken
    detail: dict[str, str | int] = {"instrument": str(made.pk), "version": made.version, "kept_words": kept_words}
    enter("instrument.added", by=by, detail=detail)
    return made


@transaction.atomic
def retire_instrument(*, by: User, instrument: Instrument) -> None:
    """Take a version out of use; what was screened with it keeps its band.

    Raises:
        Refused: it is out of use already.
    """
    if not Instrument.objects.of_team(by).filter(pk=instrument.pk).retire(timezone.now()):
        raise Refused("It is out of use already.")
    enter("instrument.retired", by=by, detail={"instrument": str(instrument.pk), "version": instrument.version})
