"""Writing the old log: every row that was checked, or none, and a row that was brought in before is not new."""

import hashlib
import hmac
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from audit.ledger import Acts, System, enter
from cases.codes import new_code
from cases.models import Case
from cases.profile import track_for
from cases.releases.models import settings_of
from mdt.notices.actions import notify_of_list
from mdt.team.access import Door, Given, To, grant_many
from mdt.team.models import Agency, Desk, Team
from mdt.team.sectors import Basis
from privacy.datakeys import RecordKey, new_data_keys
from privacy.derivation import derived_key
from privacy.sealing import seal
from privacy.wall import acting_as_system
from referrals.choices import CATEGORY_OF, DeclineReason, Outcome, Question, Source, State
from referrals.importing.checking import LogRow
from referrals.models import Referral, ReferralDeskGrant, Step
from referrals.workflow import LIVE_STATES

_NOON = time(12)
_BATCH = 500

# The one move that a row tells of, where the day of the answer is the day of that move.
_TOLD_BY = {
    State.QUESTION: "ask",
    State.ACCEPTED: "accept",
    State.WAITLISTED: "waitlist",
    State.DECLINED: "decline",
}


@dataclass(frozen=True)
class Counts:
    """What an import did, or would do: rows brought in, rows that were here, notes that no agency allows."""

    imported: int
    already: int
    notes_not_kept: int


class _New(NamedTuple):
    row: LogRow
    log_hash: str


def bring_in(rows: Sequence[LogRow], *, team: Team, by: Acts, refused: int = 0) -> Counts:
    """Write the rows in one transaction. Two imports of one team take turns.

    No clock, lapse or single notice starts: an answer is not due, and each desk gets one notice of its list.

    Raises:
        LedgerUnavailable, KeyUnavailable: nothing was written.
    """
    with acting_as_system(team.pk):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"old log of {team.pk}"])
        new = _unknown(rows, team)
        counts = _counts(rows, new)
        if new:
            referrals = _write(new, team)
            detail = {"imported": counts.imported, "already": counts.already, "refused": refused}
            _enter(referrals, by, detail)
    return counts


def _enter(referrals: Sequence[Referral], by: Acts, detail: Mapping[str, int]) -> None:
    """One event of the import, and one for each release-bound sender, whose rows are named to its own auditor alone."""
    bound: dict[Agency, list[Referral]] = defaultdict(list)
    told: list[Referral] = []
    for referral in referrals:
        (bound[referral.from_agency] if referral.from_agency.release_bound else told).append(referral)
    enter("referral.imported", by=by, records=told, detail=detail)
    for agency, own in bound.items():
        job = System("The import of the old log", own[0].team_id, agency.pk, agency.name, inner=True)
        enter("referral.imported", by=job, records=own, detail={"imported": len(own)})


def foresee(rows: Sequence[LogRow], *, team: Team) -> Counts:
    """What `bring_in` would do now."""
    with acting_as_system(team.pk):
        return _counts(rows, _unknown(rows, team))


def _counts(rows: Sequence[LogRow], new: Sequence[_New]) -> Counts:
    dropped = sum(1 for row, _ in new if row.note and not row.sender.agency.notes_allowed)
    return Counts(imported=len(new), already=len(rows) - len(new), notes_not_kept=dropped)


def _unknown(rows: Sequence[LogRow], team: Team) -> list[_New]:
    hashed = [_New(row, log_hash) for row, log_hash in zip(rows, _log_hashes(rows, team), strict=True)]
    here = Referral.objects.filter(team=team, log_hash__in=[one.log_hash for one in hashed])
    known = set(here.values_list("log_hash", flat=True))
    return [one for one in hashed if one.log_hash not in known]


def _log_hashes(rows: Sequence[LogRow], team: Team) -> Iterator[str]:
    """A keyed hash of each row and how often it has stood in this file: two truly equal rows are two."""
    key, seen = derived_key("old log row"), Counter[str]()
    for row in rows:
        said = _canonical(row, team)
        seen[said] += 1
        yield hmac.new(key, f"{said}{seen[said]}".encode(), hashlib.sha256).hexdigest()


def _canonical(row: LogRow, team: Team) -> str:
    """A row in our own terms, so that column order, file format and spelling of a day do not matter."""
    return json.dumps(
        [
            str(team.pk),
            row.sent_on.isoformat(),
            str(row.sender.agency_id),
            str(row.receiver.agency_id),
            row.service,
            row.urgency,
            row.profile.as_json(),
            row.state,
            row.answered_on.isoformat() if row.answered_on else None,
            row.decline_reason,
            row.note,
        ],
        sort_keys=True,
    )


class _Pair(NamedTuple):
    row: LogRow
    referral: Referral
    sent_at: datetime


