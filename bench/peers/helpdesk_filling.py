"""`python -m bench.peers.helpdesk_filling COUNT`: migrates, makes 20 queues and tickets, and prints a session of
somebody who may see one queue, as JSON: the cookie, that queue's key, a page of ticket keys, and one ticket of
another queue."""

import json
import random
import sys
from datetime import timedelta

import django

django.setup()

from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from helpdesk.models import FollowUp, Queue, Ticket

SEED, QUEUES, DAYS, BATCH = 42, 20, 1000, 1000
TEXT = "Prefers a morning call. Asks for the same interpreter again. Has a safe place until the end of the week."


def fill(count: int) -> None:
    """Tickets spread evenly over the queues and over time, each with one follow-up."""
    chance, now = random.Random(SEED), timezone.now()
    queues = [Queue.objects.create(title=f"Agency {number:02}", slug=f"agency-{number}") for number in range(QUEUES)]
    for first in range(0, count, BATCH):
        tickets = [
            Ticket(
                queue=queues[number % QUEUES],
                title=f"Help needed {number}",
                description=TEXT,
                submitter_email="sender@example.org",
                status=chance.choice([Ticket.OPEN_STATUS] * 3 + [Ticket.CLOSED_STATUS] * 2),
                priority=chance.randint(1, 5),
                created=now - timedelta(days=DAYS) * (1 - number / count),
                secret_key=f"{number:036}",
            )
            for number in range(first, min(first + BATCH, count))
        ]
        made = Ticket.objects.bulk_create(tickets)
        FollowUp.objects.bulk_create(
            FollowUp(ticket=ticket, date=ticket.created, title="Opened", comment=TEXT, public=True) for ticket in made
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def staff(queue: Queue) -> User:
    """Somebody who may see one queue."""
    person = User.objects.create_user("person", "person@example.org", is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename=queue.permission_name.partition(".")[2]))
    return person


def main(count: int) -> None:
    call_command("migrate", verbosity=0)
    fill(count)
    own, other = Queue.objects.order_by("pk")[:2]
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(staff(own))
    # What its list shows before anybody sets a filter.
    shown = Ticket.objects.filter(queue=own, status=Ticket.OPEN_STATUS)
    tickets = shown.order_by("-created").values_list("pk", flat=True)[:25]
    strange = Ticket.objects.filter(queue=other).values_list("pk", flat=True)[0]
    told = {"cookies": {"sessionid": client.cookies["sessionid"].value}, "queue": own.pk, "shown": shown.count()}
    print(json.dumps(told | {"tickets": list(tickets), "strange": strange}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
