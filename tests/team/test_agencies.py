"""Agencies, desks and bodies: who may set them up, practice and real teams, and what binds an agency."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import time_machine
from auditlog.models import LogEntry
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from mdt.team.actions.agencies import (
    add_agency,
    allow_notes,
    change_bindings,
    found_team,
    join_team,
    suspend_agency,
)
from mdt.team.actions.bodies import add_body, add_desk_to_body, name_chair, remove_desk_from_body
from mdt.team.actions.desks import change_desk, confirm_line, open_desk
from mdt.team.actions.people import accept_invitation, invite
from mdt.team.models import Agency, Body, Team, User
from mdt.team.policies import Refused
from mdt.team.roles import Role
from mdt.team.sectors import Basis, Binding, Sector
from privacy.wall import acting_as_system
from tests.cast import Cast, client_of
from tests.conftest import Ledger
from tests.turns import until_it_waits


def add(cast: Cast, name: str = "New (invented)", by: str = "administrator", **more: Any) -> Agency:
    return add_agency(**({"team": cast.team, "name": name, "sector": Sector.LABOR, "by": cast.people[by]} | more))


def test_an_added_agency_is_in_the_team_and_in_no_other(cast: Cast) -> None:
    agency = add(cast, bindings=[Binding.HIPAA])

    assert list(agency.teams.all()) == [cast.team]
    assert (agency.sector, agency.bindings, agency.notes_allowed) == ("labor", ["hipaa"], False)


def test_an_agency_of_another_team_joins_as_it_is(cast: Cast) -> None:
    """The name is the same agency, whatever sector and rules were typed beside it: nobody unbinds it by adding it."""
    shelter = add(cast, "SHELTER (invented)", by="neighbour_administrator", team=cast.other_team)

    assert shelter.pk == cast.agencies["shelter"].pk
    assert shelter.release_bound
    assert set(shelter.teams.all()) == {cast.team, cast.other_team}


def test_an_agency_is_in_a_team_once(cast: Cast) -> None:
    with pytest.raises(Refused, match="already in this team"):
        add(cast, "hospital (invented)")


@pytest.mark.parametrize("by", ["lead", "chair", "auditor", "analyst", "neighbour_administrator"])
def test_only_the_teams_administrator_sets_it_up(cast: Cast, by: str) -> None:
    person, hospital = cast.people[by], cast.agencies["hospital"]
    for act in (
        lambda: add(cast, by=by),
        lambda: join_team(agency=cast.agencies["rivers"], team=cast.team, by=person),
        lambda: add_body(team=cast.team, name="New", subcommittee=True, by=person),
        lambda: add_desk_to_body(body=cast.bodies["team"], desk=cast.desks["hospital"], by=person),
        lambda: remove_desk_from_body(body=cast.bodies["team"], desk=cast.desks["prosecutor"], by=person),
        lambda: name_chair(body=cast.bodies["team"], membership=cast.place("chair"), by=person),
    ):
        with pytest.raises(Refused):
            act()
    if by != "neighbour_administrator":  # the hospital is in both teams
        for act in (
            lambda: change_bindings(agency=hospital, sector=Sector.HEALTH, bindings=[], by=person),
            lambda: suspend_agency(agency=hospital, suspended=True, by=person),
            lambda: open_desk(agency=hospital, name="New", by=person),
        ):
            with pytest.raises(Refused):
                act()


def test_real_teams_are_refused_in_practice_mode(cast: Cast, settings: Settings) -> None:
    """In every action by which an agency or a person would come in."""
    invited = invite(
        agency=cast.agencies["hospital"], email="n@example.org", roles=["partner"], by=cast.people["administrator"]
    )
    Team.objects.filter(pk=cast.team.pk).update(practice=False)
    cast.team.refresh_from_db()
    cast.people["administrator"].place.team.refresh_from_db()

    for act in (
        lambda: add(cast),
        lambda: join_team(agency=cast.agencies["rivers"], team=cast.team, by=cast.people["administrator"]),
        lambda: invite(
            agency=cast.agencies["police"], email="x@x.org", roles=["partner"], by=cast.people["administrator"]
        ),
        lambda: accept_invitation(secret=invited.secret, name="N (invented)", password="five invented plain words"),
    ):
        with pytest.raises(Refused, match="practice mode"):
            act()


def test_practice_teams_are_refused_where_real_records_are(cast: Cast, settings: Settings) -> None:
    settings.PRACTICE_MODE = False

    with pytest.raises(Refused, match="real records"):
        add(cast)


@pytest.mark.parametrize("practice", [True, False])
def test_a_founded_team_is_what_the_installation_is_for(db: None, settings: Settings, practice: bool) -> None:
    settings.PRACTICE_MODE = practice

    founded = found_team(
        name="Birch County (invented)",
        agency_name="County office (invented)",
        sector=Sector.PROSECUTION,
        email="First@example.org",
        time_zone="America/Los_Angeles",
    )

    assert founded.team.practice is practice
    person = accept_invitation(secret=founded.invited.secret, name="First (invented)", password="five invented words")
    assert person.place.roles == [Role.ADMINISTRATOR]
    assert add_agency(team=founded.team, name="New (invented)", sector=Sector.LABOR, by=person).pk


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "america/los_angeles", "UTC\x00", "-08:00"])
def test_a_team_is_not_founded_in_a_zone_that_is_none(db: None, zone: str) -> None:
    with pytest.raises(CommandError, match="no such time zone"):
        call_command(
            "found_team",
            "Birch (invented)",
            "--agency=O",
            "--sector=prosecution",
            "--email=a@example.org",
            f"--time-zone={zone}",
        )
    assert not Team.objects.exists()


def test_the_command_prints_an_address_that_opens(db: None, client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("found_team", "Birch County (invented)", "--agency=Office (invented)", "--sector=prosecution")
    call_command(*words, "--email=first@example.org")

    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Birch County (invented) is set up as a practice team: invented data only."
    assert client.get(said[-1]).status_code == 200
    with pytest.raises(CommandError, match="already a team"):
        call_command(*words, "--email=second@example.org")


def test_a_binding_decides_what_may_be_chosen(cast: Cast) -> None:
    hospital = cast.agencies["hospital"]
    assert not hospital.release_bound

    change_bindings(agency=hospital, sector=Sector.HEALTH, bindings=[Binding.PART_2], by=cast.people["administrator"])

    assert hospital.release_bound
    assert hospital.bases == [Basis.RELEASE]
    entry = LogEntry.objects.filter(object_pk=str(hospital.pk)).latest("timestamp")
    assert entry.changes["bindings"] == ["['hipaa']", "['part_2']"]


@pytest.mark.parametrize("by", ["administrator", "other_lead", "colleague"])
def test_notes_are_the_agencys_own_decision(cast: Cast, by: str) -> None:
    with pytest.raises(Refused):
        allow_notes(agency=cast.agencies["child_welfare"], allowed=True, by=cast.people[by])
    allow_notes(agency=cast.agencies["child_welfare"], allowed=True, by=cast.people["lead"])

    assert Agency.objects.get(pk=cast.agencies["child_welfare"].pk).notes_allowed


def test_nobody_suspends_their_own_agency(cast: Cast) -> None:
    with pytest.raises(Refused, match="your own agency"):
        suspend_agency(agency=cast.agencies["prosecutor"], suspended=True, by=cast.people["administrator"])


def test_a_new_desk_has_a_group_of_its_own_and_nobody_in_it(cast: Cast) -> None:
    desk = open_desk(agency=cast.agencies["child_welfare"], name="Night", by=cast.people["lead"])

    assert desk.group_id not in {other.group_id for other in cast.desks.values()}
    assert not desk.group.user_set.exists()
    with pytest.raises(Refused, match="already has a desk"):
        open_desk(agency=cast.agencies["child_welfare"], name="NIGHT", by=cast.people["administrator"])


def test_a_line_counts_as_checked_on_the_day_somebody_called_until_it_changes(cast: Cast) -> None:
    desk, lead = cast.desks["child_welfare"], cast.people["lead"]
    with time_machine.travel("2026-11-02T18:00Z", tick=False):
        confirm_line(desk=desk, line="phone", by=lead)
        today = timezone.localdate()

    assert desk.phone_checked_on == today
    change_desk(desk=desk, name="Intake", phone=desk.phone, after_hours="555-0101", by=lead)
    assert desk.phone_checked_on == today
    change_desk(desk=desk, name="Intake", phone="555-0102", after_hours="555-0101", by=lead)
    assert (desk.phone_checked_on, desk.after_hours_checked_on) == (None, None)


def test_a_line_without_a_number_is_not_confirmed(cast: Cast) -> None:
    with pytest.raises(Refused, match="no number"):
        confirm_line(desk=cast.desks["child_welfare"], line="after_hours", by=cast.people["lead"])


@pytest.mark.parametrize("desk", ["rivers"])
def test_a_desk_of_another_team_does_not_sit_in_a_body(cast: Cast, desk: str) -> None:
    with pytest.raises(Refused, match="agency in this team"):
        add_desk_to_body(body=cast.bodies["team"], desk=cast.desks[desk], by=cast.people["administrator"])


@pytest.mark.parametrize("part", ["sender", "administrator", "neighbour"])
def test_a_body_is_chaired_by_a_chair_of_the_team(cast: Cast, part: str) -> None:
    with pytest.raises(Refused, match="chair"):
        name_chair(body=cast.bodies["team"], membership=cast.place(part), by=cast.people["administrator"])


@pytest.mark.django_db(transaction=True)
def test_each_change_is_one_event(cast: Cast, ledger: Ledger) -> None:
    administrator = cast.people["administrator"]
    agency = add(cast)
    desk = open_desk(agency=agency, name="Intake", by=administrator)
    add_desk_to_body(body=cast.bodies["team"], desk=desk, by=administrator)
    add_desk_to_body(body=cast.bodies["team"], desk=desk, by=administrator)
    remove_desk_from_body(body=cast.bodies["team"], desk=desk, by=administrator)

    assert ledger.kinds() == ["agency.added", "agency.joined", "desk.opened", "body.desk_added", "body.desk_removed"]
    assert {event.team for event in ledger.events()} == {cast.team.pk}


def pressed_beside(act: Callable[[], Any], by: User, address: str, typed: dict[str, Any]) -> str:
    """What the page says to a press that comes before `act` is committed."""
    browser = client_of(by)
    with transaction.atomic():
        act()
        again = until_it_waits(lambda: browser.post(address, typed))
    answer = again.result(20)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_desks_of_a_name_at_once_the_second_stays_in_its_form(cast: Cast) -> None:
    lead, desk = cast.people["lead"], cast.desks["child_welfare"]
    act, typed = partial(open_desk, agency=desk.agency, name="Night", by=lead), {"name": "NIGHT"}

    page = pressed_beside(act, lead, reverse("add-desk", args=[desk.agency_id]), typed)
    assert "already has a desk with this name" in page and 'value="NIGHT"' in page
    act = partial(open_desk, agency=desk.agency, name="Day", by=lead)
    assert "already has a desk" in pressed_beside(act, lead, reverse("desk", args=[desk.pk]), {"name": "Day"})


@pytest.mark.django_db(transaction=True)
def test_of_two_groups_of_a_name_at_once_the_second_stays_in_its_form(cast: Cast) -> None:
    by = cast.people["administrator"]
    act = partial(add_body, team=cast.team, name="Outreach", subcommittee=False, by=by)

    page = pressed_beside(act, by, reverse("bodies"), {"name": "Outreach"})
    assert "already has a group with this name" in page and 'value="Outreach"' in page


@pytest.mark.django_db(transaction=True)
def test_of_two_agencies_of_a_name_at_once_the_second_stays_in_its_form(cast: Cast) -> None:
    by, typed = cast.people["administrator"], {"name": "New", "sector": "labor", "roles": ["partner"]}

    page = pressed_beside(partial(add, cast, "New"), by, reverse("add-agency"), typed | {"people": "new@example.org"})
    assert "already in this team" in page and 'value="New"' in page


@pytest.mark.django_db(transaction=True)
def test_two_desks_that_join_a_new_group_at_once_both_sit_in_it(cast: Cast) -> None:
    by, body = cast.people["administrator"], Body.objects.create(team=cast.team, name="Outreach (invented)")
    hospital, juvenile = cast.desks["hospital"], cast.desks["juvenile"]
    browser, address = client_of(by), reverse("add-desk-to-body", args=[body.pk])
    with transaction.atomic():
        add_desk_to_body(body=body, desk=hospital, by=by)
        beside = until_it_waits(lambda: browser.post(address, {"desk": juvenile.pk}))

    assert beside.result(20).status_code == 302
    with acting_as_system(cast.team.pk):
        assert set(body.parts.get(kind="open").seats.values_list("desk", flat=True)) == {hospital.pk, juvenile.pk}
