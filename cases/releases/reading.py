"""How a release reads to its giver: its state in words, whom it names, what it lets them see. No opening."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime

from cases.releases.choices import Category, Revoked
from cases.releases.models import Release
from mdt.team.models import Agency


@dataclass(frozen=True)
class Line:
    """One release in a list. `kind` keys the colour of its state, `label` is that state in a word."""

    release: Release
    label: str
    state: str
    kind: str
    to: str
    what: str


_LABELS = {"standing": "In force", "soon": "Ends soon", "later": "Not begun", "ended": "Ended"}


def lines(releases: Iterable[Release], now: datetime, *, soon_days: int) -> list[Line]:
    """With the names of the receivers, fetched for all at once; what ends within `soon_days` is marked."""
    found = list(releases)
    known, soon = _names(found), now + timedelta(days=soon_days)
    return [_line(one, known, now, soon) for one in found]


def names(release: Release) -> list[str]:
    """The agencies that it names, in the order of the alphabet."""
    return sorted(_names([release]).values())


def _names(releases: Sequence[Release]) -> Mapping[UUID, str]:
    keys = {key for release in releases for key in release.named}
    return dict(Agency.objects.filter(pk__in=keys).values_list("pk", "name"))


def _line(release: Release, known: Mapping[UUID, str], now: datetime, soon: datetime) -> Line:
    to = ", ".join(sorted(known[key] for key in release.named if key in known))
    kind, state = _state(release, now, soon)
    return Line(
        release, _LABELS[kind], state, kind, f"{release.body.name}: {to}" if release.body else to, what(release)
    )


def what(release: Release) -> str:
    """The categories in words."""
    return ", ".join(str(Category(key).label) for key in release.categories)


def _state(release: Release, now: datetime, soon: datetime) -> tuple[str, str]:
    if release.revoked_at:
        return "ended", f"Taken back {_moment(release.revoked_at)}, {Revoked(release.revoked_how).label.lower()}"
    if release.expires_at <= now:
        return "ended", f"Ended {_moment(release.expires_at)}"
    if release.starts_at > now:
        return "later", f"Begins {_moment(release.starts_at)}"
    if release.expires_at <= soon:
        return "soon", f"Ends soon: {_moment(release.expires_at)}"
    return "standing", f"In force until {_moment(release.expires_at)}"


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "F j, Y, P")
