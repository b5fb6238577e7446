"""A screening keeps its band and nothing of what was ticked; a person decides; a referral may begin from it."""

import base64
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from cases.screening.actions.screening import decide
from cases.screening.checklists import COUNTY_SIGNS
from cases.screening.choices import Action, Band
from cases.screening.models import Screening, Standing
from mdt.team.models import User
from privacy.wall import acting_as, acting_as_system
from referrals.models import Referral
from tests.conftest import Ledger
from tests.referrals.build import make_sent
from tests.referrals.cast import Cast, build_cast, client_of
from tests.screening.build import ITEMS, add_list, keep
from tests.turns import until_it_waits

START = "/screening/new/county-signs/"


def words(page: Any) -> str:
    main = page.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def kept(cast: Cast) -> list[Screening]:
    with acting_as_system(cast.team.pk):
        return list(Screening.objects.order_by("pk"))


@pytest.mark.parametrize(
    ("ticks", "band", "route"),
    [
        (0, Band.NONE, Action.NOTHING),
        (1, Band.SOME, Action.ADVOCATE),
        (3, Band.SOME, Action.ADVOCATE),
        (4, Band.MANY, Action.REFER),
        (10, Band.MANY, Action.REFER),
    ],
)
def test_bands_and_routes_by_hand(ticks: int, band: Band, route: Action) -> None:
    assert COUNTY_SIGNS.band(range(ticks)) == band
    assert COUNTY_SIGNS.route(band) == route


def test_the_countys_list_ships_unvalidated_and_says_whose_it_is(cast: Cast) -> None:
    page = words(client_of(cast.alice).get(START))

    assert len(COUNTY_SIGNS.items) == 10
    assert "This list is not validated" in page
    assert "Clackamas County District Attorney, in our own words" in page
    assert "call 911" in page


def test_a_screening_is_kept_as_band_place_and_month(cast: Cast) -> None:
    client = client_of(cast.alice)
    page = client.post(START, {"signs": ["0", "3", "5", "8"], "setting": "school"}, follow=True)

    (one,) = kept(cast)
    assert (one.checklist, one.version, one.band, one.setting, one.action) == ("county-signs", 1, "many", "school", "")
    assert one.month == timezone.localdate().replace(day=1)
    assert one.id.version == 4
    text = words(page)
    assert "Many signs" in text and "The list recommends Send a referral" in text and "Not validated" in text
    assert "It finds nothing and decides nothing" in text
    assert not any(item in text for item in COUNTY_SIGNS.items)


def test_a_sign_that_is_not_on_the_list_or_a_gap_keeps_nothing(cast: Cast) -> None:
    client = client_of(cast.alice)

    for typed in ({"signs": ["10"], "setting": "school"}, {"signs": ["0"]}, {"signs": ["0"], "setting": "moon"}):
        assert client.post(START, typed).status_code == 200
    assert kept(cast) == []
    assert client.get("/screening/new/no-such-list/").status_code == 404


def test_a_person_decides_once(cast: Cast) -> None:
    one = keep(cast.alice)
    client = client_of(cast.alice)
    assert "Choose what you will do." in words(client.post(f"/screening/{one.pk}/", {}))
    client.post(f"/screening/{one.pk}/", {"action": "look_again"})
    again = client.post(f"/screening/{one.pk}/", {"action": "refer"})

    assert [screening.action for screening in kept(cast)] == ["look_again"]
    assert "You decided Screen again later" in words(client.get(f"/screening/{one.pk}/"))
    assert again.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_the_first_stands_and_the_second_is_told(cast: Cast) -> None:
    one, browser = keep(cast.alice), client_of(cast.alice)
    with acting_as(cast.alice):
        decide(by=cast.alice, screening=one, action="look_again")
        again = until_it_waits(lambda: browser.post(f"/screening/{one.pk}/", {"action": "refer"}))

    assert "This was decided already" in words(again.result(20))
    assert [screening.action for screening in kept(cast)] == ["look_again"]


