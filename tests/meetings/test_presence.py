"""Who is in the room, what the room may see, and what everybody keeps to."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from mdt.meetings.actions.presence import acknowledge, add_guests, agreed_aloud, guests_left, mark_present, set_rules
from mdt.meetings.actions.presence import set_statement as new_wording
from mdt.meetings.actions.raising import raise_topic
from mdt.meetings.actions.topics import add_topic
from mdt.meetings.holding import Agreed, Room, attendance_of
from mdt.meetings.models import Acknowledgement, AgendaItem, Attendance, ItemState, Meeting, Part, PartKind, Statement
from mdt.team.models import Agency, Membership, User
from mdt.team.policies import Refused
from mdt.team.sectors import Sector
from privacy.wall import acting_as, acting_as_system
from tests.cast import client_of
from tests.meetings.conftest import Drafted
from tests.turns import until_it_waits


def here(held: Meeting, by: User, *people: User) -> None:
    with acting_as(by):
        mark_present(held, present=[person.place.pk for person in people], by=by)


def room(drafted: Drafted, user: User | None = None) -> str:
    """The letters on the wall of the room, with their numbers."""
    page = client_of(user or drafted.cast.chair).get(reverse("room-copy", args=[drafted.meeting.pk])).content.decode()
    shown = [line.strip() for line in page.splitlines() if 'class="item-title"' in line]
    return " ".join(f"{line.split('>')[1].split('.')[0]}{line.split('Paper ')[1][0]}" for line in shown)


def guests(held: Meeting, by: User, words: str = "") -> Attendance:
    with acting_as(by):
        return add_guests(held, sector=Sector.HEALTH, number=2, words=words, kept_words=0, by=by)


def test_the_room_sees_only_what_everybody_in_it_may_see(drafted: Drafted, held: Meeting) -> None:
    cast = drafted.cast
    drafted.binder.hidden = {"Dana": "A", "Lee": "BC"}
    assert room(drafted) == ""
    here(held, cast.chair, cast.chair)
    assert room(drafted) == "1A 2B 3C 4D 5E 6F"
    here(held, cast.chair, cast.chair, cast.dana)
    assert room(drafted) == "1B 2C 3D 4E 5F"
    here(held, cast.chair, cast.chair, cast.dana, cast.lee)
    assert room(drafted) == "1D 2E 3F"
    here(held, cast.chair, cast.chair, cast.lee)
    assert room(drafted) == "1A 2D 3E 4F"


def test_it_never_shows_what_whoever_opens_it_may_not_see(drafted: Drafted, held: Meeting) -> None:
    cast = drafted.cast
    drafted.binder.hidden = {"Cory": "A"}
    here(held, cast.chair, cast.dana)
    assert room(drafted, cast.coordinator) == "1B 2C 3D 4E 5F"


def test_who_sits_in_no_part_empties_the_room_of_it(drafted: Drafted, held: Meeting) -> None:
    """Lee's desk leaves the children's part while Lee is in the room."""
    from tests.meetings.test_parts import roster

    cast = drafted.cast
    with acting_as_system():
        AgendaItem.objects.filter(pk=drafted.item("A")).update(part=cast.part(PartKind.CHILD))
    here(held, cast.chair, cast.chair, cast.lee)
    assert "A" in room(drafted)
    roster(cast, PartKind.CHILD, "dana")
    assert room(drafted) == "1B 2C 3D 4E 5F"


def test_who_is_turned_off_while_in_the_room_sees_nothing(drafted: Drafted, held: Meeting) -> None:
    cast = drafted.cast
    here(held, cast.chair, cast.chair, cast.dana)
    Membership.objects.filter(pk=cast.dana.place.pk).update(ended_at=held.starts_at)
    assert room(drafted) == ""


def test_who_works_in_another_team_just_now_is_asked_for_this_one(drafted: Drafted, held: Meeting) -> None:
    """One request of theirs elsewhere neither empties the room nor opens it."""
    cast = drafted.cast
    here(held, cast.chair, cast.chair, cast.dana)
    elsewhere = Membership.objects.create(
        user=cast.dana, team=cast.stranger.place.team, agency=cast.dana.place.agency, roles=["partner"]
    )
    User.objects.filter(pk=cast.dana.pk).update(current=elsewhere)
    assert room(drafted) == "1A 2B 3C 4D 5E 6F"


def test_a_guest_changes_the_next_render_and_leaves_only_open_topics(drafted: Drafted, held: Meeting) -> None:
    cast = drafted.cast
    with acting_as(cast.chair):
        topic = add_topic(cast.body, words="Paper Z: training", kept_words=0, by=cast.chair)
    with acting_as(cast.dana):
        raised = raise_topic(cast.body, words="Paper Y: for the members", kept_words=0, by=cast.dana)
    with acting_as_system():
        for place, (source, record) in enumerate([("meetings.topics", topic.pk), ("meetings.raised", raised.pk)]):
            AgendaItem.objects.create(
                team=cast.team,
                meeting=held,
                part=Part.objects.get(body=cast.body, kind=PartKind.OPEN),
                source=source,
                record=record,
                state=ItemState.LISTED,
                position=90 + place,
            )
    here(held, cast.chair, cast.chair)
    assert room(drafted) == "1A 2B 3C 4D 5E 6F 7Z 8Y"
    row = guests(held, cast.chair)
    assert room(drafted) == "1Z"
    with acting_as(cast.chair):
        guests_left(held, row=row.pk, by=cast.chair)
    assert room(drafted) == "1A 2B 3C 4D 5E 6F 7Z 8Y"


def test_members_open_no_room_copy(drafted: Drafted, held: Meeting) -> None:
    for user, status in ((drafted.cast.dana, 403), (drafted.cast.outsider, 403), (drafted.cast.stranger, 404)):
        assert client_of(user).get(reverse("room-copy", args=[held.pk])).status_code == status


# Attendance -------------------------------------------------------------------------------------------------


def test_who_left_stays_written_and_who_never_came_does_not(
    drafted: Drafted, held: Meeting, clock: time_machine.Traveller
) -> None:
    cast = drafted.cast
    here(held, cast.chair, cast.chair, cast.dana, cast.lee)
    clock.shift(timedelta(minutes=20))
    here(held, cast.chair, cast.chair, cast.lee)
    with acting_as(cast.chair):
        rows = attendance_of(held)
        assert [(row.person.user.name, row.here) for row in rows if row.person] == [
            ("Dana", False),
            ("Lee", True),
            ("Chris", True),
        ]
    page = client_of(cast.chair).get(reverse("attendance", args=[held.pk])).content.decode()
    assert "left at 12:30 p.m." in page
    row = next(row.pk for row in rows if row.person and row.person.user.name == "Dana")
    client_of(cast.chair).post(reverse("never-here", args=[held.pk, row]))
    with acting_as_system():
        assert not Attendance.objects.filter(pk=row).exists()


@pytest.mark.parametrize(
    ("press", "said"),
    [("never-here", "That mark is not there any more."), ("guests-left", "They are marked as gone already.")],
)
def test_a_second_press_on_a_row_that_is_gone_goes_back_to_who_is_here(
    drafted: Drafted, held: Meeting, press: str, said: str
) -> None:
    chair, gone = client_of(drafted.cast.chair), uuid4()
    answer = chair.post(reverse(press, args=[held.pk, gone]), follow=True)
    assert [at for at, _ in answer.redirect_chain] == [reverse("attendance", args=[held.pk])]
    assert said in answer.content.decode()


def test_nobody_is_marked_who_does_not_sit_in_the_body(drafted: Drafted, held: Meeting) -> None:
    cast = drafted.cast
    here(held, cast.chair, cast.outsider, cast.stranger, cast.dana)
    with acting_as_system():
        assert list(Attendance.objects.values_list("person", flat=True)) == [cast.dana.place.pk]


def test_a_discipline_is_that_of_the_day(drafted: Drafted, held: Meeting) -> None:
    cast = drafted.cast
    Agency.objects.filter(pk=cast.dana.place.agency_id).update(sector=Sector.HEALTH)
    here(held, cast.chair, cast.dana)
    Agency.objects.filter(pk=cast.dana.place.agency_id).update(sector=Sector.LABOR)
    with acting_as(cast.chair):
        assert Room.of(held, attendance_of(held)).by_sector == (("Health", 1),)


def test_a_guest_has_an_organisation_and_no_name(drafted: Drafted, held: Meeting) -> None:
    chair = drafted.cast.chair
    address = reverse("add-guests", args=[held.pk])
    sent: dict[str, Any] = {"number": "2", "sector": "health", "words": "Call 503-555-0142"}
    page = client_of(chair).post(address, sent).content.decode()
    assert "This looks like a phone number." in page and "503-555-0142" in page
    client_of(chair).post(address, sent | {"words": "North clinic"})
    with acting_as_system():
        (row,) = Attendance.objects.all()
        assert (row.guests, row.person, str(row.words)) == (2, None, "[sealed]")
    assert "2 guests, North clinic" in client_of(chair).get(reverse("attendance", args=[held.pk])).content.decode()


def test_a_quorum_is_said_and_stops_nothing(drafted: Drafted, held: Meeting) -> None:
    cast = drafted.cast
    Agency.objects.filter(pk=cast.dana.place.agency_id).update(sector=Sector.HEALTH)
    with acting_as(cast.chair):
        wanted = {"quorum": ["health", "prosecution"], "keep_open_years": 5, "keep_case_years": 3}
        set_rules(cast.body, rules=wanted, by=cast.chair)
    here(held, cast.chair, cast.dana)
    page = client_of(cast.chair).get(reverse("run-meeting", args=[held.pk])).content.decode()
    assert "Not here yet: Prosecution. The meeting can go on." in page
    assert client_of(cast.chair).post(reverse("end-meeting", args=[held.pk])).status_code == 302


# Confidentiality --------------------------------------------------------------------------------------------


def due(user: User) -> bool:
    with acting_as(user):
        return Agreed.of(user).due


def test_a_member_is_reminded_until_they_agree_and_again_after_a_year(
    drafted: Drafted, clock: time_machine.Traveller
) -> None:
    dana = drafted.cast.dana
    home = client_of(dana).get(reverse("home")).content.decode()
    assert "read the team&#x27;s statement on confidentiality" in home or "statement on confidentiality" in home
    client_of(dana).post(reverse("statement"))
    assert not due(dana)
    clock.shift(timedelta(days=364))
    assert not due(dana)
    clock.shift(timedelta(days=1))
    assert due(dana)


def test_another_wording_asks_everybody_anew(drafted: Drafted) -> None:
    cast = drafted.cast
    with acting_as(cast.dana):
        acknowledge(by=cast.dana)
    with acting_as(cast.chair):
        new_wording(words="What is said here stays here.", kept_words=0, by=cast.chair)
    assert due(cast.dana)
    assert "What is said here stays here." in client_of(cast.dana).get(reverse("statement")).content.decode()
    with pytest.raises(Refused, match="Only the chair"), acting_as(cast.dana):
        new_wording(words="Mine", kept_words=0, by=cast.dana)


def test_a_statement_keeps_no_name_whatever_is_ticked(drafted: Drafted) -> None:
    browser, address = client_of(drafted.cast.chair), reverse("set-statement")
    words = "What Maria Gonzalez said stays here."
    asked = browser.post(address, {"words": words}).content.decode()
    ticks = dict.fromkeys(re.findall(r'name="(words-keep-[0-9a-f]+)"', asked), "on")
    assert ticks
    refused = browser.post(address, {"words": words, **ticks}).content.decode()
    assert "it names nobody" in refused and words.split()[-1] in refused
    with acting_as_system():
        assert not Statement.objects.exists()
    assert browser.post(address, {"words": "What is said stays here."}).status_code == 302


def test_agreed_aloud_is_kept_for_who_is_here_with_who_noted_it(drafted: Drafted, held: Meeting) -> None:
    cast = drafted.cast
    here(held, cast.chair, cast.dana, cast.lee)
    with acting_as(cast.dana):
        acknowledge(by=cast.dana, meeting=held)
        acknowledge(by=cast.dana, meeting=held)
    guests(held, cast.chair)
    with acting_as(cast.chair):
        assert agreed_aloud(held, by=cast.chair) == 2
        assert agreed_aloud(held, by=cast.chair) == 0
    with acting_as_system():
        said = {row.person_id: row.noted_by_id for row in Acknowledgement.objects.filter(meeting=held)}
        assert said == {cast.dana.place.pk: cast.dana.place.pk, cast.lee.place.pk: cast.chair.place.pk}
        assert Attendance.objects.get(person=None).agreed_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_member_may_agree_while_it_is_said_aloud(drafted: Drafted, held: Meeting) -> None:
    """Their own press is not committed yet when the chair looks at who has said so, but is when the rest are noted."""
    cast = drafted.cast
    here(held, cast.chair, cast.dana, cast.lee)

    def say_aloud() -> None:
        with acting_as(cast.chair):
            agreed_aloud(held, by=cast.chair)

    with acting_as(cast.dana):
        acknowledge(by=cast.dana, meeting=held)
        said_aloud = until_it_waits(say_aloud)
    said_aloud.result(20)

    with acting_as_system():
        said = {row.person_id: row.noted_by_id for row in Acknowledgement.objects.filter(meeting=held)}
    assert said == {cast.dana.place.pk: cast.dana.place.pk, cast.lee.place.pk: cast.chair.place.pk}


def test_a_code_is_refused_with_what_is_true_where_it_was_typed(drafted: Drafted, held: Meeting) -> None:
    """Neither guests nor the statement are of the open part, and nobody puts a case forward from there."""
    browser = client_of(drafted.cast.chair)
    sent = {"number": "2", "sector": "health", "words": "Clinic of HT-7F3K-9QXM-4"}
    for name, keys in (("add-guests", [held.pk]), ("set-statement", [])):
        page = browser.post(reverse(name, args=keys), sent).content.decode()
        assert "Not everybody who reads this may know of that case" in page, name
        assert "open part of a meeting names" not in page, name


def test_a_list_of_the_room_holds_items_and_no_headings(drafted: Drafted, held: Meeting) -> None:
    """A screen reader says how many items there are, in each part."""
    cast = drafted.cast
    with acting_as_system():
        AgendaItem.objects.filter(pk=drafted.item("A")).update(part=cast.part(PartKind.CHILD))
    here(held, cast.chair, cast.chair)
    page = client_of(cast.chair).get(reverse("room-copy", args=[held.pk])).content.decode()
    shown = page[page.index('class="room"') :]
    assert [len(re.findall("<li", part)) for part in re.findall(r"<ol.*?</ol>", shown, re.S)] == [5, 1]
    assert not re.search(r"<ol[^>]*>(?:(?!</ol>).)*<h2", shown, re.S)
