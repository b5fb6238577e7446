"""Sending a draft: what was asked is frozen, and the receiving desk may see it."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from audit.ledger import enter
from cases.codes import new_code
from cases.models import Case
from mdt.hours.desks import with_hours
from mdt.notices.actions import notify
from mdt.team.access import Door, To, grant_to_desks
from mdt.team.models import Desk, User
from mdt.team.policies import Refused, require
from referrals import policies
from referrals.actions.moving import change
from referrals.choices import State
from referrals.clock import times
from referrals.models import KeptFrom, Referral, ReferralDeskGrant, StopRequest


@transaction.atomic
def send(
    *, by: User, draft: Referral, report: str = "", called: bool = False, kept_from: Collection[User] = ()
) -> None:
    """Send a whole draft: a case begins, the receiving desk may see it, and what was asked is frozen.

    `draft` comes with its desks. `report` is what the sender says of the hotline report for a child, `called`
    that they called the desk first, `kept_from` the people at the receiving desk who are not to see it.

    Raises:
        Refused: the agency may not send, or not on this basis, answers are missing, or the desk receives nothing now.
        Overtaken: it was sent, changed or deleted meanwhile, from another window.
    """
    waiting = StopRequest.objects.filter(draft=draft).first()
    require(
        policies.why_not_send(by.place.agency) or policies.why_not_whole(draft) or policies.why_not_send_yet(waiting)
    )
    to_desk = _receiving(draft, by)
    assert draft.from_desk  # noqa: S101 - a draft is written at a desk
    if draft.from_desk.closed_at:
        raise Refused("Your desk is closed. Ask your agency lead for a seat at another one.")
    if draft.from_desk.group_id not in by.desk_groups:
        raise Refused("You do not sit at the desk that this draft was written for. Ask your agency lead for a seat.")
    if draft.basis not in by.place.agency.bases:
        raise Refused("Choose why your agency may share this.")
    now = timezone.now()
    case = draft.case or Case.objects.create(team=by.place.team, code=new_code("HT"), track=draft.track)
    to = [To(draft.from_desk, Door.SENDER), To(to_desk, Door.RECEIVER)]
    grant_to_desks(ReferralDeskGrant, draft, to, holder=draft.from_agency_id, sort_at=now)
    if kept_from:
        _keep_from(draft, kept_from)
    change(
        draft,
        "send",
        by=by,
        now=now,
        state=State.SENT,
        case=case,
        sent_at=now,
        report=report,
        called_at=now if called else None,
        **times(now, draft.urgency, to_desk, by.place.team),
    )
    enter("referral.send", by=by, records=[draft], door=Door.SENDER, fields=["state", "called_at"])
    notify("referral.send", to=to_desk, record=draft)


def _receiving(draft: Referral, by: User) -> Desk:
    """The desk it goes to, with its hours: one that is open, of another agency that works in the team."""
    team = by.place.team
    others = Desk.objects.receiving(team.pk).exclude(agency=by.place.agency_id)
    desk = draft.to_desk and with_hours(others, team).filter(pk=draft.to_desk.pk).first()
    if desk is None:
        raise Refused("This desk takes no referrals now. Choose the desk you are sending this to.")
    return desk


def _keep_from(referral: Referral, people: Collection[User]) -> None:
    KeptFrom.objects.bulk_create(
        KeptFrom(referral=referral, team_id=referral.team_id, holder=referral.from_agency_id, user=person)
        for person in people
    )
