from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from referrals.deadlines import answer_by

ZONE = "America/Los_Angeles"
LOCAL = ZoneInfo(ZONE)


# Worked out by hand with a calendar of 2026. DST ends on 1 November and begins on 8 March.
@pytest.mark.parametrize(
    ("sent", "urgency", "due"),
    [
        (datetime(2026, 11, 2, 9, 0), "routine", datetime(2026, 11, 9, 17, 0)),  # Monday to Monday
        (datetime(2026, 11, 6, 16, 59), "two_days", datetime(2026, 11, 10, 17, 0)),  # Friday to Tuesday
        (datetime(2026, 11, 7, 3, 0), "two_days", datetime(2026, 11, 10, 17, 0)),  # Saturday to Tuesday
        (datetime(2026, 10, 30, 12, 0), "routine", datetime(2026, 11, 6, 17, 0)),  # over the end of DST
        (datetime(2026, 3, 6, 12, 0), "two_days", datetime(2026, 3, 10, 17, 0)),  # over its beginning
        (datetime(2026, 11, 6, 23, 30), "today", datetime(2026, 11, 7, 3, 30)),  # at any hour
        (datetime(2026, 12, 31, 23, 59), "two_days", datetime(2027, 1, 4, 17, 0)),  # Thursday night to Monday
    ],
)
def test_an_answer_is_due_in_the_teams_own_days(sent: datetime, urgency: str, due: datetime) -> None:
    sent_at = sent.replace(tzinfo=LOCAL).astimezone(UTC)

    assert answer_by(sent_at, urgency, ZONE) == due.replace(tzinfo=LOCAL)


def test_today_is_four_hours_even_when_the_clock_goes_back() -> None:
    sent_at = datetime(2026, 11, 1, 7, 30, tzinfo=UTC)  # half past midnight, PDT

    assert answer_by(sent_at, "today", ZONE) == datetime(2026, 11, 1, 11, 30, tzinfo=UTC)
