"""One row of the workflow's table, made by a side: the change, its step, its event and its notice, or none of them."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import ProgrammingError
from django.utils import timezone
from psycopg.errors import InsufficientPrivilege

from audit.ledger import enter
from mdt.notices.actions import notify
from mdt.team.models import User
from mdt.team.policies import Refused, require
from privacy.datakeys import data_keys
from privacy.sealing import seal
from privacy.wall import acting_as_system
from referrals import policies
from referrals.choices import State
from referrals.models import Referral, Step
from referrals.workflow import KEEPING, MOVES, Side


class Overtaken(Exception):
    """Somebody else moved it first. Nothing was changed."""

    def __init__(self, referral: Referral) -> None:
        self.referral = referral
        super().__init__("somebody else moved it first")


class ReleaseOver(Refused):
    """The release that let this side know of it ended while the move was made. Nothing was changed."""


@contextmanager
def _while_released(referral: Referral) -> Iterator[None]:
    """The wall takes no row of a side that may know nothing any more: that is no error, it is the release's end."""
    try:
        yield
    except ProgrammingError as problem:
        if not referral.release_category or not isinstance(problem.__cause__, InsufficientPrivilege):
            raise
        raise ReleaseOver("The release has ended. Nothing was changed.") from problem


def move(
    key: str,
    *,
    by: User,
    referral: Referral,
    target: str = "",
    reason: str = "",
    words: str = "",
    kept_words: int = 0,
    **values: Any,
) -> None:
    """One row of the table, made by a side: the change, its step, its event and its notice, or none of them.

    Of `words`, the guard let `kept_words` stand because their writer kept them.
    """
    row = MOVES[key]
    require(policies.why_not_move(row, referral))
    before, kept = referral.state, as_found(referral) if key in KEEPING else None
    if state := target or row.target:
        values["state"] = state
    with _while_released(referral):
        change(referral, key, by=by, now=timezone.now(), **values)
        _step(referral, key, by=by, before=before, reason=reason, words=words, kept=kept)
    enter(
        f"referral.{key}",
        by=by,
        records=[referral],
        door=referral.passed,
        fields=sorted(values),
        detail={"kept_words": kept_words} if words else None,
    )
    desk = referral.from_desk if row.tells == Side.SENDER else referral.to_desk if row.tells else None
    if desk is not None:
        notify(f"referral.{key}", to=desk, record=referral)


def change(referral: Referral, key: str, *, by: User, now: datetime, **values: Any) -> None:
    """Write the row only if it still is where the page showed it, in one statement that a race's loser waits for."""
    values |= {"changed_at": now, "changed_by": by.name}
    unmoved = Referral.objects.filter(pk=referral.pk, state=referral.state, state__in=MOVES[key].sources)
    if referral.state == State.DRAFT:
        # A draft changes without a move, and is sent as it was checked.
        unmoved = unmoved.filter(changed_at=referral.changed_at)
    if not unmoved.update(**values):
        raise Overtaken(_as_it_is(referral))
    for name, value in values.items():
        setattr(referral, name, value)


def hold(referral: Referral, by: User) -> Referral:
    """The row as it stands, held until the commit: what is judged of it stays true while it is acted on.

    Raises:
        Refused: it is not open to them any more.
    """
    seen: Referral | None = (
        Referral.objects.visible_to(by)
        .with_release(by)
        .select_related("to_agency")
        .select_for_update(no_key=True, of=("self",))
        .filter(pk=referral.pk)
        .first()
    )
    if seen is None:
        raise Refused("This referral is no longer open to you. Nothing was changed.")
    return seen


def hold_many(keys: Collection[UUID], by: User) -> list[Referral]:
    """Those of `keys` that are open to them, held until the commit, in one order whoever asks."""
    seen = Referral.objects.visible_to(by).select_related("to_agency")
    return list(seen.select_for_update(no_key=True, of=("self",)).filter(pk__in=keys).order_by("pk"))


def _as_it_is(referral: Referral) -> Referral:
    """Where it stands now, for telling the loser of a race who won: a colleague's decline has hidden it already."""
    with acting_as_system(referral.team_id):
        found: Referral | None = Referral.objects.only(*_TOLD).filter(pk=referral.pk).first()
        return found or referral  # a draft that is deleted leaves no row


_TOLD = ("state", "changed_by", "changed_at", "code")


def as_found(referral: Referral) -> dict[str, str | int | None]:
    """The columns that a move may change and an undo puts back, as they stand."""
    found = {name: getattr(referral, name) for name in _RESTORED}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}


def as_kept(step: Step) -> dict[str, Any]:
    """The columns as `step` found them."""
    columns = {column.name: column for column in Referral._meta.concrete_fields}
    return {name: columns[name].to_python(value) for name, value in (step.kept or {}).items()}


_RESTORED = (
    "review_on", "answered_at", "decline_reason", "outcome", "answer_by", "remind_at", "deputy_at", "lapse_at",
    "resets",
)  # fmt: skip


def _step(
    referral: Referral, key: str, *, by: User, before: str, reason: str, words: str, kept: dict[str, Any] | None
) -> None:
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
        kept=kept,
    )
    if words:
        seal(step, data_keys([referral.pk])[referral.pk], words=words)
    step.save(force_insert=True)
