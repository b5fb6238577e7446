"""Closing a desk, an agency that leaves a team, and every way in which an invitation ends."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mdt.team.actions.agencies import add_agency, join_team, leave_team, suspend_agency
from mdt.team.actions.desks import change_desk, close_desk, confirm_line, seat, unseat
from mdt.team.actions.people import (
    accept_invitation,
    change_roles,
    expire_invitations,
    find_invitation,
    invite,
    turn_off,
    withdraw_invitation,
)
from mdt.team.models import AgencyMembership, BodyDesk, Invitation, Membership, User
from mdt.team.policies import Refused
from mdt.team.roles import Role
from privacy.wall import acting_as_system
from tests.cast import Cast
from tests.conftest import Ledger

GOOD = "five invented plain words"


def client_of(cast: Cast, part: str) -> Client:
    client = Client()
    client.force_login(cast.people[part])
    return client


# Closing a desk -----------------------------------------------------------------------------------------------


def test_a_closed_desk_takes_nothing_new_and_keeps_its_people(cast: Cast) -> None:
    desk, administrator = cast.desks["police"], cast.people["administrator"]
    close_desk(desk=desk, by=administrator)
    desk.refresh_from_db()

    assert desk.closed_at
    assert not BodyDesk.objects.filter(desk=desk).exists()
    assert User.objects.with_place().get(pk=cast.people["subchair"].pk).desk_groups == [desk.group_id]
    for act in (
        lambda: close_desk(desk=desk, by=administrator),
        lambda: change_desk(desk=desk, name="Night", phone="", after_hours="", by=administrator),
        lambda: confirm_line(desk=desk, line="phone", by=administrator),
        lambda: seat(desk=desk, membership=cast.place("subchair"), by=administrator),
    ):
        with pytest.raises(Refused, match="This desk is closed"):
            act()


def test_a_seat_at_a_closed_desk_can_be_taken_away(cast: Cast) -> None:
    close_desk(desk=cast.desks["police"], by=cast.people["administrator"])
    unseat(desk=cast.desks["police"], user=cast.people["subchair"], by=cast.people["administrator"])

    assert User.objects.with_place().get(pk=cast.people["subchair"].pk).desk_groups == []


@pytest.mark.parametrize("by", ["lead", "sender", "chair", "auditor", "neighbour_administrator"])
def test_who_closes_no_desk(cast: Cast, by: str) -> None:
    with pytest.raises(Refused):
        close_desk(desk=cast.desks["child_welfare"], by=cast.people[by])
    cast.desks["child_welfare"].refresh_from_db()
    assert cast.desks["child_welfare"].closed_at is None


def test_a_desk_is_closed_by_the_agencys_first_team_alone(cast: Cast) -> None:
    """The hospital is in both teams: the second one's administrator must not take its desk from the first."""
    AgencyMembership.objects.filter(team=cast.other_team, agency=cast.agencies["hospital"]).update(
        joined_on=timezone.localdate() + timedelta(days=1)
    )
    with pytest.raises(Refused, match="another team first"):
        close_desk(desk=cast.desks["hospital"], by=cast.people["neighbour_administrator"])


@pytest.mark.django_db(transaction=True)
def test_closing_is_one_event_beside_that_of_each_body_it_leaves(cast: Cast, ledger: Ledger) -> None:
    BodyDesk.objects.create(body=cast.bodies["team"], desk=cast.desks["police"])
    close_desk(desk=cast.desks["police"], by=cast.people["administrator"])

    assert sorted(ledger.kinds()) == ["body.desk_removed", "desk.closed"]


def test_an_invitation_to_a_closed_desk_seats_nobody_there(cast: Cast) -> None:
    desk = cast.desks["child_welfare"]
    secret = invite(
        agency=desk.agency, email="n@example.org", roles=["partner"], desk=desk, by=cast.people["lead"]
    ).secret
    close_desk(desk=desk, by=cast.people["administrator"])

    assert accept_invitation(secret=secret, name="N (invented)", password=GOOD).desk_groups == []


def test_the_page_says_what_closing_means_and_asks_before_it(cast: Cast) -> None:
    BodyDesk.objects.create(body=cast.bodies["team"], desk=cast.desks["police"])
    administrator, desk = client_of(cast, "administrator"), cast.desks["police"]
    asked = administrator.get(reverse("close-desk", args=[desk.pk])).content.decode()
    desk.refresh_from_db()
    assert desk.closed_at is None
    assert "1 person sits here and can still answer it." in asked
    assert "It no longer sits in The team (invented)" in asked

    agency = administrator.post(reverse("close-desk", args=[desk.pk]), follow=True).content.decode()
    assert "is closed. Its people can still answer what it holds." in agency
    assert "Closed since" in agency
    page = administrator.get(reverse("desk", args=[desk.pk])).content.decode()
    assert "Nothing new comes to it." in page
    assert "Take the seat away" in page and "Seat at this desk" not in page and "Save desk" not in page


