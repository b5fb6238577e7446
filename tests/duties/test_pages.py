"""Duties through their pages: starting, recording, the number that is refused, and who finds nothing."""

import re
import uuid
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from cases.duties.models import Duty, Proof
from privacy.wall import acting_as_system
from referrals.models import Referral
from tests.conftest import Ledger
from tests.duties.build import ask, begin, now_of
from tests.referrals.build import make_sent
from tests.referrals.cast import Cast, client_of

HOUR = timedelta(hours=1)
PROOF = {"recipient": "hhs", "how": "online", "held": "yes", "when": "now"}


@pytest.fixture
def sent(cast: Cast) -> Referral:
    return make_sent(cast.alice, cast.welfare, cast.sheriff)


def words(page: Any) -> str:
    main = page.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def only_duty(cast: Cast) -> Duty:
    with acting_as_system(cast.team.pk):
        return Duty.objects.get()


def proofs(cast: Cast) -> int:
    with acting_as_system(cast.team.pk):
        return Proof.objects.count()


def test_from_the_referral_to_the_proof(cast: Cast, sent: Referral) -> None:
    client = client_of(cast.alice)
    link = f"/duties/start/{sent.case_id}/"
    assert link in client.get(f"/referrals/{sent.pk}/").content.decode()
    offered = words(client.get(link))
    assert "Report a missing child in substitute care" in offered and "OAR 413-080-0053(1)" in offered
    assert "Enter a missing young person into NCIC" not in offered

    client.post(link, {"rule": "foreign_child", "when": "now"})
    duty = only_duty(cast)
    assert duty.due_at == duty.triggered_at + 24 * HOUR
    page = words(client.get(f"/duties/{duty.pk}/"))
    assert "23 hours left" in page and "It does not file" in page and "call 911" in page

    kept = client.post(f"/duties/{duty.pk}/proof/", PROOF, follow=True)
    assert "The proof is kept." in kept.content.decode() and "Done" in words(kept)
    assert only_duty(cast).stop == "proof"
    assert duty.code in words(client.get("/duties/?tab=stopped"))
    assert "No clock runs for your desk." in words(client.get("/duties/"))


def test_the_button_is_for_officials_and_keeps_no_status(cast: Cast, sent: Referral) -> None:
    to_hospital = make_sent(cast.alice, cast.welfare, cast.hospital)
    assert "Start the 24 hours now" in words(client_of(cast.bob).get(f"/duties/start/{sent.case_id}/"))
    carol = client_of(cast.carol)
    page = f"/duties/start/{to_hospital.case_id}/"
    assert "Start the 24 hours now" not in words(carol.get(page))

    refused = carol.post(page, {"rule": "foreign_child", "when": "now"})

    assert refused.status_code == 200 and "Choose the duty." in words(refused)
    client_of(cast.bob).post(f"/duties/start/{sent.case_id}/", {"rule": "foreign_child", "when": "now"})
    assert only_duty(cast).agency_id == cast.sheriff.agency_id
    assert "foreign" not in words(client_of(cast.alice).get(f"/referrals/{sent.pk}/")).lower()


