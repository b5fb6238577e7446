"""Referrals that agencies have shared with a room, for whoever is inside."""

from collections.abc import Sequence

from django.urls import reverse

from mdt.meetings.agenda import Line
from mdt.team.models import Body, User
from referrals import reading
from referrals.models import PutForward, Referral


class SharedReferrals:
    """What stands put forward to the room, through the referrals' own door."""

    key = "referrals"

    def present(self, body: Body, user: User) -> Sequence[Line]:
        standing = PutForward.objects.filter(body=body, taken_back_at=None).values("referral")
        rows = Referral.objects.visible_to(user).filter(pk__in=standing).with_release(user)
        found = rows.select_related("from_agency", "to_agency").order_by("sent_at", "pk")
        return [
            Line(
                record=one.pk,
                code=one.code,
                title=reading.heading(one),
                detail=reading.status(one).label,
                url=reverse("referral", args=[one.pk]),
                door=one.passed,
            )
            for one in found
        ]
