"""Rows of referrals. One goes from child welfare's desk to the hospital's; it is put forward to nobody.

Whoever sits at neither desk has no such referral: not the colleague at no desk, not the lead, not the chair.
"""

from typing import Any

from django.utils import timezone

from cases.actions.walls import keep_from
from cases.models import Case, CaseWall
from mdt.directory.models import Organisation
from mdt.team.models import Body
from privacy.guard.fields import Stopped
from privacy.wall import acting_as, acting_as_system
from referrals.actions import answering, stops
from referrals.actions.forwarding import put_forward
from referrals.actions.outside import log_outside
from referrals.actions.viewing import save_view
from referrals.models import Referral, StandingRule, StopRequest
from referrals.queue import INBOX, Queue
from tests.access.matrix import CONFIRM, UNCHANGED, Where, row
from tests.access.rows.directory import organisation
from tests.cast import Cast, seat
from tests.referrals.build import make_draft, make_sent, seen_by


def draft(cast: Cast) -> dict[str, Any]:
    made = make_draft(cast.people["sender"], cast.desks["child_welfare"], cast.desks["hospital"], note="")
    return {"pk": made.pk}


def sent(cast: Cast) -> dict[str, Any]:
    made = make_sent(cast.people["sender"], cast.desks["child_welfare"], cast.desks["hospital"], note="")
    return {"pk": made.pk}


def accepted(cast: Cast) -> dict[str, Any]:
    made = make_sent(cast.people["sender"], cast.desks["child_welfare"], cast.desks["hospital"], note="")
    receiver = cast.people["receiver"]
    with acting_as(receiver):
        answering.accept(by=receiver, referral=seen_by(receiver, made))
    return {"pk": made.pk}


def deciding(key: str) -> Where:
    return lambda cast: sent(cast) | {"key": key}


def to_the_team(cast: Cast) -> dict[str, Any]:
    return {"body": cast.bodies["team"].pk, "basis": "person_agreed"}


# Roles that work on referrals get as far as the door; of these two desks alone somebody finds the referral there.
DOOR: dict[str, Any] = {"others": 403, "partners": 404, "leads": 404}
# Coordinators get as far as the door of what they may follow: what they logged of a call, which this is not.
FOLLOWED: dict[str, Any] = DOOR | {"coordinator": 404}
BOTH_200 = DOOR | {"sender": 200, "receiver": 200}
BOTH_302 = DOOR | {"sender": 302, "receiver": 302}
SENDER_200, SENDER_302 = DOOR | {"sender": 200}, DOOR | {"sender": 302}
# The other side sees it and is told in words why it is not theirs to do.
RECEIVER_302 = DOOR | {"receiver": 302, "sender": UNCHANGED}
RECEIVER_DECIDES = FOLLOWED | {"receiver": 302, "sender": 409}
SENDER_DECIDES = FOLLOWED | {"sender": 302, "receiver": 409}


def rule_of_the_lead(cast: Cast) -> dict[str, Any]:
    with acting_as_system(cast.team.pk):
        made = StandingRule.objects.create(
            team_id=cast.team.pk,
            agency=cast.agencies["child_welfare"],
            body=cast.bodies["team"],
            kind="new",
            basis="own_rules",
        )
    return {"pk": made.pk}


def a_rule(cast: Cast) -> dict[str, Any]:
    return to_the_team(cast) | {"kind": "unanswered", "days": "3"}


def forwarded(cast: Cast) -> dict[str, Any]:
    made = sent(cast)
    sender = cast.people["sender"]
    body = Body.objects.create(team=cast.team, name="Review (invented)", chair=cast.people["subchair"])
    seat(body, cast.desks["police"])
    with acting_as(sender):
        referral = Referral.objects.visible_to(sender).select_related("to_agency").get(pk=made["pk"])
        put_forward(by=sender, referral=referral, body=body, basis="person_agreed")
    return made | {"body": body.pk}


def a_colleague(cast: Cast) -> dict[str, Any]:
    return {"person": str(cast.people["colleague"].pk)}


def walled(cast: Cast) -> dict[str, Any]:
    """Child welfare keeps its case from a colleague."""
    made, sender = sent(cast), cast.people["sender"]
    with acting_as(sender):
        keep_from(Case.objects.get(), person=cast.people["colleague"], by=sender)
        return made | {"wall": CaseWall.objects.get().pk}


def wall_alone(cast: Cast) -> dict[str, Any]:
    return {"wall": walled(cast)["wall"]}


def ticked(cast: Cast) -> dict[str, Any]:
    return {"pick": str(sent(cast)["pk"]), "asked": "1"}


