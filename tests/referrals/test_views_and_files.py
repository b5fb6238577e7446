"""Saved views open nothing; a list taken away as a file holds what it showed, safely, and is on record first."""

import csv
import io
import threading
import time
from typing import Any

import openpyxl
import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.db import ProgrammingError, connections
from django.test import Client

from mdt.team.models import Agency, User
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from referrals import exporting
from referrals.actions import ending, viewing
from referrals.models import Referral, SavedView
from referrals.queue import INBOX, Queue
from tests.conftest import Ledger
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast, build_cast, client_of
from tests.turns import until_it_waits

VIEWS = "/lists/inbox/views/"


def make_view(by: User, name: str = "Late ones", **more: Any) -> SavedView:
    with acting_as(by):
        return viewing.save_view(by=by, queue=Queue.read(INBOX, {"overdue": "on"}), name=name, **more)


def names(user: User) -> list[str]:
    """Behind the wall alone, with no filter of ours."""
    with acting_as(user):
        return sorted(SavedView.objects.values_list("name", flat=True))


def test_a_view_is_a_name_for_filters_and_shows_who_looks_what_they_may_see(cast: Cast) -> None:
    bob, bea = client_of(cast.bob), client_of(cast.bea)
    saved = bob.post(f"{VIEWS}?tab=waiting&service=shelter&agency=nonsense", {
        "name": "Shelter", "desk": str(cast.sheriff.pk),
    })  # fmt: skip
    assert saved["Location"] == "/inbox/?tab=waiting&service=shelter"
    with acting_as(cast.bob):
        view = SavedView.objects.get()
    assert view.filters == {"tab": "waiting", "service": "shelter"}
    kept = make_sent(cast.alice, cast.welfare, cast.sheriff, kept_from=[cast.bea])
    page = bea.get("/inbox/").content.decode()
    assert ">Shelter</a>" in page and 'href="/inbox/?tab=waiting&amp;service=shelter"' in page
    assert kept.code in bob.get("/inbox/?tab=waiting&service=shelter").content.decode()
    assert kept.code not in bea.get("/inbox/?tab=waiting&service=shelter").content.decode()


def test_ones_own_view_is_nobody_elses_and_a_shared_one_is_its_desks(cast: Cast) -> None:
    make_view(cast.bob, "Mine")
    make_view(cast.bob, "Ours", desk=cast.sheriff)
    assert names(cast.bob) == ["Mine", "Ours"]
    assert names(cast.bea) == ["Ours"]
    for other in (cast.alice, cast.carol, cast.otto, cast.dana):
        assert names(other) == []
    with acting_as_system(cast.team.pk):
        ours = SavedView.objects.get(name="Ours")
    assert client_of(cast.bea).post(f"/lists/views/{ours.pk}/delete/").status_code == 404
    with acting_as(cast.bea):
        assert SavedView.objects.all().delete()[0] == 0
    assert client_of(cast.bob).post(f"/lists/views/{ours.pk}/delete/").status_code == 302
    assert names(cast.bea) == []


def test_the_wall_lets_nobody_share_with_a_desk_that_is_not_theirs(cast: Cast) -> None:
    values = {"team_id": cast.team.pk, "agency": cast.sheriff.agency, "owner": cast.bob, "of": "inbox", "name": "x"}
    for wrong in ({"desk": cast.welfare}, {"owner": cast.bea}, {"agency": cast.welfare.agency}):
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(cast.bob):
            SavedView.objects.create(**values | wrong)


@pytest.mark.parametrize("name", ["Call 503-555-0157", "", "x" * 41])
def test_a_name_goes_through_the_guard(cast: Cast, name: str) -> None:
    page = client_of(cast.bob).post(f"{VIEWS}?service=shelter", {"name": name})
    assert page.status_code == 200 and "Error:" in page.content.decode()
    assert names(cast.bob) == []


def test_a_second_view_of_a_name_takes_the_firsts_place_and_there_are_not_endless_ones(cast: Cast) -> None:
    make_view(cast.bob, "Late")
    make_view(cast.bob, "Late")
    for number in range(viewing.VIEWS - 1):
        make_view(cast.bob, f"View {number}")
    page = client_of(cast.bob).post(f"{VIEWS}?service=shelter", {"name": "Another"}).content.decode()
    assert "Delete one first." in page
    assert len(names(cast.bob)) == viewing.VIEWS


# Files --------------------------------------------------------------------------------------------------------


def confirmed(user: User) -> Client:
    """Signed in, with the password given a moment ago."""
    client = client_of(user)
    session = client.session
    proof = {"method": "password", "at": time.time(), "reauthenticated": True}
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [proof]
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
    session.save()
    return client


def take(client: Client, query: str = "", **said: str) -> Any:
    return client.post(f"/lists/inbox/export/{query}", {"reason": "own_work", "format": "csv"} | said)


