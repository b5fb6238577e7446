"""When an answer is due, in the team's own days. Holidays and closures are not known yet; weekends are."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from referrals.choices import Urgency

_BUSINESS_DAYS = {Urgency.TWO_DAYS: 2, Urgency.ROUTINE: 5}
_TODAY = timedelta(hours=4)
_END_OF_DAY = time(17, 0)


def answer_by(sent_at: datetime, urgency: str, zone: str) -> datetime:
    """The time by which the receiver should answer.

    Today means four hours, at any hour; else five in the afternoon of the second or fifth business day after.
    """
    if urgency == Urgency.TODAY:
        return sent_at + _TODAY
    day = sent_at.astimezone(ZoneInfo(zone)).date()
    left = _BUSINESS_DAYS[Urgency(urgency)]
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return datetime.combine(day, _END_OF_DAY, ZoneInfo(zone))
