"""Duties to begin a test with, made by the product's own actions."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from cases.duties.actions.offering import offer
from cases.duties.actions.starting import start
from cases.duties.models import Duty, DutyDeskGrant, Proof
from cases.models import Case
from mdt.team.models import Desk, User
from privacy.wall import acting_as, acting_as_system
from referrals.models import Referral


def begin(by: User, referral: Referral, rule: str, at: datetime | None = None) -> Duty:
    """A duty of the agency of `by` on the referral's case, triggered now."""
    with acting_as(by):
        case = Case.objects.get(pk=referral.case_id)
        return start(by=by, case=case, rule=rule, triggered_at=at or timezone.now())


def ask(by: User, duty: Duty, desk: Desk) -> None:
    with acting_as(by):
        offer(by=by, duty=seen(by, duty), desk=desk)


def seen(user: User, duty: Duty) -> Duty:
    """The duty as `user` fetches it, with their door. Use inside `acting_as(user)`."""
    found: Duty = Duty.objects.visible_to(user).get(pk=duty.pk)
    return found


def now_of(duty: Duty) -> Duty:
    """The duty as it stands, whoever sees it."""
    with acting_as_system(duty.team_id):
        return Duty.objects.get(pk=duty.pk)


def codes_seen(user: User) -> list[str]:
    with acting_as(user):
        return sorted(Duty.objects.visible_to(user).values_list("code", flat=True))


def unfiltered(user: User) -> dict[str, int]:
    """What the wall alone lets through, by table."""
    with acting_as(user):
        return {model.__name__: model.objects.count() for model in (Duty, Proof, DutyDeskGrant)}


def case_is_known(user: User, case: UUID) -> bool:
    with acting_as(user):
        return Case.objects.filter(pk=case).exists()
