"""On which side of a meeting a case is spoken of: with the children's or with the adults' (docs/adr/0090)."""

from django.db.models import Case, Q, Value, When

from cases.profile import Track
from mdt.meetings.models import PartKind


def part_of(case: str, own: str = "") -> Case:
    """The kind of part that takes a record, from the lookup of its case's track (`case__track`).

    Where that is not known, the record's `own` track counts. Not known at all stands with the children.
    """
    adult = Q(**{case: Track.ADULT})
    if own:
        adult |= ~Q(**{case: Track.CHILD}) & Q(**{own: Track.ADULT})
    return Case(When(adult, then=Value(PartKind.ADULT)), default=Value(PartKind.CHILD))
