"""Stopping a duty: by proof, or because it does not apply after all."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.ledger import enter
from cases.duties import policies
from cases.duties.choices import NotApplicable, Stop
from cases.duties.models import Duty, Proof
from mdt.team.access import Door
from mdt.team.models import User
from mdt.team.policies import Refused, require

STOPPED = "This duty has stopped meanwhile. Nothing was changed."


@transaction.atomic
def prove(*, by: User, duty: Duty, recipient: str, done_at: datetime, how: str, held: str) -> bool:
    """Record that a notice was given. Returns whether it was the last that the rule asks for, which stops the duty.

    A late proof is kept as late.

    Raises:
        Refused: not what the rule asks for, a time before the trigger or to come, or the duty has stopped.
    """
    duty, now = locked(duty), timezone.now()
    given = set(duty.proofs.values_list("recipient", flat=True))
    require(policies.why_not_prove(duty, given, recipient, done_at, now))
    Proof.objects.create(
        duty=duty, team_id=duty.team_id, recipient=recipient, how=how, held=held,
        done_at=done_at, recorded_at=now, by=by, by_name=by.name,
    )  # fmt: skip
    last = not policies.outstanding(duty.law, given | {recipient})
    if last:
        stop(duty, Stop.PROOF, proved_at=max(duty.proofs.values_list("done_at", flat=True)))
    enter("duty.done" if last else "duty.proved", by=by, records=[duty], door=Door.ASSIGNED, fields=["proof"])
    return last


@transaction.atomic
def say_not_applicable(*, by: User, duty: Duty, reason: str) -> None:
    """Stop a duty that does not apply, for a coded reason.

    Raises:
        Refused: no such reason, or the duty has stopped.
    """
    if reason not in NotApplicable.values:
        raise Refused("Choose why this duty does not apply.")
    duty = locked(duty)
    stop(duty, Stop.NOT_APPLICABLE, reason=reason)
    enter("duty.not_applicable", by=by, records=[duty], door=Door.ASSIGNED, fields=["stop", "reason"])


def locked(duty: Duty) -> Duty:
    """The duty as it stands now, until the end of the transaction nobody else's to move.

    Raises:
        Refused: it has stopped, or the wall does not let whoever acts move it.
    """
    found = Duty.objects.select_for_update(of=("self",)).open().filter(pk=duty.pk).first()
    if found is None:
        raise Refused(STOPPED)
    owed: Duty = found
    return owed


def stop(duty: Duty, how: Stop, **values: Any) -> None:
    """Stop a locked duty in one way. Whoever was asked to take it over sees it no more."""
    duty.desk_grants.filter(via=Door.RECEIVER).delete()
    values |= {"stop": how, "stopped_at": timezone.now(), "remind_at": None}
    values |= {"offered_to": None, "offered_desk": None, "offered_at": None}
    for name, value in values.items():
        setattr(duty, name, value)
    duty.save(update_fields=list(values))
