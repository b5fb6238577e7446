"""Who says what a desk offers, when an entry goes stale, and that nothing says where a house is."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError

from mdt.directory import fitting
from mdt.directory.actions import (
    add_organisation,
    add_service,
    change_service,
    confirm_service,
    end_organisation,
    remove_service,
    set_stale_days,
)
from mdt.directory.choices import Capacity, Service
from mdt.directory.fitting import Need, fits
from mdt.directory.models import DeskService, DirectoryRule, Organisation, is_stale, staleness
from mdt.team.policies import Refused
from mdt.team.sectors import Binding
from privacy.wall import acting_as, acting_as_system
from tests.conftest import Ledger
from tests.directory.build import ANYBODY, offer, offered
from tests.referrals.cast import Cast, client_of

TODAY = date(2027, 3, 31)


@pytest.mark.parametrize(
    ("checked_on", "stale"),
    [(date(2027, 3, 31), False), (date(2027, 3, 1), False), (date(2027, 2, 28), True), (date(2027, 4, 1), False)],
)
def test_an_entry_holds_for_its_days_and_not_one_more(checked_on: date, stale: bool) -> None:
    """Thirty days before the end of March is the first of March."""
    assert is_stale(checked_on, TODAY, 30) is stale


def test_the_team_says_when_an_entry_is_out_of_date_and_no_other_team_hears_of_it(cast: Cast) -> None:
    entry = offer(cast.sheriff, checked_on=date(2027, 3, 20))
    with time_machine.travel(datetime(2027, 3, 31, 20, tzinfo=UTC)):
        with acting_as(cast.cora):
            assert staleness(cast.team)(entry) is False
            set_stale_days(by=cast.cora, days=10)
            assert staleness(cast.team)(entry) is True
        with acting_as(cast.otto):
            assert not DirectoryRule.objects.exists()
            assert staleness(cast.other_team)(entry) is False


def test_the_days_end_by_the_countys_clock_not_by_utc(cast: Cast) -> None:
    """Eleven at night of the thirtieth day here is the thirty-first day in UTC."""
    offer(cast.sheriff, checked_on=date(2027, 3, 1))
    with time_machine.travel(datetime(2027, 4, 1, 6, tzinfo=UTC)):
        assert "confirmed March 1, 2027" in client_of(cast.bob).get("/directory/").content.decode()
    with time_machine.travel(datetime(2027, 4, 1, 7, 1, tzinfo=UTC)):
        assert "not confirmed since March 1, 2027" in client_of(cast.bob).get("/directory/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_somebody_of_the_desk_confirms_with_one_press_and_says_how_it_stands(cast: Cast, ledger: Ledger) -> None:
    entry = offer(cast.sheriff, checked_on=date(2026, 1, 5))
    response = client_of(cast.bob).post(f"/directory/{entry.pk}/confirm/", {"capacity": "waitlist"})

    assert response.status_code == 302
    with acting_as_system(cast.team.pk):
        entry.refresh_from_db()
    assert (entry.capacity, is_stale(entry.checked_on, date.max, 1)) == (Capacity.WAITLIST, True)
    assert entry.checked_on > date(2026, 1, 5)
    assert len(ledger.events("service.confirmed")) == 1


def test_only_its_people_confirm_and_only_its_lead_edits(cast: Cast) -> None:
    entry = offer(cast.sheriff)
    with acting_as(cast.carol), pytest.raises(Refused, match="sits at this desk"):
        confirm_service(entry=entry, by=cast.carol, capacity=Capacity.TAKING)
    for stranger in (cast.bob, cast.carol, cast.cora):
        with acting_as(stranger):
            with pytest.raises(Refused, match="own lead"):
                change_service(entry=entry, by=stranger, offered=ANYBODY)
            with pytest.raises(Refused, match="own lead"):
                add_service(desk=cast.sheriff, service=Service.DENTAL, by=stranger, offered=ANYBODY)
            with pytest.raises(Refused, match="own lead"):
                remove_service(entry=entry, by=stranger)


def test_a_capacity_that_does_not_exist_confirms_nothing(cast: Cast) -> None:
    entry = offer(cast.sheriff, checked_on=date(2026, 1, 5))
    with acting_as(cast.bob), pytest.raises(Refused, match="Choose whether"):
        confirm_service(entry=entry, by=cast.bob, capacity="sometimes")
    with acting_as_system(cast.team.pk):
        entry.refresh_from_db()
    assert entry.checked_on == date(2026, 1, 5)


def test_the_wall_lets_an_agency_write_its_own_desks_alone(cast: Cast) -> None:
    entry = offer(cast.sheriff)
    with acting_as(cast.carol):
        assert DeskService.objects.filter(pk=entry.pk).update(capacity="not_taking") == 0
        assert DeskService.objects.filter(pk=entry.pk).delete()[0] == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            DeskService.objects.create(
                team=cast.team, desk=cast.sheriff, service="dental", capacity="taking", checked_on=TODAY
            )
    with acting_as(cast.otto):
        assert DeskService.objects.count() == 0
        assert Organisation.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM directory_deskservice")
        assert cursor.fetchone() == (0,)


def test_no_area_stands_at_a_place_to_sleep_neither_by_the_action_nor_behind_it(cast: Cast) -> None:
    for service in (Service.SHELTER, Service.HOUSING):
        with acting_as(cast.lena):
            with pytest.raises(Refused, match="place to sleep"):
                add_service(desk=cast.sheriff, service=service, by=cast.lena, offered=offered(areas=["north"]))
            with pytest.raises(IntegrityError, match="no_area_of_a_place_to_sleep"), transaction.atomic():
                DeskService.objects.create(
                    team=cast.team,
                    desk=cast.sheriff,
                    service=service,
                    areas=["north"],
                    capacity="taking",
                    checked_on=TODAY,
                )


def test_an_agency_that_becomes_a_hidden_houses_shows_no_area_of_what_it_said_before(cast: Cast) -> None:
    entry = offer(cast.sheriff, Service.CASE_MANAGEMENT, areas=["north"])
    found = fits([entry], Need(area="east"), lambda one: False)[0]
    assert (found.areas, found.misses) == ("North county", ("another area",))

    entry.desk.agency.bindings = [Binding.FVPSA]
    found = fits([entry], Need(area="east"), lambda one: False)[0]
    assert (found.areas, found.misses) == ("", ())


def test_the_best_fit_takes_people_and_said_so_lately(cast: Cast) -> None:
    """By hand: what misses nothing first; then taking, waitlist, not taking; then confirmed before stale."""
    entries = {
        "stale": offer(cast.hospital, checked_on=date(2026, 1, 5)),
        "best": offer(cast.welfare),
        "full": offer(cast.court, capacity="not_taking"),
        "waits": offer(cast.sheriff, capacity="waitlist"),
        "adults": offer(cast.shelter, ages=["18_24", "25_over"]),
    }
    names = {entry.pk: name for name, entry in entries.items()}
    found = fits(entries.values(), Need("shelter", "15_17", "spanish"), lambda one: one is entries["stale"])

    assert [names[one.entry.pk] for one in found] == ["best", "stale", "waits", "full", "adults"]
    assert found[-1].misses == ("another age group",)


def test_an_interpreter_speaks_every_language_and_what_is_not_known_is_no_condition(cast: Cast) -> None:
    entry = offer(cast.sheriff, languages=["english"], features=["interpreter"])
    assert fitting.fit(entry, Need(language="chuukese"), lambda one: False).fits
    entry.features = []
    assert fitting.fit(entry, Need(language="chuukese"), lambda one: False).misses == ("another language",)
    assert fitting.fit(entry, Need("shelter", "not_known", "not_known", "not_known"), lambda one: False).fits


def test_an_organisation_taken_off_the_list_comes_back_under_its_name(cast: Cast) -> None:
    with acting_as(cast.cora):
        first = add_organisation(by=cast.cora, name="Outside house (invented)", services=["shelter"])
        with pytest.raises(Refused, match="already"):
            add_organisation(by=cast.cora, name="OUTSIDE house (invented)", services=["dental"])
        end_organisation(organisation=first, by=cast.cora)
        assert not Organisation.objects.listed().exists()
        again = add_organisation(by=cast.cora, name="Outside house (invented)", services=["dental"])
        assert (again.pk, again.services, again.ended_at) == (first.pk, ["dental"], None)


def test_the_name_of_an_organisation_is_read_by_the_guard_and_stays_on_the_page(cast: Cast) -> None:
    page = client_of(cast.cora).post("/directory/kept/", {"name": "Call 503-555-0188", "services": ["dental"]})

    assert "This looks like a phone number" in page.content.decode()
    assert "Call 503-555-0188" in page.content.decode()
    with acting_as(cast.cora):
        assert not Organisation.objects.exists()


def test_a_service_without_its_answers_is_asked_for_again_and_nothing_is_lost(cast: Cast) -> None:
    page = client_of(cast.lena).post(
        f"/directory/desks/{cast.sheriff.pk}/add/", {"service": "dental", "ages": ["15_17"], "languages": ["spanish"]}
    )
    text = page.content.decode()

    assert "Say whether the desk takes referrals now." in text
    assert "Choose at least one area." in text
    assert text.count("checked") == 2
    with acting_as(cast.lena):
        assert not DeskService.objects.exists()


def test_home_says_how_many_services_wait_to_be_confirmed_until_they_are(cast: Cast) -> None:
    entry = offer(cast.sheriff, checked_on=date(2026, 1, 5))
    bob = client_of(cast.bob)
    assert "1 service to confirm" in bob.get("/").content.decode()
    bob.post(f"/directory/{entry.pk}/confirm/", {"capacity": "taking"})
    assert "to confirm" not in bob.get("/").content.decode()
    assert "to confirm" not in client_of(cast.carol).get("/").content.decode()


def test_a_service_added_twice_is_refused_and_what_is_done_beside_it_is_kept(cast: Cast) -> None:
    offer(cast.sheriff, "dental")
    with transaction.atomic(), acting_as(cast.lena):
        with pytest.raises(Refused, match="has this service already"):
            add_service(desk=cast.sheriff, service="dental", by=cast.lena, offered=offered())
        add_service(desk=cast.sheriff, service="basic", by=cast.lena, offered=offered())
    with acting_as(cast.lena):
        assert sorted(DeskService.objects.values_list("service", flat=True)) == ["basic", "dental"]
