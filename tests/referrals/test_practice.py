"""The practice team: everything on it, once, all of it invented or public, and never beside real records."""

import io
import json
import re
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.utils import timezone

from cases.duties.models import Duty
from cases.models import Case
from mdt.meetings.models import AgendaItem, Meeting, Series
from mdt.rooms.inside import ROOM_DOOR
from mdt.team.models import Agency, AgencyMembership, Body, Desk, Team, User
from mdt.team.roles import Role
from mdt.team.sectors import Sector
from privacy.wall import acting_as, acting_as_system
from referrals.models import PutForward, Referral, StandingRule
from referrals.practice import loading
from referrals.practice.loading import LOG, Loaded, RealRecords, load
from referrals.practice.people import PASSWORD, people
from tests.cast import client_of

# By hand, from the log itself: spreadsheet row and column of what may not come in, and why it may not.
REFUSED = {
    (4, "date_sent"): "day",
    (15, "note"): "Social Security number",
    (21, "to_agency"): "agency",
    (39, "answered_on"): "before",
    (45, "note"): "social media name",
    (57, "note"): "birth date",
    (72, "status"): "words that we know",
    (76, "note"): "record number",
    (78, "status"): "words that we know",
    (92, "note"): "street address",
    (93, "note"): "formula",
    (95, "note"): "Social Security number",
    (99, "to_agency"): "agency",
    (112, "note"): "social media name",
    (141, "answered_on"): "before",
    (178, "note"): "a name",
    (179, "note"): "formula",
    (182, "date_sent"): "day",
    (196, "note"): "a name",
    (214, "note"): "phone number",
}


def run(command: str, *arguments: str) -> str:
    out = io.StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def person(email: str) -> User:
    return User.objects.with_place().get(email=email)


def test_the_log_comes_in_once_and_twenty_rows_are_refused_where_and_why(db: None) -> None:
    """Also where it is tomorrow already, as it is in UTC in the evening of the team."""
    with timezone.override("Pacific/Kiritimati"):
        loaded = load()
    assert loaded == Loaded(imported=220, refused=20, already=0)

    lines = run("import_referrals", str(LOG)).splitlines()
    assert lines[-1] == "imported=0 refused=20 already=220"
    said = [re.fullmatch(r"row (\d+), column (\w+): (.*)", line) for line in lines[:-2]]
    assert {(int(one[1]), one[2]) for one in said if one} == set(REFUSED)
    for one in said:
        assert one and REFUSED[int(one[1]), one[2]] in one[3]
    for value in ("543-22-1189", "Metro", "kay", "08/17/2009", "pending", "308320", "Harrison", "x.example", "Denise"):
        assert value not in "\n".join(lines)


