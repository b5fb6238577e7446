import html
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.explorer import Cursor, everything, last_days, now
from audit.models import Event
from mdt.team.models import User
from privacy.wall import acting_as
from tests.audit.people import CODE, OTHER, People, make, opened
from tests.conftest import Ledger

Sql = Callable[..., list[tuple[Any, ...]]]
# A Friday, 9:14 a.m. in Los Angeles.
MORNING = datetime(2026, 1, 16, 17, 14, tzinfo=UTC)
DAYS = {"first": "2026-01-10", "last": "2026-01-16"}


@pytest.fixture
def people(db: None) -> People:
    return make()


def browser(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="mdt.team.backends.TeamBackend")
    return client


def words(page: Any) -> str:
    """What a person reads of the main part, in one line."""
    assert page.status_code == 200, page.status_code
    main = "<" + page.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def items(page: Any) -> list[str]:
    """The sentences of the list."""
    main = page.content.decode().split("<main", 1)[1].split("</main>")[0]
    found = re.findall(r"<li>(.*?)</li>", main.split('id="found"')[-1], re.S)
    return [html.unescape(re.sub(r"<details.*|<[^>]+>", "", item, flags=re.S)) for item in found]


def test_who_opened_a_code_is_answered_in_one_field(people: People) -> None:
    opened(people.dana, CODE, at=MORNING)
    opened(people.dana, OTHER, at=MORNING)

    page = browser(people.vera).post("/audit/", {"code": CODE, "person": "", "agency": "", **DAYS})

    assert items(page) == ["Dana R. (Eastside CPS) opened HT-7F3K-9QXM-2 at 9:14 a.m. as the receiver: answer"]
    assert "Friday, January 16, 2026" in words(page)


def test_the_page_opens_on_the_last_seven_days(people: People) -> None:
    moment = timezone.now()
    opened(people.dana, CODE, at=moment - timedelta(days=5))
    opened(people.dana, OTHER, at=moment - timedelta(days=8))

    page = browser(people.vera).get("/audit/")
    assert len(items(page)) == 1
    assert CODE in items(page)[0]


@pytest.mark.parametrize("typed", ["ht-7f3k-9qxm-2", " HT 7F3K 9QXM 2 ", "HT7F3K9QXM2", "HT–7F3K–9QXM–2"])
def test_a_code_may_be_typed_as_it_comes(people: People, typed: str) -> None:
    opened(people.dana, CODE, at=MORNING)
    assert len(items(browser(people.vera).post("/audit/", {"code": typed, **DAYS}))) == 1


@pytest.mark.parametrize("typed", ["Sarah Keeney", "HT-7F3K-9QXM-5", "7F3K", "'; DROP TABLE", "HT-7F3K-9QXM", "x" * 41])
def test_what_is_no_code_is_not_looked_for_and_not_kept(people: People, ledger: Ledger, typed: str) -> None:
    """The ledger keeps what is looked for, so that a name typed here must not get into it."""
    opened(people.dana, CODE, at=MORNING)
    before = len(ledger.events())

    page = browser(people.vera).post("/audit/", {"code": typed, **DAYS})

    assert "There is something to fix" in words(page)
    assert 'id="found"' not in page.content.decode()
    assert CODE not in words(page).replace("like HT-7F3K-9QXM-2", "").replace("looks like HT-7F3K-9QXM-2", "")
    assert len(ledger.events()) == before


def test_pairs_narrow_what_is_found(people: People) -> None:
    opened(people.dana, CODE, at=MORNING)
    opened(people.vera, OTHER, at=MORNING)
    opened(people.dana, OTHER, at=MORNING - timedelta(days=3))
    auditor = browser(people.vera)

    def found(**pairs: str) -> int:
        return len(items(auditor.post("/audit/", {**DAYS, **pairs})))

    assert found() == 3
    assert found(person=str(people.dana.pk)) == 2
    assert found(agency=str(people.vera.place.agency_id)) == 1
    assert found(person=str(people.dana.pk), code=OTHER) == 1
    assert found(first="2026-01-14") == 2
    assert found(last="2026-01-15") == 1


