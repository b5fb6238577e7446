"""Checking the old log: every reason to refuse, by row and column, and never with the value."""

import random
from datetime import UTC, datetime

import pytest
import time_machine

from cases.profile import AgeGroup, Area, Concern, FirstContact, Gender, Language, Noticed, Profile, YesNo
from privacy import guard
from referrals.choices import Service, State, Urgency
from referrals.importing import checking
from tests.referrals.cast import Cast
from tests.referrals.log import COLUMNS, checked, csv_log, refused, row, xlsx_log


def test_a_row_in_our_own_terms(cast: Cast) -> None:
    log = csv_log(row(status="Declined", answered_on="2026-08-05", decline_reason="no capacity", note="Needs a ride."))

    (one,) = checked(log, cast).rows
    assert (one.number, one.sent_on.isoformat(), one.sender, one.receiver) == (
        2,
        "2026-08-03",
        cast.welfare,
        cast.sheriff,
    )
    assert (one.service, one.urgency, one.state) == (Service.SHELTER, Urgency.ROUTINE, State.DECLINED)
    assert (str(one.answered_on), one.decline_reason, one.note) == ("2026-08-05", "no_capacity", "Needs a ride.")
    assert one.profile == Profile(
        age_group=AgeGroup.FROM_15,
        gender=Gender.WOMEN,
        language=Language.SPANISH,
        concern=Concern.SEX,
        area=Area.NORTH,
        in_danger=YesNo.NO,
        first_contact=FirstContact.NOT_KNOWN,
        noticed=Noticed.THIS_WEEK,
    )


# By hand: the log's word in each column and what it is here.
WORDS = {
    "help_needed": {
        "crisis response": "crisis", "safety planning": "safety", "confidential advocacy": "advocacy_confidential",
        "system-based victim assistance": "advocacy_system", "case management": "case_management",
        "emergency shelter": "shelter", "transitional housing": "housing", "basic needs": "basic",
        "medical exam": "medical", "outpatient mental health": "mental_health",
        "substance use treatment": "substance_use", "forensic interview": "forensic_interview",
        "legal: victim rights": "legal_victim", "legal: immigration": "legal_immigration", "education": "education",
        "employment": "employment", "interpretation": "interpretation", "diversion program": "diversion",
    },
    "how_soon": {"today": "today", "within 2 business days": "two_days", "routine": "routine"},
    "status": {
        "sent": "sent", "question asked": "question", "accepted": "accepted", "waitlisted": "waitlisted",
        "closed": "closed", "withdrawn": "withdrawn",
    },
    "gender": {"girl or woman": "women", "boy or man": "men", "another gender": "any", "not known": "not_known"},
}  # fmt: skip


@pytest.mark.parametrize(("column", "word", "key"), [(c, w, k) for c, words in WORDS.items() for w, k in words.items()])
def test_each_word_of_the_log(cast: Cast, column: str, word: str, key: str) -> None:
    (one,) = checked(csv_log(row(**{column: word})), cast).rows

    held = {"help_needed": one.service, "how_soon": one.urgency, "status": one.state, "gender": one.profile.gender}
    assert held[column] == key


@pytest.mark.parametrize("word", ["", "other", "Not sure", "shelter", "emergency  shelters", "12-14 or 15-17"])
def test_a_word_that_is_not_in_the_table_is_never_guessed(cast: Cast, word: str) -> None:
    assert refused(csv_log(row(help_needed=word)), cast) == [(2, "help_needed")]


def test_case_and_spaces_do_not_matter(cast: Cast) -> None:
    folded = row(from_agency="  NORTHFIELD  child\u00a0welfare ", status="SENT", age_group="15–17")

    assert refused(csv_log(folded), cast) == []


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"date_sent": "13/45/2026"}, ["date_sent"]),
        ({"date_sent": "2026-02-30"}, ["date_sent"]),
        ({"date_sent": "August 3"}, ["date_sent"]),
        ({"date_sent": "46237"}, ["date_sent"]),
        ({"date_sent": "1926-08-03"}, ["date_sent"]),
        ({"date_sent": "2026-08-03", "answered_on": "2026-08-02", "status": "accepted"}, ["answered_on"]),
        ({"answered_on": "soon"}, ["answered_on"]),
        ({"from_agency": "Nobody's Agency"}, ["from_agency"]),
        ({"to_agency": "Northfield"}, ["to_agency"]),
        ({"to_agency": "Southmark Sheriff"}, ["to_agency"]),
        ({"status": "pending??"}, ["status"]),
        ({"status": "draft"}, ["status"]),
        ({"age_group": "17"}, ["age_group"]),
        ({"gender": "any"}, ["gender"]),
        ({"language": "Another language"}, ["language"]),
        ({"in_danger_now": "maybe"}, ["in_danger_now"]),
        ({"noticed": "2026-08-01"}, ["noticed"]),
        ({"status": "declined"}, ["decline_reason"]),
        ({"status": "declined", "decline_reason": "other"}, ["decline_reason"]),
        ({"status": "accepted", "decline_reason": "conflict"}, ["decline_reason"]),
        ({"area": "503-555-0157"}, ["area"]),
        ({"area": "=A1"}, ["area"]),
        ({"note": "Call 503-555-0157 after 5."}, ["note"]),
        ({"note": "Mail kay@example.org"}, ["note"]),
        ({"note": "SSN 543-22-1189"}, ["note"]),
        ({"note": "mom Denise will drive"}, ["note"]),
        ({"note": "=HYPERLINK(1)"}, ["note"]),
        ({"note": "+1 worker"}, ["note"]),
        ({"note": "- needs a ride"}, ["note"]),
        ({"note": "@SUM(1)"}, ["note"]),
        ({"note": "\tneeds a ride"}, ["note"]),
        ({"note": " =1+1"}, ["note"]),
        ({"note": "＝1+1"}, ["note"]),
        ({"note": "needs a ride " * 100}, ["note"]),
        ({"date_sent": "13/45/2026", "status": "x", "note": "SSN 543-22-1189"}, ["date_sent", "status", "note"]),
    ],
)  # fmt: skip
def test_what_keeps_a_row_out(cast: Cast, changes: dict[str, str], where: list[str]) -> None:
    """Named by row and column, with a reason that does not hold the value; the row beside it comes in."""
    found = checked(csv_log(row(), row(**changes)), cast)

    assert [(one.row, one.column) for one in found.refusals] == [(3, column) for column in where]
    assert [one.number for one in found.rows] == [2]
    for refusal in found.refusals:
        assert changes.get(refusal.column, "no value") not in refusal.reason


