"""Child and adult cases never share a part: what the sources say, and what the database refuses of a raw INSERT."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.db import IntegrityError, connection

from cases.models import Case
from cases.profile import AgeGroup, Track
from mdt.meetings.agenda import entries
from mdt.meetings.models import AgendaItem, ItemState, Meeting, Part, PartKind
from mdt.team.models import User
from privacy.keys import new_key
from privacy.wall import acting_as, acting_as_system
from referrals.models import Referral
from tests.referrals.build import YOUNG, make_sent
from tests.referrals.cast import Cast
from tests.referrals.test_agenda import draft, forward, next_meeting


def sent(cast: Cast, age: AgeGroup) -> Referral:
    return make_sent(cast.alice, cast.welfare, cast.sheriff, profile=replace(YOUNG, age_group=age))


def insert(meeting: Meeting, part: Part, record: UUID, source: str = "referrals.put_forward") -> None:
    """As the application's role in a job's context, past every action."""
    with acting_as_system(meeting.team_id), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO meetings_agendaitem"
            " (id, team_id, meeting_id, part_id, source, record, state, position, minutes, lane, came_unhandled)"
            " VALUES (%s, %s, %s, %s, %s, %s, 'listed', 900, 5, 'discuss', false)",
            [new_key(), meeting.team_id, meeting.pk, part.pk, source, record],
        )


def part(meeting: Meeting, kind: str) -> Part:
    with acting_as_system():
        return Part.objects.get(body=meeting.body, kind=kind)


@pytest.mark.parametrize(
    ("age", "takes"),
    [(AgeGroup.FROM_12, "child"), (AgeGroup.FROM_25, "adult"), (AgeGroup.NOT_KNOWN, "child")],
)
@pytest.mark.parametrize("source", ["referrals.put_forward", "meetings.actions"])
def test_the_database_lets_a_case_into_the_part_that_takes_it_and_into_no_other(
    cast: Cast, age: AgeGroup, takes: str, source: str
) -> None:
    """Whatever source the row names: what counts is the record."""
    meeting, referral = next_meeting(cast), sent(cast, age)
    for kind in {"open", "child", "adult"} - {takes}:
        with pytest.raises(IntegrityError, match="does not take that case"):
            insert(meeting, part(meeting, kind), referral.pk, source)

    insert(meeting, part(meeting, takes), referral.pk, source)

    for kind in {"open", "child", "adult"} - {takes}:
        with pytest.raises(IntegrityError, match="does not take that case"), acting_as_system():
            AgendaItem.objects.filter(record=referral.pk).update(part=part(meeting, kind))


def test_each_is_suggested_in_the_part_that_takes_its_case(cast: Cast) -> None:
    meeting = next_meeting(cast)
    ages = (AgeGroup.FROM_12, AgeGroup.FROM_25, AgeGroup.NOT_KNOWN)
    child, adult, not_known = (sent(cast, age) for age in ages)
    for referral in (child, adult, not_known):
        forward(cast, referral)
    draft(meeting)

    chris = User.objects.with_place().get(pk=cast.chris.pk)
    with acting_as(chris):
        shown = [(one.item.part.kind, one.line.code) for one in entries(meeting, chris, ItemState.SUGGESTED)]
    assert sorted(shown) == sorted([("child", child.code), ("adult", adult.code), ("child", not_known.code)])


def test_a_case_that_began_as_a_childs_stays_with_the_children(cast: Cast) -> None:
    """Turning 18 is no move of ours: a later referral of the same case says 18 or over, its case says child."""
    meeting, later = next_meeting(cast), sent(cast, AgeGroup.FROM_18)
    with acting_as_system():
        Case.objects.filter(pk=later.case_id).update(track=Track.CHILD)

    insert(meeting, part(meeting, "child"), later.pk)
    with pytest.raises(IntegrityError, match="does not take that case"), acting_as_system():
        AgendaItem.objects.filter(record=later.pk).update(part=part(meeting, "adult"))


def test_a_known_case_decides_for_a_referral_that_does_not_know(cast: Cast) -> None:
    meeting, referral = next_meeting(cast), sent(cast, AgeGroup.NOT_KNOWN)
    with acting_as_system():
        Case.objects.filter(pk=referral.case_id).update(track=Track.ADULT)

    insert(meeting, part(meeting, "adult"), referral.pk)


def test_a_case_on_an_agenda_to_come_keeps_its_track(cast: Cast) -> None:
    meeting, referral = next_meeting(cast), sent(cast, AgeGroup.FROM_15)
    insert(meeting, part(meeting, PartKind.CHILD), referral.pk)

    with pytest.raises(IntegrityError, match="keeps its track"), acting_as_system():
        Case.objects.filter(pk=referral.case_id).update(track=Track.ADULT)
