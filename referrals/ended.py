"""What is left of a referral for a receiver that had accepted it, once its release has ended: its code, its own steps.

The row itself does not exist for that receiver any more: the database hands out the little that stays.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Func, JSONField

from referrals.workflow import MOVES


@dataclass(frozen=True)
class Ended:
    """A referral of which its receiver still has the code."""

    pk: UUID
    code: str

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True)
class OwnStep:
    """What somebody of the reader's own agency did, and when."""

    title: str
    at: datetime
    by: str


class EndedReferrals(Func):
    """Of whoever acts in this context, the newest first and as many as a page of a list: one value of a statement."""

    template = (
        "ARRAY(SELECT jsonb_build_object('pk', e.id, 'code', e.code) FROM wall.referrals_ended() e"
        " ORDER BY e.sent_at DESC, e.id DESC LIMIT 25)"
    )
    output_field = ArrayField(JSONField())

    @staticmethod
    def read(found: Iterable[Mapping[str, str]]) -> list[Ended]:
        return [Ended(UUID(one["pk"]), one["code"]) for one in found]


def ended_referral(pk: UUID) -> Ended | None:
    """One of them, or None for any other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, code FROM wall.referrals_ended() WHERE id = %s", [pk])
        row = cursor.fetchone()
    return Ended(*row) if row else None


def own_steps(pk: UUID) -> Sequence[OwnStep]:
    """What the reader's own agency did with it, newest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, at, by_name FROM wall.referral_ended_steps(%s) ORDER BY at DESC, kind", [pk])
        return [OwnStep(MOVES[kind].done, at, by) for kind, at, by in cursor.fetchall()]