def test_a_positive_screen_begins_a_referral_and_keeps_nothing_on_the_way(cast: Cast) -> None:
    listed = add_list(cast.adam)
    client = client_of(cast.alice)
    result = client.post(f"/screening/new/{listed.pk}/", {"signs": ["0", "1"], "setting": "office"}, follow=True)
    page = result.content.decode()
    assert 'action="/referrals/new/"' in page and 'name="concern" value="labor"' in page

    begun = client.post("/referrals/new/", {"begin": "1", "concern": "labor", "age_group": "15_17", "note": "x"})

    form = begun.content.decode()
    assert begun.status_code == 200 and "There is something to fix" not in form
    assert re.search(r'value="labor"[^>]*checked', form) and re.search(r'value="15_17"[^>]*checked', form)
    assert len(re.findall(r"checked", form)) == 2
    with acting_as_system(cast.team.pk):
        assert not Referral.objects.exists()


def test_a_made_up_beginning_chooses_nothing(cast: Cast) -> None:
    form = client_of(cast.alice).post("/referrals/new/", {"begin": "1", "concern": "<b>", "age_group": "99"})

    assert form.status_code == 200 and "checked" not in form.content.decode()


def test_no_signs_offer_no_referral(cast: Cast) -> None:
    page = client_of(cast.alice).get(f"/screening/{keep(cast.alice, Band.NONE).pk}/").content.decode()

    assert "Send a referral" not in page.split("You decide")[0]
    assert 'action="/referrals/new/"' not in page


def test_a_screening_is_its_own_desks_alone(cast: Cast) -> None:
    """A release-bound agency's too; nobody else's by role or by team."""
    one, of_shelter = keep(cast.alice), keep(cast.ada)

    assert client_of(cast.alice).get(f"/screening/{one.pk}/").status_code == 200
    assert client_of(cast.ada).get(f"/screening/{of_shelter.pk}/").status_code == 200
    for stranger in (cast.bob, cast.ada, cast.otto):
        assert client_of(stranger).get(f"/screening/{one.pk}/").status_code == 404
    for stranger in (cast.bob, cast.chris, cast.dana, cast.anna, cast.adam, cast.otto):
        with acting_as(stranger):
            assert not Screening.objects.exists()
        assert one.code not in client_of(stranger).get("/screening/").content.decode()


def test_whom_the_case_is_kept_from_sees_no_screening_of_it(cast: Cast) -> None:
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff, kept_from=[cast.bea])
    path = f"/screening/new/county-signs/{sent.case_id}/"
    assert client_of(cast.bob).post(path, {"signs": ["1"], "setting": "field"}).status_code == 302
    assert client_of(cast.bea).get(path).status_code == 404

    with acting_as(cast.bea):
        assert not Screening.objects.exists()
        assert not Screening.objects.visible_to(cast.bea).exists()
    with acting_as(cast.bob):
        assert Screening.objects.get().case_id == sent.case_id


