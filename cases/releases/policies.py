"""Whether a release may be recorded or revoked: each policy returns the reason why not, or None."""

from datetime import date, datetime, timedelta

from cases.releases.models import Release

LATEST_DAYS_BACK = 30


def why_not_days(starts_on: date, ends_on: date, today: date, longest: int) -> str | None:
    """Whether a release may run over these days, both among them."""
    if ends_on < starts_on:
        return "The last day is before the first day."
    if ends_on < today:
        return "The last day is over already. A release that has ended lets nothing through."
    if (today - starts_on).days > LATEST_DAYS_BACK:
        return "The first day is more than a month ago. Check the month and the year."
    if (ends_on - starts_on).days + 1 > longest:
        last = starts_on + timedelta(days=longest - 1)
        return f"Your team lets a release last {longest} days at most: until {last:%B} {last.day}, {last.year}."
    return None


def why_not_revoke(release: Release, now: datetime) -> str | None:
    if release.revoked_at:
        return "This release was taken back already."
    return "This release has ended already." if release.expires_at <= now else None
