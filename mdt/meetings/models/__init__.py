"""When a body meets and in which parts, what is on each agenda, and the actions that come back until they are done."""

from mdt.meetings.models.feeds import CalendarFeed
from mdt.meetings.models.items import LONGEST_ITEM, USUAL_MINUTES, AgendaItem, ItemState, Lane
from mdt.meetings.models.months import (
    HowSoon,
    Known,
    KnownAnswer,
    StaffingAsk,
    StaffingState,
    Step,
    StepKind,
    WhyStaffing,
)
from mdt.meetings.models.parts import BASES, ORDER, Part, PartBasis, PartKind, PartSeat
from mdt.meetings.models.planning import Meeting, OnHoliday, Series, SeriesChange, State
from mdt.meetings.models.selection import LONGEST_DAYS, MOST_ITEMS, Selection
from mdt.meetings.models.work import ActionItem, ActionKind, Topic

__all__ = [
    "BASES",
    "LONGEST_DAYS",
    "LONGEST_ITEM",
    "MOST_ITEMS",
    "ORDER",
    "USUAL_MINUTES",
    "ActionItem",
    "ActionKind",
    "AgendaItem",
    "CalendarFeed",
    "HowSoon",
    "ItemState",
    "Known",
    "KnownAnswer",
    "Lane",
    "Meeting",
    "OnHoliday",
    "Part",
    "PartBasis",
    "PartKind",
    "PartSeat",
    "Selection",
    "Series",
    "SeriesChange",
    "StaffingAsk",
    "StaffingState",
    "State",
    "Step",
    "StepKind",
    "Topic",
    "WhyStaffing",
]
