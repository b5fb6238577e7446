"""Taking a release back: at once, however it was said."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audit.ledger import enter
from cases.releases import policies
from cases.releases.models import Release
from mdt.team.models import User
from mdt.team.policies import Refused, require


@transaction.atomic
def revoke(*, by: User, release: Release, how: str) -> None:
    """End it now: with the commit nobody it names sees anything by it.

    Raises:
        Refused: it has ended already.
    """
    now = timezone.now()
    require(policies.why_not_revoke(release, now))
    mine = Release.objects.visible_to(by).filter(pk=release.pk, revoked_at=None)
    # Held first: an update by a join would not ask again, after a wait, whether it still stands.
    if mine.select_for_update(no_key=True, of=("self",)).first() is None:
        raise Refused("This release was taken back already.")
    Release.objects.filter(pk=release.pk).update(revoked_at=now, revoked_how=how, warn_at=None, end_at=None)
    enter("release.revoked", by=by, records=[release], fields=["revoked_at", "revoked_how"])


@transaction.atomic
def hold(*, by: User, release: Release) -> Release:
    """The release as it stands, held until the commit, so that it is not revoked while something goes out under it.

    Raises:
        Refused: it is not in force any more, or not theirs.
    """
    mine = Release.objects.filter(pk=release.pk, agency=by.place.agency_id, team=by.place.team_id)
    held: Release | None = mine.select_for_update(no_key=True).first()
    # Asked in a statement of its own: one that waited for the lock would still see the time before.
    if held is None or not mine.standing().exists():
        raise Refused("This release is not in force any more. Nothing was changed.")
    return held


def give_case(release: Release, case: UUID) -> None:
    """The first referral under a release for a new person says which case it is about."""
    release.case_id = case
    release.save(update_fields=["case"])
