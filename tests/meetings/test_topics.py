"""Standing topics: the chair's own words, guarded, sealed, on each agenda until they are ended."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.db import connections
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.ledger import System
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.editing import add, later_meetings
from mdt.meetings.actions.topics import add_topic, end_topic
from mdt.meetings.agenda import entries
from mdt.meetings.models import AgendaItem, ItemState, Meeting, Topic
from mdt.team.models import User
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from tests.cast import client_of
from tests.conftest import Ledger
from tests.meetings.conftest import Binder, Cast, draft_and_add

WORDS = "Report on the training of last month"


@pytest.fixture
def topic(cast: Cast, clock: time_machine.Traveller) -> Topic:
    cast.series()
    with acting_as(cast.chair):
        added = add_topic(cast.body, words=WORDS, kept_words=0, by=cast.chair)
    clock.move_to(datetime(2026, 10, 27, 16, 0, tzinfo=UTC))
    return added


def draft(meeting: Meeting) -> int:
    with acting_as_system(meeting.team_id):
        return draft_agenda(meeting, by=System("agenda job"))


def list_all(cast: Cast, meeting: Meeting) -> None:
    with acting_as(cast.chair):
        waiting = entries(meeting, cast.chair, ItemState.SUGGESTED)
        add(meeting, items=[entry.item.pk for entry in waiting], by=cast.chair)


def type_topic(user: User, cast: Cast, **typed: Any) -> HttpResponse:
    return client_of(user).post(reverse("topics", args=[cast.body.pk]), typed, follow=True)


def test_a_topic_comes_to_each_agenda_until_it_is_ended(cast: Cast, topic: Topic) -> None:
    november = cast.next_meeting()
    with acting_as(cast.chair):
        december, january = later_meetings(november)
    assert (draft(november), draft(december)) == (1, 1)

    with acting_as(cast.chair):
        end_topic(topic, by=cast.chair)
    assert draft(january) == 0
    draft(december)
    with acting_as_system():
        assert not AgendaItem.objects.filter(meeting=december).exists()


def test_members_read_its_words_on_the_agenda(cast: Cast, topic: Topic) -> None:
    meeting = cast.next_meeting()
    draft(meeting)
    browser = client_of(cast.chair)
    assert WORDS in browser.get(reverse("build-agenda", args=[meeting.pk])).content.decode()
    list_all(cast, meeting)
    browser.post(reverse("publish-agenda", args=[meeting.pk]))

    page = client_of(cast.lee).get(reverse("agenda", args=[meeting.pk])).content.decode()
    assert f"{topic.code}</strong> {WORDS}" in page


@pytest.mark.django_db(transaction=True)
def test_reading_an_agenda_with_a_topic_is_one_event(cast: Cast, topic: Topic, ledger: Ledger) -> None:
    meeting = cast.next_meeting()
    action = cast.action(cast.lee, date(2026, 11, 20))
    draft(meeting)
    list_all(cast, meeting)
    client_of(cast.chair).post(reverse("publish-agenda", args=[meeting.pk]))
    before = len(ledger.events())
    client_of(cast.lee).get(reverse("agenda", args=[meeting.pk]))

    assert len(ledger.events()) == before + 1
    (event,) = ledger.events("agenda.read")
    assert sorted(event.codes) == sorted([meeting.code, action.code, topic.code])
    assert event.said["purpose"] == "agenda"


def test_its_words_are_nowhere_in_the_open(cast: Cast, topic: Topic) -> None:
    with acting_as_system():
        stored = Topic.objects.get()
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT t::text FROM meetings_topic t")
            (row,) = cursor.fetchone()
    assert str(stored.words) == "[sealed]"
    assert "training" not in row
    assert WORDS.encode().hex() not in row


def test_the_guard_reads_a_topic_before_it_is_kept(cast: Cast) -> None:
    cast.series()
    page = type_topic(cast.chair, cast, words="Call 503-555-0142 about the training").content.decode()

    assert "This looks like a phone number." in page
    assert "about the training" in page
    with acting_as_system():
        assert not Topic.objects.exists()


@pytest.mark.parametrize("words", ["", "   ", "x" * 201])
def test_a_topic_that_is_none_or_too_long_is_not_kept(cast: Cast, words: str) -> None:
    assert "There is something to fix" in type_topic(cast.chair, cast, words=words).content.decode()
    with acting_as_system():
        assert not Topic.objects.exists()


def test_a_topic_is_added_and_ended_on_its_page(cast: Cast) -> None:
    assert WORDS in type_topic(cast.chair, cast, words=WORDS).content.decode()
    with acting_as_system():
        topic = Topic.objects.get()
    chair, address = client_of(cast.chair), reverse("end-topic", args=[topic.pk])

    assert WORDS not in chair.post(address, follow=True).content.decode()
    assert "That topic has ended already." in chair.post(address, follow=True).content.decode()


@pytest.mark.parametrize(("name", "status"), [("dana", 403), ("outsider", 403), ("stranger", 404)])
def test_others_neither_add_nor_end_topics(cast: Cast, topic: Topic, name: str, status: int) -> None:
    user: User = getattr(cast, name)

    assert type_topic(user, cast, words="Another").status_code == status
    assert client_of(user).post(reverse("end-topic", args=[topic.pk])).status_code == status
    with acting_as_system():
        assert Topic.objects.standing().count() == 1


def test_the_actions_refuse_by_themselves(cast: Cast, topic: Topic) -> None:
    for user in (cast.dana, cast.outsider, cast.stranger):
        with pytest.raises(Refused, match="Only the chair"), acting_as(user):
            add_topic(cast.body, words=WORDS, kept_words=0, by=user)
        with pytest.raises(Refused, match="Only the chair"), acting_as(user):
            end_topic(topic, by=user)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("route", ["agenda", "build-agenda"])
def test_an_agenda_of_thirty_from_all_sources_of_this_floor(
    cast: Cast, topic: Topic, binder: Binder, route: str
) -> None:
    """Session, person, context, meeting, items, actions, topics, their keys, parts, and the event."""
    for day in range(1, 13):
        cast.action(cast.dana, date(2026, 11, day))
    for number in range(5):
        with acting_as(cast.chair):
            add_topic(cast.body, words=f"Topic {number}", kept_words=0, by=cast.chair)
    drafted = draft_and_add(cast, binder, "ABCDEFGHIJKL")
    drafted.publish()
    browser, address = client_of(cast.chair), reverse(route, args=[drafted.meeting.pk])
    browser.get(address)
    with CaptureQueriesContext(connections["default"]) as data, CaptureQueriesContext(connections["audit"]) as ledger:
        page = browser.get(address).content.decode()

    assert all(f"Topic {number}" in page for number in range(5))
    statements = [
        q["sql"] for q in (*data, *ledger) if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]
    assert len(statements) <= 10, "\n".join(s[:90] for s in statements)
