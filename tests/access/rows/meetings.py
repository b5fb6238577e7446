"""Rows of meetings. The meeting is the team's: its chair and the coordinator prepare it, and nobody else sits in it."""

from datetime import date, time
from typing import Any

from audit.ledger import System
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.editing import add
from mdt.meetings.actions.planning import set_series
from mdt.meetings.models import ActionItem, ActionKind, AgendaItem, Meeting
from mdt.meetings.series import Rule
from privacy.wall import acting_as, acting_as_system
from tests.access.matrix import body_of, row
from tests.cast import Cast

FIRST_THURSDAY = {"week": 1, "day": 3, "every": 1, "starts_on": "2026-10-01", "at": "12:00", "minutes": 120}
SERIES = FIRST_THURSDAY | {"place": "Courthouse Annex (invented)", "draft_days": 7}


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
    with acting_as_system():
        return {"pk": Meeting.objects.earliest("starts_at").pk}


def action(cast: Cast) -> dict[str, Any]:
    """An open action of the prosecutor's office, due before any meeting to come."""
    with acting_as_system():
        given = ActionItem.objects.create(
            team=cast.team,
            body=cast.bodies["team"],
            kind=ActionKind.REPORT_BACK,
            agency=cast.agencies["prosecutor"],
            due_on=date(2026, 10, 20),
            given_by=cast.place("chair"),
        )
    return {"pk": given.pk}


def item(cast: Cast) -> dict[str, Any]:
    """The place of that action on the next agenda."""
    action(cast)
    found = meeting(cast)
    with acting_as_system(cast.team.pk):
        held = Meeting.objects.select_related("body").get(pk=found["pk"])
        draft_agenda(held, by=System("agenda job"))
        suggested = AgendaItem.objects.get(meeting=held).pk
    with acting_as(cast.people["chair"]):
        add(held, items=[suggested], by=cast.people["chair"])
    return found | {"item": suggested}


def new_action(cast: Cast) -> dict[str, Any]:
    return {"kind": "report_back", "agency": cast.agencies["prosecutor"].pk, "due_on": "2099-01-01"}


def group_with_series(cast: Cast) -> dict[str, Any]:
    meeting(cast)
    return GROUP(cast)


GROUP = body_of("team")
READ: dict[str, Any] = {"others": 403, "partners": 404, "leads": 404, "subchair": 404, "chair": 200, "coordinator": 200}
PREPARE: dict[str, Any] = {"others": 403, "subchair": 404, "chair": 200, "coordinator": 200}
PRESS = PREPARE | {"chair": 302, "coordinator": 302}
FINISH = READ | {"chair": 302, "coordinator": 302}

ROWS = [
    row("meetings", others=403, partners=200, leads=200, chairs=200),
    row("agenda", at=meeting, **READ),
    row("agenda-pdf", at=meeting, **READ),
    row("invitation", at=meeting, **READ),
    row("build-agenda", at=meeting, **PREPARE),
    row("preview-agenda", at=meeting, **PREPARE),
    row("draft-agenda", "POST", at=meeting, **PRESS),
    row("add-items", "POST", at=meeting, **PRESS),
    row("set-minutes", "POST", at=meeting, **PRESS),
    row("publish-agenda", "POST", at=meeting, **PRESS),
    row("agenda-item", at=item, **PREPARE),
    row("move-item", "POST", at=item, data={"move": "up"}, **PRESS),
    row("defer-item", "POST", at=item, **PRESS),
    row("take-off-item", "POST", at=item, **PRESS),
    row("set-presenter", "POST", at=item, **PRESS),
    row("series", at=GROUP, **PREPARE),
    row("series", "POST", at=GROUP, data=SERIES, **PRESS),
    row("change-date", "POST", at=group_with_series, **PREPARE),
    row("give-action", at=GROUP, **PREPARE),
    row("give-action", "POST", at=GROUP, data=new_action, **PRESS),
    row("actions", others=403, partners=200, leads=200, chairs=200),
    row("action-done", "POST", at=action, **FINISH),
    row("action-reopen", "POST", at=action, **FINISH),
]
