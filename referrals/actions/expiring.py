"""Drafts that nobody finishes: their writer is told, and some days later the draft and its key are gone.

Each in a transaction of its own, read from the database: a tick that is late, doubled or killed tells and deletes once.
No draft goes untold: where ticks stood still, the days begin with the notice.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from audit.ledger import System, enter
from mdt.notices.actions import notify
from mdt.notices.models import Notice
from privacy.models import DataKey
from privacy.wall import acting_as_system
from referrals.choices import State
from referrals.models import Referral

_KIND = "draft.expiring"


def warn_one() -> bool:
    """Tell the writer of one draft that it will go. False when nobody has to be told."""
    with acting_as_system():
        quiet = timedelta(days=settings.DRAFT_DAYS - settings.DRAFT_NOTICE_DAYS)
        draft = _held(_old(quiet).filter(~Exists(_told()), from_desk__isnull=False, written_by__isnull=False))
        if draft is None:
            return False
        assert draft.from_desk  # noqa: S101 - asked for above
        notify(_KIND, to=draft.from_desk, record=draft, only_for=draft.written_by)
    return True


def expire_one() -> bool:
    """Delete one draft whose writer was told long enough ago, and shred its words. False when there is none."""
    with acting_as_system():
        told = _told().filter(at__lte=timezone.now() - timedelta(days=settings.DRAFT_NOTICE_DAYS))
        draft = _held(_old(timedelta(days=settings.DRAFT_DAYS)).filter(Exists(told)))
        if draft is None:
            return False
        agency = draft.from_agency
        by = System("Unfinished drafts", draft.team_id, agency.pk, agency.name, inner=agency.release_bound)
        enter("draft.expired", by=by, records=[draft])
        key = draft.pk
        draft.delete()
        DataKey.objects.filter(pk=key).delete()
    return True


def _old(quiet: timedelta) -> QuerySet[Referral]:
    drafts: QuerySet[Referral] = Referral.objects.filter(
        state=State.DRAFT, changed_at__lte=timezone.now() - quiet
    ).order_by("changed_at", "pk")
    return drafts


def _told() -> QuerySet[Notice]:
    """The notices of a draft since it was changed last: whoever goes on writing has all the days again."""
    told: QuerySet[Notice] = Notice.objects.filter(kind=_KIND, record_id=OuterRef("pk"))
    return told.filter(at__gte=OuterRef("changed_at"))


def _held(drafts: QuerySet[Referral]) -> Referral | None:
    held = drafts.select_related("from_agency").select_for_update(skip_locked=True, of=("self",))
    return held.first()
