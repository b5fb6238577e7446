"""The workflow's table against everything that repeats it: the database, the drawing, the words."""

import importlib
from typing import Any

import pytest
from django.conf import settings

from audit.kinds import kinds
from referrals.choices import State
from referrals.drawing import page
from referrals.shared_states import NEVER_REACHED, STANDINGS, TASKS, Task, task_of
from referrals.workflow import ENDED_STATES, LIVE_STATES, MOVES, allowed_pairs


def test_the_databases_pairs_are_the_tables() -> None:
    migration = importlib.import_module("referrals.migrations.0007_workflow")

    assert set(migration.PAIRS) == allowed_pairs()


def test_docs_workflow_is_the_table_as_it_stands() -> None:
    assert (settings.BASE_DIR / "docs" / "workflow.md").read_text(encoding="utf-8") == page()


def test_every_state_is_live_ended_or_a_draft_and_only_a_live_one_moves() -> None:
    assert LIVE_STATES | ENDED_STATES | {State.DRAFT} == set(State)
    assert not any(move.sources & ENDED_STATES for move in MOVES.values() if not move.takes_back)


def test_every_move_has_its_event() -> None:
    assert {f"referral.{move.key}" for move in MOVES.values() if move.event} <= set(kinds())
    assert [move.key for move in MOVES.values() if not move.event] == ["seen"]


def test_a_move_that_changes_the_state_tells_the_other_side() -> None:
    for move in MOVES.values():
        if move.target and move.side:
            assert move.tells is not None
            assert move.tells != move.side


def test_every_line_says_what_the_other_side_then_sees() -> None:
    assert [move.key for move in MOVES.values() if not move.shows] == []


def test_the_ten_task_states_are_mapped_both_ways_and_one_is_never_reached() -> None:
    """By hand, from the county's domain rules E5."""
    ten = {
        "draft", "requested", "accepted", "rejected", "cancelled", "in-progress", "on-hold", "failed", "completed",
        "entered-in-error",
    }  # fmt: skip
    assert {task.value for task in Task} == ten
    assert {task.value for task in TASKS.values()} == ten - {"entered-in-error"}
    assert set(STANDINGS) == set(Task) - {NEVER_REACHED}
    assert all(TASKS[standing] == task for task, standing in STANDINGS.items())


@pytest.mark.parametrize(
    ("state", "more", "task"),
    [
        ("draft", {}, "draft"),
        ("sent", {}, "requested"),
        ("question", {}, "requested"),
        ("waitlisted", {}, "on-hold"),
        ("accepted", {}, "accepted"),
        ("accepted", {"connected": True}, "in-progress"),
        ("declined", {}, "rejected"),
        ("closed", {"outcome": "goals_met", "connected": True}, "completed"),
        ("closed", {"outcome": "not_reached", "connected": True}, "failed"),
        ("closed", {"outcome": "person_declined"}, "failed"),
        ("withdrawn", {"connected": True}, "cancelled"),
    ],
)
def test_where_a_referral_stands_as_a_task(state: str, more: dict[str, Any], task: str) -> None:
    assert task_of(state, **more) == task
