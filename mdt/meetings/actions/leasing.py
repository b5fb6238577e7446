"""Who writes at a meeting: one person at a time, by a lease in the database that ends by itself."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.dateformat import format as formatted

from audit.ledger import enter
from mdt.meetings.agenda import named
from mdt.meetings.models import Lease, Meeting
from mdt.meetings.policies import may_run
from mdt.team.models import User
from mdt.team.policies import Refused, require

# Each save and each page makes it anew, so a closed tab holds nobody up for longer.
LASTS: Final = timedelta(minutes=2)
KEPT: Final = "What you typed is still on this page."


class SomebodyWrites(Refused):
    """Another person holds the lease, or it has changed hands since the page was opened."""

    def __init__(self, lease: Lease, by: User) -> None:
        if lease.holder_id is None:
            super().__init__(f"Nobody writes just now. Nothing was saved. {KEPT}")
        elif lease.holder_id == by.place.pk:
            super().__init__(f"You took up writing in another window since. Nothing was saved. {KEPT}")
        elif lease.until > timezone.now():
            until = formatted(lease.meeting.local(lease.until), "P")
            super().__init__(
                f"{named(lease.holder)}, is writing. Nothing was saved. {KEPT} "
                f"If they stop, you can write from {until} on."
            )
        else:
            super().__init__(f"{named(lease.holder)}, wrote since. Nothing was saved. {KEPT} Look at the item again.")


@transaction.atomic
def take_lease(meeting: Meeting, *, by: User) -> Lease:
    """Write at a meeting from now on, or go on writing. Of two who try at once, one gets it.

    Raises:
        SomebodyWrites: another person's lease has not ended.
    """
    require(may_run(by, meeting))
    lease = _locked(meeting)
    mine, now = lease.holder_id == by.place.pk, timezone.now()
    if not mine and lease.holder_id and lease.until > now:
        raise SomebodyWrites(lease, by)
    if not mine:
        lease.holder, lease.term = by.place, lease.term + 1
        enter("lease.taken", by=by, records=[meeting])
    lease.until = now + LASTS
    lease.save(update_fields=["holder", "term", "until"])
    return lease


@transaction.atomic
def let_go(meeting: Meeting, *, by: User) -> None:
    """Let somebody else write at once. A page that is still open does not take it back by itself."""
    require(may_run(by, meeting))
    lease = _locked(meeting)
    if lease.holder_id != by.place.pk:
        raise SomebodyWrites(lease, by)
    lease.holder, lease.term, lease.until = None, lease.term + 1, timezone.now()
    lease.save(update_fields=["holder", "term", "until"])
    enter("lease.let_go", by=by, records=[meeting])


def hold_lease(meeting: Meeting, *, term: int, by: User) -> Lease:
    """The lease that a page was opened under, held until the transaction ends and made anew.

    An end that nobody has used takes nothing: a laptop that slept goes on where it was.

    Raises:
        SomebodyWrites: it has changed hands since; nothing may be written.
    """
    require(may_run(by, meeting))
    lease = _locked(meeting)
    if lease.holder_id != by.place.pk or lease.term != term:
        raise SomebodyWrites(lease, by)
    lease.until = timezone.now() + LASTS
    lease.save(update_fields=["until"])
    return lease


def _locked(meeting: Meeting) -> Lease:
    # No joins: after a wait, PostgreSQL brings the locked row up to date but not what was joined to it.
    lease = Lease.objects.select_for_update(of=("self",)).filter(meeting=meeting).first()
    if lease is None:
        raise Refused("This meeting has not been started.")
    return lease
