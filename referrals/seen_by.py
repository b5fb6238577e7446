"""Who has seen a referral, for the two agencies that hold it: their own people by name, others by agency alone.

The database decides what is told (`wall.referral_seen_by`): nothing to anybody else, nothing of what an agency bound by
releases does, of another agency only that it looked.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from audit.sentences import Line, tell_of
from mdt.team.models import User
from privacy.parcel import ParcelRefused, open_place, seal_place
from referrals.models import Referral

PAGE = 50
_SALT = "referrals.seen_by"


@dataclass(frozen=True)
class Seen:
    """One page, newest first; `older` is where the next begins, nothing on the last."""

    lines: list[Line]
    older: str


def seen_by_whom(user: User, referral: Referral, *, until: datetime, after: str = "") -> Seen:
    """What happened to it before `until`. Asked inside the wall's context of `user`."""
    at, event = _read(after) or (until, UUID(int=0))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, at, kind, door, purpose, name, agency FROM wall.referral_seen_by(%s, %s, %s, %s)",
            [referral.pk, min(at, until), event, PAGE + 1],
        )
        rows = cursor.fetchall()
    zone = ZoneInfo(user.time_zone)
    lines = [
        tell_of(kind, at=at, zone=zone, name=name, agency=agency, door=door, purpose=purpose, code=referral.code)
        for _, at, kind, door, purpose, name, agency in rows[:PAGE]
    ]
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Seen(lines, seal_place(f"{last[1].isoformat()} {last[0]}", purpose=_SALT) if last else "")


def _read(sealed: str) -> tuple[datetime, UUID] | None:
    try:
        at, event = open_place(sealed, purpose=_SALT).split(" ")
    except ParcelRefused:
        return None
    return datetime.fromisoformat(at), UUID(event)
