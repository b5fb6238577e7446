"""Whose a referral on an agenda is, when a chair asks for it to be put forward to those who cannot see it."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F
from django.urls import reverse

from mdt.team.access import Door
from mdt.team.models import Body, Desk, User
from mdt.team.policies import Refused
from referrals.actions import forwarding
from referrals.models import PutForward, Referral


class ReferralsForwarded:
    """The agency that put it forward first and lets it stand; else the first that took it back."""

    def desks_owning(self, records: Sequence[UUID], body: Body) -> dict[UUID, Desk]:
        rows = PutForward.objects.filter(body=body, referral__in=records)
        rows = rows.select_related("referral__from_desk", "referral__to_desk")
        found: dict[UUID, Desk] = {}
        for row in rows.order_by(F("taken_back_at").desc(nulls_first=True), "at", "pk"):
            sent = row.referral
            desk = sent.from_desk if row.holder == sent.from_agency_id else sent.to_desk
            if desk and desk.agency_id == row.holder:
                found.setdefault(row.referral_id, desk)
        return found

    def address(self, record: UUID, user: User) -> str | None:
        return reverse("referral", args=[record]) if _own(record, user) else None

    def put_forward(self, record: UUID, body: Body, *, by: User) -> None:
        referral = _own(record, by)
        before = PutForward.objects.filter(referral=record, body=body, holder=by.place.agency_id).first()
        if referral is None or before is None:
            raise Refused(forwarding.NOTHING_THERE)
        forwarding.put_forward(by=by, referral=referral, body=body, basis=before.basis)


def _own(record: UUID, user: User) -> Referral | None:
    """A referral that the agency of `user` holds as its sender or receiver."""
    seen = Referral.objects.visible_to(user).filter(pk=record, door__in=(Door.SENDER, Door.RECEIVER))
    found: Referral | None = seen.select_related("to_agency").first()
    return found
