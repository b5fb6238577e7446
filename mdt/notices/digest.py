"""When the next digest goes out: at one hour of the team's own clock, each day or each Monday. Pure; no queries."""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from mdt.notices.choices import DIGESTS, Cadence

HOUR: Final = time(8)
_MONDAY: Final = 0


def due_after(moment: datetime, cadence: str, zone: ZoneInfo) -> datetime:
    """When the mail of what came at `moment` goes out; at once where no digest is wanted."""
    if cadence not in DIGESTS:
        return moment
    day = moment.astimezone(zone).date()
    while True:
        digest = datetime.combine(day, HOUR, zone).astimezone(UTC)
        if digest > moment and (cadence == Cadence.DAILY or day.weekday() == _MONDAY):
            return digest
        day += timedelta(days=1)
