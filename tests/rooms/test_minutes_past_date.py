"""Minutes of a subcommittee that is over: its chair disposes of them when their day has come, and reads none."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from mdt.meetings.actions.minutes import add_to, dispose_of_in_a_room_over
from mdt.meetings.actions.presence import add_guests, mark_present
from mdt.meetings.actions.running import end, record
from mdt.meetings.models import Meeting, Minutes, Part, PartKind
from mdt.meetings.over import past_in_rooms_over
from mdt.rooms.models import READ_ON
from mdt.team.actions.bodies import name_chair
from mdt.team.actions.people import change_roles, turn_off
from mdt.team.models import Agency, Body, Membership, User
from mdt.team.policies import Refused
from mdt.team.roles import Role
from mdt.team.sectors import Sector
from privacy.models import DataKey
from privacy.wall import acting_as, acting_as_system
from tests.cast import Cast, add_person, client_of
from tests.conftest import Ledger
from tests.meetings.conftest import at_once
from tests.meetings.test_disposal import PRESS, held_of, raw
from tests.rooms.build import INSIDE, OUTSIDE, end_at, in_progress, now_as, room_for_cases
from tests.twins.looking import differences
from tests.twins.worlds import TOKENS

# The day is long over by every database's clock.
DUE = date(2024, 5, 1)
WORDS = "Who was called at night, and why"
# What hangs on a meeting, with the condition by which a raw statement would look for it.
HELD = {
    "meetings_outcome": "true",
    "meetings_addendum": "true",
    "meetings_attendance": "meeting_id = %(meeting)s",
    "meetings_sitting": "meeting_id = %(meeting)s",
    "meetings_minutes": "meeting_id = %(meeting)s",
    "meetings_meeting": "id = %(meeting)s",
    "meetings_agendaitem": "meeting_id = %(meeting)s",
    "meetings_part": "body_id = %(body)s",
    "rooms_room": "body_id = %(body)s",
    "rooms_roommember": "body_id = %(body)s",
    "team_body": "id = %(body)s",
}


@pytest.fixture
def room(cast: Cast) -> Body:
    return room_for_cases(cast, "sender", "receiver")


@pytest.fixture
def met(cast: Cast, room: Body) -> Meeting:
    """Its members have met, and something was recorded of one item."""
    chair, item = now_as(cast, "subchair"), in_progress(cast, room)
    meeting: Meeting = item.meeting
    with acting_as(chair):
        mark_present(meeting, present=[chair.place.pk, cast.place("sender").pk], by=chair)
        add_guests(meeting, sector=Sector.HEALTH, number=2, words="North clinic", kept_words=0, by=chair)
        record(meeting, item=item.pk, term=1, revision=0, result="information", words=WORDS, by=chair)
        end(meeting, by=chair)
    return meeting


def approved(cast: Cast, met: Meeting, due: date = DUE, kind: PartKind = PartKind.OPEN) -> Minutes:
    """As they stand when years have gone by: nobody approves with a day that is past."""
    with acting_as_system():
        part = Part.objects.get(body=met.body, kind=kind)
        row = {"part": part, "approved_by": cast.place("subchair"), "dispose_on": due}
        return Minutes.objects.create(team_id=met.team_id, meeting=met, **row)


@pytest.fixture
def minutes(cast: Cast, met: Meeting) -> Minutes:
    """Past their date, with a correction."""
    made, chair = approved(cast, met), now_as(cast, "subchair")
    with acting_as(chair):
        mine = Minutes.objects.select_related("meeting__body").get(pk=made.pk)
        add_to(mine, words="It was three", kept_words=0, by=chair)
    return mine


@pytest.fixture
def closed(room: Body, minutes: Minutes) -> Minutes:
    """In a room that is closed to its chair too."""
    close(room)
    return minutes


def close(room: Body) -> None:
    end_at(room, timezone.now() - READ_ON - timedelta(seconds=1))


def dispose(user: User, minutes: Minutes) -> str:
    try:
        with acting_as(user):
            past = next((one for one in past_in_rooms_over() if one.pk == minutes.pk), None)
            if past is None:
                return "not listed"
            dispose_of_in_a_room_over(past, by=user)
    except Refused as refusal:
        return str(refusal)
    return "disposed of"


def by_sql(user: User, minutes: Minutes) -> bool:
    with acting_as(user), connection.cursor() as cursor:
        cursor.execute("SELECT wall.dispose_of_minutes(%s)", [minutes.pk])
        return bool(cursor.fetchone()[0])


def address_of(minutes: Minutes) -> str:
    return reverse("dispose-of-minutes", args=[minutes.meeting_id, minutes.part_id])


def test_its_chair_disposes_of_what_is_past_its_date(cast: Cast, closed: Minutes) -> None:
    chair, meeting = now_as(cast, "subchair"), closed.meeting
    assert held_of(meeting) == {"outcome": 1, "addendum": 1, "attendance": 3, "task": 0}
    with acting_as_system():
        keys = DataKey.objects.count()
    assert dispose(chair, closed) == "disposed of"

    assert held_of(meeting) == dict.fromkeys(("outcome", "addendum", "attendance", "task"), 0)
    with acting_as_system():
        # Of the outcome, the correction and the guests' organisation.
        assert DataKey.objects.count() == keys - 3
        done = Minutes.objects.get(pk=closed.pk)
        assert done.disposed_at and done.disposed_by_id == chair.place.pk
    assert dispose(chair, closed) == "not listed" and not by_sql(chair, closed)


def test_the_list_says_which_and_when_and_not_a_word(cast: Cast, room: Body, closed: Minutes, ledger: Ledger) -> None:
    browser = client_of(now_as(cast, "subchair"))
    listing, page = reverse("minutes-past-date"), address_of(closed)
    assert listing in browser.get(reverse("meetings")).content.decode()
    for shown in (browser.get(listing).content.decode(), browser.get(page).content.decode()):
        assert room.name in shown and "Open part" in shown and "May 1, 2024" in shown
        assert not [word for word in (WORDS, "It was three", "North clinic", "Sender (invented)") if word in shown]
        assert reverse("meeting-minutes", args=[closed.meeting_id]) not in shown
    assert [list(one.codes) for one in ledger.events("minutes.past_date")] == [[closed.code]] * 2
    assert "Ask county counsel first." in browser.post(page).content.decode()
    done = browser.post(page, {"no_hold": "on"}, follow=True)
    # Nothing is left, so nothing says that there was such a room.
    assert done.redirect_chain == [(reverse("meetings"), 302)]
    assert "The minutes are disposed of." in done.content.decode() and listing not in done.content.decode()
    assert [browser.get(one).status_code for one in (listing, page)] == [403, 404]


def test_after_one_of_two_the_list_goes_on(cast: Cast, met: Meeting, closed: Minutes) -> None:
    approved(cast, met, kind=PartKind.CHILD)
    done = client_of(now_as(cast, "subchair")).post(address_of(closed), {"no_hold": "on"}, follow=True)

    assert done.redirect_chain == [(reverse("minutes-past-date"), 302)]
    assert "Child case review" in done.content.decode() and "Open part" not in done.content.decode()


def seen(user: User, minutes: Minutes) -> list[str]:
    """The tables where raw statements of the app's role find a row of the room."""
    names = {"meeting": minutes.meeting_id, "body": minutes.meeting.body_id}
    with acting_as(user), connection.cursor() as cursor:
        found = []
        for table, condition in HELD.items():
            cursor.execute(f"SELECT 1 FROM {table} WHERE {condition}", names)
            found += [table] if cursor.fetchall() else []
        return found