@pytest.mark.parametrize(
    "change", ["band = 'none'", "action = 'refer', month = month", "setting = 'phone'", "month = month + 31"]
)
def test_what_is_kept_stays(cast: Cast, change: str) -> None:
    one = keep(cast.alice)
    client_of(cast.alice).post(f"/screening/{one.pk}/", {"action": "nothing"})

    with (
        acting_as(cast.alice),
        pytest.raises(DatabaseError, match="keeps its band"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE screening_screening SET {change}")


def test_a_day_cannot_be_kept(cast: Cast) -> None:
    with acting_as(cast.alice), pytest.raises(DatabaseError, match="month_alone"), transaction.atomic():
        Screening.objects.create(
            team=cast.team,
            agency=cast.welfare.agency,
            desk=cast.welfare,
            code="SC-X",
            checklist="county-signs",
            version=1,
            band="none",
            setting="office",
            month=timezone.localdate().replace(day=2),
        )


# Nothing of an answer, anywhere ---------------------------------------------------------------------------------


@pytest.fixture
def stage(transactional_db: None) -> Iterator[Cast]:
    yield build_cast()


def stored_rows() -> dict[str, set[str]]:
    """Every row of every table of every schema of ours, the queue's too, in the owner's eyes."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables "
            "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {table} t")
            found[table] = {text for (text,) in cursor.fetchall()}
        return found


def stored_files() -> dict[Path, bytes]:
    folder = Path(settings.HOME) / "cache"
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def disguises(text: str) -> list[str]:
    raw = text.encode()
    return [text, raw.hex(), base64.b64encode(raw).decode().rstrip("="), zlib.compress(raw).hex()]


def test_after_fifty_screenings_no_answer_score_or_item_is_anywhere(
    stage: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    listed = add_list(stage.adam)
    client = client_of(stage.alice)
    before, files = stored_rows(), stored_files()

    pages = []
    for number in range(50):
        ticked = [str(place) for place in range(5) if number >> place & 1]
        page = client.post(f"/screening/new/{listed.pk}/", {"signs": ticked, "setting": "office"}, follow=True)
        assert page.status_code == 200
        pages.append(page.content.decode().split("<main", 1)[1])
    client.post(f"/screening/new/{listed.pk}/", {"signs": ["0", "1", "2"]})

    after = stored_rows()
    new = {table: rows - before[table] for table, rows in after.items() if rows - before[table]}
    assert len(new["public.screening_screening"]) == 50
    text = "\n".join([*(row for rows in new.values() for row in rows), *pages, caplog.text])
    text += "\n".join(str(session.get_decoded()) for session in Session.objects.all())
    text += "\n".join(f"{message.subject} {message.body}" for message in mail.outbox)
    assert any(ITEMS[0] in row for row in before["public.screening_instrument"])
    assert [form for item in ITEMS for form in disguises(item) if form in text] == []
    assert stored_files() == files
    assert set(new) <= {"public.screening_screening", "public.django_session", "ledger.event", "ledger.unsealed"}


def shape(cast: Cast, ledger: Ledger) -> tuple[list[Any], list[Any]]:
    """All that two screenings leave, without what is random or a time."""
    with acting_as_system(cast.team.pk):
        rows = list(Screening.objects.values())
    for row in rows:
        row.pop("id"), row.pop("code")
    events = [event.said for event in ledger.events("screening.kept")]
    for event in events:
        event.pop("id"), event.pop("at"), event.pop("records")
    return rows, events


def test_different_answers_of_one_band_leave_the_same(stage: Cast) -> None:
    """So neither the number of ticks nor which they were can be read from what is stored."""
    listed, ledger = add_list(stage.adam), Ledger()
    client = client_of(stage.alice)
    for ticked in (["0", "1"], ["2", "3", "4"]):
        client.post(f"/screening/new/{listed.pk}/", {"signs": ticked, "setting": "office"})

    rows, events = shape(stage, ledger)
    assert rows[0] == rows[1]
    assert events[0] == events[1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'screening_screening'")
        columns = {name for (name,) in cursor.fetchall()}
    kept_about_it = {"checklist", "version", "band", "setting", "month", "action"}
    assert columns == {"id", "team_id", "agency_id", "desk_id", "case_id", "code"} | kept_about_it


def test_no_band_ever_says_how_a_case_stands(cast: Cast) -> None:
    sent = make_sent(cast.alice, cast.welfare, cast.sheriff)
    everything = {"signs": [str(place) for place in range(10)], "setting": "custody"}
    client_of(cast.alice).post(f"/screening/new/county-signs/{sent.case_id}/", everything)

    with acting_as_system(cast.team.pk):
        assert Screening.objects.get().band == "many"
        assert not Standing.objects.exists()


def test_without_a_desk_nothing_can_be_kept(cast: Cast) -> None:
    User.objects.get(pk=cast.alice.pk).groups.clear()
    page = client_of(cast.alice).post(START, {"signs": ["0"], "setting": "office"})

    assert "You do not sit at a desk yet" in words(page)
    assert kept(cast) == []
