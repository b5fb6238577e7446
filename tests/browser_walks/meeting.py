"""A body that meets, and an agenda with something on it, made by the product's own actions."""

from datetime import time, timedelta

from django.utils import timezone

from audit.ledger import System
from mdt.meetings.actions.drafting import draft_agenda
from mdt.meetings.actions.planning import set_series
from mdt.meetings.models import ActionItem, ActionKind, Meeting, Part, PartKind
from mdt.meetings.series import Rule
from mdt.team.sectors import Basis
from privacy.wall import acting_as, acting_as_system
from referrals.actions import forwarding
from referrals.models import Referral
from tests.referrals.build import make_sent, seen_by
from tests.referrals.cast import Cast


def plan(cast: Cast) -> Meeting:
    """First Thursdays at noon. Returns the next of the three meetings that this plans."""
    today = timezone.localdate()
    settings = {
        "rule": str(Rule(week=1, day=3, every=1, starts_on=today)),
        "starts_on": today,
        "at": time(12),
        "zone": "America/Los_Angeles",
        "minutes": 180,
        "place": "Courthouse Annex, room 210",
        "draft_days": 14,
    }
    with acting_as(cast.chris):
        set_series(cast.body, settings=settings, by=cast.chris)
    with acting_as_system(cast.team.pk):
        return Meeting.objects.select_related("body").earliest("starts_at")


def put_forward(cast: Cast, referral: Referral) -> None:
    """Child welfare lets the body see what it has sent."""
    with acting_as(cast.alice):
        forwarding.put_forward(
            by=cast.alice, referral=seen_by(cast.alice, referral), body=cast.body, basis=Basis.PERSON_AGREED
        )


def give_actions(cast: Cast, number: int) -> None:
    """To the hospital, due on the days to come."""
    today = timezone.localdate()
    with acting_as_system(cast.team.pk):
        for day in range(number):
            ActionItem.objects.create(
                team=cast.team,
                body=cast.body,
                part=Part.objects.get(body=cast.body, kind=PartKind.OPEN),
                kind=ActionKind.REPORT_BACK,
                agency=cast.hospital.agency,
                due_on=today + timedelta(days=day),
                given_at=timezone.now(),
                given_by=cast.chris.place,
            )


def draft(cast: Cast, referrals: int, actions: int) -> Meeting:
    """The next meeting, with so much of each suggested to its chair."""
    meeting = plan(cast)
    for _ in range(referrals):
        put_forward(cast, make_sent(cast.alice, cast.welfare, cast.sheriff))
    give_actions(cast, actions)
    with acting_as_system(cast.team.pk):
        draft_agenda(meeting, by=System("agenda job"))
    return meeting
