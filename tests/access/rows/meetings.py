"""Rows of meetings. The meeting is the team's: its chair and the coordinator prepare it, and nobody else sits in it."""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from audit.ledger import System
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.editing import add, publish
from mdt.meetings.actions.planning import set_series
from mdt.meetings.actions.raising import raise_topic
from mdt.meetings.actions.recusing import step_back
from mdt.meetings.actions.staffings import ask_staffing
from mdt.meetings.actions.topics import add_topic
from mdt.meetings.actions.work import finish
from mdt.meetings.models import (
    ActionItem,
    ActionKind,
    AgendaItem,
    ForwardAsk,
    HowSoon,
    ItemState,
    Meeting,
    Part,
    PartKind,
    Recusal,
    RecusalReason,
    WhyStaffing,
)
from mdt.meetings.series import Rule
from privacy.wall import acting_as, acting_as_system
from tests.access.matrix import UNCHANGED, body_of, row
from tests.cast import Cast

FIRST_THURSDAY = {
    "week": 1,
    "day": 3,
    "every": 1,
    "starts_on": str(timezone.localdate()),
    "at": "12:00",
    "minutes": 120,
}
SERIES = FIRST_THURSDAY | {
    "place": "Courthouse Annex (invented)",
    "draft_days": 7,
    "cut_off_days": 2,
    "remind_days": 3,
    "on_holiday": "skip",
}


def meeting(cast: Cast) -> dict[str, Any]:
    """The next meeting of the team."""
    settings = {
        "rule": str(Rule(week=1, day=3, every=1, starts_on=date(2026, 10, 1))),
        "starts_on": date(2026, 10, 1),
        "at": time(12),
        "zone": "America/Los_Angeles",
        "minutes": 120,
        "place": "Courthouse Annex (invented)",
        "draft_days": 7,
    }
    with acting_as(cast.people["chair"]):
        set_series(cast.bodies["team"], settings=settings, by=cast.people["chair"])
    with acting_as_system(cast.team.pk):
        return {"pk": Meeting.objects.earliest("starts_at").pk}


def action(cast: Cast) -> dict[str, Any]:
    """An open action of the prosecutor's office, due before any meeting to come."""
    with acting_as_system():
        given = ActionItem.objects.create(
            team=cast.team,
            body=cast.bodies["team"],
            part=Part.objects.get(body=cast.bodies["team"], kind=PartKind.OPEN),
            kind=ActionKind.REPORT_BACK,
            agency=cast.agencies["prosecutor"],
            due_on=date(2026, 10, 20),
            given_by=cast.place("chair"),
        )
    return {"pk": given.pk}


def done_action(cast: Cast) -> dict[str, Any]:
    found = action(cast)
    with acting_as(cast.people["chair"]):
        finish(ActionItem.objects.select_related("body").get(**found), by=cast.people["chair"])
    return found


def suggested(cast: Cast) -> dict[str, Any]:
    """The next meeting, with two actions suggested for its agenda."""
    action(cast), action(cast)
    found = meeting(cast)
    with acting_as_system(cast.team.pk):
        draft_agenda(Meeting.objects.select_related("body").get(**found), by=System("agenda job"))
    return found


def last_item(cast: Cast) -> AgendaItem:
    with acting_as_system(cast.team.pk):
        return AgendaItem.objects.select_related("meeting__body").order_by("position")[1]


def listed(cast: Cast) -> dict[str, Any]:
    """The meeting with both on its agenda, and the second of them. Asked for again, it is the same one."""
    with acting_as_system(cast.team.pk):
        ordered = AgendaItem.objects.order_by("meeting__starts_at", "position")
        there = ordered.filter(state=ItemState.LISTED)[1:2].first()
    if there:
        return {"pk": there.meeting_id, "item": there.pk}
    found = suggested(cast)
    last = last_item(cast)
    with acting_as_system(cast.team.pk):
        both = [item.pk for item in AgendaItem.objects.order_by("position")]
    with acting_as(cast.people["chair"]):
        add(last.meeting, items=both, by=cast.people["chair"])
    return found | {"item": last.pk}


def meeting_with_items(cast: Cast) -> dict[str, Any]:
    return {"pk": listed(cast)["pk"]}


def published(cast: Cast) -> dict[str, Any]:
    found = meeting_with_items(cast)
    with acting_as_system(cast.team.pk):
        held = Meeting.objects.get(pk=found["pk"])
    with acting_as(cast.people["chair"]):
        publish(held, by=cast.people["chair"])
    return found


def to_add(cast: Cast) -> dict[str, Any]:
    return {"item": str(last_item(cast).pk)}


