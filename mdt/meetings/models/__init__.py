"""When a body meets and in which parts, what is on each agenda, and the actions that come back until they are done."""

from mdt.meetings.models.feeds import CalendarFeed
from mdt.meetings.models.items import LONGEST_ITEM, USUAL_MINUTES, AgendaItem, ItemState
from mdt.meetings.models.parts import BASES, ORDER, Part, PartBasis, PartKind, PartSeat
from mdt.meetings.models.planning import Meeting, OnHoliday, Series, SeriesChange, State
from mdt.meetings.models.work import ActionItem, ActionKind, Topic

__all__ = [
    "BASES",
    "LONGEST_ITEM",
    "ORDER",
    "USUAL_MINUTES",
    "ActionItem",
    "ActionKind",
    "AgendaItem",
    "CalendarFeed",
    "ItemState",
    "Meeting",
    "OnHoliday",
    "Part",
    "PartBasis",
    "PartKind",
    "PartSeat",
    "Series",
    "SeriesChange",
    "State",
    "Topic",
]
