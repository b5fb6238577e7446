"""A note that the guard stops may wait, sealed, for a lead of the writer's agency; the ledger gets numbers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from audit.ledger import System, enter
from audit.opening import opening
from cases.releases.actions.revoking import hold
from mdt.notices.actions import notify_person
from mdt.team.access import Door
from mdt.team.models import User
from mdt.team.policies import Refused, require
from privacy.datakeys import data_keys
from privacy.guard.fields import Stopped
from privacy.sealing import seal
from privacy.wall import acting_as_system
from referrals import policies
from referrals.actions.writing import hold_draft
from referrals.models import Referral, StopRequest

# So long a note waits, and so long an allowed one can be taken into the draft.
LASTS: Final = timedelta(days=3)
_CLOCK: Final = "The clock"
State = StopRequest.State


@transaction.atomic
def ask_lead(*, by: User, draft: Referral, stopped: Stopped) -> StopRequest:
    """Let the note wait for a lead, in the place of one that waited before.

    Raises:
        Refused: a kind that nobody may allow, or there is no other lead.
        Overtaken: the draft was sent or deleted already.
    """
    require(policies.why_not_ask_lead(by, stopped.kinds))
    hold_draft(draft, by)
    StopRequest.objects.filter(draft=draft).delete()
    request = StopRequest(
        draft=draft,
        code=draft.code,
        team_id=draft.team_id,
        agency=by.place.agency,
        asked_by=by,
        expires_at=timezone.now() + LASTS,
        stops=dict(stopped.kinds),
    )
    seal(request, data_keys([draft.pk])[draft.pk], words=stopped.text)
    request.save(force_insert=True)
    enter("stop.asked", by=by, records=[draft], detail=_numbers(request) | {"kept_words": stopped.kept_words})
    for place in policies.leads_beside(by).select_related("user"):
        notify_person("stop.asked", person=place.user, agency=request.agency_id, record=request)
    return request


@transaction.atomic
def keep_and_ask(*, by: User, stopped: Stopped, keep: Callable[[], Referral]) -> Referral:
    """Keep a page's draft, as `keep` does, without its note, which waits beside it: both or neither.

    Raises:
        Refused: as for `ask_lead`, or as `keep` does.
        Overtaken: the draft was sent or deleted already.
    """
    draft = keep()
    ask_lead(by=by, draft=draft, stopped=stopped)
    return draft


@transaction.atomic
def decide(*, by: User, request: StopRequest, allow: bool) -> None:
    """A lead's yes or no. A no deletes the words.

    Raises:
        Refused: it is the lead's own note, was answered already, or its time is over.
    """
    now = timezone.now()
    require(policies.why_not_decide(by, request, now))
    values = {"state": State.ALLOWED, "expires_at": now + LASTS} if allow else {"state": State.REFUSED, "words": None}
    waiting = StopRequest.objects.filter(pk=request.pk, state=State.WAITING, expires_at__gt=now)
    if not waiting.update(decided_by=by, decided_at=now, **values):
        raise Refused("This was answered already, or its time is over. Nothing was changed.")
    enter("stop.allowed" if allow else "stop.refused", by=by, records=[request], detail=_numbers(request))
    notify_person("stop.answered", person=request.asked_by, agency=request.agency_id, record=request)


@transaction.atomic
def take(*, by: User, draft: Referral, request: StopRequest) -> None:
    """Make the allowed note the draft's own, as its writer.

    Raises:
        Refused: it is not allowed, or not any more; or the draft's release has ended.
        Overtaken: the draft was sent or deleted already.
        WordsBroken: the note cannot be opened.
    """
    if request.state != State.ALLOWED or request.expires_at <= timezone.now():
        raise Refused("This note is not allowed, or its time is over. Write another one.")
    require(policies.why_not_keep(draft.release, by.place.agency))
    if draft.release:
        hold(by=by, release=draft.release)
    hold_draft(draft, by)
    with opening([request], by=by, purpose="take_note", door=Door.SENDER) as words:
        seal(draft, data_keys([draft.pk])[draft.pk], note=words.read(request, "words"))
    draft.changed_at = timezone.now()
    draft.save(update_fields=["note", "changed_at"])
    request.delete()
    enter("stop.used", by=by, records=[draft], fields=["note"], detail=_numbers(request))


@transaction.atomic
def take_back(*, by: User, request: StopRequest) -> None:
    """The writer's own: what waited, or what is said of it, is gone."""
    StopRequest.objects.filter(pk=request.pk, asked_by=by).delete()
    enter("stop.taken_back", by=by, records=[request], detail=_numbers(request))


def expire_one() -> bool:
    """Delete the words of the request that is next to have waited too long. False when there is none."""
    now = timezone.now()
    with acting_as_system():
        late = StopRequest.objects.filter(state__in=[State.WAITING, State.ALLOWED], expires_at__lte=now)
        request = (
            late.select_related("agency")
            .select_for_update(skip_locked=True, of=("self",))
            .order_by("expires_at", "pk")
            .first()
        )
        if request is None:
            return False
        StopRequest.objects.filter(pk=request.pk).update(state=State.EXPIRED, words=None)
        agency = request.agency
        by = System(_CLOCK, request.team_id, agency.pk, agency.name, inner=agency.release_bound)
        enter("stop.expired", by=by, records=[request], detail=_numbers(request))
    return True


def _numbers(request: StopRequest) -> dict[str, str | int]:
    """Kinds and numbers, never a word."""
    return {"kinds": ", ".join(sorted(request.stops)), "stops": sum(request.stops.values())}