def ten_minutes(cast: Cast) -> dict[str, Any]:
    return {f"minutes-{last_item(cast).pk}": "10"}


def the_chair(cast: Cast) -> dict[str, Any]:
    return {"presenter": cast.place("chair").pk}


def new_action(cast: Cast) -> dict[str, Any]:
    return {
        "kind": "report_back",
        "agency": cast.agencies["prosecutor"].pk,
        "due_on": str(timezone.localdate() + timedelta(days=30)),
    }


def topic(cast: Cast) -> dict[str, Any]:
    with acting_as(cast.people["chair"]):
        added = add_topic(cast.bodies["team"], words="Report on training", kept_words=0, by=cast.people["chair"])
    return {"pk": added.pk}


def part_of(cast: Cast, kind: PartKind) -> Part:
    with acting_as_system(cast.team.pk):
        return Part.objects.get(body=cast.bodies["team"], kind=kind)


def open_part_of_a_meeting(cast: Cast) -> dict[str, Any]:
    return meeting(cast) | {"part": part_of(cast, PartKind.OPEN).pk}


def draft_step(cast: Cast) -> dict[str, Any]:
    return meeting(cast) | {"kind": "draft"}


def raised(cast: Cast) -> dict[str, Any]:
    with acting_as(cast.people["chair"]):
        added = raise_topic(cast.bodies["team"], words="Report on training", kept_words=0, by=cast.people["chair"])
    return {"pk": added.pk}


def an_ask(cast: Cast) -> dict[str, Any]:
    return {"part": part_of(cast, PartKind.OPEN).pk, "soon": "week", "why": "stuck", "minutes": "30"}


def asked(cast: Cast) -> dict[str, Any]:
    part, chair = part_of(cast, PartKind.OPEN), cast.people["chair"]
    with acting_as(chair):
        made = ask_staffing(part, soon=HowSoon.WEEK, why=WhyStaffing.STUCK, minutes=30, by=chair)
    return {"pk": made.pk}


def a_plan(cast: Cast) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=3)
    return {"day": str(day), "at": "09:00", "place": "Courthouse Annex (invented)"}


def asked_for(cast: Cast) -> dict[str, Any]:
    """The second listed action, as if its agency's desk had been asked to put it forward."""
    listed(cast)
    item, chair = last_item(cast), cast.people["chair"]
    with acting_as(chair):
        ask = ForwardAsk.objects.create(
            team_id=cast.team.pk, body=cast.bodies["team"], item=item, record=item.record, asked_by=chair.place,
            desk=cast.desks["child_welfare"], meets_at=timezone.now() + timedelta(days=9),
        )  # fmt: skip
    return {"pk": ask.pk}


def taken_back_ask(cast: Cast) -> dict[str, Any]:
    asked_for(cast)
    return listed(cast)


def child_part(cast: Cast) -> dict[str, Any]:
    return {"pk": part_of(cast, PartKind.CHILD).pk}


def made_up(cast: Cast) -> dict[str, Any]:
    return {"secret": "made-up"}


def group_with_series(cast: Cast) -> dict[str, Any]:
    meeting(cast)
    return GROUP(cast)


def stepped_back(cast: Cast) -> dict[str, Any]:
    """An item that the coordinator stepped back from."""
    found = listed(cast)
    with acting_as(cast.people["coordinator"]):
        step_back(
            Meeting.objects.select_related("body").get(pk=found["pk"]),
            item=found["item"],
            reason=RecusalReason.UNSAID,
            by=cast.people["coordinator"],
        )
    with acting_as_system(cast.team.pk):
        return found | {"recusal": Recusal.objects.get().pk}


def no_wall(cast: Cast) -> dict[str, Any]:
    return listed(cast) | {"wall": cast.team.pk}


def the_third(cast: Cast) -> dict[str, Any]:
    return {"person": cast.people["third"].pk}


GROUP = body_of("team")
READ: dict[str, Any] = {"others": 403, "partners": 404, "leads": 404, "subchair": 404, "chair": 200, "coordinator": 200}
PREPARE: dict[str, Any] = {"others": 403, "subchair": 404, "chair": 200, "coordinator": 200}
ASK = READ | {"chair": 302, "coordinator": 302}
UNDO = READ | {"chair": 302, "coordinator": UNCHANGED}
NOT_ASKED = READ | {"chair": UNCHANGED, "coordinator": UNCHANGED}
PRESS = PREPARE | {"chair": 302, "coordinator": 302}
FINISH = READ | {"chair": 302, "coordinator": 302}