@pytest.mark.parametrize("part", ["subchair", "sender", "chair"])
def test_nothing_else_of_the_room_opens(cast: Cast, closed: Minutes, part: str) -> None:
    """Not even the row of the minutes, nor to who is given the list; and no statement of their own changes it."""
    user = now_as(cast, part)
    assert seen(user, closed) == []
    assert raw(user, PRESS, [user.place.pk]) == "0 rows"
    browser = client_of(user)
    for name in ("meeting-minutes", "agenda"):
        assert browser.get(reverse(name, args=[closed.meeting_id])).status_code == 404, name
    assert browser.get(reverse("room", args=[closed.meeting.body_id])).status_code == 404


def test_everybody_else_finds_nothing_and_does_nothing(cast: Cast, closed: Minutes) -> None:
    for part in (*INSIDE[1:], *OUTSIDE, "administrator", "neighbour_administrator"):
        user = now_as(cast, part)
        assert dispose(user, closed) == "not listed", part
        assert not by_sql(user, closed), part
        assert client_of(user).post(address_of(closed), {"no_hold": "on"}).status_code in (403, 404), part
    with acting_as_system():
        assert past_in_rooms_over() == [] and not Minutes.objects.get(pk=closed.pk).disposed_at
    assert held_of(closed.meeting)["outcome"] == 1


