"""What meetings say on Home: when each of one's groups meets next, and what its agenda still needs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone

from mdt.meetings.agenda import shelves, when
from mdt.meetings.holding import Agreed
from mdt.meetings.models import ItemState, Meeting, State
from mdt.meetings.policies import builds
from mdt.meetings.querysets import bodies_of
from mdt.team.home import Panel
from mdt.team.models import User

# Three meetings of each group are planned; nobody sits in more groups than this holds.
_MOST = 60


@dataclass(frozen=True)
class Next:
    """One group's next meeting as one person finds it. The counts are of what they may see themselves."""

    meeting: Meeting
    when: str
    builds: bool
    suggested: int = 0
    listed: int = 0


@dataclass(frozen=True)
class NextMeetings:
    """Nothing for those who sit in no group, or whose groups have no meeting planned."""

    key: str = "meetings.next"
    order: int = 30
    permission: str = "meetings.read"

    def present(self, user: User) -> Panel | None:
        coming = Meeting.objects.visible_to(user).standing().after(timezone.now()).select_related("body")
        shown = [_next(meeting, user) for meeting in _first_of_each(coming.order_by("starts_at", "pk")[:_MOST])]
        return Panel("meetings/home_panel.html", {"coming": shown}) if shown else None


@dataclass(frozen=True)
class StatementDue:
    """For members of groups that meet, once a year: the statement on confidentiality is to be read."""

    key: str = "meetings.statement"
    order: int = 25
    permission: str = "meetings.read"

    def present(self, user: User) -> Panel | None:
        if not bodies_of(user).exists():
            return None
        agreed = Agreed.of(user)
        return Panel("meetings/statement_panel.html", {"last": agreed.last}) if agreed.due else None


def _first_of_each(meetings: Iterable[Meeting]) -> Iterator[Meeting]:
    seen = set()
    for meeting in meetings:
        if meeting.body_id not in seen:
            seen.add(meeting.body_id)
            yield meeting


def _next(meeting: Meeting, user: User) -> Next:
    prepares = builds(user, meeting.body)
    if not prepares or meeting.state == State.PLANNED:
        return Next(meeting, when(meeting), prepares)
    held = shelves(meeting, user, ItemState.SUGGESTED, ItemState.LISTED)
    return Next(meeting, when(meeting), prepares, len(held[ItemState.SUGGESTED]), len(held[ItemState.LISTED]))