ROWS = [
    row("meetings", others=403, partners=200, leads=200, chairs=200),
    row("feed", others=403, partners=200, leads=200, chairs=200),
    row("feed", "POST", others=403, partners=200, leads=200, chairs=200),
    row("end-feed", "POST", others=403, partners=UNCHANGED, leads=UNCHANGED, chairs=UNCHANGED),
    row("calendar-feed", others=404, out=404, at=made_up),
    row("agenda", at=meeting, **READ),
    row("agenda-pdf", at=open_part_of_a_meeting, **READ),
    row("invitation", at=meeting, **READ),
    row("packets", at=meeting, **PREPARE),
    row("packets", "POST", at=published, **PRESS),
    row("build-agenda", at=meeting, **PREPARE),
    row("meeting-month", at=meeting, **PREPARE),
    row("meeting-step", "POST", at=draft_step, **PRESS),
    row("preview-agenda", at=meeting, **PREPARE),
    row("draft-agenda", "POST", at=meeting, **PRESS),
    row("add-items", "POST", at=suggested, data=to_add, **PRESS),
    row("set-minutes", "POST", at=meeting_with_items, data=ten_minutes, **PRESS),
    row("publish-agenda", "POST", at=meeting_with_items, **PRESS),
    row("agenda-item", at=listed, **PREPARE),
    row("move-item", "POST", at=listed, data={"move": "up"}, **PRESS),
    row("presenters", at=meeting, **READ),
    row("tell-presenter", "POST", at=listed, data={"answer": "known"}, **NOT_ASKED),
    row("set-lane", "POST", at=listed, data={"lane": "urgent"}, **PRESS),
    row("defer-item", "POST", at=listed, **PRESS),
    row("take-off-item", "POST", at=listed, **PRESS),
    row("set-presenter", "POST", at=listed, data=the_chair, **PRESS),
    # Nobody put an action forward, so nobody can be asked.
    row("ask-owner", "POST", at=listed, **PREPARE | {"chair": UNCHANGED, "coordinator": UNCHANGED}),
    row("take-ask-back", "POST", at=taken_back_ask, **PRESS),
    # Of a record that is not theirs to work on, whoever was asked finds nothing (tests/walls/test_asking.py says yes).
    row("forward-asked", "POST", at=asked_for, others=403, partners=404, leads=404),
    row("leave-asked", "POST", at=asked_for, others=403, partners=404, leads=404),
    row("step-back", at=listed, **READ),
    row("step-back", "POST", at=listed, data={"reason": "unsaid"}, **FINISH),
    row("item-people", at=listed, **PREPARE),
    # An action given by hand is of no one case, so it is kept from nobody.
    row("item-people", "POST", at=listed, data=the_third, **PREPARE),
    row("let-back-in", "POST", at=stepped_back, **PRESS | {"coordinator": 404}),
    row("lift-from-item", "POST", at=no_wall, **PREPARE | {"chair": 404, "coordinator": 404}),
    row("series", at=GROUP, **PREPARE),
    row("series", "POST", at=GROUP, data=SERIES, **PRESS),
    row("change-date", "POST", at=group_with_series, **PREPARE),
    row("parts", at=GROUP, **PREPARE),
    row("parts", "POST", at=GROUP, data={"what": "members/agreement"}, **PRESS),
    row("set-roster", "POST", at=child_part, **PRESS),
    row("end-part", "POST", at=child_part, **PRESS),
    row("give-action", at=GROUP, **PREPARE),
    row("give-action", "POST", at=GROUP, data=new_action, **PRESS),
    row("sections", at=group_with_series, **PREPARE),
    row("sections", "POST", at=group_with_series, **PREPARE),
    row("raise-topic", at=GROUP, **READ),
    row("raise-topic", "POST", at=GROUP, data={"words": "Report on the training of last month"}, **ASK),
    row("take-back-topic", "POST", at=raised, **UNDO),
    row("ask-staffing", at=GROUP, **READ),
    row("ask-staffing", "POST", at=GROUP, data=an_ask, **ASK),
    row("staffing", at=asked, **PREPARE),
    row("staffing", "POST", at=asked, data=a_plan, **PRESS),
    row("refuse-staffing", "POST", at=asked, **PRESS),
    row("topics", at=GROUP, **PREPARE),
    row("topics", "POST", at=GROUP, data={"words": "Report on the training of last month"}, **PRESS),
    row("end-topic", "POST", at=topic, **PRESS),
    row("actions", others=403, partners=200, leads=200, chairs=200),
    row("action-take", "POST", at=action, **FINISH),
    row("action-done", "POST", at=action, **FINISH),
    row("action-reopen", "POST", at=done_action, **FINISH),
]
