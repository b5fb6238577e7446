"""Rows of the directory: an agency's lead says what its desks offer, a desk's people confirm, the team keeps a list."""

from typing import Any

from mdt.directory.actions import Offered, add_organisation, add_service
from privacy.wall import acting_as
from tests.access.matrix import UNCHANGED, desk_of, row
from tests.cast import Cast

OFFERED: Offered = {"ages": ["15_17"], "languages": ["english"], "areas": [], "features": [], "capacity": "taking"}


def entry(cast: Cast) -> dict[str, Any]:
    """Child welfare's desk takes people into a shelter."""
    lead = cast.people["lead"]
    with acting_as(lead):
        made = add_service(desk=cast.desks["child_welfare"], service="shelter", by=lead, offered=OFFERED)
    return {"pk": made.pk}


def organisation(cast: Cast) -> dict[str, Any]:
    coordinator = cast.people["coordinator"]
    with acting_as(coordinator):
        made = add_organisation(by=coordinator, name="Outside house (invented)", services=["shelter"])
    return {"pk": made.pk}


DESK = desk_of("child_welfare")
A_SERVICE: dict[str, Any] = {"service": "shelter", **OFFERED}
OWN: dict[str, Any] = {"others": 403, "lead": 302, "other_lead": 404}
PLACES: dict[str, Any] = {"others": 403, "coordinator": 200, "administrators": 200}
KEEPS: dict[str, Any] = {"others": 403, "coordinator": 302, "administrators": 302}

ROWS = [
    row("services", others=403, partners=200, leads=200),
    row("add-service", at=DESK, **(OWN | {"lead": 200})),
    row("add-service", "POST", at=DESK, data=A_SERVICE, **OWN),
    row("change-service", at=entry, **(OWN | {"lead": 200})),
    row("change-service", "POST", at=entry, data=OFFERED | {"capacity": "waitlist"}, **OWN),
    row(
        "confirm-service", "POST", at=entry, data={"capacity": "waitlist"},
        others=403, partners=404, leads=404, sender=302, lead=302, colleague=UNCHANGED,
    ),
    row("remove-service", "POST", at=entry, **OWN),
    row("kept-directory", **PLACES),
    row(
        "kept-directory", "POST", data={"name": "Outside house", "services": ["shelter"]}, **KEEPS,
    ),
    row("directory-days", "POST", data={"stale_days": "10"}, **KEEPS),
    row(
        "end-organisation", "POST", at=organisation, **(KEEPS | {"neighbour_administrator": 404}),
    ),
]  # fmt: skip