@pytest.mark.parametrize("column", COLUMNS)
def test_a_cell_that_must_be_filled(cast: Cast, column: str) -> None:
    optional = {"noticed", "answered_on", "decline_reason", "note"}

    assert refused(csv_log(row(**{column: ""})), cast) == ([] if column in optional else [(2, column)])


def test_a_formula_cell_of_a_workbook_is_refused_wherever_it_stands(cast: Cast) -> None:
    log = xlsx_log(row(note='=HYPERLINK("x")'), row(area="=A1"), row(date_sent="=TODAY()"))

    assert refused(log, cast) == [(2, "note"), (3, "area"), (4, "date_sent")]


def test_columns_in_any_order_and_by_their_written_names(cast: Cast) -> None:
    shuffled = list(COLUMNS)
    random.Random(7).shuffle(shuffled)
    log = csv_log(row(), columns=shuffled).replace(b"date_sent", b" Date sent ").replace(b"how_soon", b"HOW SOON:")

    assert [one.sender for one in checked(log, cast).rows] == [cast.welfare]


def test_a_column_that_we_do_not_know_is_read_by_the_guard_and_not_kept(cast: Cast) -> None:
    columns = (*COLUMNS, "worker", "ward")
    found = checked(csv_log(row(worker="day shift"), row(worker="Denise Hill", ward=""), columns=columns), cast)

    assert [(one.row, one.column) for one in found.refusals] == [(3, "Q")]
    assert found.left_out == ["Q", "R"]
    assert [one.number for one in found.rows] == [2]


def test_a_cell_right_of_the_header_is_read_by_the_guard_too(cast: Cast) -> None:
    log = csv_log(row()).rstrip(b"\r\n") + b",503-555-0157\r\n"

    assert refused(log, cast) == [(2, "Q")]


@pytest.mark.parametrize(
    ("columns", "where"),
    [
        (COLUMNS[1:], [(1, "date_sent")]),
        ((*COLUMNS, "Denise Hill"), [(1, "Q")]),
        ((*COLUMNS, "503-555-0157"), [(1, "Q")]),
        ((*COLUMNS, "=A1"), [(1, "Q")]),
        ((*COLUMNS, "Note"), [(1, "note"), (1, "note")]),
    ],
)
def test_a_header_that_keeps_the_whole_file_out(
    cast: Cast, columns: tuple[str, ...], where: list[tuple[int, str]]
) -> None:
    found = checked(csv_log(row(), columns=columns), cast)

    assert [(one.row, one.column) for one in found.refusals] == where
    assert (list(found.rows), found.refused) == ([], 1)


def test_no_day_is_still_to_come_by_the_teams_own_calendar(cast: Cast) -> None:
    """It is past midnight in London and still the third of August where the team is."""
    with time_machine.travel(datetime(2026, 8, 4, 1, tzinfo=UTC)):
        assert refused(csv_log(row(date_sent="2026-08-03", answered_on="2026-08-03", status="accepted")), cast) == []
        assert refused(csv_log(row(date_sent="2026-08-04")), cast) == [(2, "date_sent")]
        answered = row(date_sent="2026-08-03", answered_on="2026-08-04", status="accepted")
        assert refused(csv_log(answered), cast) == [(2, "answered_on")]


def test_agencies_of_today_only(cast: Cast) -> None:
    """Closed desks, suspended agencies and former members receive nothing."""
    cast.hospital.closed_at = "2026-01-01T00:00Z"
    cast.hospital.save()
    cast.court.agency.suspended_at = "2026-01-01T00:00Z"
    cast.court.agency.save()
    cast.shelter.agency.memberships.update(left_on="2026-01-01")

    rows = [row(to_agency=desk.agency.name) for desk in (cast.hospital, cast.court, cast.shelter)]
    assert refused(csv_log(*rows), cast) == [(2, "to_agency"), (3, "to_agency"), (4, "to_agency")]


def test_the_guard_knows_the_names_of_our_agencies(cast: Cast) -> None:
    assert refused(csv_log(row(note="Harbor Advocates know about this.")), cast) == []


def test_a_guard_that_fails_keeps_words_out(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(note: object) -> list[guard.Span]:
        raise RuntimeError("with the words in it")

    monkeypatch.setattr("privacy.guard.examination.DETECTORS", [fail])
    found = checked(csv_log(row(note="Needs a ride."), row()), cast)

    assert [(one.row, one.column) for one in found.refusals] == [(2, "note")]
    assert [one.number for one in found.rows] == [3]


@pytest.mark.parametrize(("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")])
def test_the_letters_over_a_column(place: int, letters: str) -> None:
    assert checking.letter(place) == letters