def to_a_colleague(cast: Cast) -> dict[str, Any]:
    return ticked(cast) | {"person": str(cast.people["receiver"].pk)}


def forward_ticked(cast: Cast) -> dict[str, Any]:
    return ticked(cast) | to_the_team(cast)


def view_of_the_sender(cast: Cast) -> dict[str, Any]:
    with acting_as(cast.people["sender"]):
        return {"pk": save_view(by=cast.people["sender"], queue=Queue.read(INBOX, {}), name="Mine").pk}


def a_code(cast: Cast) -> dict[str, Any]:
    with acting_as_system(cast.team.pk):
        return {"code": Referral.objects.get(pk=sent(cast)["pk"]).code}


INBOX_VIEWS: dict[str, Any] = {"of": "inbox"}


def asked_lead(cast: Cast) -> StopRequest:
    """The sender asks the lead of child welfare about a telephone number."""
    sender = cast.people["sender"]
    made = make_draft(sender, cast.desks["child_welfare"], cast.desks["hospital"], note="")
    with acting_as(sender):
        return stops.ask_lead(by=sender, draft=made, stopped=Stopped("503-555-0157", {"phone": 1}, 0))


def waiting_note(cast: Cast) -> dict[str, Any]:
    return {"pk": asked_lead(cast).pk}


def waiting_beside(cast: Cast) -> dict[str, Any]:
    return {"pk": asked_lead(cast).draft_id}


def allowed_beside(cast: Cast) -> dict[str, Any]:
    asked, lead = asked_lead(cast), cast.people["lead"]
    with acting_as(lead):
        stops.decide(by=lead, request=asked, allow=True)
    return {"pk": asked.draft_id}


def called_in(cast: Cast) -> dict[str, Any]:
    """A hotel phoned; the coordinator sits at the prosecutor's desk, beside the chair."""
    made = make_sent(
        cast.people["coordinator"], cast.desks["prosecutor"], cast.desks["hospital"], note="", source_type="hotel"
    )
    return {"pk": made.pk}


def withdrawing_a_call(cast: Cast) -> dict[str, Any]:
    return called_in(cast) | {"key": "withdraw"}


def case_of_both(cast: Cast) -> dict[str, Any]:
    with acting_as_system(cast.team.pk):
        return {"case": Referral.objects.get(pk=sent(cast)["pk"]).case_id}


def somewhere(cast: Cast) -> dict[str, Any]:
    day = str(timezone.localdate())
    return {"organisation": organisation(cast)["pk"], "service": "shelter", "referred_on": day}


def noted(cast: Cast) -> dict[str, Any]:
    sender, case = cast.people["sender"], case_of_both(cast)["case"]
    organisation(cast)
    with acting_as(sender):
        made = log_outside(
            by=sender,
            case=Case.objects.get(pk=case),
            organisation=Organisation.objects.get(),
            service="shelter",
            referred_on=timezone.localdate(),
        )
    return {"pk": made.pk}


