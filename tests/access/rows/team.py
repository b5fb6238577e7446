"""Rows of the team floor. A lead looks after people of their own agency, an administrator after their team's."""

from typing import Any

from mdt.team.models import Invitation
from tests.access.matrix import UNCHANGED, agency_of, body_of, desk_of, place_of, row
from tests.cast import Cast


def invited(cast: Cast) -> dict[str, Any]:
    """An open invitation to child welfare."""
    invitation, _ = Invitation.objects.get_or_create(
        team=cast.team,
        agency=cast.agencies["child_welfare"],
        email="new@example.org",
        defaults={"roles": ["partner"], "secret_hash": "0" * 64, "expires_at": "2099-01-01T00:00Z"},
    )
    return {"invitation": invitation.pk}


def seated_sender(cast: Cast) -> dict[str, Any]:
    return {"desk": cast.desks["child_welfare"].pk, "person": cast.people["sender"].pk}


def seated_desk(cast: Cast) -> dict[str, Any]:
    return {"body": cast.bodies["team"].pk, "desk": cast.desks["prosecutor"].pk}


def colleague(cast: Cast) -> dict[str, Any]:
    return {"person": cast.place("colleague").pk}


def the_chair(cast: Cast) -> dict[str, Any]:
    return {"person": cast.place("chair").pk}


def another_desk(cast: Cast) -> dict[str, Any]:
    return {"desk": cast.desks["hospital"].pk}


SENDER, CHILD_WELFARE = place_of("sender"), agency_of("child_welfare")
TEAM, LABOR = body_of("team"), body_of("labor")
DESK, PHONE = desk_of("child_welfare"), desk_of("child_welfare", line="phone")
# Of child welfare: its own lead and the team's administrator; another lead or team does not learn that it is there.
OWN_200: dict[str, Any] = {"lead": 200, "other_lead": 404, "administrator": 200, "neighbour_administrator": 404}
OWN_302: dict[str, Any] = OWN_200 | {"lead": 302, "administrator": 302}
ADMINISTRATOR_302: dict[str, Any] = {"administrator": 302, "neighbour_administrator": 404}
YES = {"allowed": "yes"}
NEW = {"people": "new@example.org", "roles": ["partner"]}

ROWS = [
    row("check-words", "POST", data={"words-field": "note", "note": "Fine."}, others=200),
    row("home", others=200),
    row("account", others=200),
    row("switch-team", "POST", at=lambda cast: {"place": cast.place("both").pk}, others=404),
    row("end-sessions", "POST", others=302),
    row("accept-invitation", at=lambda cast: {"secret": "made-up"}, others=404, out=404),
    row("accept-invitation", "POST", at=lambda cast: {"secret": "made-up"}, others=404, out=404),
    row("people", others=403, leads=200, administrators=200),
    row("person", at=SENDER, others=403, **OWN_200),
    row("invite", others=403, leads=200, administrators=200),
    # An administrator also says for which agency, which is missing here: the form comes back.
    row("invite", "POST", data=NEW, others=403, leads=302, administrators=200),
    row("invite-again", "POST", at=invited, others=403, **OWN_302),
    row("withdraw-invitation", "POST", at=invited, others=403, **OWN_302),
    row("change-roles", at=SENDER, others=403, **OWN_200),
    row("change-roles", "POST", at=SENDER, data={"roles": ["agency_lead"]}, others=403, **OWN_302),
    row("turn-off", "POST", at=SENDER, data={"successor": "nobody"}, others=403, **OWN_302),
    row("agencies", others=403, administrators=200),
    row("add-agency", others=403, administrators=200),
    row("add-agency", "POST", data={"name": "New (invented)", "sector": "labor"}, others=403, administrators=302),
    row("agency", at=CHILD_WELFARE, others=403, **OWN_200),
    row("change-bindings", at=CHILD_WELFARE, others=403, administrator=200, neighbour_administrator=404),
    row("change-bindings", "POST", at=CHILD_WELFARE, data={"sector": "labor"}, others=403, **ADMINISTRATOR_302),
    row("suspend-agency", "POST", at=CHILD_WELFARE, data={"suspended": "yes"}, others=403, **ADMINISTRATOR_302),
    # The agency's own decision, not the county's administrator's.
    row("allow-notes", "POST", at=CHILD_WELFARE, data=YES, others=403, **(OWN_302 | {"administrator": UNCHANGED})),
    row("add-desk", at=CHILD_WELFARE, others=403, **OWN_200),
    row("add-desk", "POST", at=CHILD_WELFARE, data={"name": "Night"}, others=403, **OWN_302),
    row("desk", at=DESK, others=403, **OWN_200),
    row("desk", "POST", at=DESK, data={"name": "Night"}, others=403, **OWN_302),
    row("confirm-line", "POST", at=PHONE, others=403, **OWN_302),
    row("seat", "POST", at=DESK, data=colleague, others=403, **OWN_302),
    row("unseat", "POST", at=seated_sender, others=403, **OWN_302),
    row("close-desk", at=DESK, others=403, administrator=200, neighbour_administrator=404),
    row("close-desk", "POST", at=DESK, others=403, **ADMINISTRATOR_302),
    row("leave-team", at=CHILD_WELFARE, others=403, administrator=200, neighbour_administrator=404),
    row("leave-team", "POST", at=CHILD_WELFARE, others=403, **ADMINISTRATOR_302),
    row("bodies", others=403, administrators=200),
    row("bodies", "POST", data={"name": "Data Collection"}, others=403, administrators=302),
    row("body", at=LABOR, others=403, administrator=200, neighbour_administrator=404),
    row("name-chair", "POST", at=LABOR, data=the_chair, others=403, **ADMINISTRATOR_302),
    row("add-desk-to-body", "POST", at=TEAM, data=another_desk, others=403, **ADMINISTRATOR_302),
    row("remove-desk-from-body", "POST", at=seated_desk, others=403, **ADMINISTRATOR_302),
]