def lines(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_file_holds_the_list_and_the_record_of_it_comes_first(cast: Cast, ledger: Ledger) -> None:
    shown = make_sent(cast.alice, cast.welfare, cast.sheriff)
    make_sent(cast.alice, cast.welfare, cast.hospital)
    kept = make_sent(cast.alice, cast.welfare, cast.sheriff, kept_from=[cast.lena])
    answer = take(confirmed(cast.lena), "?service=shelter")

    header, row = lines(answer)
    assert (header[0], row[0], row[2:4]) == ("referral", shown.code, ["Sent", "Emergency shelter"])
    assert "morning call" not in answer.content.decode() and kept.code not in answer.content.decode()
    assert answer["Content-Disposition"].startswith('attachment; filename="inbox-20')
    assert answer["Cache-Control"] == "no-store"
    (event,) = ledger.events("referrals.exported")
    assert (event.codes, event.said["purpose"], event.said["detail"]["rows"]) == ([shown.code], "own_work", 1)


def test_without_the_ledger_nothing_leaves(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = make_sent(cast.alice, cast.welfare, cast.sheriff)
    client = confirmed(cast.lena)
    monkeypatch.setitem(connections["audit"].settings_dict, "PORT", "1")
    connections["audit"].close()
    answer = take(client)
    assert answer.status_code == 503 and shown.code not in answer.content.decode()


def test_a_workbook_is_text_and_no_cell_runs(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.welfare.agency_id).update(name='=HYPERLINK("http://x","y") & <b>')
    shown = make_sent(cast.alice, cast.welfare, cast.sheriff)
    client = confirmed(cast.lena)
    book = openpyxl.load_workbook(io.BytesIO(take(client, format="xlsx").content))
    sheet = book.worksheets[0]
    assert sheet["A2"].value == shown.code and sheet["F2"].value == '\'=HYPERLINK("http://x","y") & <b>'
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
    assert lines(take(client))[1][5].startswith("'=")


def test_a_withdrawn_one_is_a_code_in_the_file_too(cast: Cast) -> None:
    gone = make_sent(cast.alice, cast.welfare, cast.sheriff)
    with acting_as(cast.alice):
        ending.withdraw(by=cast.alice, referral=seen_by(cast.alice, gone))
    (_, row) = lines(take(confirmed(cast.lena), "?tab=closed"))
    assert row[:5] == [gone.code, "", "Withdrawn", "", ""]


def test_who_may_not_or_has_not_proven_it_gets_none(cast: Cast) -> None:
    for who in (cast.bob, cast.anna, cast.chris, cast.cora, cast.dana, cast.adam):
        assert take(confirmed(who)).status_code == 403
    assert take(client_of(cast.lena))["Location"].startswith("/account/confirm/")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_count_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    lena = build_cast().lena
    monkeypatch.setattr(exporting, "A_DAY", 1)
    both, results = threading.Barrier(2, timeout=20), []

    def run() -> None:
        try:
            with acting_as(lena):
                both.wait()
                exporting.take(Queue.read(INBOX, {}), by=lena, reason="own_work", form="csv")
                # As long as the answer takes to be made.
                threading.Event().wait(0.3)
            results.append("taken")
        except Refused:
            results.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(results) == ["refused", "taken"]


def test_reason_size_and_number_have_their_limits(cast: Cast, monkeypatch: pytest.MonkeyPatch, ledger: Ledger) -> None:
    for _ in range(3):
        make_sent(cast.alice, cast.welfare, cast.sheriff)
    client = confirmed(cast.lena)
    assert "Choose the reason." in take(client, reason="").content.decode()
    assert "Choose the reason." in take(client, reason="because").content.decode()
    monkeypatch.setattr("referrals.exporting.MOST", 2)
    assert "more than 2 referrals" in take(client).content.decode()
    monkeypatch.setattr("referrals.exporting.MOST", 3)
    assert ledger.events("referrals.exported") == []
    monkeypatch.setattr("referrals.exporting.A_DAY", 2)
    assert [take(client)["Content-Type"] for _ in range(2)] == ["text/csv; charset=utf-8"] * 2
    assert "You have taken 2 lists since yesterday." in take(client).content.decode()
    with acting_as_system(cast.team.pk):
        assert Referral.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_the_second_takes_the_firsts_place(cast: Cast) -> None:
    bob, browser = cast.bob, client_of(cast.bob)
    with acting_as(bob):
        viewing.save_view(by=bob, queue=Queue.read(INBOX, {"overdue": "on"}), name="Late ones")
        again = until_it_waits(lambda: browser.post(f"{VIEWS}?tab=waiting", {"name": "Late ones"}))

    assert again.result(20)["Location"] == "/inbox/?tab=waiting"
    assert names(bob) == ["Late ones"]
