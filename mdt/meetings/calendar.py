"""A meeting as a calendar file (RFC 5545): its time and place, and nothing of what the team meets about."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event

SUMMARY = "MDT meeting"
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


def calendar_file(invitation: Invitation) -> bytes:
    """The .ics file. Times are UTC instants, so the file needs no zone table."""
    event = Event()
    event.add("uid", f"{invitation.meeting}@mdt-meeting")
    event.add("sequence", invitation.revision)
    event.add("dtstamp", invitation.changed_at)
    event.add("dtstart", invitation.starts)
    event.add("dtend", invitation.starts + timedelta(minutes=invitation.minutes))
    event.add("summary", SUMMARY)
    event.add("location", invitation.place)
    event.add("status", "CANCELLED" if invitation.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    calendar = Calendar()
    calendar.add("prodid", "-//MDT referrals//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
