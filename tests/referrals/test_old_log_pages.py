"""The pages of the old log: look, then bring in; confirm; still open? No file is kept between two steps."""

import io
import re
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from privacy.wall import acting_as, acting_as_system
from referrals.models import Referral
from referrals.views import old_log
from tests.conftest import Ledger
from tests.referrals.cast import Cast, client_of
from tests.referrals.log import NOTHING, bring, csv_log, only, row, seen, written, xlsx_log
from tests.releases.build import release_row

IMPORT, STILL_OPEN, CONFIRM = "/old-log/import/", "/old-log/still-open/", "/old-log/"


def upload(client: Client, content: bytes, name: str = "log.csv") -> Any:
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content)})


def parcel_of(page: Any) -> str:
    found = re.search(r'name="parcel" value="([^"]+)"', page.content.decode())
    assert found, page.content.decode()
    return found[1]


def words(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.content.decode()))


@pytest.mark.parametrize("log", [csv_log, xlsx_log])
def test_look_first_then_bring_in(cast: Cast, log: Any) -> None:
    cora = client_of(cast.cora)
    content = log(
        row(note="Needs a ride."), row(note="Call 503-555-0157"), row(from_agency="Harbor Advocates", note="Safe now.")
    )

    page = upload(cora, content)
    said = words(page)
    assert "Rows that can come in 2" in said and "Rows that cannot come in 1" in said
    assert "Rows that wait for their sender 1" in said and "Notes that are not kept 1" in said
    assert "3 note This looks like a phone number." in said and "Bring in 2 rows" in said
    assert "503-555-0157" not in page.content.decode()
    assert written() == NOTHING

    done = cora.post(IMPORT, {"parcel": parcel_of(page)}, follow=True)
    assert "2 rows brought in. 1 note not kept." in words(done)
    assert written()["Referral"] == 2
    assert "Every row of it was brought in before." in words(upload(cora, log(row(note="Needs a ride."))))


def test_pressing_twice_brings_in_once(cast: Cast) -> None:
    cora = client_of(cast.cora)
    parcel = parcel_of(upload(cora, csv_log(row(), row())))
    cora.post(IMPORT, {"parcel": parcel})

    assert "0 rows brought in. 2 rows here already." in words(cora.post(IMPORT, {"parcel": parcel}, follow=True))
    assert written()["Referral"] == 2


@pytest.mark.parametrize("what", ["changed", "another's", "too old", "not ours"])
def test_a_parcel_that_is_not_this_persons_of_this_hour_brings_nothing_in(cast: Cast, what: str) -> None:
    cora = client_of(cast.cora)
    with time_machine.travel("2026-11-22T10:00:00Z", tick=False) as clock:
        parcel = parcel_of(upload(cora, csv_log(row())))
        if what == "changed":
            parcel = parcel[:-8] + ("AAAAAAAA" if parcel[-8:] != "AAAAAAAA" else "BBBBBBBB")
        elif what == "another's":
            cast.carol.place.roles = ["coordinator"]
            cast.carol.place.save()
            cora = client_of(cast.carol)
        elif what == "too old":
            clock.shift(3601)
            cora = client_of(cast.cora)
        else:
            parcel = "not a parcel"
        page = cora.post(IMPORT, {"parcel": parcel}, follow=True)

    assert "Nothing was brought in" in words(page)
    assert written() == NOTHING


def test_a_desk_that_closed_in_between_brings_nothing_in(cast: Cast) -> None:
    cora = client_of(cast.cora)
    parcel = parcel_of(upload(cora, csv_log(row(), row(to_agency="Northfield Hospital"))))
    cast.hospital.closed_at = "2026-01-01T00:00Z"
    cast.hospital.save()

    assert "Nothing was brought in" in words(cora.post(IMPORT, {"parcel": parcel}, follow=True))
    assert written() == NOTHING


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty."),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "older Excel file"),
        (b"a,b\r\n" + b"x,y\r\n" * 2001, "more than 2,000 rows"),
        (b"a\r\n" * (2 * 2**20), "Choose a file of up to 4 MB."),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_in_the_form(cast: Cast, content: bytes, said: str) -> None:
    page = upload(client_of(cast.cora), content)

    assert page.status_code == 200
    assert said in words(page)
    assert "<title>Error: " in page.content.decode()


def test_choosing_no_file_is_told_too(cast: Cast) -> None:
    assert "Choose a file of up to 4 MB." in words(client_of(cast.cora).post(IMPORT, {}))


def test_more_text_than_a_step_carries_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_log, "_MOST_CARRIED", 100)

    assert "Split it, then bring in each part." in words(upload(client_of(cast.cora), csv_log(row())))