def _write(new: Sequence[_New], team: Team) -> list[Referral]:
    cases = [Case(team=team, code=new_code("HT"), track=track_for(one.row.profile.age_group or "")) for one in new]
    Case.objects.bulk_create(cases, batch_size=_BATCH)
    now, zone = timezone.now(), ZoneInfo(team.time_zone)
    bound = frozenset(settings_of(team.pk).bound)
    pairs = [_pair(one, case, now, zone, bound) for one, case in zip(new, cases, strict=True)]
    referrals = [pair.referral for pair in pairs]
    keys = new_data_keys([referral.pk for referral in referrals], team.pk)
    for pair in pairs:
        _seal(pair, keys[pair.referral.pk])
    Referral.objects.bulk_create(referrals, batch_size=_BATCH)
    Step.objects.bulk_create([step for pair in pairs for step in _steps(pair, zone)], batch_size=_BATCH)
    grant_many(ReferralDeskGrant, [given for pair in pairs for given in _grants(pair)])
    notify_of_list("old_log", to=_desks_to_tell(pairs), team_id=team.pk)
    return referrals


def _pair(new: _New, case: Case, now: datetime, zone: ZoneInfo, bound: Set[str]) -> _Pair:
    row, sent_at, state = new.row, _at_noon(new.row.sent_on, zone), _state(new.row)
    answered = row.answered_on if state not in (State.SENT, State.QUESTION) else None
    referral = Referral(
        team_id=case.team_id,
        case=case,
        code=new_code("RF"),
        state=state,
        source=Source.OLD_LOG,
        from_agency=row.sender.agency,
        from_desk=row.sender,
        to_agency=row.receiver.agency,
        to_desk=row.receiver,
        service=row.service,
        urgency=row.urgency,
        track=case.track,
        basis=Basis.OLD_LOG,
        whole=True,
        sent_at=sent_at,
        answered_at=_at_noon(answered, zone) if answered else None,
        decline_reason=_decline_reason(row),
        outcome=_outcome(row),
        # Equal until somebody touches it: so the still-open list knows what it asks about.
        written_at=now,
        changed_at=now,
        log_hash=new.log_hash,
        waits_for_sender=row.sender.agency.release_bound or CATEGORY_OF.get(row.service) in bound,
    )
    return _Pair(row, referral, sent_at)


def _at_noon(day: date, zone: ZoneInfo) -> datetime:
    """A log's day as a moment that falls on the same day in every American zone, and is not still to come."""
    return min(datetime.combine(day, _NOON, zone), timezone.now())


def _state(row: LogRow) -> State:
    """A release-bound agency neither asks nor keeps a waitlist here, since both tell the sender of its work."""
    told = row.receiver.agency.release_bound and row.state in (State.QUESTION, State.WAITLISTED)
    return State.SENT if told else row.state


def _decline_reason(row: LogRow) -> str:
    """A release-bound agency gives no reason without a release, so the log's is not kept for it either."""
    bound = row.state == State.DECLINED and row.receiver.agency.release_bound
    return DeclineReason.CANNOT_NOW if bound else row.decline_reason


def _outcome(row: LogRow) -> str:
    if row.state != State.CLOSED:
        return ""
    return Outcome.NO_REPORT if row.receiver.agency.release_bound else Outcome.NOT_RECORDED


def _seal(pair: _Pair, key: RecordKey) -> None:
    note = pair.row.note if pair.row.sender.agency.notes_allowed else ""
    seal(pair.referral, key, profile=pair.row.profile, note=note or None)


def _steps(pair: _Pair, zone: ZoneInfo) -> Iterator[Step]:
    row, referral = pair.row, pair.referral
    state = State(referral.state)
    if state not in _TOLD_BY:
        return
    yield Step(
        referral=referral,
        team_id=referral.team_id,
        kind=_TOLD_BY[state],
        at=_at_noon(row.answered_on or row.sent_on, zone),
        by_name="The old log",
        agency=row.receiver.agency,
        before=State.SENT,
        after=state,
        reason=Question.NOT_RECORDED if state == State.QUESTION else referral.decline_reason,
    )


def _grants(pair: _Pair) -> Iterator[Given]:
    """The sender's desk always; the receiver's unless it declined, or the sender has yet to confirm."""
    referral, holder = pair.referral, pair.row.sender.agency_id
    yield Given(referral, To(pair.row.sender, Door.SENDER), holder, pair.sent_at)
    if referral.state != State.DECLINED and not referral.waits_for_sender:
        yield Given(referral, To(pair.row.receiver, Door.RECEIVER), holder, pair.sent_at)


def _desks_to_tell(pairs: Sequence[_Pair]) -> list[Desk]:
    """Once each: the desks that are asked what is still open, and those that are asked to confirm."""
    waiting = {pair.row.sender.pk: pair.row.sender for pair in pairs if pair.referral.waits_for_sender}
    asked = {
        pair.row.receiver.pk: pair.row.receiver
        for pair in pairs
        if pair.row.state in LIVE_STATES and not pair.referral.waits_for_sender
    }
    return list((waiting | asked).values())
