"""The calendar file: the same words for every meeting, one name for life, and times that hold."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from icalendar import Calendar

from mdt.meetings.calendar import Invitation, calendar_file

INVITATION = Invitation(
    meeting=UUID("0190c0de-0000-7000-8000-000000000001"),
    starts=datetime(2026, 11, 5, 20, 0, tzinfo=UTC),
    minutes=120,
    place="Courthouse Annex, room 210",
    revision=2,
    changed_at=datetime(2026, 10, 20, 15, 30, tzinfo=UTC),
)


def test_the_whole_file_is_known():
    assert calendar_file(INVITATION).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//MDT referrals//Meetings//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "SUMMARY:MDT meeting",
        "DTSTART:20261105T200000Z",
        "DTEND:20261105T220000Z",
        "DTSTAMP:20261020T153000Z",
        "UID:0190c0de-0000-7000-8000-000000000001@mdt-meeting",
        "SEQUENCE:2",
        "CLASS:PRIVATE",
        r"LOCATION:Courthouse Annex\, room 210",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_moved_meeting_keeps_its_name_and_counts_up():
    moved = replace(INVITATION, starts=datetime(2026, 11, 12, 20, 0, tzinfo=UTC), revision=3)
    event = Calendar.from_ical(calendar_file(moved)).walk("VEVENT")[0]
    assert str(event["uid"]) == "0190c0de-0000-7000-8000-000000000001@mdt-meeting"
    assert event["sequence"] == 3
    assert event.decoded("dtstart") == datetime(2026, 11, 12, 20, 0, tzinfo=UTC)


def test_a_cancelled_meeting_says_so():
    event = Calendar.from_ical(calendar_file(replace(INVITATION, cancelled=True))).walk("VEVENT")[0]
    assert str(event["status"]) == "CANCELLED"


def test_a_place_cannot_add_lines_of_its_own():
    file = calendar_file(replace(INVITATION, place="Room 1\r\nSUMMARY:Something else\r\nEND:VEVENT"))
    events = Calendar.from_ical(file).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == ["MDT meeting"]


def test_a_long_place_is_folded_and_read_back_whole():
    place = "Sala número 210, " * 12
    file = calendar_file(replace(INVITATION, place=place))
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    assert str(Calendar.from_ical(file).walk("VEVENT")[0]["location"]) == place