@pytest.mark.parametrize("size", [1, 3 * 2**20, 6 * 2**20])
def test_an_upload_never_touches_the_disk(cast: Cast, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("a temporary file")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", refuse)
    assert upload(client_of(cast.cora), b"a\r\n" * size).status_code == 200


@pytest.mark.parametrize("who", ["alice", "lena", "chris", "dana", "anna", "adam"])
def test_only_a_coordinator_brings_in_the_log(cast: Cast, who: str) -> None:
    client = client_of(getattr(cast, who))

    assert client.get(IMPORT).status_code == 403
    assert upload(client, csv_log(row())).status_code == 403
    assert written() == NOTHING


def test_many_refusals_are_listed_up_to_a_point(cast: Cast) -> None:
    said = words(upload(client_of(cast.cora), csv_log(*[row(status="?")] * 203)))

    assert "And 3 more." in said and "Rows that cannot come in 203" in said


def test_only_the_first_sheet_is_said(cast: Cast) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(xlsx_log(row())))
    workbook.create_sheet("other")
    out = io.BytesIO()
    workbook.save(out)
    assert "Only the first sheet was read" in words(upload(client_of(cast.cora), out.getvalue(), "log.xlsx"))


def test_a_receiver_says_what_is_still_open(cast: Cast) -> None:
    bring(cast.team, row(), row(status="accepted", answered_on="2026-08-05"), row(status="closed"))
    bob, ledger = client_of(cast.bob), Ledger()

    page = bob.get(STILL_OPEN)
    (listed,) = ledger.events("old_log.listed")
    assert (len(listed.records), listed.said["door"]) == (2, "receiver")
    assert "/decide/close/" in page.content.decode() and "/decide/decline/" in page.content.decode()
    keys = re.findall(r'name="referral" value="([^"]+)"', page.content.decode())
    assert len(keys) == 2
    assert "is still open." in words(bob.post(STILL_OPEN, {"referral": keys[0]}, follow=True))
    assert keys[0] not in bob.get(STILL_OPEN).content.decode()
    assert bob.post(STILL_OPEN, {"referral": keys[0]}).status_code == 404


@pytest.mark.parametrize("who", ["alice", "carol", "ada", "otto"])
def test_nobody_else_says_so(cast: Cast, who: str) -> None:
    bring(cast.team, row())
    one = only()

    for key in (str(one.pk), "not a key", ""):
        assert client_of(getattr(cast, who)).post(STILL_OPEN, {"referral": key}).status_code == 404
    assert only().changed_at == one.changed_at


def test_a_release_bound_sender_confirms_row_by_row(cast: Cast) -> None:
    bring(cast.team, row(from_agency="Harbor Advocates"), row(from_agency="Harbor Advocates", how_soon="today"))
    ada = client_of(cast.ada)

    page = ada.get(CONFIRM).content.decode()
    assert 'name="row"' not in page
    with acting_as(cast.ada):
        keys = [str(one.pk) for one in Referral.objects.to_confirm_by(cast.ada)]
    assert CONFIRM in ada.get(STILL_OPEN).content.decode()
    assert "Nothing was changed." in words(ada.post(CONFIRM, {}, follow=True))
    assert "Nothing was changed." in words(ada.post(CONFIRM, {"row": ["x"]}, follow=True))
    assert "Nothing was changed." in words(ada.post(CONFIRM, {"row": [keys[0]]}, follow=True))
    with acting_as(cast.ada):
        release_row(cast.ada, Referral.objects.to_confirm_by(cast.ada).get(pk=keys[0]))
    assert re.findall(r'name="row" value="([^"]+)"', ada.get(CONFIRM).content.decode()) == [keys[0]]
    assert "1 row confirmed." in words(ada.post(CONFIRM, {"row": [keys[0], "x"]}, follow=True))
    assert seen(cast.bob) == 1
    with acting_as_system():
        assert str(Referral.objects.get(waits_for_sender=True).pk) == keys[1]


def test_nobody_else_sees_or_confirms_what_waits(cast: Cast) -> None:
    bring(cast.team, row(from_agency="Harbor Advocates"))
    one = only()

    for who in (cast.bob, cast.alice, cast.otto):
        client = client_of(who)
        assert one.code not in client.get(CONFIRM).content.decode()
        client.post(CONFIRM, {"row": [str(one.pk)]})
    assert only().waits_for_sender
    assert client_of(cast.bob).get(f"/referrals/{one.pk}/").status_code == 404


def test_the_inbox_pages_through_rows_that_are_due_at_no_time(cast: Cast) -> None:
    bring(cast.team, *[row(date_sent=f"2026-08-{day:02}") for day in range(1, 31)])
    bob = client_of(cast.bob)

    first = bob.get("/inbox/").content.decode()
    assert "Answer by" not in first
    older = re.search(r'href="(\?tab=waiting&amp;after=[^"]+)"', first)
    assert older
    second = bob.get("/inbox/" + older[1].replace("&amp;", "&")).content.decode()
    codes = [re.findall(r"RF-\w{4}-\w{4}-\w", page) for page in (first, second)]
    assert (len(set(codes[0])), len(set(codes[1])), len(set(codes[0] + codes[1]))) == (25, 5, 30)


@pytest.mark.parametrize("who", ["alice", "bob"])
@pytest.mark.parametrize("status", ["sent", "question asked", "accepted", "waitlisted", "closed", "withdrawn"])
def test_a_row_of_the_log_reads_like_a_referral(cast: Cast, who: str, status: str) -> None:
    bring(cast.team, row(status=status, answered_on="2026-08-05"))

    page = client_of(getattr(cast, who)).get(f"/referrals/{only().pk}/")
    assert page.status_code == 200
