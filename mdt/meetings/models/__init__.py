"""When a body meets and in which parts, what is on each agenda, and the actions that come back until they are done."""

from mdt.meetings.models.asking import ForwardAsk
from mdt.meetings.models.feeds import CalendarFeed
from mdt.meetings.models.items import LONGEST_ITEM, USUAL_MINUTES, AgendaItem, ItemState, Lane
from mdt.meetings.models.minutes import Addendum, Minutes
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
from mdt.meetings.models.packets import Packet, PacketState
from mdt.meetings.models.parts import BASES, ORDER, Part, PartBasis, PartKind, PartSeat
from mdt.meetings.models.planning import Meeting, OnHoliday, Series, SeriesChange, State
from mdt.meetings.models.presence import (
    KEEP_CASE_YEARS,
    KEEP_OPEN_YEARS,
    MOST_GUESTS,
    Acknowledgement,
    Attendance,
    HoldingRules,
    Statement,
)
from mdt.meetings.models.recusal import Recusal, RecusalReason, StoodAs, WhySteppedBack
from mdt.meetings.models.running import COMES_BACK, Lease, Outcome, Result, Sitting, Task, Turn
from mdt.meetings.models.selection import LONGEST_DAYS, MOST_ITEMS, Selection
from mdt.meetings.models.work import ActionItem, ActionKind, Topic

__all__ = [
    "BASES",
    "COMES_BACK",
    "KEEP_CASE_YEARS",
    "KEEP_OPEN_YEARS",
    "LONGEST_DAYS",
    "LONGEST_ITEM",
    "MOST_GUESTS",
    "MOST_ITEMS",
    "ORDER",
    "USUAL_MINUTES",
    "Acknowledgement",
    "ActionItem",
    "ActionKind",
    "Addendum",
    "AgendaItem",
    "Attendance",
    "CalendarFeed",
    "ForwardAsk",
    "HoldingRules",
    "HowSoon",
    "ItemState",
    "Known",
    "KnownAnswer",
    "Lane",
    "Lease",
    "Meeting",
    "Minutes",
    "OnHoliday",
    "Outcome",
    "Packet",
    "PacketState",
    "Part",
    "PartBasis",
    "PartKind",
    "PartSeat",
    "Recusal",
    "RecusalReason",
    "Result",
    "Selection",
    "Series",
    "SeriesChange",
    "Sitting",
    "StaffingAsk",
    "StaffingState",
    "State",
    "Statement",
    "Step",
    "StepKind",
    "StoodAs",
    "Task",
    "Topic",
    "Turn",
    "WhyStaffing",
    "WhySteppedBack",
]
