"""Whose a duty on an agenda is, when a chair asks for it to be put forward to those who cannot see it."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from cases.duties.actions import forwarding
from cases.duties.models import Duty, DutyForward
from mdt.team.models import Body, Desk, User
from mdt.team.policies import Refused


class DutiesForwarded:
    """The desk that is reminded of the duty."""

    def desks_owning(self, records: Sequence[UUID], body: Body) -> dict[UUID, Desk]:
        rows = DutyForward.objects.filter(body=body, duty__in=records).select_related("duty__desk")
        return {row.duty_id: row.duty.desk for row in rows}

    def address(self, record: UUID, user: User) -> str | None:
        own = Duty.objects.owed_by(user).filter(pk=record).exists()
        return reverse("duty", args=[record]) if own else None

    def put_forward(self, record: UUID, body: Body, *, by: User) -> None:
        duty = Duty.objects.owed_by(by).filter(pk=record).first()
        before = DutyForward.objects.filter(duty=record, body=body).first()
        if duty is None or before is None:
            raise Refused(forwarding.NOTHING_THERE)
        forwarding.put_forward(by=by, duty=duty, body=body, basis=before.basis)
