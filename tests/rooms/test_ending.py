"""A room's chair is told before it ends and when it has, each once; its pages lose nothing that was typed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mdt.notices.models import Notice
from mdt.rooms.actions import end_room, midnight_after, set_room
from mdt.rooms.models import WARNED_BEFORE, Room, room_of
from mdt.rooms.tasks import tell_of_ends
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from tests.cast import Cast, client_of
from tests.conftest import Ledger
from tests.rooms.build import PURPOSE, end_at, now_as, open_room
from tests.turns import until_it_waits


def told(cast: Cast, kind: str) -> int:
    with acting_as_system():
        return Notice.objects.filter(kind=kind, only_for=cast.people["subchair"]).count()


@pytest.mark.parametrize(("early", "count"), [(1, 0), (-1, 1)])
def test_its_chair_is_told_two_weeks_before_one_second_either_side(cast: Cast, early: int, count: int) -> None:
    room = open_room(cast)
    due = timezone.now() + timedelta(seconds=early)
    with acting_as_system():
        Room.objects.filter(body=room).update(warn_at=due, ends_at=due + WARNED_BEFORE, end_at=due + WARNED_BEFORE)

    assert tell_of_ends() == count
    assert tell_of_ends() == 0
    assert told(cast, "room.ends_soon") == count


def test_of_one_that_is_over_its_chair_is_told_once_and_not_that_it_ends_soon(cast: Cast) -> None:
    room, now = open_room(cast), timezone.now()
    end_at(room, now)
    with acting_as_system():
        Room.objects.filter(body=room).update(warn_at=now - WARNED_BEFORE, end_at=now)
    tell_of_ends()
    tell_of_ends()

    assert (told(cast, "room.ends_soon"), told(cast, "room.over")) == (0, 1)


def test_it_ends_at_the_midnight_after_its_last_day_where_the_team_works(cast: Cast) -> None:
    day = timezone.localdate() + timedelta(days=30)
    room, chair = open_room(cast, last_day=day), now_as(cast, "subchair")

    with acting_as(chair):
        its = room_of(room)
        assert its is not None and its.ends_at == midnight_after(day, room)
        local = its.ends_at.astimezone(timezone.get_current_timezone())
    assert local.utcoffset() is not None and its.is_over(its.ends_at)
    assert not its.is_over(its.ends_at - timedelta(seconds=1))


@pytest.mark.parametrize(("days", "words"), [(-1, "That day is over"), (367, "a year at most")])
def test_a_last_day_is_to_come_and_within_a_year(cast: Cast, days: int, words: str) -> None:
    room, chair = open_room(cast), now_as(cast, "subchair")
    day = timezone.localdate() + timedelta(days=days)
    with acting_as(chair), pytest.raises(Refused, match=words):
        set_room(room, purpose=PURPOSE, last_day=day, reports_to=None, takes_items=False, by=chair)


def test_what_its_chair_has_ended_is_gone_for_members_and_cannot_be_set_again(cast: Cast) -> None:
    room, chair = open_room(cast), now_as(cast, "subchair")
    with acting_as(chair):
        its = room_of(room)
        assert its is not None
        end_room(its, by=chair)
    member, its_chair = client_of(now_as(cast, "sender")), client_of(chair)

    assert member.get(reverse("room", args=[room.pk])).status_code == 404
    page = its_chair.get(reverse("room", args=[room.pk])).content.decode()
    assert "This subcommittee ended on" in page and PURPOSE in page
    assert its_chair.get(reverse("room-purpose", args=[room.pk])).status_code == 403


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("window", ["end-room", "room-purpose"])
def test_whoever_ends_or_sets_it_while_it_is_ended_is_told(cast: Cast, window: str, ledger: Ledger) -> None:
    room, chair = open_room(cast), now_as(cast, "subchair")
    browser, typed = client_of(chair), {"purpose": PURPOSE, "last_day": timezone.localdate() + timedelta(days=60)}
    with acting_as(chair):
        its = room_of(room)
        assert its is not None
        end_room(its, by=chair)
        beside = until_it_waits(lambda: browser.post(reverse(window, args=[room.pk]), typed, follow=True))

    assert "This subcommittee ended on" in beside.result(20).content.decode()
    assert len(ledger.events("room.ended")) == 1
    with acting_as_system():
        assert Room.objects.get(body=room).is_over(timezone.now())


@pytest.mark.parametrize("words", ["Call 503-555-0188", "See HT-7F3K-9QXM-4"])
def test_words_that_are_refused_are_still_on_the_page(cast: Cast, words: str) -> None:
    room, client = open_room(cast), client_of(now_as(cast, "sender"))
    page = client.post(reverse("raise-item", args=[room.pk]), {"words": words})

    assert page.status_code == 200 and words in page.content.decode()


def test_home_names_a_room_to_its_people_alone(cast: Cast) -> None:
    room = open_room(cast)

    for part, named in (("sender", True), ("subchair", True), ("colleague", False), ("chair", False), ("third", False)):
        assert (room.name in client_of(now_as(cast, part)).get("/").content.decode()) == named


def test_no_page_asks_for_a_room_that_it_has(cast: Cast) -> None:
    """Each row of the lists, and each question of a room's own page, would ask once more."""
    room = open_room(cast)
    browser = client_of(now_as(cast, "subchair"))
    for address in (reverse("rooms"), reverse("room", args=[room.pk]), reverse("meetings")):
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        assert [one["sql"] for one in queries if 'FROM "rooms_room"' in one["sql"]] == [], address