def test_days_are_the_teams_days(people: People) -> None:
    """Half past eleven in the evening of the 15th in Los Angeles is the 16th in UTC."""
    opened(people.dana, CODE, at=datetime(2026, 1, 16, 7, 30, tzinfo=UTC))
    auditor = browser(people.vera)

    assert len(items(auditor.post("/audit/", {"first": "2026-01-15", "last": "2026-01-15"}))) == 1
    assert items(auditor.post("/audit/", {"first": "2026-01-16", "last": "2026-01-16"})) == []


@pytest.mark.parametrize(
    "days",
    [
        {"first": "2026-01-16", "last": "2026-01-10"},
        {"first": "", "last": ""},
        {"first": "yesterday", "last": "2026-01-10"},
        {"first": "0001-01-01", "last": "9999-12-31"},
        {"first": "0001-01-01", "last": "0001-01-02"},
        {**DAYS, "person": "Dana"},
        {**DAYS, "agency": "00000000-0000-0000-0000-000000000000"},
        {**DAYS, "before": "yesterday x"},
        {**DAYS, "before": "2026-01-16T09:14:00 00000000-0000-0000-0000-000000000000"},
    ],
)
def test_what_cannot_be_looked_for_says_how_to_fix_it(people: People, ledger: Ledger, days: dict[str, str]) -> None:
    page = browser(people.vera).post("/audit/", days)

    assert "There is something to fix" in words(page)
    assert "invalid" not in words(page).lower()
    assert ledger.events("ledger.searched") == []


# On record ----------------------------------------------------------------------------------------------------


def test_a_search_is_one_event_with_its_pairs_and_no_words(people: People, ledger: Ledger) -> None:
    opened(people.dana, CODE, at=MORNING)
    pairs = {"code": CODE.lower(), "person": str(people.dana.pk), "agency": str(people.dana.place.agency_id), **DAYS}
    browser(people.vera).post("/audit/", pairs)

    (event,) = ledger.events("ledger.searched")
    assert (event.actor, event.codes, event.records) == (people.vera.pk, [CODE], [None])
    assert event.said["detail"] == {**DAYS, "person": pairs["person"], "agency": pairs["agency"]}
    assert len(ledger.events()) == 2


def test_who_looked_for_a_code_is_found_too_but_not_ones_own_look_of_this_moment(people: People) -> None:
    today = timezone.localdate(timezone=timezone.get_fixed_timezone(-480))
    days = {"first": str(today - timedelta(days=1)), "last": str(today + timedelta(days=1))}
    auditor = browser(people.vera)

    assert items(auditor.post("/audit/", {"code": CODE, **days})) == []
    (found,) = items(auditor.post("/audit/", {"code": CODE, **days}))
    assert found.startswith("Vera N. (County office) searched the ledger (HT-7F3K-9QXM-2) at ")


def test_nothing_is_shown_that_cannot_be_recorded(people: People, owner_sql: Sql) -> None:
    opened(people.dana, CODE, at=MORNING)
    owner_sql("REVOKE EXECUTE ON FUNCTION ledger.append(bytea) FROM mdt_ledger")
    try:
        page = browser(people.vera).post("/audit/", {"code": CODE, **DAYS})
    finally:
        owner_sql("GRANT EXECUTE ON FUNCTION ledger.append(bytea) TO mdt_ledger")

    assert page.status_code == 503
    assert "Dana" not in page.content.decode()


def test_a_ledger_that_cannot_be_read_is_503(people: People, owner_sql: Sql) -> None:
    owner_sql("REVOKE SELECT ON ledger.event FROM mdt_ledger")
    try:
        page = browser(people.vera).post("/audit/", DAYS)
    finally:
        owner_sql("GRANT SELECT ON ledger.event TO mdt_ledger")
    assert page.status_code == 503
    assert browser(people.vera).post("/audit/", DAYS).status_code == 200


