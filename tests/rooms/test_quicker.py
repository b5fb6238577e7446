"""Somebody was quicker: what a member of a room still presses or writes ends in words, and theirs are kept."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from mdt.meetings.actions.editing import add, publish, take_off
from mdt.meetings.actions.recusing import step_back
from mdt.meetings.models import ActionItem, AgendaItem, Recusal, RecusalReason, Task
from mdt.subcommittees.actions.working import assign, give_back, report_back, take
from mdt.subcommittees.models import Advice, GivenBack, QueueItem, Report
from mdt.team.models import Body
from mdt.team.policies import Refused
from privacy.wall import acting_as, acting_as_system
from tests.cast import Cast, client_of, seat
from tests.meetings.held import typed
from tests.rooms.build import drafted, end_at, found, in_progress, main_meeting, now_as, open_room, reported
from tests.rooms.test_queue import raised

ASKED = "Look at the weekends"
FOUND = "Two nights a week nobody answers"
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def room(cast: Cast) -> Body:
    """It takes items from the main body, where one of its members sits too."""
    seat(cast.bodies["team"], cast.desks["child_welfare"], cast.desks["juvenile"])
    return open_room(cast, takes_items=True)


def on_the_agenda(cast: Cast, report: Report) -> AgendaItem:
    """What was reported, on the next agenda of the main body, which everybody there reads."""
    meeting, chair = main_meeting(cast), now_as(cast, "chair")
    (item,) = drafted(meeting)
    assert item.record == report.pk
    with acting_as(chair):
        add(meeting, items=[item.pk], by=chair)
        publish(meeting, by=chair)
    return item


def test_who_stepped_back_from_a_report_is_told_that_the_item_is_closed_and_no_more(cast: Cast, room: Body) -> None:
    closed = reported(cast, raised(cast, room), part="receiver", words=FOUND)
    item, sender = on_the_agenda(cast, closed), now_as(cast, "sender")
    with acting_as(sender):
        step_back(item.meeting, item=item.pk, reason=RecusalReason.CONFLICT, by=sender)
        mine = found(sender, QueueItem(pk=closed.item_id))
        assert not Report.objects.exists()
        for act in (
            lambda: take(mine, by=sender),
            lambda: report_back(mine, advice=Advice.CLOSE, words="", kept_words=0, by=sender),
            lambda: give_back(mine, reason=GivenBack.NO_TIME, by=sender),
        ):
            with pytest.raises(Refused, match="It is closed already"):
                act()

    client, at = client_of(sender), [closed.item_id]
    said = client.post(reverse("take-queue-item", args=at), follow=True).content.decode()
    said += client.post(reverse("assign-queue-item", args=at), {"person": cast.place("receiver").pk}).content.decode()
    assert said.count("It is closed already. Nothing was changed.") >= 2
    assert FOUND not in said and Advice.CHANGE.label not in said
    assert "closed it on" not in said


def test_a_report_that_is_typed_while_the_item_goes_to_another_stays_on_its_page(cast: Cast, room: Body) -> None:
    item, chair, sender = raised(cast, room), now_as(cast, "subchair"), now_as(cast, "sender")
    with acting_as(sender):
        take(found(sender, item), by=sender)
    with acting_as(chair):
        assign(found(chair, item), to=cast.place("receiver"), by=chair)

    client, address = client_of(sender), reverse("report-queue-item", args=[item.pk])
    answer = client.post(address, {"advice": "change", "words": FOUND})
    assert answer.status_code == 200
    assert "Somebody else works on this." in answer.content.decode() and FOUND in answer.content.decode()
    assert client.get(address).status_code == 403
    with acting_as_system():
        assert not Report.objects.exists()


def test_words_for_a_room_outlive_the_item_that_they_were_about(cast: Cast, room: Body) -> None:
    """Kept from the reader or taken off, the answer is one to the byte: their own words, and nothing of the item."""
    item, chair = on_the_agenda(cast, reported(cast, raised(cast, room), words=FOUND)), now_as(cast, "chair")
    client, address = client_of(chair), reverse("give-to-subcommittee", args=[item.meeting_id, item.pk])

    def posted() -> tuple[int, str]:
        answer = client.post(address, {"room": room.pk, "words": ASKED}, headers=HERE)
        return answer.status_code, re.sub(r'(name="csrfmiddlewaretoken" value=)"\w+"', r"\1", answer.content.decode())

    with acting_as_system():
        place, record = cast.place("chair"), item.record
        kept_from = Recusal.objects.create(team=cast.team, meeting=item.meeting, record=record, place=place)
    kept = posted()
    assert kept[0] == 404 and f"{ASKED}</textarea>" in kept[1] and f'name="room" value="{room.pk}"' in kept[1]
    assert FOUND not in kept[1] and room.name not in kept[1]

    with acting_as_system():
        Recusal.objects.filter(pk=kept_from.pk).update(ended_at=timezone.now(), ended_by=place)
    assert client.get(address).status_code == 200
    with acting_as(chair):
        take_off(item.meeting, item=item.pk, by=chair)
    assert posted() == kept
    with acting_as_system():
        assert not QueueItem.objects.exclude(from_body=None).exists()


def test_words_for_a_room_stay_when_no_room_takes_items_any_more(cast: Cast, room: Body) -> None:
    item, chair = on_the_agenda(cast, reported(cast, raised(cast, room), words=FOUND)), now_as(cast, "chair")
    end_at(room, timezone.now())
    address = reverse("give-to-subcommittee", args=[item.meeting_id, item.pk])

    page = client_of(chair).post(address, {"room": room.pk, "words": ASKED}).content.decode()
    assert "No subcommittee takes items from this group." in page and ASKED in page
    assert "<textarea" not in client_of(chair).get(address).content.decode()


def test_a_meeting_of_a_room_gives_its_agencies_something_to_do(cast: Cast, room: Body) -> None:
    """A room seats no desk: those who are inside sit in each of its parts."""
    item, chair = in_progress(cast, room), now_as(cast, "subchair")
    inside, outside = cast.place("sender"), cast.place("third")
    client, address = client_of(chair), reverse("run-item", args=[item.meeting_id, item.pk])
    page = client.get(address).content.decode()
    offered = re.findall(r'<option value="([^"]*)"', page[page.index('name="task-agency"') :].split("</select>")[0])
    assert set(offered) - {""} == {str(cast.place(one).agency_id) for one in ("subchair", "sender", "receiver")}

    task = {"result": "task", "words": "", "task-kind": "report_back", "task-due_on": str(timezone.localdate())}
    task |= {"task-person": "", "task-agency": str(outside.agency_id)}
    client.post(address, typed(item.meeting) | task)
    with acting_as_system():
        assert not Task.objects.exists()
    answer = client.post(
        address,
        typed(item.meeting) | task | {"task-agency": str(inside.agency_id), "task-person": str(inside.pk)},
        follow=True,
    )
    assert "The action is given" in answer.content.decode()
    with acting_as_system():
        given = ActionItem.objects.get()
    assert (given.body_id, given.agency_id, given.person_id) == (room.pk, inside.agency_id, inside.pk)
