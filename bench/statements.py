"""`python -m bench.statements`: how many statements the pages take on referrals made by the product's own actions.

Prints a value for each of its figures, as JSON.
"""

import json
import re
from typing import Any

import django

django.setup()

from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.counting import MARKS
from bench.data.people import Seat, agenda_of, seats, send
from mdt.team.models import Team

ANSWERS = {
    "service": "shelter",
    "urgency": "routine",
    "age_group": "15_17",
    "gender": "women",
    "language": "spanish",
    "concern": "sex",
    "area": "north",
    "in_danger": "no",
    "first_contact": "through_sender",
    "basis": "own_rules",
}


def main() -> None:
    receiver, *senders = seats()
    figures = _of_pages(senders, receiver)
    figures["statements agenda"] = _of_agenda(Team.objects.get(), senders[0], receiver)
    print(json.dumps(figures))


def _of_pages(senders: list[Seat], receiver: Seat) -> dict[str, int]:
    inbox = _signed_in(receiver.person)
    for sender in senders[:2]:
        last = send(sender, receiver)
    two = _statements(inbox, "/inbox/")
    for sender in senders[2:]:
        last = send(sender, receiver)
    many = _statements(inbox, "/inbox/")
    page = inbox.get("/inbox/").content.decode()
    assert page.count("/accept/") == 25, "the inbox does not show 25 rows"
    assert page.count("15 to 17") == 25, "the profiles are not opened"
    return {
        "statements inbox 25 agencies": many,
        "statements inbox more": many - two,
        "statements referral": _statements(inbox, f"/referrals/{last.pk}/"),
        "statements send": _of_sending(senders[0], receiver),
    }


def _of_sending(sender: Seat, receiver: Seat) -> int:
    client = _signed_in(sender.person)
    check = client.post("/referrals/new/", ANSWERS | {"desk": str(receiver.desk.pk)}, follow=True)
    seen = re.search(r'name="seen" value="([^"]+)"', check.content.decode())
    assert seen, "there is no check page"
    form = {"seen": seen[1], "confirm": "on", "report": "made"}
    return _statements(client, check.request["PATH_INFO"], form)


def _of_agenda(team: Team, owner: Seat, receiver: Seat) -> int:
    """The published agenda of 30 items, as its chair reads it."""
    chair, meeting = agenda_of(team, owner, [send(owner, receiver) for _ in range(30)])
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(chair, backend="mdt.team.backends.TeamBackend")
    path = f"/meetings/{meeting.pk}/"
    page = client.get(path).content.decode()
    assert page.count("Emergency shelter") == 30, "the agenda does not show 30 items"
    return _statements(client, path)


def _signed_in(person: Any) -> Client:
    """Signed in, and with a first page behind them: the first one notes in the session when it began."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person, backend="mdt.team.backends.TeamBackend")
    client.get("/inbox/")
    return client


def _statements(client: Client, path: str, data: dict[str, Any] | None = None) -> int:
    """Statements on both connections for one request."""
    with CaptureQueriesContext(connections["default"]) as one, CaptureQueriesContext(connections["audit"]) as two:
        response = client.get(path) if data is None else client.post(path, data)
    assert response.status_code in (200, 302), (path, response.status_code)
    return sum(not query["sql"].startswith(MARKS) for query in [*one.captured_queries, *two.captured_queries])


if __name__ == "__main__":
    main()
