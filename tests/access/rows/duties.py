"""Rows of duties. Child welfare and the hospital hold the case; the duty is child welfare's, seen at its desk alone.

Not the colleague at no desk, not the lead without one, not the receiver: to them there is no such duty.
"""

from typing import Any

from cases.duties.actions.forwarding import put_forward
from cases.duties.models import Duty
from mdt.team.models import Body
from privacy.wall import acting_as
from tests.access.matrix import UNCHANGED, row
from tests.cast import Cast, seat
from tests.duties.build import ask, begin
from tests.referrals.build import make_sent


def _begun(cast: Cast) -> Duty:
    sent = make_sent(cast.people["sender"], cast.desks["child_welfare"], cast.desks["hospital"], note="")
    return begin(cast.people["sender"], sent, "abuse_report")


def case(cast: Cast) -> dict[str, Any]:
    sent = make_sent(cast.people["sender"], cast.desks["child_welfare"], cast.desks["hospital"], note="")
    return {"case": sent.case_id}


def duty(cast: Cast) -> dict[str, Any]:
    return {"pk": _begun(cast).pk}


def asked(cast: Cast) -> dict[str, Any]:
    begun = _begun(cast)
    ask(cast.people["sender"], begun, cast.desks["hospital"])
    return {"pk": begun.pk}


def forwarded(cast: Cast) -> dict[str, Any]:
    """To a group where the prosecutor's desk sits alone."""
    begun, sender = _begun(cast), cast.people["sender"]
    body = Body.objects.create(team=cast.team, name="Review (invented)", chair=cast.people["subchair"])
    seat(body, cast.desks["prosecutor"])
    with acting_as(sender):
        put_forward(by=sender, duty=begun, body=body, basis="person_agreed")
    return {"pk": begun.pk}


def forwarded_there(cast: Cast) -> dict[str, Any]:
    made = forwarded(cast)
    return made | {"body": Body.objects.get(name="Review (invented)").pk}


def to_the_team(cast: Cast) -> dict[str, Any]:
    return {"body": cast.bodies["team"].pk, "basis": "person_agreed"}


def the_hospital(cast: Cast) -> dict[str, Any]:
    return {"desk": cast.desks["hospital"].pk}


REPORT = {"rule": "abuse_report", "when": "now"}
PROOF = {"recipient": "hotline", "how": "phone", "held": "yes", "when": "now"}
DOOR: dict[str, Any] = {"others": 403, "partners": 404, "leads": 404}
OWED, CHANGED = DOOR | {"sender": 200}, DOOR | {"sender": 302}
ANSWERED = DOOR | {"receiver": 302}

ROWS = [
    row("duties", others=403, partners=200, leads=200),
    row("start-duty", at=case, **(DOOR | {"sender": 200, "receiver": 200})),
    row("start-duty", "POST", at=case, data=REPORT, **(DOOR | {"sender": 302, "receiver": 302})),
    row("duty", at=duty, chairs=404, **OWED),
    row("duty", at=asked, chairs=404, **(OWED | {"receiver": 200}), note="asked"),
    # The chair and the coordinator sit at the prosecutor's desk, which sits in that group.
    row("duty", at=forwarded, chairs=200, subchair=404, **OWED, note="put forward"),
    row("put-duty-forward", at=duty, **OWED),
    row("put-duty-forward", "POST", at=duty, data=to_the_team, **CHANGED),
    row("take-duty-back", "POST", at=forwarded_there, **CHANGED),
    row("prove-duty", at=asked, **OWED),
    row("prove-duty", "POST", at=asked, data=PROOF, **CHANGED),
    row("duty-not-applicable", at=asked, **OWED),
    row("duty-not-applicable", "POST", at=asked, data={"reason": "counsel"}, **CHANGED),
    row("offer-duty", at=duty, **OWED),
    row("offer-duty", "POST", at=duty, data=the_hospital, **CHANGED),
    row("take-back-duty", "POST", at=asked, **CHANGED),
    row("take-back-duty", "POST", at=duty, **(DOOR | {"sender": UNCHANGED}), note="nobody asked"),
    row("accept-duty", "POST", at=asked, **ANSWERED),
    row("decline-duty", "POST", at=asked, **ANSWERED),
    row("duty-rules", others=403, administrators=200),
    row("duty-rules", "POST", data={"rule": "ncic", "confirmed": "on"}, others=403, administrators=302),
]
