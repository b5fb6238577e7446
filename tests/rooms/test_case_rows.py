"""What the database asks of a row that shares a case, whatever a statement of somebody's own says."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError
from django.utils import timezone

from cases.models import CaseShare
from mdt.team.models import Body
from privacy.wall import acting_as
from referrals.actions.ending import withdraw
from referrals.choices import Service
from referrals.models import Referral
from tests.cast import Cast
from tests.referrals.build import make_sent, seen_by
from tests.rooms.build import now_as
from tests.rooms.cases import another, row, seen
from tests.rooms.test_cases import closed


@pytest.fixture
def made(cast: Cast, room: Body) -> Referral:
    """From child welfare to the juvenile desk, of a case that nobody has shared."""
    return make_sent(now_as(cast, "sender"), cast.desks["child_welfare"], cast.desks["juvenile"], note="")


def test_nothing_is_shared_into_the_past(cast: Cast, room: Body, made: Referral) -> None:
    """What had ended before stays outside."""
    over = another(cast, made, cast.desks["hospital"], service=Service.MEDICAL)
    closed(cast, over)
    began = timezone.now()
    with acting_as(now_as(cast, "sender")):
        year_ago = row(cast, "sender", made, room, "child_welfare", shared_at=began - timedelta(days=400))
        held = CaseShare.objects.create(**year_ago)
        held.refresh_from_db()

    assert held.shared_at >= began
    assert seen(cast, "third", [made, over]) == [True, False]


def test_nothing_is_shared_on_what_is_no_basis(cast: Cast, room: Body, made: Referral) -> None:
    with pytest.raises(IntegrityError, match="share_on_a_basis"), acting_as(now_as(cast, "sender")):
        CaseShare.objects.create(**row(cast, "sender", made, room, "child_welfare", basis="nonsense"))


@pytest.mark.parametrize("part", ["sender", "third"])
def test_a_case_is_shared_from_what_is_still_open(cast: Cast, room: Body, made: Referral, part: str) -> None:
    """On either side of what was withdrawn."""
    sender, desk = now_as(cast, "sender"), "child_welfare" if part == "sender" else "juvenile"
    with acting_as(sender):
        withdraw(by=sender, referral=seen_by(sender, made))

    with pytest.raises(DatabaseError, match="row-level security"), acting_as(now_as(cast, part)):
        CaseShare.objects.create(**row(cast, part, made, room, desk))
