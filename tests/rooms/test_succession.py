"""Who takes over what a member of a room owned and no longer sees: nobody who is outside."""

import pytest
from django.utils import timezone

from mdt.meetings.actions.recusing import step_back
from mdt.meetings.actions.work import give_action
from mdt.meetings.models import ActionItem, ActionKind, AgendaItem, ItemState, Meeting, RecusalReason, State
from mdt.rooms.actions import name_member
from privacy.wall import acting_as, acting_as_system
from tests.cast import Cast
from tests.rooms.build import meeting_of, now_as, open_room


def on_the_agenda(meeting: Meeting, action: ActionItem) -> AgendaItem:
    with acting_as_system(meeting.team_id):
        Meeting.objects.filter(pk=meeting.pk).update(
            state=State.PUBLISHED, published_at=timezone.now(), published_by=action.given_by
        )
        return AgendaItem.objects.create(
            team_id=meeting.team_id,
            meeting=Meeting.objects.select_related("body").get(pk=meeting.pk),
            part=action.part,
            source="meetings.actions",
            record=action.pk,
            state=ItemState.LISTED,
            position=1,
        )


@pytest.mark.parametrize("inside", [False, True])
def test_a_lead_takes_over_an_action_of_a_room_only_from_inside(cast: Cast, inside: bool) -> None:
    room, chair, sender = open_room(cast), now_as(cast, "subchair"), now_as(cast, "sender")
    meeting = meeting_of(cast, room, "subchair")
    with acting_as(chair):
        if inside:
            name_member(room, place=cast.place("lead"), by=chair)
        action = give_action(
            room,
            kind=ActionKind.FOLLOW_UP,
            agency=cast.agencies["child_welfare"],
            person=cast.place("sender"),
            due_on=timezone.localdate(),
            by=chair,
        )
    item = on_the_agenda(meeting, action)

    with acting_as(sender):
        step_back(item.meeting, item=item.pk, reason=RecusalReason.CONFLICT, by=sender)

    with acting_as_system():
        action.refresh_from_db()
        assert (action.person, action.agency) == (
            cast.place("lead") if inside else None,
            cast.agencies["child_welfare"],
        )
