"""Writing a draft, changing it, throwing it away."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from audit.ledger import enter
from cases.codes import new_code
from cases.models import Case
from cases.profile import Profile, track_for
from cases.releases.actions.revoking import hold
from cases.releases.models import Release
from mdt.team.models import Desk, User
from mdt.team.policies import require
from mdt.team.sectors import Basis
from privacy.datakeys import RecordKey, data_keys, new_data_key
from privacy.models import DataKey
from privacy.sealing import seal
from privacy.wall import acting_as_system
from referrals import policies
from referrals.actions.moving import Overtaken
from referrals.models import Referral, StopRequest


@dataclass(frozen=True)
class Asked:
    """What a referral asks, as the form gives it. A draft may leave gaps; `profile` carries the coded person."""

    desk: Desk | None
    service: str
    urgency: str
    basis: str
    profile: Profile
    note: str = ""
    # Under which release it is to go out; it takes the place of a basis.
    release: Release | None = None
    # How often the writer said of words the guard asked about that they are harmless. The words are kept nowhere.
    kept_words: int = 0


@transaction.atomic
def write_draft(*, by: User, from_desk: Desk, asked: Asked, case: Case | None = None) -> Referral:
    """Keep a new draft, seen by its writer alone; `case` when the person is one whom their agency referred before.

    Raises:
        Refused: a release-bound agency keeps nothing here before a release is chosen, and none is kept under one
            that has ended.
    """
    require(policies.why_not_keep(asked.release, by.place.agency))
    if asked.release:
        hold(by=by, release=asked.release)
    referral = Referral(
        team=by.place.team,
        code=new_code("RF"),
        from_agency=by.place.agency,
        from_desk=from_desk,
        written_by=by,
        changed_by=by.name,
        case_id=case.pk if case else asked.release.case_id if asked.release else None,
    )
    _, key = new_data_key(referral.pk, by.place.team_id)
    _fill(referral, asked, key)
    referral.save(force_insert=True)
    enter("draft.written", by=by, records=[referral], detail={"kept_words": asked.kept_words})
    return referral


@transaction.atomic
def rewrite_draft(*, by: User, draft: Referral, asked: Asked) -> None:
    """Put new answers in the place of the draft's old ones.

    Raises:
        Refused: as for `write_draft`.
        Overtaken: it was sent or deleted already, from another window.
    """
    require(policies.why_not_keep(asked.release, by.place.agency))
    if asked.release:
        hold(by=by, release=asked.release)
    hold_draft(draft, by)
    key = data_keys([draft.pk])[draft.pk]
    if asked.note:
        # Another note takes the place of one that waits for a lead.
        StopRequest.objects.filter(draft=draft).delete()
    _fill(draft, asked, key)
    draft.save(update_fields=[*_ASKED, "changed_at"])
    enter("draft.written", by=by, records=[draft], detail={"kept_words": asked.kept_words})


@transaction.atomic
def discard_draft(*, by: User, draft: Referral) -> None:
    """Delete a draft and shred its words: only a job may destroy keys, so this does so as one.

    Raises:
        Overtaken: it was sent or deleted already, from another window.
    """
    hold_draft(draft, by)
    enter("draft.discarded", by=by, records=[draft])
    key = draft.pk
    draft.delete()
    with acting_as_system(by.place.team_id):
        DataKey.objects.filter(pk=key).delete()


def hold_draft(draft: Referral, by: User) -> None:
    """Keep other windows from changing or sending the draft until this is done."""
    if not Referral.objects.drafts_of(by).select_for_update().filter(pk=draft.pk).exists():
        raise Overtaken(draft)


_ASKED = ("to_desk", "to_agency", "service", "urgency", "basis", "track", "profile", "note", "whole", "release")


def _fill(referral: Referral, asked: Asked, key: RecordKey) -> None:
    referral.to_desk = asked.desk
    referral.to_agency = asked.desk.agency if asked.desk else None
    referral.service, referral.urgency, referral.release = asked.service, asked.urgency, asked.release
    referral.basis = Basis.RELEASE if asked.release else asked.basis
    referral.track = track_for(asked.profile.age_group or "")
    referral.whole = policies.is_whole(referral, asked.profile)
    referral.changed_at = timezone.now()
    seal(referral, key, profile=asked.profile, note=asked.note or None)
