"""Taking a move back: by whoever made it within half a minute, a yes by its desk until the sender has acted on it."""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mdt.team.access import Door, To, grant_to_desks
from mdt.team.models import User
from mdt.team.policies import require
from privacy.wall import acting_as_system
from referrals import policies
from referrals.actions.moving import as_kept, move
from referrals.clock import restarted
from referrals.models import Referral, ReferralDeskGrant, Step


@transaction.atomic
def undo(*, by: User, referral: Referral) -> None:
    """Put the referral back to where the last move found it.

    Raises:
        Refused: somebody else moved it last, that move cannot be undone, or the time is over.
    """
    _undo(_last_move(referral), by, referral)


@transaction.atomic
def undo_decline(*, by: User, key: UUID) -> Referral:
    """The same for a no, which has taken the referral out of its desk's sight; the desk then sees it again.

    What the desk's agency had put forward or assigned stays taken back.

    Raises:
        Referral.DoesNotExist: no such referral was declined at a desk of theirs.
        Refused: as for `undo`.
    """
    with acting_as_system(by.place.team_id):
        declined = Referral.objects.declined_at_desks_of(by).select_related("from_agency", "to_agency", "from_desk")
        referral: Referral = declined.select_related("to_desk").get(pk=key)
        referral.door = Door.RECEIVER  # type: ignore[attr-defined]  # as `visible_to` would say
        _undo(_last_move(referral), by, referral)
        if referral.to_desk and referral.sent_at:
            to = [To(referral.to_desk, Door.RECEIVER)]
            holder = referral.from_agency_id
            grant_to_desks(ReferralDeskGrant, referral, to, holder=holder, sort_at=referral.sent_at)
    return referral


@transaction.atomic
def unaccept(*, by: User, referral: Referral) -> None:
    """Take the desk's yes back, whoever of it gave it, as long as the sender has not acted on it.

    Raises:
        Refused: the sender has acted, the first service was given, or the yes was not given here.
    """
    yes = referral.steps.filter(kind="accept").order_by("at", "pk").last()
    acted = yes is not None and _acted_on(referral, yes)
    require(policies.why_not_unaccept(referral, yes, acted=acted))
    assert yes  # noqa: S101 - asked of the policy
    clock = restarted(referral, timezone.now(), by.place.team)
    move("unaccept", by=by, referral=referral, target=yes.before, **(as_kept(yes) | clock))


def _undo(step: Step | None, by: User, referral: Referral) -> None:
    require(policies.why_not_undo(step, by, timezone.now()))
    assert step  # noqa: S101 - asked of the policy
    move(f"undo_{step.kind}", by=by, referral=referral, target=step.before, **as_kept(step))


def _last_move(referral: Referral) -> Step | None:
    """The last step that moved it; a call noted since stands beside it."""
    return referral.steps.exclude(before=F("after")).order_by("at", "pk").last()


def _acted_on(referral: Referral, yes: Step) -> bool:
    return bool(referral.steps.filter(agency=referral.from_agency_id, at__gt=yes.at).exists())
