"""Loading the practice team: all of it or nothing, once, and never beside real records."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.utils import timezone

from mdt.meetings.actions.parts import first_parts
from mdt.meetings.models import PartSeat
from mdt.team.models import Agency, AgencyMembership, Body, BodyDesk, Desk, Membership, Team, User
from mdt.team.roles import WORKING
from privacy.wall import acting_as_system
from referrals.importing.checking import check
from referrals.importing.spreadsheet import read
from referrals.importing.writing import bring_in
from referrals.practice.agencies import AGENCIES, MDT, SUBCOMMITTEES, TEAM, ZONE
from referrals.practice.people import PASSWORD, PracticePerson, people
from referrals.practice.records import Made, make_records
from referrals.practice.rooms import open_rooms

LOG: Final = Path(__file__).with_name("referral-log.csv")


class RealRecords(Exception):
    """This database is not for practice. The message is for the screen."""


def why_not_practise() -> str | None:
    """The reason against invented data here: a team or an agency that is not practice."""
    if Team.objects.filter(practice=False).exists():
        return "This database has a real team. Practice data never goes beside real records. Nothing was changed."
    if Agency.objects.exclude(teams__practice=True).exists():
        return "This database has a real agency. Practice data never goes beside real records. Nothing was changed."
    return None


class Loaded(NamedTuple):
    """What the import of the log came to."""

    imported: int
    refused: int
    already: int


# Today is the team's: in its evening it is tomorrow in UTC, and a release that begins tomorrow lets nothing out.
@timezone.override(ZONE)
@transaction.atomic
def load() -> Loaded | None:
    """Make the practice team with everything on it; None when it is here already. Two loads at once take turns.

    Raises:
        RealRecords: the database holds something that is not practice.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('practice team', 0))")
    if reason := why_not_practise():
        raise RealRecords(reason)
    if Team.objects.filter(name=TEAM).exists():
        return None
    team = Team.objects.create(name=TEAM, time_zone=ZONE, practice=True)
    made = _make_team(team)
    checked = check(read(LOG.read_bytes()), team=team)
    counts = bring_in(checked.rows, team=team, by=made.people["coordinator"], refused=checked.refused)
    make_records(made)
    open_rooms(made)
    return Loaded(counts.imported, checked.refused, counts.already)


def _make_team(team: Team) -> Made:
    desks = _make_desks(team)
    users = _make_people(team, desks)
    return Made(users, desks, _make_bodies(team, desks, users))


def _make_desks(team: Team) -> dict[str, Desk]:
    today, desks = timezone.localdate(), {}
    for one in AGENCIES:
        agency = Agency.objects.create(
            name=one.name, sector=one.sector, bindings=list(one.bindings), notes_allowed=one.notes
        )
        AgencyMembership.objects.create(team=team, agency=agency)
        group = Group.objects.create(name=f"practice {one.key}")
        # The invented number counts as checked; the one from a public page does not until somebody has called it.
        desks[one.key] = Desk.objects.create(
            agency=agency,
            name=one.desk,
            group=group,
            phone=one.phone,
            phone_checked_on=today,
            after_hours=one.hotline,
        )
    return desks


def _make_people(team: Team, desks: Mapping[str, Desk]) -> dict[str, User]:
    """People with one password between them, hashed once: hashing is made to be slow."""
    password, wanted = make_password(PASSWORD), list(people())
    users = User.objects.bulk_create(User(email=one.email, name=one.name, password=password) for one in wanted)
    places = Membership.objects.bulk_create(
        Membership(user=user, team=team, agency=desks[one.agency].agency, roles=[one.role])
        for user, one in zip(users, wanted, strict=True)
    )
    for user, place in zip(users, places, strict=True):
        user.current = place
    User.objects.bulk_update(users, ["current"])
    _seat(users, wanted, desks)
    return {one.key: user for user, one in zip(users, wanted, strict=True)}


def _seat(users: Sequence[User], wanted: Sequence[PracticePerson], desks: Mapping[str, Desk]) -> None:
    User.groups.through.objects.bulk_create(
        User.groups.through(user_id=user.pk, group_id=desks[one.agency].group_id)
        for user, one in zip(users, wanted, strict=True)
        if one.role in WORKING
    )


def _make_bodies(team: Team, desks: Mapping[str, Desk], users: Mapping[str, User]) -> dict[str, Body]:
    chairs = {body: users[one.key] for one in people() for body in one.chairs}
    bodies = {
        name: Body.objects.create(team=team, name=name, subcommittee=name != MDT, chair=chairs[name])
        for name in (MDT, *SUBCOMMITTEES)
    }
    # A subcommittee has named people and no desks; its chair lets them in (practice/rooms.py).
    seats = [(bodies[MDT], desks[one.key]) for one in AGENCIES if MDT in one.seats]
    BodyDesk.objects.bulk_create(BodyDesk(body=body, desk=desk) for body, desk in seats)
    _seat_in_parts(team, bodies, seats)
    return bodies


def _seat_in_parts(team: Team, bodies: Mapping[str, Body], seats: Sequence[tuple[Body, Desk]]) -> None:
    """Each desk sits in every part of its group's meetings."""
    with acting_as_system(team.pk):
        for body in bodies.values():
            first_parts(body)
        PartSeat.objects.bulk_create(
            PartSeat(team=team, part=part, desk=desk) for body, desk in seats for part in body.parts.standing()
        )
