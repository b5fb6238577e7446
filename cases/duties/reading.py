"""How a duty reads: its clock in words, its lines, what may be done with it. No queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from cases.duties.choices import Stop
from cases.duties.models import Duty, Proof


@dataclass(frozen=True)
class Clock:
    """A clock in words, with the kind of its flag: overdue, today, or none."""

    words: str
    kind: str = ""


@dataclass(frozen=True)
class Row:
    """A duty in a list."""

    duty: Duty
    clock: Clock


def clock(duty: Duty, now: datetime, *, owes: bool = True) -> Clock:
    """How long is left, or how it stopped."""
    if duty.stop:
        late = duty.stop == Stop.PROOF and duty.was_late
        return Clock("Done late", "overdue") if late else Clock(how_it_stopped(duty, owes=owes))
    if duty.due_at is None:
        return Clock("No set time")
    if duty.due_at <= duty.triggered_at:
        return Clock("Due at once", "today")
    left = duty.due_at - now
    if left < timedelta(0):
        return Clock(f"Overdue by {span(-left)}", "overdue")
    return Clock(f"{span(left)} left", "today" if left < timedelta(hours=24) else "")


def rows(duties: Iterable[Duty]) -> list[Row]:
    now = timezone.now()
    return [Row(duty, clock(duty, now)) for duty in duties]


def proof_lines(proofs: Iterable[Proof]) -> list[tuple[Proof, bool]]:
    """Each proof, and whether it was late."""
    return [(proof, proof.was_late) for proof in proofs]


def owner(duty: Duty, *, owes: bool) -> str:
    """Who owes it, by name to its own side. To others, an agency that tells something is its type."""
    return duty.agency.name if owes or not duty.agency.tells_by_its_name else duty.agency.type_words


def how_it_stopped(duty: Duty, *, owes: bool) -> str:
    """Nothing while it runs. That another agency took it over would tell that it works on the case, too."""
    if duty.stop == Stop.TAKEN_OVER and not owes:
        return "Ended"
    return Stop(duty.stop).label if duty.stop else ""


def asked(duty: Duty) -> str:
    """Whom the rule asks to be told, in words."""
    groups = (" or ".join(str(one.label) for one in group) for group in duty.law.to)
    return "; ".join(groups)


def span(time: timedelta) -> str:
    """Days from two on, else hours, else minutes; begun ones count."""
    minutes = int(time.total_seconds() // 60)
    if minutes >= 2 * 24 * 60:
        return _number(minutes // (24 * 60), "day")
    return _number(minutes // 60, "hour") if minutes >= 60 else _number(max(minutes, 1), "minute")


def _number(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