# An agency leaves ---------------------------------------------------------------------------------------------


def left(cast: Cast, agency: str = "hospital", by: str = "administrator") -> None:
    leave_team(agency=cast.agencies[agency], team=cast.team, by=cast.people[by])


def test_its_people_lose_their_place_and_with_it_their_session_and_desks(cast: Cast) -> None:
    inside = client_of(cast, "receiver")
    assert inside.get("/").status_code == 200
    left(cast)

    assert inside.get("/").status_code == 302
    receiver = User.objects.get(pk=cast.people["receiver"].pk)
    assert (receiver.is_active, receiver.groups.count()) == (False, 0)
    assert not Membership.objects.standing().filter(team=cast.team, agency=cast.agencies["hospital"]).exists()


def test_what_it_has_in_another_team_stays(cast: Cast) -> None:
    left(cast)

    both = User.objects.with_place().get(pk=cast.people["both"].pk)
    assert (both.is_active, both.place.team) == (True, cast.other_team)
    assert AgencyMembership.objects.get(team=cast.other_team, agency=cast.agencies["hospital"]).left_on is None
    cast.desks["hospital"].refresh_from_db()
    assert cast.desks["hospital"].closed_at is None


def test_it_sits_in_no_body_and_chairs_none(cast: Cast) -> None:
    left(cast, "police")

    assert not BodyDesk.objects.filter(desk__agency=cast.agencies["police"]).exists()
    with acting_as_system():
        cast.bodies["labor"].refresh_from_db()
    assert cast.bodies["labor"].chair is None


def test_its_open_invitations_end_and_an_accepted_one_stays(cast: Cast) -> None:
    lead = cast.people["other_lead"]
    taken = invite(agency=cast.agencies["hospital"], email="a@example.org", roles=["partner"], by=lead)
    accept_invitation(secret=taken.secret, name="A (invented)", password=GOOD)
    secret = invite(agency=cast.agencies["hospital"], email="b@example.org", roles=["partner"], by=lead).secret
    left(cast)

    assert find_invitation(secret) is None
    assert list(Invitation.objects.values_list("email", flat=True)) == ["a@example.org"]


def test_an_invitation_that_slipped_in_while_it_left_opens_nothing(cast: Cast) -> None:
    secret = invite(
        agency=cast.agencies["hospital"], email="b@example.org", roles=["partner"], by=cast.people["other_lead"]
    ).secret
    AgencyMembership.objects.filter(team=cast.team, agency=cast.agencies["hospital"]).update(left_on="2026-01-01")

    with pytest.raises(Refused, match="ended or was used"):
        accept_invitation(secret=secret, name="B (invented)", password=GOOD)


def test_it_may_join_again_with_nobody_in_it(cast: Cast) -> None:
    left(cast)
    join_team(agency=cast.agencies["hospital"], team=cast.team, by=cast.people["administrator"])

    assert AgencyMembership.objects.get(team=cast.team, agency=cast.agencies["hospital"]).left_on is None
    assert not Membership.objects.standing().filter(team=cast.team, agency=cast.agencies["hospital"]).exists()


def test_it_leaves_once(cast: Cast) -> None:
    left(cast)
    with pytest.raises(Refused, match="is not in this team"):
        left(cast)


def test_a_team_keeps_the_administrator_who_lets_the_others_leave(cast: Cast) -> None:
    with pytest.raises(Refused, match="your own agency"):
        left(cast, "prosecutor")
    Membership.objects.filter(user=cast.people["analyst"]).update(roles=[Role.ADMINISTRATOR])
    left(cast, "police")

    assert not User.objects.get(pk=cast.people["analyst"].pk).is_active


@pytest.mark.parametrize("by", ["lead", "other_lead", "chair", "auditor", "neighbour_administrator"])
def test_who_lets_no_agency_leave(cast: Cast, by: str) -> None:
    with pytest.raises(Refused):
        left(cast, "juvenile", by)
    assert AgencyMembership.objects.get(team=cast.team, agency=cast.agencies["juvenile"]).left_on is None


