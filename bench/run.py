"""The measurement itself, in an installation that `python -m bench` has made."""

import http.client
import json
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402  # Django must be set up first
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.first_start import seconds_to_first_page  # noqa: E402
from bench.team import Seat, agenda_of, seat, send  # noqa: E402
from mdt.team.models import Team  # noqa: E402
from privacy.datakeys import open_keyring  # noqa: E402

PROJECT = Path(__file__).resolve().parent.parent
ROUND_SECONDS = 3.0
CONNECTIONS = 2
MARKS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


def signed_in(person: Any) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person, backend="mdt.team.backends.TeamBackend")
    client.get("/inbox/")
    return client


def statements(client: Client, path: str, data: dict[str, Any] | None = None) -> int:
    """Statements on every connection for one request, transaction marks and savepoints left out."""
    with CaptureQueriesContext(connections["default"]) as one, CaptureQueriesContext(connections["audit"]) as two:
        response = client.get(path) if data is None else client.post(path, data)
    assert response.status_code in (200, 302), (path, response.status_code)
    return sum(not query["sql"].startswith(MARKS) for query in [*one.captured_queries, *two.captured_queries])


def statements_of_agenda(team: Team, owner: Seat, receiver: Seat) -> int:
    """The published agenda of 30 items, as its chair reads it."""
    chair, meeting = agenda_of(team, owner, [send(owner, receiver) for _ in range(30)])
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(chair, backend="mdt.team.backends.TeamBackend")
    path = f"/meetings/{meeting.pk}/"
    page = client.get(path).content.decode()
    assert page.count("Emergency shelter") == 30, "the agenda does not show 30 items"
    return statements(client, path)


def count_statements(senders: list[Seat], receiver: Seat) -> dict[str, tuple[float, float]]:
    """Figure: (measured, at most)."""
    inbox = signed_in(receiver.person)
    for sender in senders[:2]:
        last = send(sender, receiver)
    two = statements(inbox, "/inbox/")
    for sender in senders[2:]:
        last = send(sender, receiver)
    many = statements(inbox, "/inbox/")
    page = inbox.get("/inbox/").content.decode()
    assert page.count("/accept/") == 25, "the inbox does not show 25 rows"
    assert page.count("15 to 17") == 25, "the profiles are not opened"
    figures = {
        "statements: inbox of 25 rows from 25 agencies": (many, 7),
        "statements: 25 rows less 2 rows": (many - two, 0),
        "statements: referral page": (statements(inbox, f"/referrals/{last.pk}/"), 7),
        "statements: send": (statements_of_sending(senders[0], receiver), 10),
    }
    return {name: (float(got), float(most)) for name, (got, most) in figures.items()}


def statements_of_sending(sender: Seat, receiver: Seat) -> int:
    client = signed_in(sender.person)
    answers = {
        "desk": str(receiver.desk.pk),
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
    check = client.post("/referrals/new/", answers, follow=True)
    seen = re.search(r'name="seen" value="([^"]+)"', check.content.decode())
    assert seen, "there is no check page"
    return statements(client, check.request["PATH_INFO"], {"seen": seen[1], "confirm": "on", "report": "made"})


def serve() -> tuple[subprocess.Popen[bytes], int]:
    """gunicorn as the launcher runs it, on a free port of the loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["-m", "gunicorn", "config.wsgi:application", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    server = subprocess.Popen([sys.executable, *command, "--preload", "--no-control-socket", "--log-level", "error"])
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server, port
        time.sleep(0.1)
    raise RuntimeError("the web server did not start")


def requests_per_second(port: int, path: str, cookie: str, must_hold: str) -> float:
    """Finished requests per second over CONNECTIONS connections for ROUND_SECONDS, each answer looked at."""
    done = [0] * CONNECTIONS
    until = time.perf_counter() + ROUND_SECONDS

    def ask(place: int) -> None:
        while time.perf_counter() < until:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", path, headers={"Cookie": cookie})
            answer = connection.getresponse()
            body = answer.read().decode()
            assert (answer.status, body.count(must_hold)) == (200, 25), (path, answer.status)
            connection.close()
            done[place] += 1

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(CONNECTIONS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - began)


def inbox_beside_bare(receiver: Seat, rounds: int) -> tuple[float, dict[str, list[float]]]:
    """The median of inbox over bare, round by round, and the samples."""
    client = signed_in(receiver.person)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    server, port = serve()
    samples: dict[str, list[float]] = {"inbox": [], "bare": []}
    try:
        for page in ("/inbox/", "/bare/"):
            requests_per_second(port, page, cookie, "/accept/")
        for _ in range(rounds):
            samples["inbox"].append(requests_per_second(port, "/inbox/", cookie, "/accept/"))
            samples["bare"].append(requests_per_second(port, "/bare/", cookie, "/accept/"))
    finally:
        server.terminate()
        server.wait(timeout=20)
    ratios = [one / other for one, other in zip(samples["inbox"], samples["bare"], strict=True)]
    return statistics.median(ratios), samples


def main(rounds: int, first_start: bool) -> int:
    call_command("migrate", database="owner", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    open_keyring()
    team = Team.objects.create(name="Bench County (invented)")
    receiver, *senders = [seat(team, number) for number in range(26)]
    at_most = count_statements(senders, receiver)
    ratio, samples = inbox_beside_bare(receiver, rounds)
    at_most["statements: agenda of 30 items"] = (float(statements_of_agenda(team, senders[0], receiver)), 10.0)
    missed = [name for name, (got, most) in at_most.items() if got > most]
    for name, (got, most) in at_most.items():
        print(f"{name}: {got:.0f} (at most {most:.0f})")
    print(f"inbox over bare page, requests per second: {ratio:.2f} (at least 0.45), n = {rounds}")
    if ratio < 0.45:
        missed.append("inbox over bare page")
    if first_start:
        with tempfile.TemporaryDirectory(prefix="bench-clone-") as folder:
            seconds = seconds_to_first_page(PROJECT, Path(folder))
        print(f"first page after script/server in a fresh clone: {seconds:.0f} s (under 90)")
        if seconds >= 90:
            missed.append("first page")
    print(json.dumps({"samples": {name: [round(one, 1) for one in many] for name, many in samples.items()}}))
    print(f"Missed: {', '.join(missed)}" if missed else "All reached.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2] == "True"))
