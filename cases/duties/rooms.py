"""Duties of the cases that desks have shared with a room, for whoever is inside."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone

from cases.duties.agenda import line
from cases.duties.models import Duty
from mdt.meetings.agenda import Line
from mdt.team.models import Body, User


class SharedDuties:
    """What is owed of them, through the duties' own door: the clock, and neither proofs nor reasons."""

    key = "duties"
    order = 20

    def present(self, body: Body, user: User) -> Sequence[Line]:
        rows = Duty.objects.visible_to(user).shared_with(body.pk).select_related("case", "agency")
        now = timezone.now()
        found = [(line(duty, now), duty.case.code) for duty in rows.order_by("started_at", "pk")]
        return [
            replace(one, detail=". ".join(filter(None, (one.detail, one.reason))), case=code) for one, code in found
        ]
