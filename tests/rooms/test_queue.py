"""A room's queue and what it reports back: who gives, who takes, who is told, and who sees nothing of it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.urls import reverse
from django.utils import timezone

from mdt.meetings.actions.editing import add, publish
from mdt.meetings.agenda import entries
from mdt.meetings.models import AgendaItem, ItemState, Meeting, Recusal
from mdt.notices.models import Notice
from mdt.subcommittees.actions.giving import NOT_TAKING, give_item, raise_item
from mdt.subcommittees.actions.working import assign, give_back, report_back, take
from mdt.subcommittees.models import Advice, GivenBack, QueueItem, Report
from mdt.subcommittees.taking import rooms_taking
from mdt.team.models import Body
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from tests.cast import Cast, client_of, seat
from tests.rooms.build import OUTSIDE, drafted, end_at, found, main_meeting, now_as, open_room, reported

WORDS = "Look at which nights nobody answers"
FOUND = "Two nights a week nobody answers"


@pytest.fixture
def room(cast: Cast) -> Body:
    """Open, and it takes items from the main body, where child welfare sits beside the prosecutor."""
    seat(cast.bodies["team"], cast.desks["child_welfare"], cast.desks["juvenile"])
    return open_room(cast, takes_items=True)


def raised(cast: Cast, room: Body, part: str = "sender") -> QueueItem:
    with acting_as(now_as(cast, part)):
        return raise_item(room, words=WORDS, kept_words=0, by=now_as(cast, part))


def test_a_report_stands_on_the_next_agenda_and_no_more_on_the_one_after(cast: Cast, room: Body) -> None:
    report, meeting = reported(cast, raised(cast, room)), main_meeting(cast)
    (item,) = drafted(meeting)
    chair = now_as(cast, "chair")

    assert (item.record, item.source) == (report.pk, "subcommittees.reports")
    with acting_as(chair):
        (entry,) = entries(meeting, chair, ItemState.SUGGESTED)
        assert entry.line.detail == "From the subcommittee Labor Trafficking (invented)"
        assert entry.line.reason == "Recommends: Change what is done"
        add(meeting, items=[item.pk], by=chair)
        publish(meeting, by=chair)
    assert drafted(main_meeting(cast, ahead=1)) == []
    page = client_of(chair).get(reverse("agenda", args=[meeting.pk])).content.decode()
    assert FOUND in page and "From the subcommittee Labor Trafficking (invented)" in page


@pytest.mark.parametrize("part", OUTSIDE)
def test_outside_the_room_its_queue_is_not_there(cast: Cast, room: Body, part: str) -> None:
    item = raised(cast, room)
    with acting_as(now_as(cast, part)), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM subcommittees_queueitem")
        assert cursor.fetchone() == (0,)
    client = client_of(now_as(cast, part))
    for name, key in (("room", room.pk), ("queue-item", item.pk), ("room-people", room.pk)):
        there = client.get(reverse(name, args=[key]))
        nowhere = client.get(reverse(name, args=[uuid4()]))
        assert there.status_code == nowhere.status_code in (403, 404)


@pytest.mark.parametrize(
    ("part", "rows"), [("chair", 1), ("third", 1), ("sender", 1), ("advocate", 0), ("auditor", 0), ("neighbour", 0)]
)
def test_a_report_is_read_inside_and_where_its_part_sits(cast: Cast, room: Body, part: str, rows: int) -> None:
    reported(cast, raised(cast, room))

    with acting_as(now_as(cast, part)), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM subcommittees_report")
        assert cursor.fetchone() == (rows,)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_at_once_one_wins_and_the_other_is_told_who_and_when(cast: Cast, room: Body) -> None:
    item, barrier = raised(cast, room, "subchair"), threading.Barrier(2)

    def press(part: str) -> str:
        try:
            user = now_as(cast, part)
            with acting_as(user):
                mine = found(user, item)
                barrier.wait(10)
                take(mine, by=user)
            return ""
        except Refused as refusal:
            return str(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(press, ("sender", "receiver")))

    assert answers[0] == ""
    with acting_as_system():
        winner = QueueItem.objects.select_related("taken_by__user", "taken_by__agency").get(pk=item.pk).taken_by
    assert winner is not None
    assert answers[1].startswith(f"{winner.user.name}, {winner.agency.name}, took it on ")


def test_who_is_handed_it_is_told_and_only_people_inside_can_be(cast: Cast, room: Body) -> None:
    item, chair = raised(cast, room), now_as(cast, "subchair")
    with acting_as(chair):
        assign(found(chair, item), to=cast.place("receiver"), by=chair)
        for outside in ("third", "chair", "neighbour"):
            with pytest.raises(Refused, match="who is in this subcommittee"):
                assign(found(chair, item), to=cast.place(outside), by=chair)
    sender = now_as(cast, "sender")
    with acting_as(sender), pytest.raises(Refused, match="Somebody else works on this"):
        assign(found(sender, item), to=cast.place("sender"), by=sender)

    with acting_as_system():
        assert Notice.objects.filter(kind="room.assigned", only_for=cast.people["receiver"]).count() == 1
    with pytest.raises(DatabaseError, match="only somebody in the room"), acting_as(chair):
        QueueItem.objects.filter(pk=item.pk).update(taken_by=cast.place("third"))


def test_only_who_has_it_reports_and_once(cast: Cast, room: Body) -> None:
    item, other = raised(cast, room), now_as(cast, "receiver")
    with acting_as(other), pytest.raises(Refused, match="Take it first"):
        report_back(found(other, item), advice=Advice.CLOSE, words="", kept_words=0, by=other)
    reported(cast, item)
    sender = now_as(cast, "sender")
    with acting_as(sender), pytest.raises(Refused, match="closed it on"):
        give_back(found(sender, item), reason=GivenBack.NO_TIME, by=sender)


def test_a_report_is_never_changed_and_what_was_asked_neither(cast: Cast, room: Body) -> None:
    report = reported(cast, raised(cast, room))
    with pytest.raises(DatabaseError, match="never changed"), acting_as_system(), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(advice=Advice.CLOSE)
    with pytest.raises(DatabaseError, match="frozen"), acting_as_system(), transaction.atomic():
        QueueItem.objects.filter(pk=report.item_id).update(words=None)


def test_a_report_stands_in_its_part_and_in_no_other(cast: Cast, room: Body) -> None:
    report, meeting = reported(cast, raised(cast, room)), main_meeting(cast)
    with pytest.raises(DatabaseError, match="does not take that report"), acting_as_system(), transaction.atomic():
        child = cast.bodies["team"].parts.get(kind="child")
        AgendaItem.objects.create(
            team=cast.team, meeting=meeting, part=child, source="subcommittees.reports", record=report.pk, position=1
        )


@pytest.mark.parametrize("words", ["See HT-7F3K-9QXM-4", "It is about RF-7F3K-9QXM-4"])
def test_no_code_is_typed_into_a_room(cast: Cast, room: Body, words: str) -> None:
    sender = now_as(cast, "sender")
    with acting_as(sender), pytest.raises(Refused, match="code of a case"):
        raise_item(room, words=words, kept_words=0, by=sender)
    item = raised(cast, room)
    with pytest.raises(Refused, match="code of a case"):
        reported(cast, item, words=words)


def test_who_prepares_the_main_meetings_reads_a_name_and_no_more(cast: Cast, room: Body) -> None:
    chair = now_as(cast, "chair")
    with acting_as(chair):
        assert [one.name for one in rooms_taking(cast.bodies["team"])] == ["Labor Trafficking (invented)"]
        assert not Body.objects.filter(pk=room.pk).exists()
    for part in ("third", "sender", "administrator", "neighbour"):
        with acting_as(now_as(cast, part)):
            assert rooms_taking(cast.bodies["team"]) == []
    end_at(room, timezone.now() - timedelta(seconds=1))
    with acting_as(chair):
        assert rooms_taking(cast.bodies["team"]) == []


def test_whom_the_record_is_kept_from_is_told_of_no_task_about_it(cast: Cast, room: Body) -> None:
    """They would be told that there is something, and find nothing."""
    first = reported(cast, raised(cast, room))
    meeting, chair, subchair = main_meeting(cast), now_as(cast, "chair"), now_as(cast, "subchair")
    (row,) = drafted(meeting)
    with acting_as_system():
        for part in ("subchair", "sender"):
            Recusal.objects.create(team=cast.team, meeting=meeting, record=row.record, place=cast.place(part))
        before = Notice.objects.count()
    with acting_as(chair):
        add(meeting, items=[row.pk], by=chair)
        (entry,) = entries(meeting, chair)
        given = give_item(meeting, entry=entry, room=room.pk, words="", kept_words=0, by=chair)
    receiver = now_as(cast, "receiver")
    with acting_as(receiver):
        take(found(receiver, given), by=receiver)
        assign(found(receiver, given), to=cast.place("sender"), by=receiver)

    with acting_as_system():
        assert (first.pk, Notice.objects.count()) == (row.record, before)
        assert QueueItem.objects.get(pk=given.pk).taken_by == cast.place("sender")
    with acting_as(subchair):
        assert not QueueItem.objects.visible_to(subchair).filter(pk=given.pk).exists()


def test_the_main_body_gives_an_item_and_reads_why_it_comes_back(cast: Cast, room: Body) -> None:
    first = reported(cast, raised(cast, room))
    meeting, chair = main_meeting(cast), now_as(cast, "chair")
    (row,) = drafted(meeting)
    with acting_as(chair):
        add(meeting, items=[row.pk], by=chair)
        (entry,) = entries(meeting, chair)
        given = give_item(meeting, entry=entry, room=room.pk, words="", kept_words=0, by=chair)
        with pytest.raises(Refused, match=NOT_TAKING):
            give_item(meeting, entry=entry, room=uuid4(), words="", kept_words=0, by=chair)
        assert not QueueItem.objects.filter(pk=given.pk).exists()
    with acting_as_system():
        assert Notice.objects.filter(kind="room.given", only_for=cast.people["subchair"]).count() == 2

    sender = now_as(cast, "sender")
    with acting_as(sender):
        mine = found(sender, given)
        assert (mine.source, mine.record) == ("subcommittees.reports", first.pk)
        take(mine, by=sender)
        give_back(found(sender, given), reason=GivenBack.NOT_OURS, by=sender)
    again = next(one for one in drafted(main_meeting(cast, ahead=1)) if one.record != first.pk)
    with acting_as(chair):
        later = Meeting.objects.get(pk=again.meeting_id)
        lines = [one.line for one in entries(later, chair, ItemState.SUGGESTED)]
    assert "Given back: It is not for this subcommittee" in {line.title for line in lines}


@pytest.mark.parametrize("part", ["third", "receiver", "administrator"])
def test_nobody_else_gives_a_room_anything(cast: Cast, room: Body, part: str) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(now_as(cast, part)):
        QueueItem(
            team=cast.team, body=room, from_body=cast.bodies["team"], part="open", given_by=cast.place(part)
        ).save(force_insert=True)


def test_in_a_room_that_is_over_nothing_is_given_taken_or_reported(cast: Cast, room: Body) -> None:
    item, chair = raised(cast, room), now_as(cast, "subchair")
    end_at(room, timezone.now() - timedelta(seconds=1))

    with acting_as(chair):
        seen = found(chair, item)
        for act in (
            lambda: take(seen, by=chair),
            lambda: report_back(seen, advice=Advice.CLOSE, words="", kept_words=0, by=chair),
            lambda: raise_item(room, words=WORDS, kept_words=0, by=chair),
        ):
            with pytest.raises(Refused, match=r"ended on|closed it|took it"):
                act()