# Who sees what ------------------------------------------------------------------------------------------------


def test_another_teams_auditor_sees_nothing_and_cannot_choose_its_people(people: People) -> None:
    opened(people.dana, CODE, at=MORNING)
    page = browser(people.nora).post("/audit/", {"code": CODE, **DAYS})

    assert items(page) == []
    assert "Dana" not in words(page)
    assert "Eastside" not in words(page)


def test_inner_events_are_read_by_the_agencys_own_auditor_and_counted_for_the_teams(people: People) -> None:
    opened(people.ada, CODE, at=MORNING)
    opened(people.ada, CODE, at=MORNING)
    opened(people.ada, OTHER, at=MORNING - timedelta(days=1))

    teams, own = (browser(user).post("/audit/", DAYS) for user in (people.vera, people.olga))

    assert items(teams) == []
    assert CODE not in words(teams).replace("like HT-7F3K-9QXM-2", "")
    assert "January 16, 2026 Open Door 2 January 15, 2026 Open Door 1" in words(teams)
    assert len(items(own)) == 3
    assert "keep their own log" not in words(own)


def test_counts_say_nothing_of_a_code_or_a_person(people: People) -> None:
    """Asked by code, they would tell whether the shelter knows it."""
    opened(people.ada, CODE, at=MORNING)
    auditor = browser(people.vera)

    assert "Open Door 1" not in words(auditor.post("/audit/", {"code": CODE, **DAYS}))
    assert "Open Door 1" not in words(auditor.post("/audit/", {"person": str(people.ada.pk), **DAYS}))
    assert "Open Door 1" in words(auditor.post("/audit/", {"agency": str(people.ada.place.agency_id), **DAYS}))
    assert "Open Door 1" not in words(auditor.post("/audit/", {"agency": str(people.dana.place.agency_id), **DAYS}))


def _counts(user: User) -> list[Any]:
    with acting_as(user, using="audit"), connections["audit"].cursor() as cursor:
        cursor.execute(
            "SELECT day, name, events FROM ledger.inner_counts(%s, %s, 'America/Los_Angeles')",
            [MORNING - timedelta(days=2), MORNING + timedelta(days=2)],
        )
        return cursor.fetchall()


def test_the_database_counts_for_an_auditor_of_that_team_and_for_nobody_else(people: People) -> None:
    opened(people.ada, CODE, at=MORNING)
    opened(people.dana, CODE, at=MORNING)

    assert _counts(people.vera) == [(MORNING.date(), "Open Door", 1)]
    for user in (people.olga, people.nora, people.ada, people.dana):
        assert _counts(user) == []


def test_the_wall_stands_behind_the_filter(people: People) -> None:
    """The same reads with the application's filter taken away."""
    opened(people.dana, CODE, at=MORNING)
    opened(people.ada, CODE, at=MORNING)

    def seen(user: User) -> int:
        with acting_as(user, using="audit"):
            return Event.objects.using("audit").filter(at=MORNING).count()

    assert [seen(user) for user in (people.vera, people.olga, people.nora, people.dana)] == [1, 2, 0, 0]


def test_only_auditors_come_in_and_the_attempt_is_on_record(people: People, ledger: Ledger) -> None:
    for path in ("/audit/", "/audit/export/", "/audit/checkpoint/"):
        assert browser(people.dana).get(path).status_code == 403
        assert browser(people.dana).post(path, DAYS).status_code == 403
    assert ledger.kinds() == ["door.refused"] * 6


# Pages --------------------------------------------------------------------------------------------------------


