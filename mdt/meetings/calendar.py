"""A meeting as a calendar file (RFC 5545): its time and place, and nothing of what the team meets about."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from icalendar import Calendar, Event

from mdt.meetings.models import Meeting, State

SUMMARY = "MDT meeting"
FEED_TYPE = "text/calendar; charset=utf-8"
CONTENT_TYPE = "text/calendar; charset=utf-8; method=PUBLISH"


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the file says. `revision` counts changes of time or place, `changed_at` is the last one (UTC)."""

    meeting: UUID
    starts: datetime
    minutes: int
    place: str
    revision: int
    changed_at: datetime
    cancelled: bool = False

    @classmethod
    def of(cls, meeting: Meeting) -> Self:
        return cls(
            meeting=meeting.pk,
            starts=meeting.starts_at,
            minutes=meeting.minutes,
            place=meeting.place,
            revision=meeting.revision,
            changed_at=meeting.revised_at,
            cancelled=meeting.state == State.CANCELLED,
        )


def calendar_file(invitation: Invitation) -> bytes:
    """The .ics file. Times are UTC instants, so the file needs no zone table."""
    calendar = _calendar()
    calendar.add_component(_event(invitation))
    return bytes(calendar.to_ical())


def feed_file(invitations: Iterable[Invitation]) -> bytes:
    """A whole feed. Its address may be read by whoever carries it, so it does not even say where people meet."""
    calendar = _calendar()
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for invitation in invitations:
        calendar.add_component(_event(replace(invitation, place="")))
    return bytes(calendar.to_ical())


def _event(invitation: Invitation) -> Event:
    event = Event()
    event.add("uid", f"{invitation.meeting}@mdt-meeting")
    event.add("sequence", invitation.revision)
    event.add("dtstamp", invitation.changed_at)
    event.add("dtstart", invitation.starts)
    event.add("dtend", invitation.starts + timedelta(minutes=invitation.minutes))
    event.add("summary", SUMMARY)
    if invitation.place:
        event.add("location", invitation.place)
    event.add("status", "CANCELLED" if invitation.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//MDT referrals//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    return calendar
