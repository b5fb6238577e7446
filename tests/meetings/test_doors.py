"""Door and wall of meetings, each with the other taken away."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.db import DatabaseError, connection, models

from mdt.meetings.actions.raising import raise_topic, take_back
from mdt.meetings.actions.topics import add_topic
from mdt.meetings.models import ActionItem, AgendaItem, Meeting, PartKind, Series, SeriesChange, Topic
from mdt.team.models import Body, Desk
from privacy.wall import acting_as, acting_as_system
from tests.meetings.conftest import Cast, Drafted

WALLED: tuple[type[models.Model], ...] = (Series, SeriesChange, Meeting, AgendaItem, ActionItem, Topic)


@pytest.fixture
def full(drafted: Drafted) -> Cast:
    """One row or more in each walled table."""
    cast = drafted.cast
    cast.action(cast.dana, date(2026, 11, 20))
    with acting_as(cast.chair):
        series = Series.objects.get()
        SeriesChange.objects.create(team=cast.team, series=series, original=date(2027, 1, 7))
        add_topic(cast.body, words="Report on training", kept_words=0, by=cast.chair)
    return cast


@pytest.mark.parametrize("model", WALLED)
def test_the_wall_alone_shows_the_body_to_its_members_and_to_nobody_else(full: Cast, model: type[models.Model]) -> None:
    rows = model._default_manager
    for member in (full.chair, full.coordinator, full.dana):
        with acting_as(member):
            assert rows.exists()
    for other in (full.outsider, full.stranger):
        with acting_as(other):
            assert not rows.exists()
            assert rows.update(team=other.place.team_id) == 0
            assert rows.all().delete()[0] == 0
    with acting_as_system(full.stranger.place.team_id):
        assert not rows.exists()
    assert not rows.exists()


def new_rows(cast: Cast) -> dict[type[models.Model], Callable[[], Any]]:
    """For each table, an insert that only the wall stands against."""
    with acting_as_system():
        series, meeting = Series.objects.get(), Meeting.objects.order_by("starts_at").first()
        topic = Topic.objects.get()
    words = topic.words
    shared = {"team": cast.team, "body": cast.body}
    room = {"at": time(9), "zone": "UTC", "place": "Room 1"}
    moment = datetime(2027, 6, 1, tzinfo=UTC)
    return {
        Series: lambda: Series.objects.create(**shared, **room, rule="", starts_on=date(2026, 1, 1)),
        SeriesChange: lambda: SeriesChange.objects.create(team=cast.team, series=series, original=date(2027, 6, 3)),
        Meeting: lambda: Meeting.objects.create(
            **shared, series=series, occurrence=date(2027, 6, 3), starts_at=moment, minutes=60, place="", zone="UTC"
        ),
        AgendaItem: lambda: AgendaItem.objects.create(
            team=cast.team,
            meeting=meeting,
            part=cast.part(PartKind.OPEN),
            source="tests.binder",
            record=cast.team.pk,
            position=99,
        ),
        ActionItem: lambda: ActionItem.objects.create(
            **shared,
            part=cast.part(PartKind.OPEN),
            kind="contact",
            agency=cast.dana.place.agency,
            due_on=date(2027, 1, 1),
            given_by=cast.chair.place,
        ),
        Topic: lambda: Topic.objects.create(**shared, words=words, pk=topic.pk, given_by=cast.chair.place),
    }


@pytest.mark.parametrize("model", WALLED)
@pytest.mark.parametrize("name", ["outsider", "stranger"])
def test_the_wall_alone_lets_nobody_else_write_into_the_body(full: Cast, name: str, model: type[models.Model]) -> None:
    insert = new_rows(full)[model]
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(getattr(full, name)):
        insert()


PREPARED: tuple[type[models.Model], ...] = (Series, SeriesChange, Meeting, AgendaItem, Topic)


@pytest.mark.parametrize("model", PREPARED)
def test_the_wall_alone_lets_only_who_prepares_the_meetings_write(full: Cast, model: type[models.Model]) -> None:
    """Dana sits in the body and reads them all. A statement of her own changes, adds and takes away nothing."""
    rows, insert = model._default_manager, new_rows(full)[model]
    with acting_as(full.dana), connection.cursor() as cursor:
        assert rows.update(team=full.team) == 0
        # Not by the ORM, which would stop at the rows that hang on them.
        cursor.execute(f"DELETE FROM {model._meta.db_table}")
        assert cursor.rowcount == 0
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(full.dana):
        insert()
    with acting_as(full.coordinator):
        assert rows.update(team=full.team) == rows.count() > 0


def test_a_member_raises_a_topic_for_once_and_takes_back_their_own_alone(full: Cast) -> None:
    with acting_as(full.dana):
        raised = raise_topic(full.body, words="A guest of the school board", kept_words=0, by=full.dana)
        assert Topic.objects.update(team=full.team) == 1
        take_back(raised, by=full.dana)
    with acting_as(full.lee):
        assert Topic.objects.filter(pk=raised.pk).update(ended_at=None, ended_by=None) == 0


def test_the_door_alone_shows_meetings_and_actions_to_nobody_else(full: Cast) -> None:
    """In the system's context the wall hides nothing; what is left is `visible_to`."""
    with acting_as_system():
        for user, meetings, actions in (
            (full.chair, 3, 1),
            (full.coordinator, 3, 1),
            (full.dana, 3, 1),
            (full.lee, 3, 0),
            (full.outsider, 0, 0),
            (full.stranger, 0, 0),
        ):
            assert Meeting.objects.visible_to(user).count() == meetings
            assert ActionItem.objects.visible_to(user).count() == actions
            assert Topic.objects.visible_to(user).exists() == bool(meetings)


def test_a_closed_desk_sees_no_meeting(full: Cast) -> None:
    with acting_as_system():
        Desk.objects.filter(agency=full.dana.place.agency).update(closed_at=datetime(2026, 10, 1, tzinfo=UTC))
        assert not Meeting.objects.visible_to(full.dana).exists()


def test_a_subcommittee_is_prepared_by_its_own_chair_alone(full: Cast) -> None:
    with acting_as_system():
        Body.objects.filter(pk=full.body.pk).update(subcommittee=True, chair=full.dana)
        for user, actions in ((full.dana, 1), (full.coordinator, 0), (full.chair, 0)):
            assert ActionItem.objects.visible_to(user).count() == actions
