"""An agency that another team lets join: nobody there changes what it is, or learns who works for it here."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from mdt.team.actions.agencies import allow_notes, change_bindings, join_team, leave_team
from mdt.team.actions.desks import change_desk, close_desk, open_desk, unseat
from mdt.team.models import Agency, AgencyMembership, Desk, User
from mdt.team.policies import Refused
from mdt.team.roles import Role
from tests.cast import Cast, client_of, make_person

ACTS: dict[str, Callable[[Cast, User, Desk], object]] = {
    "has its calls put through elsewhere": lambda cast, by, desk: change_desk(
        desk=desk, name="Intake", phone="555-0199", after_hours="", by=by
    ),
    "empties its desk": lambda cast, by, desk: unseat(desk=desk, user=cast.people["advocate"], by=by),
    "closes its desk": lambda cast, by, desk: close_desk(desk=desk, by=by),
    "opens a desk of it": lambda cast, by, desk: open_desk(agency=desk.agency, name="Second", by=by),
    "lifts its rules": lambda cast, by, desk: change_bindings(
        agency=desk.agency, sector=desk.agency.sector, bindings=[], by=by
    ),
    "turns its notes on": lambda cast, by, desk: allow_notes(agency=desk.agency, allowed=True, by=by),
}


@pytest.fixture
def shelter(cast: Cast) -> Desk:
    """The shelter's desk, after the other team's administrator let the shelter join them."""
    stranger = User.objects.with_place().get(pk=cast.people["neighbour_administrator"].pk)
    join_team(agency=cast.agencies["shelter"], team=cast.other_team, by=stranger)
    return cast.desks["shelter"]


@pytest.mark.parametrize("role", [Role.AGENCY_LEAD, Role.ADMINISTRATOR])
@pytest.mark.parametrize("act", ACTS)
def test_whom_another_team_makes_its_lead_changes_nothing_of_it(
    cast: Cast, shelter: Desk, role: Role, act: str
) -> None:
    made_up = make_person("Mallory (invented)", cast.other_team, shelter.agency, role)
    with pytest.raises(Refused):
        ACTS[act](cast, made_up, shelter)

    kept = Desk.objects.select_related("agency").get(pk=shelter.pk)
    assert (kept.phone, kept.closed_at, kept.agency.notes_allowed) == ("555-0100", None, False)
    assert Agency.objects.get(pk=shelter.agency_id).release_bound
    assert cast.people["advocate"].groups.filter(pk=shelter.group_id).exists()


def test_its_own_lead_still_changes_it(cast: Cast, shelter: Desk) -> None:
    lead = make_person("Lois (invented)", cast.team, shelter.agency, Role.AGENCY_LEAD)

    assert change_desk(desk=shelter, name="Intake", phone="555-0111", after_hours="", by=lead).phone == "555-0111"


def test_a_team_that_it_joined_on_an_earlier_day_of_another_zone_is_not_its_first(cast: Cast, shelter: Desk) -> None:
    """Evening in Oregon is the next day in UTC, in which commands count."""
    yesterday = timezone.localdate() - timedelta(days=1)
    AgencyMembership.objects.filter(team=cast.other_team, agency=shelter.agency).update(joined_on=yesterday)
    made_up = make_person("Mallory (invented)", cast.other_team, shelter.agency, Role.AGENCY_LEAD)

    with pytest.raises(Refused, match="another team first"):
        open_desk(agency=shelter.agency, name="Second", by=made_up)


def test_who_is_left_by_its_first_team_changes_itself_in_the_next(cast: Cast, shelter: Desk) -> None:
    leave_team(agency=shelter.agency, team=cast.team, by=cast.people["administrator"])
    lead = make_person("Lois (invented)", cast.other_team, shelter.agency, Role.AGENCY_LEAD)

    assert open_desk(agency=shelter.agency, name="Second", by=lead).pk


def test_another_teams_administrator_reads_no_name_and_no_number_of_who_sits_at_its_desk(
    cast: Cast, shelter: Desk
) -> None:
    client = client_of(cast.people["neighbour_administrator"])
    pages = [f"/desks/{shelter.pk}/", f"/desks/{shelter.pk}/close/", f"/agencies/{shelter.agency_id}/"]
    read = [client.get(page) for page in pages]

    assert [page.status_code for page in read] == [200, 200, 200]
    assert not any("Advocate" in page.content.decode() for page in read)
    assert list(read[0].context["sitting"]) == []
    assert read[1].context["sitting"] == 0
    assert [desk.seats for desk in read[2].context["desks"]] == [0]
    here = client_of(cast.people["administrator"])
    assert list(here.get(pages[0]).context["sitting"]) == [cast.people["advocate"]]
    assert [desk.seats for desk in here.get(pages[2]).context["desks"]] == [1]
