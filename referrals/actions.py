"""What people do with referrals. Each action is atomic: policy first, then the write, the ledger, the notice."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audit.ledger import enter
from cases.codes import new_code
from cases.models import Case
from cases.profile import Profile, track_for
from mdt.notices.actions import notify
from mdt.team.access import Door, To, grant_to_desks
from mdt.team.models import Desk, User
from privacy.datakeys import data_keys, new_data_key
from privacy.models import DataKey
from privacy.sealing import seal
from privacy.wall import acting_as_system
from referrals import policies
from referrals.deadlines import answer_by
from referrals.models import KeptFrom, PutForward, Referral, ReferralDeskGrant, Step
from referrals.workflow import MOVES, Side


class Refused(Exception):
    """A policy said no. Its words are for the person."""


class Overtaken(Exception):
    """Somebody else moved it first. Nothing was changed."""

    def __init__(self, referral: Referral) -> None:
        self.referral = referral
        super().__init__("somebody else moved it first")


@dataclass(frozen=True)
class Asked:
    """What a referral asks, as the form gives it. A draft may leave gaps; `profile` carries the coded person."""

    desk: Desk | None
    service: str
    urgency: str
    basis: str
    profile: Profile
    note: str = ""
    # How often the writer said of words the guard asked about that they are harmless. The words are kept nowhere.
    kept_words: int = 0


def require(reason: str | None) -> None:
    """Raises Refused with a policy's reason, if it gave one."""
    if reason:
        raise Refused(reason)


@transaction.atomic
def write_draft(*, by: User, from_desk: Desk, asked: Asked) -> Referral:
    """Keep a new draft, seen by its writer alone.

    Raises:
        Refused: a release-bound agency keeps nothing here before a release is chosen.
    """
    require(policies.why_not_send(by.place.agency))
    referral = Referral(
        team=by.place.team,
        code=new_code("RF"),
        from_agency=by.place.agency,
        from_desk=from_desk,
        written_by=by,
        changed_by=by.name,
    )
    _, key = new_data_key(referral.pk, by.place.team_id)
    _fill(referral, asked, key)
    referral.save(force_insert=True)
    enter("draft.written", by=by, records=[referral], detail={"kept_words": asked.kept_words})
    return referral


@transaction.atomic
def rewrite_draft(*, by: User, draft: Referral, asked: Asked) -> None:
    """Put new answers in the place of the draft's old ones."""
    key = data_keys([draft.pk])[draft.pk]
    _fill(draft, asked, key)
    draft.save(update_fields=[*_ASKED, "changed_at"])
    enter("draft.written", by=by, records=[draft], detail={"kept_words": asked.kept_words})


@transaction.atomic
def discard_draft(*, by: User, draft: Referral) -> None:
    """Delete a draft and shred its words: only a job may destroy keys, so this does so as one.

    Raises:
        Overtaken: it was sent or deleted already, from another window.
    """
    if not Referral.objects.drafts_of(by).select_for_update().filter(pk=draft.pk).exists():
        raise Overtaken(draft)
    enter("draft.discarded", by=by, records=[draft])
    key = draft.pk
    draft.delete()
    with acting_as_system(by.place.team_id):
        DataKey.objects.filter(pk=key).delete()


_ASKED = ("to_desk", "to_agency", "service", "urgency", "basis", "track", "profile", "note")


def _fill(referral: Referral, asked: Asked, key: Any) -> None:
    referral.to_desk = asked.desk
    referral.to_agency = asked.desk.agency if asked.desk else None
    referral.service, referral.urgency, referral.basis = asked.service, asked.urgency, asked.basis
    referral.track = track_for(asked.profile.age_group or "")
    referral.changed_at = timezone.now()
    seal(referral, key, profile=asked.profile, note=asked.note or None)


def _keep_from(referral: Referral, people: Collection[User]) -> None:
    KeptFrom.objects.bulk_create(
        KeptFrom(referral=referral, team_id=referral.team_id, holder=referral.from_agency_id, user=person)
        for person in people
    )


@transaction.atomic
def send(
    *, by: User, draft: Referral, report: str = "", called: bool = False, kept_from: Collection[User] = ()
) -> None:
    """Send a whole draft: a case begins, the receiving desk may see it, and what was asked is frozen.

    `draft` comes with its desks. `report` is what the sender says of the hotline report for a child, `called`
    that they called the desk first, `kept_from` the people at the receiving desk who are not to see it.

    Raises:
        Refused: the agency may not send, or not on this basis, or the receiving desk is closed.
        Overtaken: it was sent already, from another window.
    """
    require(policies.why_not_send(by.place.agency))
    if draft.to_desk is None or draft.from_desk is None or draft.to_desk.closed_at:
        raise Refused("Choose the desk you are sending this to.")
    if draft.basis not in by.place.agency.bases:
        raise Refused("Choose why your agency may share this.")
    now = timezone.now()
    case = Case.objects.create(team=by.place.team, code=new_code("HT"), track=draft.track)
    to = [To(draft.from_desk, Door.SENDER), To(draft.to_desk, Door.RECEIVER)]
    grant_to_desks(ReferralDeskGrant, draft, to, holder=draft.from_agency_id, sort_at=now)
    if kept_from:
        _keep_from(draft, kept_from)
    _change(
        draft,
        "send",
        by=by,
        now=now,
        case=case,
        sent_at=now,
        answer_by=answer_by(now, draft.urgency, by.place.team.time_zone),
        report=report,
        called_at=now if called else None,
    )
    enter("referral.send", by=by, records=[draft], door=Door.SENDER, fields=["state", "called_at"])
    notify("referral.send", to=draft.to_desk, record=draft)