@pytest.mark.django_db(transaction=True)
def test_each_thing_that_ends_with_it_is_one_event(cast: Cast, ledger: Ledger) -> None:
    new = add_agency(team=cast.team, name="New (invented)", sector="labor", by=cast.people["administrator"])
    invite(agency=new, email="n@example.org", roles=["partner"], by=cast.people["administrator"])
    before = len(ledger.events())
    leave_team(agency=new, team=cast.team, by=cast.people["administrator"])
    leave_team(agency=cast.agencies["juvenile"], team=cast.team, by=cast.people["administrator"])

    assert sorted(ledger.kinds()[before:]) == [
        "agency.left",
        "agency.left",
        "desk.unseated",
        "person.invitation_ended",
        "person.turned_off",
    ]


def test_the_page_asks_before_it(cast: Cast) -> None:
    administrator, address = (
        client_of(cast, "administrator"),
        reverse("leave-team", args=[cast.agencies["juvenile"].pk]),
    )
    asked = administrator.get(address).content.decode()
    assert "1 person of it can no longer sign in to this team" in asked
    assert AgencyMembership.objects.get(team=cast.team, agency=cast.agencies["juvenile"]).left_on is None

    page = administrator.post(address, follow=True).content.decode()
    assert "Juvenile (invented) has left the team." in page
    assert administrator.get(address).status_code == 404
    own = administrator.get(reverse("leave-team", args=[cast.agencies["prosecutor"].pk])).content.decode()
    assert "This is your own agency." in own and "Let it leave" not in own


# How an invitation ends ---------------------------------------------------------------------------------------


def ended(ledger: Ledger) -> list[str]:
    told = [event for event in ledger.events() if event.kind.startswith("person.invitation_")]
    return [str(event.said["detail"].get("why", event.kind)) for event in told]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("way", "why"),
    [
        ("withdrawn", "person.invitation_withdrawn"),
        ("anew", "sent anew"),
        ("suspended", "the agency is suspended"),
        ("left", "the agency left"),
        ("inviter gone", "its inviter's role or place changed"),
        ("inviter's role", "its inviter's role or place changed"),
        ("expired", "its time ran out"),
    ],
)
def test_every_end_of_an_invitation_is_one_event(cast: Cast, ledger: Ledger, way: str, why: str) -> None:
    hospital, lead, administrator = cast.agencies["hospital"], cast.people["other_lead"], cast.people["administrator"]
    made = invite(agency=hospital, email="n@example.org", roles=["partner"], by=lead)
    key = str(made.invitation.pk)
    ways = {
        "withdrawn": lambda: withdraw_invitation(invitation=made.invitation, by=lead),
        "anew": lambda: invite(agency=hospital, email="N@example.org", roles=["partner"], by=lead),
        "suspended": lambda: suspend_agency(agency=hospital, suspended=True, by=administrator),
        "left": lambda: leave_team(agency=hospital, team=cast.team, by=administrator),
        "inviter gone": lambda: turn_off(membership=cast.place("other_lead"), by=administrator),
        "inviter's role": lambda: change_roles(
            membership=cast.place("other_lead"), roles=[Role.PARTNER], by=administrator
        ),
        "expired": expire_invitations,
    }
    later = timedelta(days=7 if way == "expired" else 0)
    with time_machine.travel(timezone.now() + later):
        ways[way]()
        expire_invitations()

        assert find_invitation(made.secret) is None

    assert ended(ledger) == [why]
    (event,) = [event for event in ledger.events() if event.kind.startswith("person.invitation_")]
    assert (event.team, event.said["detail"]["invitation"]) == (cast.team.pk, key)


def test_one_that_ran_out_can_be_sent_again_for_a_month_and_is_then_forgotten(cast: Cast) -> None:
    invite(agency=cast.agencies["hospital"], email="n@example.org", roles=["partner"], by=cast.people["other_lead"])
    start = timezone.now()

    def run(days: float) -> int:
        with time_machine.travel(start + timedelta(days=days)):
            return expire_invitations()

    assert [run(6.99), run(7.01), run(7.02), run(37)] == [0, 1, 0, 0]
    assert Invitation.objects.filter(ended_at__isnull=False).exists()
    assert run(37.02) == 0
    assert not Invitation.objects.exists()


def test_the_page_does_not_say_that_a_mail_was_sent_which_is_still_to_be(cast: Cast) -> None:
    page = client_of(cast, "lead").post(
        reverse("invite"), {"people": "n@example.org", "roles": ["partner"]}, follow=True
    )

    assert "1 person invited. The mail will be sent in a moment." in page.content.decode()
