"""After the import: a release-bound sender confirms its rows, and each receiving desk says what is still open."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from audit.ledger import enter
from mdt.notices.actions import notify_of_list
from mdt.team.access import Door, Given, To, grant_many
from mdt.team.models import User
from referrals.actions import require
from referrals.choices import State
from referrals.models import Referral, ReferralDeskGrant
from referrals.policies import side_of
from referrals.workflow import LIVE_STATES, Side


def to_confirm(user: User) -> QuerySet[Referral]:
    """The rows that the desks of `user` sent and have yet to confirm, the oldest first."""
    rows: QuerySet[Referral] = Referral.objects.visible_through(user, Door.SENDER).confirmable()
    return rows.select_related("to_agency").order_by("sent_at", "pk")


def to_check(user: User) -> QuerySet[Referral]:
    """The rows that came to the desks of `user` and that nobody has touched yet, the oldest first."""
    rows: QuerySet[Referral] = Referral.objects.visible_through(user, Door.RECEIVER).unchecked()
    return rows.select_related("from_agency").order_by("sent_at", "pk")


@transaction.atomic
def confirm(*, by: User, keys: Collection[UUID]) -> int:
    """Let the receiving desks see these rows from now on. Returns how many; a row is confirmed once.

    Who may say that such a row may be seen, and on which release, comes with releases: now the sender's own desk.
    """
    waiting = to_confirm(by).filter(pk__in=keys).select_related("to_desk").select_for_update(of=("self",))
    rows = list(waiting)
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
