"""What a team sets about releases."""

from collections.abc import Collection

from django.db import transaction

from audit.ledger import enter
from cases.releases.models import ReleaseSettings
from mdt.team.models import User


@transaction.atomic
def set_releases(*, by: User, longest_days: int, warn_days: int, bound: Collection[str]) -> None:
    """From now on: what is recorded or sent already stays as it is."""
    days, kinds = {"longest_days": longest_days, "warn_days": warn_days}, sorted(set(bound))
    ReleaseSettings.objects.update_or_create(team=by.place.team, defaults=days | {"bound": kinds})
    enter("releases.set", by=by, detail=days | {"bound": ", ".join(kinds)})