ROWS = [
    row("waiting-notes", others=403, leads=200),
    row("waiting-note", at=waiting_note, others=403, other_lead=404, lead=200),
    row("waiting-note", "POST", at=waiting_note, data={"answer": "refuse"}, others=403, other_lead=404, lead=302),
    row("use-note", "POST", at=allowed_beside, coordinator=404, **SENDER_302),
    row("take-back-note", "POST", at=waiting_beside, coordinator=404, **SENDER_302),
    # Whoever the form does not offer is asked again; of what is not theirs, nothing is done.
    row(
        "assign-many",
        "POST",
        data=to_a_colleague,
        others=403,
        partners=UNCHANGED,
        leads=UNCHANGED,
        sender=200,
        receiver=302,
    ),
    row("assign-many", "POST", data={}, others=403, partners=UNCHANGED, leads=UNCHANGED, note="nothing ticked"),
    row(
        "forward-many",
        "POST",
        data=forward_ticked,
        others=403,
        partners=UNCHANGED,
        leads=UNCHANGED,
        sender=302,
        receiver=302,
    ),
    row("views", at=lambda cast: INBOX_VIEWS, others=403, partners=200, leads=200),
    row(
        "views",
        "POST",
        at=lambda cast: INBOX_VIEWS,
        data={"name": "Mine"},
        others=403,
        partners=302,
        leads=302,
    ),
    row("end-view", "POST", at=view_of_the_sender, **SENDER_302),
    # Only a lead takes a list away, and proves first who they are.
    row("export", at=lambda cast: INBOX_VIEWS, others=403, leads=CONFIRM),
    row("export", "POST", at=lambda cast: INBOX_VIEWS, others=403, leads=CONFIRM),
    row("find", others=403, partners=200, leads=200, chairs=200),
    # The same page for everybody who may not open it as for a code that nobody has.
    row(
        "find",
        "POST",
        data=a_code,
        others=403,
        partners=200,
        leads=200,
        chairs=200,
        sender=UNCHANGED,
        receiver=UNCHANGED,
    ),
    row("kept-from", at=sent, **BOTH_200),
    row("kept-from", "POST", at=sent, data=a_colleague, **DOOR | {"receiver": 200, "sender": 302}),
    row("lift-wall", "POST", at=walled, **DOOR | {"receiver": 404, "sender": 302}),
    row("own-walls", others=403, partners=200, leads=200, chairs=200),
    row("lift-own-wall", "POST", at=wall_alone, others=403, partners=404, leads=404, chairs=404, sender=302, lead=302),
    row("seen-by", at=sent, chairs=404, **BOTH_200),
    row("standing-rules", others=403, leads=200),
    row("standing-rules", "POST", data=a_rule, others=403, leads=302),
    row("end-standing-rule", "POST", at=rule_of_the_lead, others=403, other_lead=404, lead=302),
    row("inbox", others=403, partners=200, leads=200),
    row("outbox", others=403, partners=200, leads=200),
    row("send", others=403, partners=200, leads=200),
    row("send", "POST", others=403, partners=200, leads=200),
    # A page that is not ours saves nothing; whoever may write is told so.
    row("autosave", "POST", others=403, partners=409, leads=409),
    row("draft", at=draft, coordinator=404, **SENDER_200),
    row("draft", "POST", at=draft, coordinator=404, **SENDER_200),
    row("check", at=draft, coordinator=404, **SENDER_200),
    row("check", "POST", at=draft, coordinator=404, **(DOOR | {"sender": UNCHANGED})),
    row("discard", "POST", at=draft, coordinator=404, **SENDER_302),
    row("referral", at=sent, chairs=404, **BOTH_200),
    row("again", at=sent, **SENDER_200),
    row("again", "POST", at=sent, **SENDER_200),
    row("sent", at=sent, coordinator=404, **SENDER_200),
    row("accept", "POST", at=sent, **RECEIVER_302),
    row("undo", "POST", at=accepted, coordinator=404, **RECEIVER_302),
    row("unaccept", "POST", at=accepted, **RECEIVER_302),
    row("connected", "POST", at=accepted, **RECEIVER_302),
    row("called", "POST", at=sent, coordinator=404, **BOTH_302),
    row("identified", "POST", at=sent, coordinator=404, **BOTH_302),
    row("put-forward", at=sent, **BOTH_200),
    row("put-forward", "POST", at=sent, data=to_the_team, **BOTH_302),
    # Whoever sits in the group sees it, and is told that it is not theirs to take back.
    row("take-back", "POST", at=forwarded, **(BOTH_302 | {"receiver": UNCHANGED})),
    row("decide", at=deciding("decline"), coordinator=404, **BOTH_200),
    row(
        "decide",
        "POST",
        at=deciding("decline"),
        data={"reason": "no_capacity"},
        **RECEIVER_DECIDES,
        note="decline",
    ),
    row(
        "decide",
        "POST",
        at=deciding("ask"),
        data={"question": "age_group"},
        **RECEIVER_DECIDES,
        note="ask",
    ),
    row("decide", "POST", at=deciding("withdraw"), **SENDER_DECIDES, note="withdraw"),
    row("decide", "POST", at=deciding("delete"), coordinator=404, **DOOR, note="no such decision"),
    row("who", others=403, partners=200, leads=200, chairs=200, administrators=200),
    row("phoned-in", others=403, coordinator=200),
    # Who called is asked first.
    row("log-call", others=403, coordinator=302),
    row("log-call", "POST", data={"caller": "hotel"}, others=403, coordinator=200),
    row("sent", at=called_in, coordinator=200, **DOOR, note="phoned in"),
    row("decide", "POST", at=withdrawing_a_call, coordinator=302, **(DOOR | {"receiver": 409}), note="phoned in"),
    row("outside", others=403, partners=200, leads=200),
    row("log-outside", at=case_of_both, **BOTH_200),
    row("log-outside", "POST", at=case_of_both, data=somewhere, **BOTH_302),
    row("outside-outcome", at=noted, **SENDER_200),
    row("outside-outcome", "POST", at=noted, data={"outcome": "connected"}, **SENDER_302),
]
