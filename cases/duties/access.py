"""From whom a duty is kept: from whoever a record of its case is kept from."""

from collections.abc import Iterable
from uuid import UUID

from cases.duties.models import Duty
from cases.parties import parties


def people_kept_from(record: UUID) -> Iterable[UUID]:
    """The people whom a notice of this duty must not reach, or nobody for a record that is no duty."""
    case = Duty.objects.filter(pk=record).values_list("case", flat=True).first()
    return parties().kept_from(case) if case else ()
