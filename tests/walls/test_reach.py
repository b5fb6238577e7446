"""What the chair is told before publishing: how many desks' people an item is not open to, and nothing of walls."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions.walls import keep_from
from cases.models import Case
from mdt.meetings.models import ActionItem, ActionKind, AgendaItem, Part, PartKind
from mdt.team.models import User
from privacy.wall import acting_as, acting_as_system
from referrals.models import ReferralDeskGrant
from tests.referrals.cast import Cast, client_of
from tests.walls.build import Hidden, lead, make_hidden


def told(cast: Cast, hidden: Hidden, user: User | None = None) -> list[str]:
    page = client_of(user or cast.cora).get(f"/meetings/{hidden.meeting.pk}/preview/").content.decode()
    return re.findall(r'<p class="item-title">([^<]+ cannot see it\.)</p>', page)


def closed_to(hidden: Hidden, group: int) -> None:
    """The desk's grant by the meeting is gone, as when its agency joined after a release was signed."""
    with acting_as_system():
        ReferralDeskGrant.objects.filter(content_object=hidden.referral, group=group).delete()


def test_what_all_desks_see_has_no_line(cast: Cast) -> None:
    assert told(cast, make_hidden(cast)) == []


def test_the_number_is_of_people_at_desks_that_it_is_not_open_to(cast: Cast) -> None:
    hidden = make_hidden(cast)
    closed_to(hidden, cast.sheriff.group_id)

    # Bob, Bea and Lena sit at the sheriff's desk.
    assert told(cast, hidden) == ["Child case review, item 1: 3 members cannot see it."]
    assert told(cast, hidden, cast.chris) == ["Child case review, item 1: 3 members cannot see it."]


def test_walls_and_recusals_move_no_number(cast: Cast) -> None:
    """Else a chair would learn by trial who is behind one."""
    hidden = make_hidden(cast)
    closed_to(hidden, cast.hospital.group_id)
    before = told(cast, hidden)
    alice = lead(cast.alice)
    for person in (cast.bea, cast.carol):
        with acting_as(alice):
            keep_from(Case.objects.get(pk=hidden.referral.case_id), person=person, by=alice)
    client_of(cast.bob).post(f"/meetings/{hidden.meeting.pk}/items/{hidden.item.pk}/step-back/", {"reason": "unsaid"})

    assert told(cast, hidden) == before == ["Child case review, item 1: 2 members cannot see it."]


def test_an_action_is_unseen_by_all_but_its_owners_and_who_prepares(cast: Cast) -> None:
    hidden = make_hidden(cast)
    with acting_as_system(cast.team.pk):
        part = Part.objects.get(body=cast.body, kind=PartKind.OPEN)
        action = ActionItem.objects.create(
            team=cast.team, body=cast.body, part=part, kind=ActionKind.REPORT_BACK, agency=cast.hospital.agency,
            due_on=timezone.localdate() + timedelta(days=3), given_by=cast.chris.place,
        )  # fmt: skip
        AgendaItem.objects.create(
            team=cast.team, meeting=hidden.meeting, part=part, source="meetings.actions", record=action.pk,
            state="listed", position=50,
        )  # fmt: skip

    # Alice, Bob, Bea and Lena; not Carol, whose agency owns it.
    assert told(cast, hidden) == ["Open part, item 1: 4 members cannot see it."]


@pytest.mark.parametrize(("name", "shown"), [
    ("bob", "Northfield Child Welfare to an agency (health)"),
    ("carol", "Northfield Child Welfare to Northfield Hospital"),
    ("alice", "Northfield Child Welfare to Northfield Hospital"),
])  # fmt: skip
def test_an_agency_that_tells_by_its_name_is_a_type_to_others(cast: Cast, name: str, shown: str) -> None:
    """The second referral went to the hospital; Bob sees it at the meeting alone."""
    hidden = make_hidden(cast)
    with acting_as_system(cast.team.pk):
        grant = ReferralDeskGrant.objects.filter(content_object=hidden.referral, via="put_forward").first()
        ReferralDeskGrant.objects.get_or_create(
            content_object=hidden.second, group_id=cast.sheriff.group_id, via="put_forward", holder=grant.holder,
            defaults={"team_id": cast.team.pk, "sort_at": grant.sort_at, "permission_id": grant.permission_id},
        )  # fmt: skip
        code = Case.objects.get(pk=hidden.referral.case_id).code
    reader = client_of(getattr(cast, name))
    page = reader.get(f"/referrals/{hidden.second.pk}/").content.decode()
    assert ("Northfield Hospital" in page) == ("Northfield Hospital" in shown)
    assert shown in reader.post("/find/", {"code": code}).content.decode()