def test_pages_hold_each_event_once_though_many_share_a_moment_and_more_come_in(people: People) -> None:
    for number in range(60):
        opened(people.dana, CODE, at=MORNING, detail={"number": number})
    auditor = browser(people.vera)
    page = auditor.post("/audit/", DAYS)
    sizes = [len(items(page))]
    while older := re.search(r'name="before" value="([^"]+)"', page.content.decode()):
        opened(people.dana, OTHER, at=MORNING + timedelta(seconds=1))
        page = auditor.post("/audit/", {**DAYS, "before": html.unescape(older[1])})
        assert OTHER not in words(page)
        sizes.append(len(items(page)))

    assert sizes == [25, 25, 10]
    assert "Back to the newest" in words(page)


def test_every_event_is_on_some_page(people: People) -> None:
    for number in range(60):
        opened(people.dana, CODE, at=MORNING + timedelta(milliseconds=number // 20))
    search = last_days(people.vera)
    search = type(search)(MORNING.date(), MORNING.date(), search.zone)
    found = [event.pk for event in everything(search, by=people.vera, until=now(), size=7)]

    assert len(found) == len(set(found)) == 60


def test_a_cursor_reads_back() -> None:
    cursor = Cursor(MORNING, User().pk)
    assert Cursor.parse(str(cursor)) == cursor


def test_an_empty_search_says_so_in_words_and_offers_more_days(people: People) -> None:
    opened(people.dana, CODE, at=MORNING - timedelta(days=100))
    auditor = browser(people.vera)
    page = auditor.post("/audit/", {"code": CODE, **DAYS})

    assert "No one opened HT-7F3K-9QXM-2 between January 10 and January 16, 2026." in words(page)
    assert 'name="first" value="2025-01-16"' in page.content.decode()
    page = auditor.post("/audit/", {"code": CODE, "first": "2025-01-16", "last": "2026-01-16"})
    assert len(items(page)) == 1
    assert "Nothing is recorded between" in words(auditor.post("/audit/", DAYS))


def test_a_long_list_costs_what_a_short_one_costs(people: People) -> None:
    auditor = browser(people.vera)

    def statements() -> int:
        with (
            CaptureQueriesContext(connections["default"]) as app,
            CaptureQueriesContext(connections["audit"]) as ledger,
        ):
            auditor.post("/audit/", DAYS)
        return len(app) + len(ledger)

    opened(people.dana, CODE, at=MORNING)
    opened(people.dana, CODE, at=MORNING)
    auditor.post("/audit/", DAYS)
    few = statements()
    for _ in range(23):
        opened(people.dana, CODE, OTHER, at=MORNING)
    assert statements() == few


def test_addresses_carry_no_code(people: People) -> None:
    page = browser(people.vera).post("/audit/", {"code": CODE, **DAYS})

    addresses = re.findall(r'(?:href|action)="([^"]*)"', page.content.decode())
    assert "/audit/#found" in addresses
    assert not any("?" in address or "HT-" in address for address in addresses)
    assert browser(people.vera).get(f"/audit/?code={CODE}").status_code == 200


def test_times_are_shown_as_on_a_clock_where_the_team_is(people: People) -> None:
    people.county.time_zone = "America/New_York"
    people.county.save()
    opened(people.dana, CODE, at=MORNING)
    (found,) = items(browser(people.vera).post("/audit/", DAYS))
    assert "at 12:14 p.m." in found


def _about(user: User) -> int:
    with acting_as(user, using="audit"), connections["audit"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger.about(%s)", [CODE])
        return int(cursor.fetchone()[0])


def test_the_database_finds_a_code_for_an_auditor_who_may_read_the_event(people: People) -> None:
    before = [_about(user) for user in (people.vera, people.olga)]
    opened(people.dana, CODE, at=MORNING)
    opened(people.ada, CODE, at=MORNING)

    assert before == [0, 0]
    assert [_about(user) for user in (people.vera, people.olga, people.nora)] == [1, 2, 0]
    assert [_about(user) for user in (people.dana, people.ada)] == [0, 0]
