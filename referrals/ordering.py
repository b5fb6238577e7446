"""What the tabs of a list are ordered by, the indexes that give them in that order, and those that Home counts from.

Each tab of inbox and outbox reads its page straight from an index of its own, so that a page costs the same in a table
of ten thousand rows and of a million, and for an agency whose rows are all old (docs/adr/0086).
"""

from datetime import UTC, datetime
from typing import Final

from django.db import models
from django.db.models import Case, Q, Value, When

from referrals.choices import Outcome, Source, State
from referrals.workflow import ENDED_STATES, LIVE_STATES, OPEN_STATES

# After every time that comes up.
NEVER: Final = datetime(9999, 12, 31, tzinfo=UTC)


def due_or_never() -> Case:
    """When an answer is due; rows of the old log are due at no time, and stand last.

    No COALESCE: PostgreSQL takes that for something that might tell of rows behind a wall, and would look at each row
    from the top of the tab on instead of beginning at a bound (`contain_leaked_vars`, adr/0086).
    """
    return Case(When(answer_by=None, then=Value(NEVER)), default="answer_by")


class Due(models.Func):
    """The same for a query: `NEVER` stands in its text, as it does in the indexes."""

    template = (
        f"CASE WHEN %(expressions)s IS NULL THEN '{NEVER:%Y-%m-%d %H:%M:%S+00}'::timestamptz ELSE %(expressions)s END"
    )
    output_field = models.DateTimeField()

    def __init__(self) -> None:
        super().__init__("answer_by")


def _of_side(side: str, name: str) -> tuple[models.Index, ...]:
    tabs = (
        ("waiting", due_or_never().asc(), sorted(OPEN_STATES)),
        ("accepted", models.F("changed_at").desc(), [State.ACCEPTED]),
        ("ended", models.F("changed_at").desc(), sorted(ENDED_STATES)),
    )
    return tuple(
        models.Index(side, order, "id", name=f"referral_{tab}_{name}", condition=Q(state__in=states))
        for tab, order, states in tabs
    )


LIST_INDEXES: Final = (*_of_side("to_agency", "in"), *_of_side("from_agency", "out"))

# What Home counts: few rows of many, which are no tab of a list by themselves.
COUNT_INDEXES: Final = (
    models.Index(fields=["written_by", "id"], name="referral_drafts", condition=Q(state=State.DRAFT)),
    models.Index(fields=["from_agency", "id"], name="referral_asked_out", condition=Q(state=State.QUESTION)),
    models.Index(
        fields=["from_agency", "id"],
        name="referral_helped_out",
        condition=Q(state=State.CLOSED, outcome=Outcome.GOALS_MET),
    ),
    models.Index(
        fields=["to_agency", "sent_at", "id"],
        name="referral_unchecked",
        condition=Q(source=Source.OLD_LOG, state__in=sorted(LIVE_STATES), changed_at=models.F("written_at")),
    ),
    models.Index(
        fields=["from_agency", "sent_at", "id"], name="referral_unconfirmed", condition=Q(waits_for_sender=True)
    ),
)