class TestLoaded(TestCase):
    """What is there after loading, loaded once for all of these."""

    @classmethod
    def setUpTestData(cls) -> None:
        load()

    def test_loading_again_changes_nothing(self) -> None:
        with acting_as_system():
            before = (Referral.objects.count(), Case.objects.count(), User.objects.count(), AgendaItem.objects.count())

        assert load() is None
        with acting_as_system():
            assert before == (
                Referral.objects.count(), Case.objects.count(), User.objects.count(), AgendaItem.objects.count(),
            )  # fmt: skip

    def test_what_stands_on_the_practice_team(self) -> None:
        assert Agency.objects.count() == 13
        assert Team.objects.get().practice
        with acting_as_system():
            assert set(Body.objects.filter(subcommittee=True).values_list("name", flat=True)) == {
                "Law Enforcement", "Victim Services", "Training and Outreach", "Data Collection", "Labor Trafficking",
            }  # fmt: skip
            series = Series.objects.get()
            assert (series.rule, series.at.isoformat(), series.zone) == (
                "FREQ=MONTHLY;INTERVAL=1;BYDAY=1TH", "12:00:00", "America/Los_Angeles",
            )  # fmt: skip
            first = Meeting.objects.order_by("starts_at")[0]
            assert AgendaItem.objects.filter(meeting=first).count() >= 30
            assert PutForward.objects.count() >= 30 and StandingRule.objects.count() == 4
            assert set(Referral.objects.filter(source="form").values_list("state", flat=True)) >= {
                "draft", "sent", "question", "accepted", "waitlisted", "declined",
            }  # fmt: skip
            rows = Referral.objects.filter(source="old_log").select_related("from_agency")
            waiting = [one.from_agency.release_bound or one.service == "substance_use" for one in rows]
            assert [one.waits_for_sender for one in rows] == waiting

    def test_whoever_is_in_a_room_finds_a_case_there_that_others_hold(self) -> None:
        partner = User.objects.with_place().get(email=next(one.email for one in people() if one.key == "da-partner"))
        with acting_as(partner):
            assert Referral.objects.visible_to(partner).filter(door=ROOM_DOOR).exists()
            room = Body.objects.get(name="Victim Services")
            assert Duty.objects.visible_to(partner).shared_with(room.pk).count() == 1

    def test_two_invented_people_at_each_desk_and_one_for_every_role(self) -> None:
        for desk in Desk.objects.all():
            at_desk = User.objects.with_place().filter(groups=desk.group)
            roles = sorted(role for one in at_desk for role in one.place.roles)
            assert roles.count("partner") == roles.count("agency_lead") == 1
        assert {role for one in User.objects.with_place() for role in one.place.roles} == set(Role.values)
        for one in User.objects.all():
            assert one.name.endswith("(invented)") and one.email.endswith("@example.org")
            assert one.check_password(PASSWORD)

    def test_the_directory_says_who_takes_what_and_what_nobody_has_confirmed_lately(self) -> None:
        page = client_of(person("dhs-partner@example.org")).get("/referrals/who/", {"service": "mental_health"})
        words = page.content.decode()
        assert "LifeWorks" in words and "Taking referrals" in words
        assert "not confirmed since" in words.lower()

    def test_watchers_sit_at_no_desk(self) -> None:
        for email in ("auditor@example.org", "analyst@example.org", "administrator@example.org"):
            assert person(email).desk_groups == []

    def test_numbers_from_public_pages_wait_for_somebody_to_check_them(self) -> None:
        for desk in Desk.objects.all():
            assert re.fullmatch(r"503-555-01\d\d", desk.phone) and desk.phone_checked_on
            assert desk.after_hours_checked_on is None
        assert Desk.objects.get(agency__name="Safety Compass").after_hours == "971-235-0012"

    def test_a_release_bound_agencys_old_rows_wait_for_it_in_practice_too(self) -> None:
        compass = person("compass-lead@example.org")
        with acting_as(compass):
            sent = Referral.objects.filter(from_agency=compass.place.agency, source="old_log")
            assert Referral.objects.to_confirm_by(compass).count() == sent.count() > 0

    def test_a_team_that_turned_real_is_left_alone(self) -> None:
        Team.objects.update(practice=False)

        with pytest.raises(RealRecords):
            load()

    def test_an_agency_added_to_the_practice_team_is_practice_too(self) -> None:
        AgencyMembership.objects.create(
            team=Team.objects.get(), agency=Agency.objects.create(name="Another (invented)", sector=Sector.HEALTH)
        )

        assert load() is None


@pytest.mark.parametrize("what", ["team", "agency", "agency of a real team"])
def test_never_beside_real_records(db: None, what: str) -> None:
    if what == "agency":
        Agency.objects.create(name="Real", sector=Sector.HEALTH)
    else:
        team = Team.objects.create(name="Real County", practice=False)
        if what != "team":
            agency = Agency.objects.create(name="Real", sector=Sector.HEALTH)
            AgencyMembership.objects.create(team=team, agency=agency)

    with pytest.raises(RealRecords, match=r"Practice data never goes beside real records\. Nothing was changed\."):
        load()
    with pytest.raises(CommandError) as refusal:
        run("practice")
    assert refusal.value.returncode == 3
    assert not Team.objects.filter(name=loading.TEAM).exists() and User.objects.count() == 0


def test_loading_that_breaks_off_leaves_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(made: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(loading, "make_records", fail)
    with pytest.raises(ZeroDivisionError):
        load()
    assert (Team.objects.count(), Agency.objects.count(), User.objects.count()) == (0, 0, 0)


def test_the_command_prints_where_and_how_to_sign_in(db: None) -> None:
    told = json.loads(run("practice", "--json"))

    assert told["practice"] is True
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", told["address"])
    assert told["log"] == {"imported": 220, "refused": 20, "already": 0}
    assert len(told["sign_ins"]) == len(list(people())) == User.objects.count()
    for one in told["sign_ins"]:
        assert person(one["email"]).place.roles == [one["role"]]
        assert person(one["email"]).place.agency.name == one["agency"]
    assert {one["name"] for one in told["agencies"]} == set(Agency.objects.values_list("name", flat=True))
    assert set(told["roles"]) == set(Role.values)

    words = run("practice")
    assert PASSWORD in words and "compass-partner@example.org" in words and "Everything here is invented." in words
