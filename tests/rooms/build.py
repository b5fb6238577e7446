"""A room in the cast: chaired by `subchair`, with `sender` and `receiver` inside. Everybody else is outside."""

from datetime import date, datetime, time, timedelta

from django.contrib.auth.models import Group
from django.utils import timezone

from audit.ledger import System
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.parts import add_part, first_parts
from mdt.meetings.actions.planning import set_series
from mdt.meetings.actions.running import start
from mdt.meetings.actions.topics import add_topic
from mdt.meetings.models import AgendaItem, ItemState, Meeting, Part, PartBasis, PartKind, State
from mdt.meetings.series import Rule
from mdt.rooms.actions import name_member, set_room
from mdt.rooms.models import Room
from mdt.subcommittees.actions.working import report_back, take
from mdt.subcommittees.models import Advice, QueueItem, Report
from mdt.team.models import Body, Desk, User
from privacy.wall import acting_as, acting_as_system
from tests.cast import Cast

PURPOSE = "Agree who is called first."
INSIDE = ("subchair", "sender", "receiver")
# The chair of the main body, a colleague of a member, people of agencies that are not in it, and those who watch.
OUTSIDE = ("chair", "coordinator", "colleague", "lead", "third", "advocate", "auditor", "analyst", "neighbour")


def now_as(cast: Cast, part: str) -> User:
    """A person as their next request would find them."""
    return User.objects.with_place().get(pk=cast.people[part].pk)


def open_room(cast: Cast, *members: str, takes_items: bool = False, last_day: date | None = None) -> Body:
    """Set up by its chair, with these members, or with those of INSIDE."""
    body, chair = cast.bodies["labor"], now_as(cast, "subchair")
    last_day = last_day or timezone.localdate() + timedelta(days=90)
    with acting_as(chair):
        set_room(
            body, purpose=PURPOSE, last_day=last_day, reports_to=cast.bodies["team"], takes_items=takes_items, by=chair
        )
        for part in members or INSIDE[1:]:
            name_member(body, place=cast.place(part), by=chair)
    return body


def room_for_cases(cast: Cast, *members: str) -> Body:
    """With these members, and parts that take children's and adults' cases."""
    body, chair = open_room(cast, *members), now_as(cast, "subchair")
    with acting_as_system():
        first_parts(body)
    with acting_as(chair):
        add_part(body, kind=PartKind.CHILD, basis=PartBasis.CHILD_ABUSE_TEAM, by=chair)
        add_part(body, kind=PartKind.ADULT, basis=PartBasis.AGREEMENT, by=chair)
    return body


def second_desk(cast: Cast, agency: str, part: str) -> Desk:
    """Another desk of an agency, where a part of the cast sits."""
    night = Group.objects.create(name="Night")
    desk = Desk.objects.create(agency=cast.agencies[agency], name="Night", group=night)
    cast.people[part].groups.add(night)
    return desk


def end_at(body: Body, moment: datetime) -> None:
    """Let the last day be over at that moment, whatever the page would take."""
    with acting_as_system():
        Room.objects.filter(body=body).update(ends_at=moment)
        # As the next request finds it.
        body.refresh_from_db()


def found(user: User, item: QueueItem) -> QueueItem:
    mine: QueueItem = QueueItem.objects.visible_to(user).select_related("body__team").get(pk=item.pk)
    return mine


def reported(
    cast: Cast, item: QueueItem, part: str = "sender", words: str = "Two nights a week nobody answers"
) -> Report:
    user = now_as(cast, part)
    with acting_as(user):
        take(found(user, item), by=user)
        return report_back(found(user, item), advice=Advice.CHANGE, words=words, kept_words=0, by=user)


def main_meeting(cast: Cast, ahead: int = 0) -> Meeting:
    return meeting_of(cast, cast.bodies["team"], "chair", ahead)


def meeting_of(cast: Cast, body: Body, by: str, ahead: int = 0) -> Meeting:
    """One of the next of a body's own series, which `by` sets."""
    chair, today = now_as(cast, by), timezone.localdate()
    settings = {"rule": str(Rule(1, 3, 1, today)), "starts_on": today, "at": time(12), "zone": "America/Los_Angeles"}
    with acting_as(chair):
        set_series(body, settings=settings | {"place": "Annex", "minutes": 60, "draft_days": 7}, by=chair)
    with acting_as_system():
        return Meeting.objects.select_related("body").filter(body=body).order_by("starts_at")[ahead]


def in_progress(cast: Cast, room: Body) -> AgendaItem:
    """One topic, spoken of at a meeting that the room's chair has started just now."""
    chair, meeting, now = now_as(cast, "subchair"), meeting_of(cast, room, "subchair"), timezone.now()
    with acting_as(chair):
        topic = add_topic(room, words="What was learned", kept_words=0, by=chair)
    with acting_as_system(room.team_id):
        published = {"state": State.PUBLISHED, "published_at": now, "published_by": chair.place}
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=now, **published)
        item = AgendaItem.objects.create(
            team=room.team,
            meeting=Meeting.objects.select_related("body").get(pk=meeting.pk),
            part=Part.objects.get(body=room, kind=PartKind.OPEN),
            source="meetings.topics",
            record=topic.pk,
            state=ItemState.LISTED,
            position=1,
        )
    with acting_as(chair):
        start(item.meeting, by=chair)
    return item


def drafted(meeting: Meeting) -> list[AgendaItem]:
    with acting_as_system(meeting.team_id):
        draft_agenda(meeting, by=System("agenda job", meeting.team_id))
        return list(AgendaItem.objects.filter(meeting=meeting).order_by("position"))
