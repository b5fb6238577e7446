"""Writing a draft, changing it, throwing it away."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
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
from privacy.keys import new_key
from privacy.models import DataKey
from privacy.sealing import seal
from privacy.wall import acting_as_system
from referrals import policies
from referrals.actions.moving import Overtaken
from referrals.choices import Source
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
def write_draft(
    *,
    by: User,
    from_desk: Desk,
    asked: Asked,
    case: Case | None = None,
    key: UUID | None = None,
    event: str = "draft.written",
    source_type: str = "",
) -> Referral:
    """Keep a new draft, seen by its writer alone; `case` when the person is one whom their agency referred before.

    `key` is the draft's own when the page had one made beforehand, `source_type` who phoned it in, when the writer
    only writes down a call.

    Raises:
        Refused: a release-bound agency keeps nothing here before a release is chosen, and none is kept under one
            that has ended; nothing is kept for a caller who needs one.
    """
    require(policies.why_not_keep(asked.release, by.place.agency))
    if source_type:
        require(policies.why_not_phone_in(source_type))
    if asked.release:
        hold(by=by, release=asked.release)
    referral = Referral(
        pk=key or new_key(),
        team=by.place.team,
        code=new_code("RF"),
        from_agency=by.place.agency,
        from_desk=from_desk,
        written_by=by,
        changed_by=by.name,
        case_id=case.pk if case else asked.release.case_id if asked.release else None,
        source=Source.PHONED_IN if source_type else Source.FORM,
        source_type=source_type,
    )
    _, data_key = new_data_key(referral.pk, by.place.team_id)
    _fill(referral, asked, data_key)
    referral.written_at = referral.changed_at
    referral.save(force_insert=True)
    enter(event, by=by, records=[referral], detail={"kept_words": asked.kept_words})
    return referral


@transaction.atomic
def keep_draft(*, by: User, key: UUID | None, from_desk: Desk, asked: Asked) -> Referral:
    """Keep what a page says under the draft's key: a new one, or the one that was saved while it was written.

    Raises:
        Refused: as for `write_draft`.
        Overtaken: it was sent already.
    """
    draft: Referral | None = Referral.objects.drafts_of(by).filter(pk=key).first() if key else None
    if draft is None:
        try:
            with transaction.atomic():
                return write_draft(by=by, from_desk=from_desk, asked=asked, key=key)
        except IntegrityError:
            # Saved by the page itself a moment ago, or sent.
            draft = Referral.objects.drafts_of(by).filter(pk=key).first()
    if draft is None:
        raise Overtaken(Referral(pk=key))
    rewrite_draft(by=by, draft=draft, asked=asked)
    return draft


@transaction.atomic
def autosave(
    *, by: User, key: UUID, seen_at: datetime | None, from_desk: Desk, asked: Asked, keep_note: bool
) -> Referral:
    """Keep a draft while it is written; `seen_at` is its last change that the page knows, None for a page's first.

    Raises:
        Refused: as for `write_draft`.
        Overtaken: another window has changed, sent or deleted it.
    """
    draft: Referral | None = Referral.objects.drafts_of(by).select_for_update().filter(pk=key).first()
    if draft is None and seen_at is None:
        return write_draft(by=by, from_desk=from_desk, asked=asked, key=key, event="draft.autosaved")
    # A page that knows of no save yet may go on from its own first one, whose answer was lost, and from no other.
    known = draft and (draft.written_at if seen_at is None else seen_at)
    if draft is None or draft.changed_at != known:
        raise Overtaken(draft or Referral(pk=key))
    # The page does not carry the release that the draft was begun under.
    asked = replace(asked, release=draft.release)
    rewrite_draft(by=by, draft=draft, asked=asked, keep_note=keep_note, event="draft.autosaved")
    return draft


@transaction.atomic
def rewrite_draft(
    *, by: User, draft: Referral, asked: Asked, keep_note: bool = False, event: str = "draft.written"
) -> Referral:
    """Put new answers in the place of the draft's old ones; with `keep_note` the note stays as it is stored.

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
    _fill(draft, asked, key, keep_note=keep_note)
    draft.save(update_fields=[name for name in (*_ASKED, "changed_at") if not (keep_note and name == "note")])
    enter(event, by=by, records=[draft], detail={"kept_words": asked.kept_words})
    return draft


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


@transaction.atomic
def put_under(*, by: User, draft: Referral, release: Release) -> None:
    """Say under which release a draft goes out.

    Raises:
        Refused: the release is not in force.
        Overtaken: the draft was sent or deleted already, from another window.
    """
    hold(by=by, release=release)
    hold_draft(draft, by)
    draft.release, draft.basis, draft.changed_at = release, Basis.RELEASE, timezone.now()
    draft.case_id = draft.case_id or release.case_id
    draft.save(update_fields=["release", "basis", "case", "changed_at"])
    enter("draft.written", by=by, records=[draft], fields=["release"])


def hold_draft(draft: Referral, by: User) -> None:
    """Keep other windows from changing or sending the draft until this is done."""
    if not Referral.objects.drafts_of(by).select_for_update().filter(pk=draft.pk).exists():
        raise Overtaken(draft)


_ASKED = ("to_desk", "to_agency", "service", "urgency", "basis", "track", "profile", "note", "whole", "release")


def _fill(referral: Referral, asked: Asked, key: RecordKey, *, keep_note: bool = False) -> None:
    referral.to_desk = asked.desk
    referral.to_agency = asked.desk.agency if asked.desk else None
    referral.service, referral.urgency, referral.release = asked.service, asked.urgency, asked.release
    referral.basis = Basis.RELEASE if asked.release else asked.basis
    referral.track = track_for(asked.profile.age_group or "")
    referral.whole = policies.is_whole(referral, asked.profile)
    referral.changed_at = timezone.now()
    seal(referral, key, profile=asked.profile)
    if not keep_note:
        seal(referral, key, note=asked.note or None)