@pytest.mark.parametrize("field", ["day", "time", "recipient", "how", "held", "when"])
@pytest.mark.parametrize("number", ["24-118834", "P2026-00417", "RFA 00417-22"])
def test_a_report_number_typed_anywhere_is_refused_and_kept_nowhere(
    cast: Cast, sent: Referral, field: str, number: str
) -> None:
    duty = begin(cast.alice, sent, "foreign_child", timezone.now() - HOUR)
    then = PROOF | {"when": "then", "day": "2026-01-05", "time": "09:00", field: number}

    page = client_of(cast.alice).post(f"/duties/{duty.pk}/proof/", then)

    assert page.status_code == 200
    assert proofs(cast) == 0 and only_duty(cast).is_open
    if field in ("day", "time"):
        assert "Do not type a report number" in words(page)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"when": "then"}, "Give the day."),
        ({"when": "then", "day": "2040-11-23", "time": ""}, "Give the time."),
        ({"when": "then", "day": "2040-11-25", "time": "09:00"}, "That time has not come yet."),
        ({"when": "then", "day": "0040-11-23", "time": "09:00"}, "more than a year ago"),
        ({"when": "then", "day": "2040-11-23", "time": "06:59"}, "before the duty began"),
        ({"when": ""}, "Choose when."),
    ],
)
def test_a_time_that_cannot_be_is_refused(cast: Cast, sent: Referral, typed: dict[str, str], why: str) -> None:
    """It is Friday noon in the team's zone, on a day to come, since the wall's own clock is real; it began at seven."""
    with time_machine.travel(datetime(2040, 11, 23, 20, 0, tzinfo=UTC), tick=False):
        duty = begin(cast.alice, sent, "foreign_child", datetime(2040, 11, 23, 15, 0, tzinfo=UTC))
        page = client_of(cast.alice).post(f"/duties/{duty.pk}/proof/", PROOF | typed)

        assert why in words(page)
        assert proofs(cast) == 0


@pytest.mark.parametrize(
    ("began", "day", "time", "kept"),
    [
        # The minute it began in, typed without its seconds, is the moment it began.
        ("2040-11-23T15:00:30", "11/23/2040", "07:00", "2040-11-23T15:00:30"),
        ("2040-11-23T15:00:30", "2040-11-23", "7:01 AM", "2040-11-23T15:01:00"),
        # 1:30 comes twice on that Sunday: what began in the second hour was not done in the first.
        ("2040-11-04T09:10:00", "2040-11-04", "01:30", "2040-11-04T09:30:00"),
        ("2040-11-04T08:10:00", "2040-11-04", "01:30", "2040-11-04T08:30:00"),
    ],
)
def test_a_typed_time_is_the_teams_clock(
    cast: Cast, sent: Referral, began: str, day: str, time: str, kept: str
) -> None:
    with time_machine.travel(datetime(2040, 11, 23, 20, 0, tzinfo=UTC), tick=False):
        duty = begin(cast.alice, sent, "foreign_child", datetime.fromisoformat(began).replace(tzinfo=UTC))
        typed = {"when": "then", "day": day, "time": time}
        page = client_of(cast.alice).post(f"/duties/{duty.pk}/proof/", PROOF | typed)

    assert page.status_code == 302
    assert now_of(duty).proved_at == datetime.fromisoformat(kept).replace(tzinfo=UTC)


def test_a_stranger_finds_the_same_page_for_a_duty_as_for_none(cast: Cast, sent: Referral) -> None:
    duty = begin(cast.alice, sent, "missing")

    for stranger in (cast.bob, cast.carol, cast.ada, cast.otto):
        client = client_of(stranger)
        for path in ("/duties/{}/", "/duties/{}/proof/", "/duties/{}/does-not-apply/", "/duties/{}/hand-over/"):
            there, nowhere = client.get(path.format(duty.pk)), client.get(path.format(uuid.uuid4()))
            assert (there.status_code, there.content) == (404, nowhere.content)
        assert duty.code not in client.get("/duties/").content.decode()
        start = f"/duties/start/{sent.case_id}/"
        assert client.get(start).status_code == (200 if stranger == cast.bob else 404)


def test_handing_over_through_pages(cast: Cast, sent: Referral) -> None:
    duty = begin(cast.alice, sent, "cross_report")
    alice, bob = client_of(cast.alice), client_of(cast.bob)
    alice.post(f"/duties/{duty.pk}/hand-over/", {"desk": str(cast.sheriff.pk)})
    assert "is asked to take this over" in words(alice.get(f"/duties/{duty.pk}/"))
    asked = words(bob.get("/duties/"))
    assert "You are asked to take over" in asked and duty.code in asked
    assert bob.get(f"/duties/{duty.pk}/proof/").status_code == 404
    assert "1 you are asked to take over" in words(bob.get("/"))

    accepted = bob.post(f"/duties/{duty.pk}/hand-over/accept/", follow=True)

    assert "Your agency owes this duty now." in accepted.content.decode()
    assert now_of(duty).stop == "taken_over"
    assert "Taken over by another agency" in words(alice.get(f"/duties/{duty.pk}/"))
    assert bob.post(f"/duties/{duty.pk}/hand-over/accept/").status_code == 404