@transaction.atomic
def accept(*, by: User, referral: Referral) -> None:
    # The step keeps the review day of a waitlist, so that an undo can put it back.
    kept = referral.review_on.isoformat() if referral.review_on else ""
    _move("accept", by=by, referral=referral, reason=kept, answered_at=timezone.now(), review_on=None)


@transaction.atomic
def undo_accept(*, by: User, referral: Referral) -> None:
    """Within half a minute of the yes, go back to where it came from.

    Raises:
        Refused: the time is over.
    """
    now = timezone.now()
    require(policies.why_not_undo(referral.answered_at, now))
    yes = referral.steps.filter(kind="accept").latest("at")
    review_on = date.fromisoformat(yes.reason) if yes.reason else None
    _move("undo_accept", by=by, referral=referral, target=yes.before, answered_at=None, review_on=review_on)


@transaction.atomic
def decline(*, by: User, referral: Referral, reason: str) -> None:
    """Say no for a coded reason; the desk then sees it no more."""
    if reason not in policies.decline_reasons(referral.receiver):
        raise Refused("Pick the main reason you can't take this referral.")
    _move(
        "decline",
        by=by,
        referral=referral,
        reason=reason,
        decline_reason=reason,
        answered_at=timezone.now(),
        review_on=None,
    )
    agency = by.place.agency_id
    PutForward.objects.filter(referral=referral, holder=agency).delete()
    referral.desk_grants.filter(Q(via=Door.RECEIVER) | Q(holder=agency)).delete()


@transaction.atomic
def ask(*, by: User, referral: Referral, question: str) -> None:
    """Ask in coded words: the sender never reads the receiver's own."""
    _move("ask", by=by, referral=referral, reason=question, review_on=None)


@transaction.atomic
def answer(*, by: User, referral: Referral, reply: str, words: str = "") -> None:
    _move("answer", by=by, referral=referral, reason=reply, words=words)


@transaction.atomic
def waitlist(*, by: User, referral: Referral, review_on: date) -> None:
    _move("waitlist", by=by, referral=referral, review_on=review_on, answered_at=timezone.now())


@transaction.atomic
def close(*, by: User, referral: Referral, outcome: str) -> None:
    if outcome not in policies.outcomes(referral.receiver):
        raise Refused("Choose how this ended.")
    _move("close", by=by, referral=referral, reason=outcome, outcome=outcome)


@transaction.atomic
def withdraw(*, by: User, referral: Referral) -> None:
    _move("withdraw", by=by, referral=referral, review_on=None)


@transaction.atomic
def note_call(*, by: User, referral: Referral) -> None:
    _move("called", by=by, referral=referral, called_at=timezone.now())


@transaction.atomic
def note_identified(*, by: User, referral: Referral) -> None:
    _move("identified", by=by, referral=referral, identified_at=timezone.now())


def _move(
    key: str, *, by: User, referral: Referral, target: str = "", reason: str = "", words: str = "", **values: Any
) -> None:
    """One row of the table, made by a side: the change, its step, its event and its notice, or none of them."""
    move = MOVES[key]
    require(policies.why_not_move(move, referral))
    before = referral.state
    if target:
        values["state"] = target
    _change(referral, key, by=by, now=timezone.now(), **values)
    _step(referral, key, by=by, before=before, reason=reason, words=words)
    enter(f"referral.{key}", by=by, records=[referral], door=getattr(referral, "door", ""), fields=sorted(values))
    desk = referral.from_desk if move.tells == Side.SENDER else referral.to_desk if move.tells else None
    if desk is not None:
        notify(f"referral.{key}", to=desk, record=referral)


def _change(referral: Referral, key: str, *, by: User, now: datetime, **values: Any) -> None:
    """Write the row only if it still is where the page showed it, in one statement that a race's loser waits for."""
    move = MOVES[key]
    if move.target:
        values["state"] = move.target
    values |= {"changed_at": now, "changed_by": by.name}
    unmoved = Referral.objects.filter(pk=referral.pk, state=referral.state, state__in=move.sources)
    if not unmoved.update(**values):
        raise Overtaken(_as_it_is(referral))
    for name, value in values.items():
        setattr(referral, name, value)


def _as_it_is(referral: Referral) -> Referral:
    """Where it stands now, for telling the loser of a race who won: a colleague's decline has hidden it already."""
    with acting_as_system(referral.team_id):
        found: Referral = Referral.objects.only("state", "changed_by", "changed_at", "code").get(pk=referral.pk)
        return found


def _step(referral: Referral, key: str, *, by: User, before: str, reason: str, words: str) -> None:
    step = Step(
        referral=referral,
        team_id=referral.team_id,
        kind=key,
        by=by,
        by_name=by.name,
        agency=by.place.agency,
        before=before,
        after=referral.state,
        reason=reason,
    )
    if words:
        seal(step, data_keys([referral.pk])[referral.pk], words=words)
    step.save(force_insert=True)
