"""After the import: a release-bound sender confirms its rows, and each receiving desk says what is still open."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from audit.ledger import enter
from mdt.notices.actions import notify_of_list
from mdt.team.access import Door, Given, To, grant_many
from mdt.team.models import User
from mdt.team.policies import require
from referrals.choices import State
from referrals.models import Referral, ReferralDeskGrant
from referrals.policies import side_of
from referrals.workflow import LIVE_STATES, Side


@transaction.atomic
def confirm(*, by: User, keys: Collection[UUID]) -> int:
    """Let the receiving desks see these rows, each as long as a release lets them. Returns how many.

    A row without a release in force that names its receiver goes on waiting.
    """
    waiting = Referral.objects.to_confirm_by(by).filter(pk__in=keys, released=True).select_related("to_desk")
    rows = list(waiting.select_for_update(of=("self",)))
    if not rows:
        return 0
    Referral.objects.filter(pk__in=[row.pk for row in rows]).update(waits_for_sender=False)
    grant_many(
        ReferralDeskGrant,
        [
            Given(row, To(row.to_desk, Door.RECEIVER), row.from_agency_id, row.sent_at)
            for row in rows
            if row.to_desk and row.sent_at and row.state != State.DECLINED
        ],
    )
    enter("referral.confirmed", by=by, records=rows, door=Door.SENDER, fields=["waits_for_sender"])
    asked = {row.to_desk_id: row.to_desk for row in rows if row.to_desk and row.state in LIVE_STATES}
    notify_of_list("old_log", to=asked.values(), team_id=by.place.team_id)
    return len(rows)


@transaction.atomic
def say_still_open(*, by: User, referral: Referral) -> None:
    """The receiver says that a row of the old log is still open: it leaves the list, and no clock starts.

    Raises:
        Refused: only the receiver can say so.
    """
    require(None if side_of(referral) == Side.RECEIVER else "Only the receiver can say this.")
    untouched = Referral.objects.filter(pk=referral.pk, state=referral.state, changed_at=F("written_at"))
    if untouched.update(changed_at=timezone.now(), changed_by=by.name):
        enter("referral.still_open", by=by, records=[referral], door=Door.RECEIVER, fields=["changed_at"])
