"""A lead and a former chair who try for more than their agency and role give them."""

import pytest

from mdt.team.actions.agencies import change_bindings, suspend_agency
from mdt.team.actions.bodies import name_chair
from mdt.team.actions.people import change_roles, invite, withdraw_invitation
from mdt.team.models import Agency, AgencyMembership, Body, Invitation, User
from mdt.team.policies import Refused
from mdt.team.roles import Role
from privacy.wall import acting_as
from tests.cast import Cast


def person(cast: Cast, part: str) -> User:
    return User.objects.with_place().get(pk=cast.people[part].pk)


def test_a_lead_cannot_end_another_agencys_invitation_by_inviting_the_same_address(cast: Cast) -> None:
    theirs, mine = person(cast, "lead"), person(cast, "other_lead")
    with acting_as(theirs):
        invite(agency=theirs.place.agency, email="new@example.org", roles=[Role.PARTNER], by=theirs)

    with acting_as(mine), pytest.raises(Refused):
        invite(agency=mine.place.agency, email="New@example.org", roles=[Role.PARTNER], by=mine)
    assert Invitation.objects.get().agency_id == theirs.place.agency_id


def test_a_chair_whose_role_is_taken_chairs_no_group_any_more(cast: Cast) -> None:
    administrator = person(cast, "administrator")
    with acting_as(administrator):
        name_chair(body=cast.bodies["team"], membership=cast.place("chair"), by=administrator)
        change_roles(membership=cast.place("chair"), roles=[Role.PARTNER], by=administrator)

    assert Body.objects.get(pk=cast.bodies["team"].pk).chair_id is None


def test_an_administrator_of_another_team_cannot_lift_what_binds_a_shelter(cast: Cast) -> None:
    stranger = User.objects.with_place().get(pk=cast.people["neighbour_administrator"].pk)
    shelter = cast.agencies["shelter"]
    AgencyMembership.objects.create(team=stranger.place.team, agency=shelter, joined_on="2027-01-01")

    with acting_as(stranger):
        with pytest.raises(Refused, match="another team first"):
            change_bindings(agency=shelter, sector=shelter.sector, bindings=[], by=stranger)
        with pytest.raises(Refused, match="another team first"):
            suspend_agency(agency=shelter, suspended=True, by=stranger)

    assert Agency.objects.get(pk=shelter.pk).release_bound


def test_a_lead_cannot_withdraw_an_invitation_to_a_role_that_they_may_not_give(cast: Cast) -> None:
    administrator, lead = person(cast, "administrator"), person(cast, "lead")
    with acting_as(administrator):
        invited = invite(agency=lead.place.agency, email="a@example.org", roles=[Role.AUDITOR], by=administrator)

    with acting_as(lead), pytest.raises(Refused):
        withdraw_invitation(invitation=invited.invitation, by=lead)
    assert Invitation.objects.filter(pk=invited.invitation.pk).exists()
