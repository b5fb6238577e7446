"""Special staffings: asked for by any member of a part, planned for that part alone, there for nobody else."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError
from django.urls import reverse

from mdt.meetings.actions.packets import ask_for_packets
from mdt.meetings.actions.parts import set_roster
from mdt.meetings.actions.staffings import ANSWERED, ask_staffing, plan_staffing, refuse_staffing
from mdt.meetings.models import AgendaItem, HowSoon, Meeting, PartKind, Sitting, StaffingAsk, StaffingState, WhyStaffing
from mdt.meetings.people import members_of
from mdt.notices.models import Notice
from mdt.team.models import User
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from tests.cast import client_of
from tests.meetings.conftest import Cast

FRIDAY = datetime(2026, 10, 30, 17, 0, tzinfo=UTC)


@pytest.fixture
def staffed(cast: Cast) -> Cast:
    """The body meets; Dana's desk sits in its child part, Lee's does not."""
    cast.series()
    with acting_as(cast.chair):
        part = cast.part(PartKind.CHILD)
        seats = [desk.pk for desk in cast.body.desks.all() if desk.agency_id != cast.lee.place.agency_id]
        set_roster(part, desks=seats, by=cast.chair)
    return cast


def ask(cast: Cast, by: User, kind: PartKind = PartKind.CHILD) -> StaffingAsk:
    part = cast.part(kind)
    with acting_as(by):
        return ask_staffing(part, soon=HowSoon.TODAY, why=WhyStaffing.SAFETY, minutes=45, by=by)


def plan(cast: Cast, asked: StaffingAsk) -> Meeting:
    with acting_as(cast.chair):
        return plan_staffing(asked, starts_at=FRIDAY, place="Room 210", kept_words=0, by=cast.chair)


def told(kind: str) -> list[str | None]:
    with acting_as_system():
        return sorted(Notice.objects.filter(kind=kind).values_list("only_for__name", flat=True), key=str)


def test_a_member_of_the_part_asks_and_who_prepares_is_told(staffed: Cast) -> None:
    asked = ask(staffed, staffed.dana)
    assert told("staffing.asked") == ["Chris", "Cory"]
    for user, seen in ((staffed.dana, 1), (staffed.chair, 1), (staffed.coordinator, 1), (staffed.lee, 0)):
        with acting_as(user):
            assert StaffingAsk.objects.filter(pk=asked.pk).count() == seen


def test_who_sits_not_in_the_part_cannot_ask_for_it(staffed: Cast) -> None:
    for user in (staffed.lee, staffed.outsider):
        with pytest.raises(Refused):
            ask(staffed, user)


def test_nobody_asks_in_anothers_name_past_the_action(staffed: Cast) -> None:
    part = staffed.part(PartKind.CHILD)
    values = {"team": staffed.team, "body": staffed.body, "part": part, "soon": "today", "why": "safety"}
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(staffed.lee):
        StaffingAsk.objects.create(**values, asked_by=staffed.dana.place)


def test_it_is_planned_for_its_part_alone_and_is_not_there_for_others(staffed: Cast) -> None:
    meeting = plan(staffed, ask(staffed, staffed.dana))
    assert (meeting.is_special, meeting.only_part.kind, meeting.minutes) == (True, "child", 45)
    assert len(told("staffing.planned")) == 2  # the desks of the part
    for user, seen in ((staffed.dana, True), (staffed.chair, True), (staffed.lee, False), (staffed.outsider, False)):
        with acting_as(user):
            assert Meeting.objects.filter(pk=meeting.pk).exists() is seen
            assert Meeting.objects.visible_to(user).filter(pk=meeting.pk).exists() is seen
    page = client_of(staffed.lee).get(reverse("meetings")).content.decode()
    assert "Special staffing ·" not in page
    assert "Special staffing ·" in client_of(staffed.dana).get(reverse("meetings")).content.decode()


def test_the_database_takes_no_item_of_another_part(staffed: Cast) -> None:
    meeting = plan(staffed, ask(staffed, staffed.dana))
    part = staffed.part(PartKind.OPEN)
    with pytest.raises(DatabaseError, match="not in this meeting"), acting_as_system():
        AgendaItem.objects.create(team=staffed.team, meeting=meeting, part=part, source="x", record=part.pk, position=1)


def test_an_ask_is_answered_once(staffed: Cast) -> None:
    asked = ask(staffed, staffed.dana)
    with acting_as(staffed.chair):
        refuse_staffing(asked, by=staffed.chair)
    assert told("staffing.not_held") == ["Dana"]
    with pytest.raises(Refused, match=ANSWERED):
        plan(staffed, asked)
    with acting_as_system():
        assert StaffingAsk.objects.get().state == StaffingState.NOT_HELD
        assert not Meeting.objects.filter(series=None).exists()


def test_what_is_typed_to_plan_it_outlives_another_answer(staffed: Cast) -> None:
    asked = ask(staffed, staffed.dana)
    with acting_as(staffed.coordinator):
        refuse_staffing(asked, by=staffed.coordinator)
    given = {"day": "2026-10-30", "at": "10:00", "place": "Room 210"}
    page = client_of(staffed.chair).post(reverse("staffing", args=[asked.pk]), given).content.decode()
    assert ANSWERED in page and 'value="Room 210"' in page and "Do not hold it" not in page


def test_members_plan_nothing_and_a_time_that_is_over_is_refused(staffed: Cast) -> None:
    asked = ask(staffed, staffed.dana)
    with pytest.raises(Refused), acting_as(staffed.dana):
        plan_staffing(asked, starts_at=FRIDAY, place="Room", kept_words=0, by=staffed.dana)
    with pytest.raises(Refused, match="That time is over"), acting_as(staffed.chair):
        plan_staffing(asked, starts_at=datetime(2026, 10, 1, tzinfo=UTC), place="Room", kept_words=0, by=staffed.chair)


def test_from_the_members_page_to_the_meeting(staffed: Cast) -> None:
    """A place that the guard would ask about is none; the hour is that of the team."""
    page = client_of(staffed.dana)
    part = staffed.part(PartKind.CHILD)
    empty = page.post(reverse("ask-staffing", args=[staffed.body.pk]), {}).content.decode()
    assert "Choose the part that meets." in empty
    answers = {"part": part.pk, "soon": "today", "why": "missing", "minutes": "30"}
    page.post(reverse("ask-staffing", args=[staffed.body.pk]), answers)
    with acting_as_system():
        asked = StaffingAsk.objects.get()

    chair = client_of(staffed.chair)
    when = {"day": "2026-10-30", "at": "10:00", "place": "Courthouse Annex, room 210"}
    chair.post(reverse("staffing", args=[asked.pk]), when)
    with acting_as_system():
        meeting = Meeting.objects.get(series=None)
    assert meeting.starts_at == FRIDAY
    assert b"Planned" in chair.get(reverse("staffing", args=[asked.pk])).content


def test_its_packets_and_its_attendance_are_for_who_is_there(
    staffed: Cast, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    """Who prepares the meetings and the people of its part; for Lee, of another part, it is not there."""
    meeting = plan(staffed, ask(staffed, staffed.dana))
    with acting_as(staffed.chair):
        assert [one.user.name for one in members_of(meeting)] == ["Dana", "Chris", "Cory"]
    with acting_as_system():
        Meeting.objects.filter(pk=meeting.pk).update(
            state="published", published_at=FRIDAY, published_by=staffed.chair.place
        )
        meeting.refresh_from_db()
        Sitting.objects.create(team=staffed.team, meeting=meeting, started_by=staffed.chair.place)
    with django_capture_on_commit_callbacks(execute=True), acting_as(staffed.chair):
        assert ask_for_packets(meeting, by=staffed.chair, start=lambda *_: None) == 3
    page = client_of(staffed.chair).get(reverse("attendance", args=[meeting.pk])).content.decode()
    assert "Dana" in page and "Lee" not in page
