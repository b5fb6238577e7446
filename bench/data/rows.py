"""The rows of one referral in every table that sending and answering it would have written, sealed by the product."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Permission
from django.db import models

from audit.ledger import compose
from bench.data.people import Seat
from bench.data.shape import Shape
from cases.codes import ALPHABET, check_sign
from cases.models import Case
from cases.profile import track_for
from mdt.notices.models import Notice
from mdt.team.access import Door
from mdt.team.sectors import Basis
from privacy.datakeys import unsaved_data_key
from privacy.sealing import seal
from referrals.choices import DeclineReason, Outcome, Question, State
from referrals.models import Referral, ReferralDeskGrant, Step

# Each table has its own keys of one referral (`Shape.key`).
_REFERRAL, _CASE, _STEP, _SENDER, _RECEIVER, _NOTICE = range(6)
# Which move brought a referral to its state.
_MOVES = {
    State.QUESTION: "ask",
    State.WAITLISTED: "waitlist",
    State.ACCEPTED: "accept",
    State.DECLINED: "decline",
    State.CLOSED: "close",
    State.WITHDRAWN: "withdraw",
}
_NOTE = "Prefers a morning call. Asks for the same interpreter again. Has a safe place until the end of the week."

Event = tuple[Any, ...]


def rows_of(shape: Shape, sender: Seat, receiver: Seat, permission: int) -> tuple[Referral, list[models.Model]]:
    """A referral, and everything that is kept of it beside the event of its sending."""
    place = sender.person.place
    case = Case(
        id=shape.key(_CASE),
        team_id=place.team_id,
        code=_code("HT", shape.number),
        track=track_for(shape.profile.age_group or ""),
        opened_at=shape.sent_at,
    )
    referral = _referral(shape, case, sender, receiver)
    row, key = unsaved_data_key(referral.pk, referral.team_id)
    seal(referral, key, profile=shape.profile, note=_NOTE if shape.number % 2 else None)
    around = [*_steps(shape, referral, receiver), *_grants(shape, referral, permission, sender, receiver)]
    if shape.state == State.SENT:
        around.append(_notice(shape, referral, receiver))
    return referral, [case, row, referral, *around]


def _code(prefix: str, number: int) -> str:
    """A code that is no other number's: of a million random ones two would be equal in every other run."""
    left, signs = number * 400_000_000_003 % len(ALPHABET) ** 8, ""
    for _ in range(8):
        left, sign = divmod(left, len(ALPHABET))
        signs += ALPHABET[sign]
    return f"{prefix}-{signs[:4]}-{signs[4:]}-{check_sign(signs)}"


def view_permission() -> int:
    """The one permission that grants carry."""
    return Permission.objects.get(codename="view_referral").pk


def _referral(shape: Shape, case: Case, sender: Seat, receiver: Seat) -> Referral:
    state, sent_at = shape.state, shape.sent_at
    over = state in (State.CLOSED, State.DECLINED, State.WITHDRAWN)
    return Referral(
        id=shape.key(_REFERRAL),
        team_id=case.team_id,
        case_id=case.pk,
        code=_code("RF", shape.number),
        state=state,
        from_agency_id=sender.desk.agency_id,
        from_desk_id=sender.desk.pk,
        to_agency_id=receiver.desk.agency_id,
        to_desk_id=receiver.desk.pk,
        written_by_id=sender.person.pk,
        written_at=sent_at,
        service=shape.service,
        urgency=shape.urgency,
        track=case.track,
        basis=Basis.OWN_RULES,
        whole=True,
        sent_at=sent_at,
        answer_by=sent_at + timedelta(days=2, seconds=shape.number % 86_400),
        answered_at=None if state == State.SENT else sent_at + timedelta(hours=5),
        seen_at=sent_at + timedelta(hours=1),
        review_on=(sent_at + timedelta(days=14)).date() if state == State.WAITLISTED else None,
        decline_reason=DeclineReason.NO_CAPACITY if state == State.DECLINED else "",
        outcome=Outcome.GOALS_MET if state == State.CLOSED else "",
        changed_at=sent_at + timedelta(days=5 if over else 1),
        changed_by=receiver.person.name,
    )


def _steps(shape: Shape, referral: Referral, receiver: Seat) -> Iterator[Step]:
    if shape.state == State.SENT:
        return
    before = State.ACCEPTED if shape.state == State.CLOSED else State.SENT
    yield Step(
        id=shape.key(_STEP),
        referral_id=referral.pk,
        team_id=referral.team_id,
        kind=_MOVES[shape.state],
        at=referral.changed_at,
        by_id=receiver.person.pk,
        by_name=receiver.person.name,
        agency_id=receiver.desk.agency_id,
        before=before,
        after=shape.state,
        reason=Question.LANGUAGE if shape.state == State.QUESTION else referral.decline_reason,
    )


def _grants(
    shape: Shape, referral: Referral, permission: int, sender: Seat, receiver: Seat
) -> Iterator[ReferralDeskGrant]:
    """A decline has taken the receiver's back."""
    sides = [(_SENDER, sender, Door.SENDER), (_RECEIVER, receiver, Door.RECEIVER)]
    for table, seat, door in sides if shape.state != State.DECLINED else sides[:1]:
        yield ReferralDeskGrant(
            id=shape.key(table),
            team_id=referral.team_id,
            holder=referral.from_agency_id,
            sort_at=shape.sent_at,
            via=door,
            group_id=seat.desk.group_id,
            permission_id=permission,
            content_object_id=referral.pk,
        )


def _notice(shape: Shape, referral: Referral, receiver: Seat) -> Notice:
    return Notice(
        id=shape.key(_NOTICE),
        team_id=referral.team_id,
        desk_id=receiver.desk.pk,
        kind="referral.send",
        record_id=referral.pk,
        at=shape.sent_at,
        addressed_at=shape.sent_at,
    )


class Events:
    """One event of sending for each referral, as the columns of `ledger.event`.

    Composing costs more than sealing, so each sender's first event is composed, and in the others' bodies only what
    differs is put in its place: the event's key, the referral's key and its code.
    """

    def __init__(self) -> None:
        self._first: dict[int, tuple[Referral, Event]] = {}

    def of(self, referral: Referral, number: int, sender: Seat) -> Event:
        if number not in self._first:
            self._first[number] = referral, _composed(referral, sender)
        like, (key, *same, _, _, body) = self._first[number]
        new = str(uuid4())
        body = body.replace(key.encode(), new.encode()).replace(str(like.pk).encode(), str(referral.pk).encode())
        return (new, *same, [referral.pk], [referral.code], body.replace(like.code.encode(), referral.code.encode()))


def _composed(referral: Referral, sender: Seat) -> Event:
    """The columns that `ledger.append` would read out of the body."""
    actor = sender.person.as_actor()
    body = compose("referral.send", actor, [referral], Door.SENDER, "", ["state"], {})
    said = json.loads(body)
    named = (said[name] for name in ("id", "at", "kind", "team"))
    return (*named, actor.id, actor.agency_id, None, [referral.pk], [referral.code], body)
