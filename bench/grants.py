"""`python -m bench.grants`: the product's permission questions on a filled database, in turn with guardian's.

`spread` and `oldest` give the statement time of an inbox's first page, its rows and who may see them; `share` opens 500
referrals of the sender's to another desk. Everything as the app's role, behind the wall.
"""

from collections.abc import Callable

import django

django.setup()

from django.db import transaction
from django.utils import timezone

from bench.data.people import Seat, seats
from bench.data.shape import OUTSIDER, QUIET, SPREAD
from bench.turns import clocked, serve, settled
from mdt.team.access import Door, Given, To, grant_many
from mdt.team.models import User
from privacy.plans import kept_plans
from privacy.wall import acting_as
from referrals.models import Referral, ReferralDeskGrant
from referrals.queue import INBOX, Queue

PAGE, SHARED = 25, 500


def page_of(person: User) -> list[Referral]:
    """The rows of an inbox's first page, as the inbox asks for them."""
    inbox = Queue.read(INBOX, {})
    rows, _, _ = inbox.page(inbox.rows(person).for_rows(INBOX.other), None, None)
    return rows


def first_page(seat: Seat) -> Callable[[], float]:
    def ask() -> float:
        # With its plans kept, as the inbox asks (docs/adr/0105).
        with acting_as(seat.person), kept_plans():
            milliseconds = settled(lambda: found.append(page_of(seat.person)))
        assert len(found[-1]) == PAGE
        found.clear()
        return milliseconds

    found: list[list[Referral]] = []
    return ask


def share(sender: Seat, to: Seat) -> Callable[[], float]:
    with acting_as(sender.person):
        own = Referral.objects.visible_through(sender.person, Door.SENDER)
        records = list(own.only("team_id").order_by("-sent_at", "pk")[:SHARED])

    def ask() -> float:
        with acting_as(sender.person):
            now = timezone.now()
            given = [Given(one, To(to.desk, Door.PUT_FORWARD), sender.desk.agency_id, now) for one in records]
            milliseconds = clocked(lambda: grant_many(ReferralDeskGrant, given))
            opened = ReferralDeskGrant.objects.filter(via=Door.PUT_FORWARD, content_object__in=records)
            assert opened.count() == SHARED
            transaction.set_rollback(True)
        return milliseconds

    return ask


def main() -> None:
    people = seats()
    tasks = {"spread": first_page(people[SPREAD]), "oldest": first_page(people[QUIET])}
    serve(tasks | {"share": share(people[SPREAD], people[OUTSIDER])})


if __name__ == "__main__":
    main()
