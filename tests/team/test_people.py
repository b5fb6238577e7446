"""Changing who is in the team: who may, what else it touches, and what the ledger says of it."""

import pytest
from auditlog.models import LogEntry
from django.db import IntegrityError, transaction

from mdt.team.actions.desks import seat, unseat
from mdt.team.actions.people import change_roles, invite, turn_off
from mdt.team.models import Invitation, Membership, User
from mdt.team.policies import LAST_ADMINISTRATOR, NOT_YOURS, Refused
from mdt.team.roles import Role
from tests.cast import Cast, add_person
from tests.conftest import Ledger
from tests.meetings.conftest import at_once


def turned_off(cast: Cast, part: str, by: str, **more: object) -> None:
    turn_off(membership=cast.place(part), by=cast.people[by], **more)  # type: ignore[arg-type]


def fresh(cast: Cast, part: str) -> User:
    return User.objects.get(pk=cast.people[part].pk)


def test_turning_off_ends_the_place_the_seats_and_the_sign_in(cast: Cast) -> None:
    turned_off(cast, "sender", by="lead")

    person = fresh(cast, "sender")
    assert cast.place("sender").ended_at
    assert (person.is_active, person.current) == (False, None)
    assert not person.groups.exists()


def test_somebody_with_another_team_goes_on_there(cast: Cast) -> None:
    turned_off(cast, "both", by="other_lead")

    person = fresh(cast, "both")
    assert person.is_active
    assert person.current.team == cast.other_team


def test_a_seat_stays_while_another_place_at_the_agency_stands(cast: Cast) -> None:
    """The desk is the agency's, and the agency is in both teams."""
    person = cast.people["both"]
    person.groups.add(cast.desks["hospital"].group_id)

    turned_off(cast, "both", by="administrator")

    assert person.groups.filter(pk=cast.desks["hospital"].group_id).exists()


@pytest.mark.parametrize(
    ("part", "by", "reason"),
    [
        ("receiver", "lead", NOT_YOURS),
        ("neighbour", "administrator", NOT_YOURS),
        ("sender", "colleague", NOT_YOURS),
        ("sender", "chair", NOT_YOURS),
        ("sender", "auditor", NOT_YOURS),
        ("administrator", "administrator", LAST_ADMINISTRATOR),
        ("ended", "administrator", "This person's sign-in is already turned off."),
    ],
)
def test_who_may_not_turn_off_whom(cast: Cast, part: str, by: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        turned_off(cast, part, by=by)

    assert str(refused.value) == reason


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.CHAIR, Role.ANALYST])
def test_a_lead_cannot_touch_somebody_with_a_role_above(cast: Cast, role: Role) -> None:
    add_person(cast, "above", cast.team, "child_welfare", role)

    for act in (
        lambda: turned_off(cast, "above", by="lead"),
        lambda: change_roles(membership=cast.place("above"), roles=[Role.PARTNER], by=cast.people["lead"]),
    ):
        with pytest.raises(Refused, match="only an administrator"):
            act()


def test_an_administrator_may_go_once_there_is_another(cast: Cast) -> None:
    add_person(cast, "second", cast.team, "police", Role.ADMINISTRATOR)

    turned_off(cast, "administrator", by="administrator")

    assert cast.place("administrator").ended_at


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_turn_each_other_off_at_once_leave_one(cast: Cast) -> None:
    add_person(cast, "second", cast.team, "police", Role.ADMINISTRATOR)

    def turn(part: str, by: str) -> str:
        try:
            turned_off(cast, part, by=by)
        except Refused as refused:
            return str(refused)
        return "done"

    answers = at_once(lambda: turn("administrator", "second"), lambda: turn("second", "administrator"))

    assert sorted(answers) == sorted(["done", LAST_ADMINISTRATOR])
    standing = Membership.objects.standing().filter(team=cast.team, roles__contains=[Role.ADMINISTRATOR])
    assert standing.count() == 1


def test_a_successor_takes_the_seats_that_would_be_empty(cast: Cast) -> None:
    turned_off(cast, "sender", by="lead", successor=cast.place("colleague"))

    seated = Membership.objects.standing().filter(user__groups=cast.desks["child_welfare"].group_id)
    assert [place.user for place in seated] == [cast.people["colleague"]]


@pytest.mark.parametrize("successor", ["receiver", "sender", "ended", "administrator"])
def test_a_successor_is_another_person_of_the_agency_who_may_sit_there(cast: Cast, successor: str) -> None:
    with pytest.raises(Refused):
        turned_off(cast, "sender", by="administrator", successor=cast.place(successor))

    assert cast.place("sender").ended_at is None


