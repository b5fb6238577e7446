import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from audit.exports import safe
from audit.ledger import LedgerUnavailable
from audit.note import open_note
from audit.sealer import seal
from mdt.team.models import User
from tests.audit.people import CODE, OTHER, People, make, opened
from tests.audit.test_explorer import DAYS, MORNING, browser, words
from tests.conftest import Ledger

Sql = Callable[..., list[tuple[Any, ...]]]
ASKED = {**DAYS, "asked": "1", "reason": "person_asked"}


@pytest.fixture
def people(db: None) -> People:
    return make()


def rows(user: User, **pairs: str) -> list[list[str]]:
    page = browser(user).post("/audit/export/", {**ASKED, **pairs})
    assert page.status_code == 200
    assert page["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(page.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:])))


def test_what_was_found_leaves_as_a_table_with_its_end_marked(people: People) -> None:
    opened(people.dana, CODE, OTHER, at=MORNING)
    opened(people.dana, OTHER, at=MORNING)

    header, row, end = rows(people.vera, code=CODE)

    assert header[:3] == ["time (UTC)", "day", "sentence"]
    assert row[:10] == [
        "2026-01-16T17:14:00.000+00:00",
        "Friday, January 16, 2026",
        "Dana R. (Eastside CPS) opened HT-7F3K-9QXM-2 and RF-2M8Q-4TWN-8 at 9:14 a.m. as the receiver: answer",
        "Dana R.",
        "Eastside CPS",
        "partner",
        "words.opened",
        "receiver",
        "answer",
        "HT-7F3K-9QXM-2 RF-2M8Q-4TWN-8",
    ]
    assert end == ["End of the export: 1 events"]


def test_a_reason_must_be_chosen(people: People, ledger: Ledger) -> None:
    opened(people.dana, CODE, at=MORNING)
    auditor = browser(people.vera)
    asked = auditor.post("/audit/export/", {**DAYS, "code": CODE})
    assert "Why do you take this away?" in words(asked)
    assert f"Code {CODE}" in words(asked)
    assert "January 10 to January 16, 2026" in words(asked)

    for reason in ("", "because"):
        page = auditor.post("/audit/export/", {**DAYS, "asked": "1", "reason": reason})
        assert "There is something to fix" in words(page)
    assert auditor.get("/audit/export/").status_code == 200
    assert auditor.post("/audit/export/", {"first": "x"})["Location"] == "/audit/"
    assert ledger.events("ledger.exported") == []


def test_an_export_is_one_event_that_says_why(people: People, ledger: Ledger) -> None:
    rows(people.vera, code=CODE)

    (event,) = ledger.events()
    assert (event.kind, event.actor, event.codes) == ("ledger.exported", people.vera.pk, [CODE])
    assert (event.said["purpose"], event.said["detail"]) == ("person_asked", DAYS)


def test_an_export_that_cannot_be_recorded_does_not_leave(people: People, owner_sql: Sql) -> None:
    opened(people.dana, CODE, at=MORNING)
    owner_sql("REVOKE EXECUTE ON FUNCTION ledger.append(bytea) FROM mdt_ledger")
    try:
        page = browser(people.vera).post("/audit/export/", ASKED)
    finally:
        owner_sql("GRANT EXECUTE ON FUNCTION ledger.append(bytea) TO mdt_ledger")
    assert (page.status_code, CODE in page.content.decode()) == (503, False)


def test_an_export_that_breaks_off_lacks_its_end(people: People, owner_sql: Sql) -> None:
    opened(people.dana, CODE, at=MORNING)
    page = browser(people.vera).post("/audit/export/", ASKED)
    lines = iter(page.streaming_content)
    next(lines)
    owner_sql("REVOKE SELECT ON ledger.event FROM mdt_ledger")
    try:
        with pytest.raises(LedgerUnavailable):
            next(lines)
    finally:
        owner_sql("GRANT SELECT ON ledger.event TO mdt_ledger")


def test_nothing_that_the_auditor_may_not_read_leaves(people: People) -> None:
    opened(people.ada, CODE, at=MORNING)
    assert len(rows(people.vera)) == 2
    assert len(rows(people.nora)) == 2
    assert len(rows(people.olga)) == 3


def test_a_page_further_on_is_exported_from_the_beginning(people: People) -> None:
    opened(people.dana, CODE, at=MORNING)
    before = f"{(MORNING - timedelta(days=1)).isoformat()} {people.dana.pk}"
    assert len(rows(people.vera, before=before)) == 3


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("HT-7F3K-9QXM-2", "HT-7F3K-9QXM-2"),
        ("Dana R.", "Dana R."),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(cell: str, written: str) -> None:
    assert safe(cell) == written


def test_a_name_made_to_run_in_a_spreadsheet_stays_a_name(people: People) -> None:
    people.dana.name = '=HYPERLINK("http://example.org","Dana")'
    opened(people.dana, CODE, at=MORNING)

    assert rows(people.vera)[1][3] == '\'=HYPERLINK("http://example.org","Dana")'
    assert rows(people.vera)[1][2].startswith("'=HYPERLINK")


# The checkpoint -----------------------------------------------------------------------------------------------


def test_an_auditor_takes_the_newest_checkpoint_away_and_that_is_on_record(
    people: People, sealing: Any, ledger: Ledger
) -> None:

    auditor = browser(people.vera)
    assert "Nothing is sealed yet." in words(auditor.get("/audit/checkpoint/"))
    assert "Nothing is sealed yet." in words(auditor.post("/audit/checkpoint/"))

    opened(people.dana, CODE, at=timezone.now())
    seal()
    page = auditor.get("/audit/checkpoint/")
    assert "All events up to number 1 were sealed at" in words(page)
    assert str(sealing) in words(page).replace(" ", "")
    assert ledger.events("ledger.checkpoint_taken") == []

    taken = auditor.post("/audit/checkpoint/")
    assert taken["Content-Disposition"] == 'attachment; filename="checkpoint-1.note"'
    assert open_note(taken.content.decode(), sealing).size == 1
    (event,) = ledger.events("ledger.checkpoint_taken")
    assert (event.actor, event.said["detail"]) == (people.vera.pk, {"size": 1})


def test_a_sealer_that_does_not_come_is_told_to_the_auditor(people: People, sealing: Any) -> None:
    auditor = browser(people.vera)
    opened(people.dana, CODE, at=timezone.now())
    assert "not being sealed" not in words(auditor.get("/audit/checkpoint/"))
    opened(people.dana, CODE, at=timezone.now() - timedelta(minutes=6))
    assert "The ledger is not being sealed" in words(auditor.get("/audit/checkpoint/"))
    seal()
    assert "not being sealed" not in words(auditor.get("/audit/checkpoint/"))


def test_a_checkpoint_that_cannot_be_read_is_503(people: People, owner_sql: Sql) -> None:
    connections["audit"].close()
    owner_sql("REVOKE SELECT ON ledger.checkpoint FROM mdt_ledger")
    try:
        assert browser(people.vera).get("/audit/checkpoint/").status_code == 503
    finally:
        owner_sql("GRANT SELECT ON ledger.checkpoint TO mdt_ledger")
