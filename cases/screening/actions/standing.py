"""Saying how a case stands: a person's own act, which no band and no job does."""

from django.db import transaction
from django.utils import timezone

from audit.ledger import enter
from cases.duties.actions.starting import start_by
from cases.duties.choices import Trigger
from cases.duties.models import Duty
from cases.models import Case
from cases.screening.actions.screening import desk_for
from cases.screening.choices import Kind
from cases.screening.models import Standing
from mdt.team.models import User
from mdt.team.policies import Refused


@transaction.atomic
def say_standing(*, by: User, case: Case, kind: str, holds: bool, in_care: bool = False) -> list[Duty]:
    """Keep that a case is, or is no more, suspected, at risk or determined, for one's own agency.

    A determination about a young person in ODHS care starts the duty that the law ties to it, if this agency owes it;
    returned are the duties that began.

    Raises:
        Refused: it stands so already, or no desk of theirs works on the case.
    """
    place, now = by.place, timezone.now()
    desk = desk_for(by, case)
    if kind not in Kind.values or standing_of(by, case).get(kind, (False,))[0] == holds:
        raise Refused("It stands so already. Nothing was changed.")
    Standing.objects.create(
        team=place.team, agency=place.agency, desk=desk, case=case,
        kind=kind, holds=holds, set_by=by, set_by_name=by.name, set_at=now,
    )  # fmt: skip
    enter("standing.said", by=by, records=[case], fields=[kind])
    if kind == Kind.DETERMINED and holds and in_care:
        return start_by(Trigger.DETERMINED, by=by, case=case, at=now.replace(second=0, microsecond=0))
    return []


def standing_of(user: User, case: Case) -> dict[str, tuple[bool, Standing]]:
    """For each kind that was ever said: whether it holds, and the row that says so last."""
    rows = Standing.objects.visible_to(user).filter(case=case).order_by("set_at", "pk")
    return {row.kind: (row.holds, row) for row in rows}
