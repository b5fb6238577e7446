"""One action on many referrals: what was done, what was not and why. Nothing is half done to any of them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from mdt.team.policies import Refused
from referrals.models import Referral

MOST: Final = 100


@dataclass(frozen=True)
class Together:
    """`done` stands as asked, now or before; `refused` says why for each other; `missing` are open to them no more."""

    done: Sequence[Referral]
    refused: Sequence[tuple[Referral, str]]
    missing: int

    @property
    def whole(self) -> bool:
        return not self.refused and not self.missing


def judged(keys: Collection[UUID], held: Sequence[Referral], why_not: Callable[[Referral], str | None]) -> Together:
    """Ask the policy of each referral that is held.

    Raises:
        Refused: none, or too many at once.
    """
    if not keys:
        raise Refused("Tick at least one referral first.")
    if len(keys) > MOST:
        raise Refused(f"Choose at most {MOST} referrals at once. Nothing was changed.")
    reasons = [(referral, why_not(referral)) for referral in held]
    refused = [(referral, reason) for referral, reason in reasons if reason]
    return Together([referral for referral, reason in reasons if not reason], refused, len(keys) - len(held))


def doors_of(referrals: Iterable[Referral]) -> str:
    """By which doors they were seen, for the one event that names them."""
    return ", ".join(sorted({door for one in referrals for door in one.passed.split(", ") if door}))
