"""However slowly the machine answers a press, it comes to the same: no life may end because a machine is busy."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Final

import pytest
from django.db import connections
from django.http import HttpResponse

from tests.oracle.choosing import Covered
from tests.oracle.life import Life
from tests.oracle.world import World

# As long as a busy machine takes for a statement now and then.
LATE: Final = 0.7


class SlowWorld(World):
    """The same pages, where each change of a referral is a long time on its way to the database."""

    def _press(self, *press: Any) -> HttpResponse:
        with connections["default"].execute_wrapper(_late):
            return super()._press(*press)


def _late(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    if sql.startswith('UPDATE "referrals_referral"'):
        time.sleep(LATE)
    return execute(sql, *rest)


@pytest.fixture
def life(transactional_db: None, patience: None, owner_sql: Callable[..., Any]) -> Iterator[Life]:
    world = SlowWorld(owner_sql)
    yield Life(world, Covered())
    world.close()


def test_what_was_pressed_at_once_is_taken_back_in_time_by_the_same_clock(life: Life) -> None:
    referral = _sent(life)
    life.press_at_once(referral, ("bob", "accept"), ("cora", "close"))
    life.wait(timedelta(seconds=25))
    life.press(referral, "bob", "undo")
    assert life.told[referral].state == "sent"


def test_an_undo_whose_time_is_over_while_two_press_may_come_too_late(life: Life) -> None:
    referral = _sent(life)
    life.press(referral, "bob", "accept")
    life.wait(timedelta(seconds=29.999))
    life.press_at_once(referral, ("bob", "undo"), ("cora", "close"))
    assert life.told[referral].state == "accepted"


def _sent(life: Life) -> Any:
    life.send("alice", "sheriff", "routine", frozenset(), 99)
    return next(iter(life.told))
