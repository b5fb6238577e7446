"""What the database shows of a room when the application's own filters are taken away."""

from contextlib import nullcontext
from datetime import time, timedelta

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from mdt.meetings.actions.minutes import add_to, approve
from mdt.meetings.actions.planning import set_series
from mdt.meetings.actions.presence import acknowledge
from mdt.meetings.actions.topics import add_topic
from mdt.meetings.models import Acknowledgement, Addendum, Meeting, Minutes, Part, Series, Sitting, Topic
from mdt.meetings.series import Rule
from mdt.rooms.actions import take_out
from mdt.rooms.models import READ_ON, Room, RoomMember
from mdt.team.models import Body, BodyDesk
from mdt.team.policies import Refused
from privacy.keys import new_key
from privacy.wall import acting_as, acting_as_system
from tests.cast import Cast
from tests.rooms.build import INSIDE, OUTSIDE, end_at, now_as, open_room

ROOM_TABLES = (Room, RoomMember, Series, Meeting, Topic, Part)


def seen(cast: Cast, part: str, body: Body) -> dict[str, int]:
    """What raw statements of the app's role find of the room, by table."""
    with acting_as(now_as(cast, part)), connection.cursor() as cursor:
        found = {}
        for model in ROOM_TABLES:
            cursor.execute(f"SELECT count(*) FROM {model._meta.db_table} WHERE body_id = %s", [body.pk])
            found[model.__name__] = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM team_body WHERE id = %s", [body.pk])
        return found | {"Body": cursor.fetchone()[0]}


@pytest.fixture
def room(cast: Cast) -> Body:
    body, chair = open_room(cast), now_as(cast, "subchair")
    today = timezone.localdate()
    settings = {"rule": str(Rule(1, 3, 1, today)), "starts_on": today, "at": time(12), "zone": "America/Los_Angeles"}
    with acting_as(chair):
        set_series(body, settings=settings | {"place": "Annex", "minutes": 60, "draft_days": 7}, by=chair)
        add_topic(body, words="What was learned", kept_words=0, by=chair)
    return body


ALL = {"Room": 1, "RoomMember": 2, "Series": 1, "Meeting": 3, "Topic": 1, "Part": 1, "Body": 1}
NOTHING = dict.fromkeys(ALL, 0)


@pytest.mark.parametrize("part", INSIDE)
def test_whoever_is_inside_finds_all_of_it(cast: Cast, room: Body, part: str) -> None:
    assert seen(cast, part, room) == ALL


@pytest.mark.parametrize("part", OUTSIDE)
def test_for_everybody_else_there_is_no_such_room(cast: Cast, room: Body, part: str) -> None:
    assert seen(cast, part, room) == NOTHING


def test_what_is_agreed_to_in_a_room_stays_there(cast: Cast, room: Body) -> None:
    """Those who read all that was said to the statement elsewhere neither read nor write it here."""
    with acting_as_system():
        meeting = Meeting.objects.filter(body=room).order_by("starts_at")[0]
        said = {"team": room.team, "meeting": meeting, "noted_by": cast.place("sender")}
        Acknowledgement.objects.create(person=cast.place("sender"), **said)
        Acknowledgement.objects.create(person=cast.place("sender"), **said | {"meeting": None})
    for part, found in (("chair", 1), ("coordinator", 1), ("subchair", 1), ("sender", 2), ("third", 0)):
        with acting_as(now_as(cast, part)):
            assert Acknowledgement.objects.count() == found, part
    place = cast.place("coordinator")
    for given, refused in ((meeting, True), (None, False)):
        wall = pytest.raises(DatabaseError, match="row-level security") if refused else nullcontext()
        with acting_as(now_as(cast, "coordinator")), wall, transaction.atomic():
            Acknowledgement.objects.create(team=room.team, meeting=given, person=place, noted_by=place)


def test_an_administrator_knows_that_it_exists_and_nothing_of_it(cast: Cast, room: Body) -> None:
    assert seen(cast, "administrator", room) == NOTHING | {"Body": 1}
    assert seen(cast, "neighbour_administrator", room) == NOTHING


def test_without_a_context_only_main_bodies_exist(cast: Cast, room: Body) -> None:
    assert set(Body.objects.values_list("subcommittee", flat=True)) == {False}


def test_who_is_taken_out_loses_everything_at_once(cast: Cast, room: Body) -> None:
    with acting_as(now_as(cast, "subchair")):
        member = RoomMember.objects.select_related("body__team", "place").get(place=cast.place("sender"))
        take_out(member, by=now_as(cast, "subchair"))

    assert seen(cast, "sender", room) == NOTHING
    assert seen(cast, "receiver", room) == ALL | {"RoomMember": 1}


def test_a_place_that_has_ended_is_no_place_in_a_room(cast: Cast, room: Body) -> None:
    sender = now_as(cast, "sender")
    place = cast.place("sender")
    place.ended_at = timezone.now()
    place.save()

    with acting_as(sender), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM rooms_room")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(("late", "chair", "member"), [(-1, ALL, ALL), (1, ALL, NOTHING)])
def test_one_second_either_side_of_the_last_day(
    cast: Cast, room: Body, late: int, chair: dict[str, int], member: dict[str, int]
) -> None:
    end_at(room, timezone.now() - timedelta(seconds=late))

    assert seen(cast, "subchair", room) == chair
    assert seen(cast, "receiver", room) == member