def test_no_job_disposes_of_them(closed: Minutes) -> None:
    with acting_as_system(), connection.cursor() as cursor:
        cursor.execute("SELECT wall.dispose_of_minutes(%s)", [closed.pk])
        assert cursor.fetchone() == (False,)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT wall.dispose_of_minutes(%s), (SELECT count(*) FROM wall.minutes_past_date())", [closed.pk]
        )
        assert cursor.fetchone() == (False, 0)


@pytest.mark.parametrize(("ahead", "said"), [(1, "not listed"), (0, "disposed of"), (-1, "disposed of")])
def test_not_before_their_day_where_the_room_is(cast: Cast, room: Body, met: Meeting, ahead: int, said: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT (now() AT TIME ZONE 'America/Los_Angeles')::date + %s", [ahead])
        (day,) = cursor.fetchone()
    its, chair = approved(cast, met, due=day), now_as(cast, "subchair")
    close(room)
    status = client_of(chair).get(address_of(its)).status_code
    assert (status, dispose(chair, its)) == (404 if ahead > 0 else 200, said)
    with acting_as_system():
        assert bool(Minutes.objects.get(pk=its.pk).disposed_at) == (ahead <= 0)


@pytest.mark.parametrize(("late", "said"), [(-1, "not listed"), (1, "disposed of")])
def test_one_second_either_side_of_the_last_day(cast: Cast, room: Body, minutes: Minutes, late: int, said: str) -> None:
    """While it works its chair disposes of them as any chair does; in its last month they read it, and press alike."""
    end_at(room, timezone.now() - timedelta(seconds=late))
    chair = now_as(cast, "subchair")
    assert client_of(chair).get(address_of(minutes)).status_code == 200
    assert dispose(chair, minutes) == said


def test_in_a_room_that_works_the_page_is_that_of_any_group(cast: Cast, minutes: Minutes) -> None:
    # What raw statements find there, of which nothing is left when it is closed.
    assert seen(now_as(cast, "subchair"), minutes) == list(HELD)
    browser = client_of(now_as(cast, "subchair"))
    listed = browser.get(reverse("minutes-past-date")).content.decode()
    assert reverse("meeting-minutes", args=[minutes.meeting_id]) in listed and "that are over" not in listed
    done = browser.post(address_of(minutes), {"no_hold": "on"}, follow=True).content.decode()
    assert "This page says when, and by whom." in done


def leaves(cast: Cast) -> None:
    by = now_as(cast, "administrator")
    with acting_as(by):
        turn_off(membership=cast.place("subchair"), by=by)


def loses_the_role(cast: Cast) -> None:
    by = now_as(cast, "administrator")
    with acting_as(by):
        change_roles(membership=cast.place("subchair"), roles=[Role.PARTNER], by=by)


def has_another_agency(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.place("subchair").pk).update(agency=cast.agencies["hospital"])


def chairs_no_more(cast: Cast) -> None:
    with acting_as_system():
        Body.objects.filter(pk=cast.bodies["labor"].pk).update(chair=cast.people["chair"])


def is_of_a_suspended_agency(cast: Cast) -> None:
    Agency.objects.filter(pk=cast.place("subchair").agency_id).update(suspended_at=timezone.now())


def is_turned_off(cast: Cast) -> None:
    User.objects.filter(pk=cast.people["subchair"].pk).update(is_active=False)


@pytest.mark.parametrize(
    "change", [leaves, loses_the_role, has_another_agency, chairs_no_more, is_of_a_suspended_agency, is_turned_off]
)
def test_who_was_its_chair_and_is_not_any_more(cast: Cast, closed: Minutes, change: Callable[[Cast], None]) -> None:
    """Their context is as it was when their request began."""
    chair = now_as(cast, "subchair")
    change(cast)
    assert (dispose(chair, closed), by_sql(chair, closed)) == ("not listed", False)
    assert held_of(closed.meeting)["outcome"] == 1


def test_they_are_listed_in_the_team_of_the_room_alone(cast: Cast, closed: Minutes) -> None:
    """Its chair works in another team as well, which must not learn that there was such a room."""
    both = cast.people["both"]
    with acting_as_system():
        Body.objects.filter(pk=closed.meeting.body_id).update(chair=both)
    there = {}
    for place in Membership.objects.filter(user=both).select_related("team"):
        User.objects.filter(pk=both.pk).update(current=place)
        with acting_as(now_as(cast, "both")):
            there[place.team] = [one.pk for one in past_in_rooms_over()]
    assert there == {cast.team: [closed.pk], cast.other_team: []}


def test_whom_an_administrator_names_instead_disposes_of_them_and_reads_nothing(cast: Cast, closed: Minutes) -> None:
    leaves(cast)
    administrator, room = now_as(cast, "administrator"), closed.meeting.body_id
    add_person(cast, "next", cast.team, "hospital", Role.SUBCOMMITTEE_CHAIR, seated=True)
    with acting_as(administrator):
        body = Body.objects.select_related("team").get(pk=room)
        assert body.chair_id is None
        name_chair(body=body, membership=cast.place("next"), by=administrator)
    named = now_as(cast, "next")
    assert (seen(named, closed), dispose(administrator, closed)) == ([], "not listed")
    assert reverse("minutes-past-date") in client_of(named).get(reverse("meetings")).content.decode()
    assert dispose(named, closed) == "disposed of"


def test_the_action_refuses_a_second_press(cast: Cast, closed: Minutes) -> None:
    chair = now_as(cast, "subchair")
    with acting_as(chair):
        (past,) = past_in_rooms_over()
        dispose_of_in_a_room_over(past, by=chair)
        with pytest.raises(Refused, match="disposed of already"):
            dispose_of_in_a_room_over(past, by=chair)


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_one_disposes_and_one_event_says_so(cast: Cast, closed: Minutes, ledger: Ledger) -> None:
    chair = now_as(cast, "subchair")
    with acting_as(chair):
        (past,) = past_in_rooms_over()

    def press() -> str:
        try:
            with acting_as(chair):
                dispose_of_in_a_room_over(past, by=chair)
        except Refused:
            return "refused"
        return "disposed of"

    assert sorted(at_once(press, press)) == ["disposed of", "refused"]
    (event,) = ledger.events("minutes.disposed_of")
    assert list(event.codes) == [closed.code] and event.actor == chair.pk


def test_each_page_of_who_is_not_its_chair_is_as_if_there_was_nothing(cast: Cast, closed: Minutes) -> None:
    """Byte for byte, the menu and the list with it; and the chair's own when nothing is left."""
    pages = [*map(reverse, ("home", "meetings", "minutes-past-date", "rooms")), address_of(closed)]

    def looked(part: str) -> dict[str, bytes]:
        answers = {page: client_of(now_as(cast, part)).get(page) for page in pages}
        found = {page: b"%d %s" % (answer.status_code, answer.content) for page, answer in answers.items()}
        for pattern, word in TOKENS:
            found = {page: pattern.sub(word, received) for page, received in found.items()}
        return found

    everybody = ("subchair", *INSIDE[1:], *OUTSIDE, "administrator")
    there = {part: looked(part) for part in everybody}
    assert by_sql(now_as(cast, "subchair"), closed)
    gone = {part: looked(part) for part in everybody}
    told = {part: differences(there[part], gone[part]) for part in everybody[1:]}
    assert {part: some for part, some in told.items() if some} == {}
    # Their own list is there only while something is.
    assert [page for page in pages if there["subchair"][page] != gone["subchair"][page]] == pages[1:3] + pages[4:]
    assert gone["subchair"][pages[2]].startswith(b"403") and gone["subchair"][pages[4]].startswith(b"404")
