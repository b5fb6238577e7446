"""Referrals that agencies have shared with a room, for whoever is inside."""

from collections.abc import Sequence

from django.urls import reverse

from mdt.meetings.agenda import Line
from mdt.team.models import Body, User
from referrals import reading
from referrals.agenda import detail
from referrals.models import Referral


class SharedReferrals:
    """What stands put forward to the room, by itself or as part of a shared case, through the referrals' own door."""

    key = "referrals"
    order = 10

    def present(self, body: Body, user: User) -> Sequence[Line]:
        rows = Referral.objects.visible_to(user).shared_with(body.pk).with_release(user)
        found = rows.select_related("case", "from_agency", "to_agency").order_by("sent_at", "pk")
        return [
            Line(
                record=one.pk,
                code=one.code,
                title=reading.heading(one),
                detail=detail(one),
                url=reverse("referral", args=[one.pk]),
                door=one.passed,
                case=one.case.code,
            )
            for one in found
        ]
