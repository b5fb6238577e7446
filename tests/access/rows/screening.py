"""Rows of screening: a screening is its desk's, how a case stands is said by desks that hold it."""

from typing import Any

from cases.screening.models import Instrument
from tests.access.matrix import row
from tests.access.rows.duties import case
from tests.cast import Cast
from tests.screening.build import add_list, keep


def screening(cast: Cast) -> dict[str, Any]:
    return {"pk": keep(cast.people["sender"]).pk}


def instrument(cast: Cast) -> dict[str, Any]:
    made: Instrument = add_list(cast.people["administrator"])
    return {"pk": made.pk}


def shipped(cast: Cast) -> dict[str, Any]:
    return {"key": "county-signs"}


def shipped_for_case(cast: Cast) -> dict[str, Any]:
    return case(cast) | shipped(cast)


TICKED = {"signs": ["0"], "setting": "office"}
LIST = {
    "name": "Intake list",
    "items": "First sign\nSecond sign",
    "some_from": "1",
    "some_route": "advocate",
    "many_from": "2",
    "many_route": "refer",
    "about": "both",
    "rights": "Written by this team",
    "holds_rights": "on",
}
DOOR: dict[str, Any] = {"others": 403, "partners": 404, "leads": 404}
BOTH_200 = DOOR | {"sender": 200, "receiver": 200}
BOTH_302 = DOOR | {"sender": 302, "receiver": 302}
# Who sits at no desk is told so on the page; nothing is kept.
SEATED: dict[str, Any] = {"others": 403, "partners": 302, "leads": 200, "colleague": 200}

ROWS = [
    row("screenings", others=403, partners=200, leads=200),
    row("choose-checklist", at=case, **BOTH_200),
    row("screen", at=shipped, others=403, partners=200, leads=200),
    row("screen", "POST", at=shipped, data=TICKED, **SEATED),
    row("screen-case", at=shipped_for_case, **BOTH_200),
    row("screen-case", "POST", at=shipped_for_case, data=TICKED, **BOTH_302),
    row("screening", at=screening, **(DOOR | {"sender": 200})),
    row("screening", "POST", at=screening, data={"action": "refer"}, **(DOOR | {"sender": 302})),
    row("standing", at=case, **BOTH_200),
    row("standing", "POST", at=case, data={"kind": "suspected", "holds": "yes"}, **BOTH_302),
    row("instruments", others=403, administrators=200),
    row("add-checklist", others=403, administrators=200),
    row("add-checklist", "POST", data=LIST, others=403, administrators=302),
    row("retire-checklist", "POST", at=instrument, others=403, administrator=302, neighbour_administrator=404),
]
