"""What the databases of the bench look like: who sent what to whom, how old it is and how it stands. The seed is fixed.

One agency, SPREAD, receives 5 % of all referrals, evenly over time. QUIET received the oldest 5 %: whoever walks the
newest rows first meets none of its own for a long time. OUTSIDER is a party to nothing.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TypeVar
from uuid import UUID

from django.db.models import TextChoices

from cases.profile import AgeGroup, Area, Concern, FirstContact, Gender, Language, Noticed, Profile, Tick, YesNo
from referrals.choices import Service, State, Urgency

_Choice = TypeVar("_Choice", bound=TextChoices)

SEED = 42
RECEIVERS = 20
AGENCIES = 26
SPREAD, QUIET, OUTSIDER = 0, 19, 25
SENDERS = range(AGENCIES - 1)
DAYS = 1000
# Cases on the agendas.
MANY, FEW = 1000, 40

# How 25 referrals in a row of one receiver stand: 3 wait for it, 15 are over.
_STATES = (
    *(State.SENT, State.QUESTION, State.WAITLISTED),
    *([State.ACCEPTED] * 4),
    *([State.DECLINED] * 3),
    *([State.WITHDRAWN] * 2),
    *([State.CLOSED] * 13),
)
STATES = tuple(random.Random(SEED).sample(_STATES, len(_STATES)))


@dataclass(frozen=True, slots=True)
class Shape:
    """One referral before it has keys or words. `number` counts from the oldest."""

    number: int
    sender: int
    receiver: int
    state: State
    sent_at: datetime
    service: Service
    urgency: Urgency

    @property
    def profile(self) -> Profile:
        return profile_of(self.number)

    def key(self, table: int) -> UUID:
        """A version 7 key of the moment it was sent, apart for each table, with its number in the last six bytes."""
        moment = int(self.sent_at.timestamp() * 1000)
        return UUID(int=moment << 80 | 0x7 << 76 | table << 64 | 0b10 << 62 | self.number)


def number_in(key: UUID) -> int:
    """Which referral a key of `Shape.key` belongs to."""
    return key.int & (1 << 48) - 1


def shapes(first: int, last: int, count: int, now: datetime) -> list[Shape]:
    """The referrals from number `first` up to `last`, of `count` that reach back DAYS from `now`."""
    quiet = count // RECEIVERS
    return [_shape(number, quiet, now - timedelta(days=DAYS) * (1 - number / count)) for number in range(first, last)]


def _shape(number: int, quiet: int, sent_at: datetime) -> Shape:
    # The quiet agency's come first; the others take turns.
    turn, receiver = (number, QUIET) if number < quiet else divmod(number - quiet, RECEIVERS - 1)
    chance = _chance(number)
    sender = SENDERS[chance % len(SENDERS)]
    return Shape(
        number=number,
        sender=sender if sender != receiver else (sender + 1) % len(SENDERS),
        receiver=receiver,
        state=STATES[turn % len(STATES)],
        sent_at=sent_at,
        service=_SERVICES[chance // 64 % len(_SERVICES)],
        urgency=_URGENCIES[chance // 2048 % len(_URGENCIES)],
    )


def _chance(number: int) -> int:
    """A number that looks random and is the same in every run (splitmix64); `random` costs more than sealing."""
    value = (number + SEED) * 0x9E3779B97F4A7C15 & _64_BITS
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 & _64_BITS
    value = (value ^ value >> 27) * 0x94D049BB133111EB & _64_BITS
    return value ^ value >> 31


_64_BITS = (1 << 64) - 1
_SERVICES = tuple(Service)
_URGENCIES = (Urgency.TODAY, *[Urgency.TWO_DAYS] * 4, *[Urgency.ROUTINE] * 5)


def profile_of(number: int) -> Profile:
    """The coded person of a referral: every choice comes up, eight values and some ticks."""
    return _profile(number % _VARIANTS)


# After as many the choices, of which each list has 3 to 7, come round together.
_VARIANTS = 420


@cache
def _profile(variant: int) -> Profile:
    def turn(options: type[_Choice]) -> _Choice:
        values = tuple(options)
        return values[variant % len(values)]

    return Profile(
        age_group=turn(AgeGroup),
        gender=turn(Gender),
        language=turn(Language),
        concern=turn(Concern),
        area=turn(Area),
        in_danger=turn(YesNo),
        first_contact=turn(FirstContact),
        noticed=turn(Noticed),
        ticks=(turn(Tick),) if variant % 3 == 0 else (),
    )