def test_whoever_is_turned_off_leaves_no_open_invitation(cast: Cast) -> None:
    invite(agency=cast.agencies["hospital"], email="x@example.org", roles=["partner"], by=cast.people["other_lead"])

    turned_off(cast, "other_lead", by="administrator")

    assert not Invitation.objects.exists()


def test_who_may_not_sit_at_a_desk_any_more_leaves_it(cast: Cast) -> None:
    change_roles(membership=cast.place("sender"), roles=[Role.AUDITOR], by=cast.people["administrator"])

    assert not cast.people["sender"].groups.exists()


@pytest.mark.parametrize(
    ("part", "roles", "by", "words"),
    [
        ("colleague", [Role.CHAIR], "lead", "Ask an administrator for other roles"),
        ("colleague", [Role.PARTNER, Role.ADMINISTRATOR], "lead", "Ask an administrator for other roles"),
        ("receiver", [Role.AGENCY_LEAD], "lead", NOT_YOURS),
        ("lead", [Role.PARTNER], "lead", "You cannot change your own roles"),
        ("administrator", [Role.ADMINISTRATOR, Role.PARTNER], "administrator", "You cannot change your own roles"),
        ("sender", [Role.AUDITOR, Role.PARTNER], "administrator", "Choose one kind of role"),
        ("sender", [], "administrator", "at least one role"),
        ("neighbour", [Role.AGENCY_LEAD], "administrator", NOT_YOURS),
    ],
)
def test_roles_that_are_not_given(cast: Cast, part: str, roles: list[Role], by: str, words: str) -> None:
    before = cast.place(part).roles

    with pytest.raises(Refused, match=words):
        change_roles(membership=cast.place(part), roles=roles, by=cast.people[by])

    assert cast.place(part).roles == before


@pytest.mark.parametrize("working", [Role.PARTNER, Role.AGENCY_LEAD, Role.CHAIR, Role.COORDINATOR])
@pytest.mark.parametrize("watching", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_the_database_itself_keeps_watching_apart_from_working(cast: Cast, watching: Role, working: Role) -> None:
    place = Membership.objects.filter(pk=cast.place("sender").pk)

    with pytest.raises(IntegrityError, match="watching_apart_from_working"), transaction.atomic():
        place.update(roles=[watching, working])


@pytest.mark.parametrize(
    ("desk", "part", "by", "words"),
    [
        ("hospital", "colleague", "administrator", "own agency"),
        ("child_welfare", "colleague", "other_lead", NOT_YOURS),
        ("child_welfare", "ended", "lead", "already turned off"),
        ("police", "auditor", "administrator", "cannot sit at a desk"),
    ],
)
def test_seats_that_are_not_given(cast: Cast, desk: str, part: str, by: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        seat(desk=cast.desks[desk], membership=cast.place(part), by=cast.people[by])


def test_a_seat_counts_from_the_next_request_on(cast: Cast) -> None:
    def desks() -> list[int]:
        return User.objects.with_place().get(pk=cast.people["colleague"].pk).desk_groups

    seat(desk=cast.desks["child_welfare"], membership=cast.place("colleague"), by=cast.people["lead"])
    assert desks() == [cast.desks["child_welfare"].group_id]

    unseat(desk=cast.desks["child_welfare"], user=cast.people["colleague"], by=cast.people["lead"])
    assert desks() == []


@pytest.mark.django_db(transaction=True)
def test_the_ledger_names_who_was_changed_by_key_and_never_by_name(cast: Cast, ledger: Ledger) -> None:
    change_roles(membership=cast.place("colleague"), roles=[Role.AGENCY_LEAD], by=cast.people["lead"])
    turned_off(cast, "colleague", by="lead")

    changed, off = ledger.events()
    assert (changed.kind, off.kind) == ("person.roles_changed", "person.turned_off")
    assert changed.said["detail"] == {"person": str(cast.people["colleague"].pk), "roles": "agency_lead"}
    assert (off.actor, off.agency) == (cast.people["lead"].pk, cast.agencies["child_welfare"].pk)
    assert "Colleague" not in str(off.said)


def test_before_and_after_of_roles_are_kept(cast: Cast) -> None:
    """django-auditlog listens to save(); an action that used update() would leave nothing."""
    change_roles(membership=cast.place("colleague"), roles=[Role.AGENCY_LEAD], by=cast.people["lead"])

    entry = LogEntry.objects.filter(object_pk=str(cast.place("colleague").pk)).latest("timestamp")
    assert entry.changes["roles"] == ["['partner']", "['agency_lead']"]
