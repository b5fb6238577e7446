"""Meetings that are held or over, and a room with a case, made by the product's own actions for their pages."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from mdt.meetings.actions.minutes import add_to, approve, dispose_of
from mdt.meetings.actions.parts import add_part, first_parts
from mdt.meetings.actions.presence import add_guests, mark_present
from mdt.meetings.actions.running import end, record, start
from mdt.meetings.models import AgendaItem, ItemState, Meeting, Minutes, Part, PartBasis, PartKind, State, Topic
from mdt.rooms.actions import name_member, set_room
from mdt.rooms.models import Room
from mdt.team.models import Body
from mdt.team.sectors import Basis, Sector
from privacy.wall import acting_as, acting_as_system
from referrals.actions.forwarding import put_forward
from referrals.actions.sharing import share_case
from tests.duties.build import begin
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast
from tests.walls.build import again


def meetings_that_are_held(cast: Cast, like: Meeting, topic: Topic) -> dict[str, dict[str, Any]]:
    """One in progress with a guest in the room, one that is over with its minutes approved and added to, and two whose
    minutes are past their date: those of one are disposed of.
    """
    with acting_as_system(cast.team.pk):
        open_part = Part.objects.get(body=cast.body, kind="open")
    now, over = _started(cast, like, topic, open_part, 1), _started(cast, like, topic, open_part, 2)
    with acting_as(cast.chris):
        end(over, by=cast.chris)
        approve(over, by=cast.chris)
        minutes = Minutes.objects.get(meeting=over, part=open_part)
        add_to(minutes, words="The count was three.", kept_words=0, by=cast.chris)
        item = now.items.get().pk
    due, gone = (_past_its_date(cast, like, topic, open_part, days) for days in (3, 4))
    with acting_as(cast.chris):
        dispose_of(gone, by=cast.chris)
    return {
        "past date": {"pk": due.meeting_id, "part": open_part.pk},
        "disposed of": {"pk": gone.meeting_id},
        "past date in a room over": _past_its_date_in_a_room_over(cast, like, topic),
        "held": {"pk": now.pk},
        "held item": {"pk": now.pk, "item": item},
        "over": {"pk": over.pk},
        "minutes": {"pk": over.pk, "part": open_part.pk},
    }


def _past_its_date(cast: Cast, like: Meeting, topic: Topic, part: Part, days: int) -> Minutes:
    over = _started(cast, like, topic, part, days)
    row = {"approved_by": cast.chris.place, "dispose_on": date(2024, 5, 1)}
    with acting_as(cast.chris):
        end(over, by=cast.chris)
    # Nobody approves with a day that is past; years have gone by.
    with acting_as_system():
        return Minutes.objects.create(team=cast.team, meeting=over, part=part, **row)


def _past_its_date_in_a_room_over(cast: Cast, like: Meeting, topic: Topic) -> dict[str, Any]:
    """Chaired by `chris`, and closed to everybody."""
    body = Body.objects.create(team=cast.team, name="Northfield Labor", subcommittee=True, chair=cast.chris)
    with acting_as(cast.chris):
        set_room(
            body, purpose="Find gaps", last_day=timezone.localdate(), reports_to=None, takes_items=False, by=cast.chris
        )
    with acting_as_system():
        first_parts(body)
        part = Part.objects.select_related("body").get(body=body)
    due = _past_its_date(cast, like, topic, part, 5)
    with acting_as_system():
        Room.objects.filter(body=body).update(ends_at=timezone.now() - timedelta(days=400))
    return {"pk": due.meeting_id, "part": part.pk}


def _started(cast: Cast, like: Meeting, topic: Topic, part: Part, days: int) -> Meeting:
    at = timezone.now() - timedelta(days=days)
    with acting_as_system(cast.team.pk):
        meeting = Meeting.objects.create(
            team=cast.team,
            body_id=part.body_id,
            series=like.series,
            occurrence=at.date(),
            starts_at=at,
            minutes=120,
            place=like.place,
            zone=like.zone,
            state=State.PUBLISHED,
            published_at=at,
            published_by=cast.chris.place,
        )
        item = AgendaItem.objects.create(
            team=cast.team,
            meeting=meeting,
            part=part,
            source="meetings.topics",
            record=topic.pk,
            state=ItemState.LISTED,
            position=1,
        )
    with acting_as(cast.chris):
        start(meeting, by=cast.chris)
        mark_present(meeting, present=[cast.chris.place.pk], by=cast.chris)
        if days == 1:
            add_guests(meeting, sector=Sector.HEALTH, number=2, words="", kept_words=0, by=cast.chris)
        words = "It was told at length."
        record(meeting, item=item.pk, term=1, revision=0, result="information", words=words, by=cast.chris)
    return meeting


def open_room(cast: Cast) -> Body:
    """A subcommittee that `chris` chairs, with child welfare and the sheriff in it."""
    body = Body.objects.create(team=cast.team, name="Northfield Services", subcommittee=True, chair=cast.chris)
    last_day = timezone.localdate() + timedelta(days=90)
    with acting_as(cast.chris):
        set_room(body, purpose="Find gaps", last_day=last_day, reports_to=cast.body, takes_items=True, by=cast.chris)
        for user in (cast.alice, cast.bob):
            name_member(body, place=user.place, by=cast.chris)
    return body


def share_a_case(cast: Cast, body: Body) -> dict[str, dict[str, Any]]:
    """Child welfare shares with the room all that its desk holds of a case, and one referral of another case."""
    with acting_as_system():
        first_parts(body)
    with acting_as(cast.chris):
        add_part(body, kind=PartKind.CHILD, basis=PartBasis.CHILD_ABUSE_TEAM, by=cast.chris)
    first, alone = (make_sent(cast.alice, cast.welfare, cast.sheriff) for _ in range(2))
    again(cast, first)
    with acting_as(cast.alice):
        share_case(by=cast.alice, referral=seen_by(cast.alice, first), body=body, basis=Basis.OWN_RULES)
        put_forward(by=cast.alice, referral=seen_by(cast.alice, alone), body=body, basis=Basis.OWN_RULES)
    return {"shared case": {"pk": first.pk}, "shared duty": {"pk": begin(cast.alice, first, "missing").pk}}
