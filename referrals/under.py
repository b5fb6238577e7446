"""What goes under a release, told to the floor below: the referrals that it lets others see."""

from collections.abc import Sequence

from django.urls import reverse

from cases.releases.models import Release
from cases.releases.uses import Use
from mdt.team.access import Door
from mdt.team.models import User
from referrals import reading
from referrals.models import Referral
from referrals.workflow import LIVE_STATES


class ReferralsUnder:
    """Referrals of the release's case to whom it names, of what it covers, that are not over."""

    def under(self, release: Release, user: User) -> Sequence[Use]:
        if release.case_id is None:
            return []
        seen = Referral.objects.visible_through(user, Door.SENDER).with_release(user)
        mine = seen.filter(case=release.case_id, to_agency__in=release.named, state__in=LIVE_STATES)
        mine = mine.filter(release_category__in=release.categories).select_related("to_agency")
        return [_use(one) for one in mine.order_by("-sent_at", "pk")]

    def start(self, release: Release) -> str:
        return reverse("send-under", args=[release.pk])


def _use(referral: Referral) -> Use:
    detail = f"To {referral.receiver.name}. {reading.status(referral).label}"
    return Use(referral.code, str(referral.get_service_display()), detail, reverse("referral", args=[referral.pk]))
