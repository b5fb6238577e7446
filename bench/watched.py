"""`python -m bench.watched`: signs the people in whose pages are measured, and prints what the bench needs of them.

For each agency of SPREAD, QUIET and OUTSIDER by number: the session's cookie, who they are, and the addresses of pages
at half depth, which only the product can seal.
"""

import json

import django

django.setup()

from django.conf import settings
from django.test import Client

from bench.data.people import Seat, seats
from bench.data.shape import OUTSIDER, QUIET, SPREAD
from privacy.wall import acting_as_system
from referrals.choices import State
from referrals.models import Referral
from referrals.queue import Cursor


def main() -> None:
    people = seats()
    told = {number: _told(people[number]) for number in (SPREAD, QUIET, OUTSIDER)}
    print(json.dumps(told))


def _told(seat: Seat) -> dict[str, object]:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(seat.person, backend="mdt.team.backends.TeamBackend")
    name = settings.SESSION_COOKIE_NAME
    return {
        "cookies": {name: client.cookies[name].value},
        "person": str(seat.person.pk),
        "agency": str(seat.desk.agency_id),
        "desk": str(seat.desk.pk),
        "half": _half(seat),
    }


def _half(seat: Seat) -> str:
    """The deepest tab's page that begins in its middle."""
    with acting_as_system(seat.person.place.team_id):
        closed = Referral.objects.filter(to_desk=seat.desk, state__in=[State.CLOSED, State.WITHDRAWN])
        count = closed.count()
        rows = closed.order_by("-changed_at", "pk").values_list("changed_at", "pk")
        for at, key in rows[count // 2 : count // 2 + 1]:
            return f"/inbox/?tab=closed&after={Cursor(at, key)}"
    return ""


if __name__ == "__main__":
    main()
