"""A room that takes cases, and a case that one of its members has shared with it."""

import pytest

from mdt.team.models import Body
from referrals.models import Referral
from tests.cast import Cast
from tests.referrals.build import make_sent
from tests.rooms.build import now_as, room_for_cases
from tests.rooms.cases import share


@pytest.fixture
def room(cast: Cast) -> Body:
    return room_for_cases(cast, "sender", "third")


@pytest.fixture
def referral(cast: Cast, room: Body) -> Referral:
    """From child welfare to the hospital. Its sender has shared the case."""
    made = make_sent(now_as(cast, "sender"), cast.desks["child_welfare"], cast.desks["hospital"], note="")
    share(cast, made, room)
    return made