def test_a_second_press_says_that_it_runs_already(cast: Cast, sent: Referral) -> None:
    client = client_of(cast.alice)
    for _ in range(2):
        page = client.post(f"/duties/start/{sent.case_id}/", {"rule": "missing", "when": "now"})

    assert page.status_code == 200 and "This clock runs already" in words(page)
    assert only_duty(cast).rule == "missing"


def test_home_counts_what_is_due_and_is_silent_without(cast: Cast, sent: Referral) -> None:
    assert "Duties due" not in words(client_of(cast.alice).get("/"))
    begin(cast.alice, sent, "missing", timezone.now() - HOUR)
    begin(cast.alice, sent, "foreign_child", timezone.now() - 30 * HOUR)
    begin(cast.alice, sent, "abuse_report", timezone.now() - HOUR)
    begin(cast.alice, sent, "located", timezone.now() - HOUR)

    assert "Duties due 1 past its time 2 due at once or within 24 hours 4 running" in words(
        client_of(cast.alice).get("/")
    )
    assert "Duties due" not in words(client_of(cast.bob).get("/"))


def test_every_look_is_one_event_that_names_its_duties(cast: Cast, sent: Referral, ledger: Ledger) -> None:
    duty = begin(cast.alice, sent, "missing")
    client = client_of(cast.alice)
    for path in ("/duties/", f"/duties/{duty.pk}/", f"/duties/{duty.pk}/proof/"):
        before = len(ledger.events())
        client.get(path)
        (event,) = ledger.events()[before:]
        assert event.codes == [duty.code]


def test_due_soonest_stands_first_and_pages_follow(cast: Cast, sent: Referral) -> None:
    now = timezone.now()
    begin(cast.alice, sent, "located", now)
    begin(cast.alice, sent, "injury", now - 2 * HOUR)
    begin(cast.alice, sent, "missing", now - 3 * HOUR)
    for hours in range(25):
        begin(cast.alice, sent, "injury", now - (3 + hours) * HOUR)
    client: Client = client_of(cast.alice)

    first = client.get("/duties/").content.decode()
    older = re.search(r"\?tab=open&amp;after=([\w:-]+)", first)
    assert older
    second = client.get(f"/duties/?tab=open&after={older[1]}").content.decode()

    codes = re.findall(r"DU-\w{4}-\w{4}-\w</span> ([^<]+)", first + second)
    assert len(codes) == 28
    assert codes[-1] == "After a missing child is found"
    assert client.get("/duties/?after=made-up").status_code == 200


def test_the_administrator_ticks_that_counsel_confirmed(cast: Cast) -> None:
    client = client_of(cast.adam)
    page = words(client.get("/duties/rules/"))
    assert "B8 Enter a missing young person into NCIC Off" in page and "B9 Report child abuse" in page

    assert "Tick that counsel has confirmed it." in words(client.post("/duties/rules/", {"rule": "ncic"}))
    client.post("/duties/rules/", {"rule": "ncic", "confirmed": "on"})
    assert "B8 Enter a missing young person into NCIC On" in words(client.get("/duties/rules/"))
    client.post("/duties/rules/", {"rule": "ncic", "off": "1"})
    assert "B8 Enter a missing young person into NCIC Off" in words(client.get("/duties/rules/"))


def test_an_offer_to_a_stranger_is_not_on_the_form(cast: Cast, sent: Referral) -> None:
    duty = begin(cast.alice, sent, "cross_report")
    client = client_of(cast.alice)

    page = client.post(f"/duties/{duty.pk}/hand-over/", {"desk": str(cast.court.pk)})

    assert "Choose a desk." in words(page)
    assert now_of(duty).offered_to_id is None
    ask(cast.alice, duty, cast.sheriff)
    client.post(f"/duties/{duty.pk}/hand-over/take-back/")
    assert now_of(duty).offered_to_id is None
