"""Sending a draft: what was asked is frozen, and the receiving desk may see it."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import Subquery, Value
from django.utils import timezone

from audit.ledger import enter
from cases.codes import new_code
from cases.models import Case
from cases.releases.actions.revoking import give_case, hold
from cases.releases.models import Release
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
from referrals.querysets import ReleaseNeeded


@transaction.atomic
def send(
    *, by: User, draft: Referral, report: str = "", called: bool = False, kept_from: Collection[User] = ()
) -> None:
    """Send a whole draft: a case begins, the receiving desk may see it, and what was asked is frozen.

    `draft` comes with its desks. `report` is what the sender says of the hotline report for a child, `called`
    that they called the desk first, `kept_from` the people at the receiving desk who are not to see it.

    Raises:
        Refused: no release in force lets it, the basis is not the agency's, answers are missing, or the desk
            receives nothing now.
        Overtaken: it was sent, changed or deleted meanwhile, from another window.
    """
    require(policies.why_not_whole(draft))
    to_desk = _receiving(draft, by)
    require(policies.why_not_send_yet(getattr(to_desk, "asked_of_lead", None)))
    release = hold(by=by, release=draft.release) if draft.release else None
    needed: str = getattr(to_desk, "release_needed", "")
    require(policies.why_not_under(release, by.place.agency, needed, draft))
    assert draft.from_desk  # noqa: S101 - a draft is written at a desk
    if draft.from_desk.closed_at:
        raise Refused("Your desk is closed. Ask your agency lead for a seat at another one.")
    if draft.from_desk.group_id not in by.desk_groups:
        raise Refused("You do not sit at the desk that this draft was written for. Ask your agency lead for a seat.")
    if not release and draft.basis not in by.place.agency.bases:
        raise Refused("Choose why your agency may share this.")
    now = timezone.now()
    case_id = _case_of(draft, release)
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
        case_id=case_id,
        sent_at=now,
        report=report,
        called_at=now if called else None,
        **times(now, draft.urgency, to_desk, by.place.team),
    )
    enter("referral.send", by=by, records=[draft], door=Door.SENDER, fields=["state", "called_at"])
    notify("referral.send", to=to_desk, record=draft)


def _receiving(draft: Referral, by: User) -> Desk:
    """The desk it goes to: one that is open, of another agency that works in the team.

    With its hours, and with what else must be known before sending, so that all of it is one question.
    """
    team = by.place.team
    others = Desk.objects.receiving(team.pk).exclude(agency=by.place.agency_id)
    needed = ReleaseNeeded(Value(team.pk), Value(by.place.agency_id), Value(draft.service))
    asked = Subquery(StopRequest.objects.filter(draft=draft.pk).values("state"))
    annotated = with_hours(others, team).annotate(release_needed=needed, asked_of_lead=asked)
    desk = draft.to_desk and annotated.filter(pk=draft.to_desk.pk).first()
    if desk is None:
        raise Refused("This desk takes no referrals now. Choose the desk you are sending this to.")
    return desk


def _case_of(draft: Referral, release: Release | None) -> UUID:
    """The case that it is on, or a new one, which a release for a new person then is about."""
    known = draft.case_id or (release.case_id if release else None)
    if known is None:
        known = Case.objects.create(team_id=draft.team_id, code=new_code("HT"), track=draft.track).pk
    if release and release.case_id is None:
        give_case(release, known)
    return known


def _keep_from(referral: Referral, people: Collection[User]) -> None:
    KeptFrom.objects.bulk_create(
        KeptFrom(referral=referral, team_id=referral.team_id, holder=referral.from_agency_id, user=person)
        for person in people
    )