@pytest.mark.parametrize(("late", "found"), [(-1, ALL), (1, NOTHING)])
def test_one_second_either_side_of_its_closing_to_the_chair_too(
    cast: Cast, room: Body, late: int, found: dict[str, int]
) -> None:
    end_at(room, timezone.now() - READ_ON - timedelta(seconds=late))

    assert seen(cast, "subchair", room) == found


def test_after_the_last_day_its_chair_reads_and_writes_nothing(cast: Cast, room: Body) -> None:
    end_at(room, timezone.now() - timedelta(seconds=1))

    with acting_as(now_as(cast, "subchair")), connection.cursor() as cursor:
        for table in ("meetings_series", "meetings_meeting", "meetings_topic", "rooms_room", "meetings_part"):
            cursor.execute(f"UPDATE {table} SET team_id = team_id WHERE body_id = %s", [room.pk])
            assert (table, cursor.rowcount) == (table, 0)
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(now_as(cast, "subchair")):
        RoomMember(team=cast.team, body=room, place=cast.place("third")).save(force_insert=True)


def test_every_table_of_a_rooms_meetings_says_that_it_is_over(db: None) -> None:
    """Whatever hangs on a body, a meeting or something of it, for each command that a person could give at all."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("""
            SELECT p.tablename || ' ' || p.cmd FROM pg_policies p
            WHERE p.tablename LIKE 'meetings%%' AND p.roles = '{mdt_app}' AND p.permissive = 'PERMISSIVE'
            AND p.cmd IN ('INSERT', 'UPDATE', 'DELETE')
            AND COALESCE(p.qual, p.with_check) NOT LIKE '(false OR%%' AND EXISTS (
                SELECT 1 FROM information_schema.columns c WHERE c.table_name = p.tablename AND c.column_name IN
                ('body_id', 'meeting_id', 'item_id', 'minutes_id', 'part_id', 'series_id'))
            EXCEPT SELECT tablename || ' ' || cmd FROM pg_policies
            WHERE permissive = 'RESTRICTIVE' AND COALESCE(qual, with_check) LIKE '%%rooms_over()%%'
        """)
        # Stepping back takes sight away and changes nothing that others read; an agency answers what it was asked.
        left = {"meetings_recusal INSERT", "meetings_forwardask UPDATE"}
        assert {row for (row,) in cursor.fetchall()} == left


def test_minutes_of_what_is_over_stay_as_they_are(cast: Cast, room: Body) -> None:
    """Ended, and its chair reads on: each door says that it is over, and the wall lets no row through."""
    chair, now = now_as(cast, "subchair"), timezone.now()
    with acting_as_system():
        meeting = Meeting.objects.select_related("body").filter(body=room).order_by("starts_at")[0]
        part = Part.objects.get(body=room)
        by = {"started_by": chair.place, "ended_by": chair.place}
        Sitting.objects.create(team=room.team, meeting=meeting, started_at=now, ended_at=now, **by)
    row = {"team": room.team, "meeting": meeting, "part": part, "approved_by": chair.place}
    with acting_as(chair), transaction.atomic():
        minutes = Minutes.objects.create(**row, dispose_on=now.date() + timedelta(days=90))
    end_at(room, timezone.now() - timedelta(seconds=1))

    with acting_as(chair):
        for act in (
            lambda: approve(meeting, by=chair),
            lambda: add_to(minutes, words="Later", kept_words=0, by=chair),
            lambda: acknowledge(by=chair, meeting=meeting),
        ):
            with pytest.raises(Refused, match="This subcommittee ended on"):
                act()
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Addendum.objects.create(team=room.team, minutes=minutes, words=None, by=chair.place)
        assert Sitting.objects.update(started_at=now) == 0


def test_what_has_ended_is_not_opened_again_even_by_the_system(cast: Cast, room: Body) -> None:
    end_at(room, timezone.now() - timedelta(seconds=1))

    with pytest.raises(DatabaseError, match="stays ended"), acting_as_system(), transaction.atomic():
        Room.objects.filter(body=room).update(ends_at=timezone.now() + timedelta(days=1))


@pytest.mark.parametrize("part", ["sender", "chair", "third", "administrator"])
def test_only_its_chair_lets_people_in(cast: Cast, room: Body, part: str) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(now_as(cast, part)):
        RoomMember(team=cast.team, body=room, place=cast.place("third")).save(force_insert=True)


@pytest.mark.parametrize("part", ["auditor", "analyst", "administrator", "neighbour"])
def test_nobody_who_watches_and_nobody_of_another_team_is_let_in(cast: Cast, room: Body, part: str) -> None:
    with pytest.raises(DatabaseError, match="who works in the team"), acting_as(now_as(cast, "subchair")):
        RoomMember(team=cast.team, body=room, place=cast.place(part)).save(force_insert=True)


def test_no_member_makes_themselves_its_chair_or_opens_it_to_all(cast: Cast, room: Body) -> None:
    for change in ("chair_id = (SELECT wall.person())", "subcommittee = false"):
        with pytest.raises(DatabaseError, match=r"row-level security|stays one"), acting_as(now_as(cast, "sender")):
            connection.cursor().execute(f"UPDATE team_body SET {change} WHERE id = %s", [room.pk])


def test_no_desk_sits_in_a_room(cast: Cast, room: Body) -> None:
    with pytest.raises(DatabaseError, match="no desks"), transaction.atomic():
        BodyDesk(id=new_key(), body_id=room.pk, desk=cast.desks["juvenile"]).save(force_insert=True)
