"""A lead and a former chair who try for more than their agency and role give them."""

import pytest

from mdt.team.actions.bodies import name_chair
from mdt.team.actions.people import change_roles, invite
from mdt.team.models import Body, Invitation, User
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
