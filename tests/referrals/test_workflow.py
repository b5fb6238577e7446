"""The workflow's table against everything that repeats it: the database, the drawing, the words."""

import importlib

from django.conf import settings

from audit.kinds import kinds
from referrals.choices import State
from referrals.drawing import page
from referrals.workflow import ENDED_STATES, LIVE_STATES, MOVES, allowed_pairs


def test_the_databases_pairs_are_the_tables() -> None:
    migration = importlib.import_module("referrals.migrations.0002_wall")

    assert set(migration.PAIRS) == allowed_pairs()


def test_docs_workflow_is_the_table_as_it_stands() -> None:
    assert (settings.BASE_DIR / "docs" / "workflow.md").read_text(encoding="utf-8") == page()


def test_every_state_is_live_ended_or_a_draft_and_only_a_live_one_moves() -> None:
    assert LIVE_STATES | ENDED_STATES | {State.DRAFT} == set(State)
    assert not any(move.sources & ENDED_STATES for move in MOVES.values())


def test_every_move_has_its_event() -> None:
    assert {f"referral.{key}" for key in MOVES} <= set(kinds())


def test_a_move_that_changes_the_state_tells_the_other_side() -> None:
    for move in MOVES.values():
        if move.target and move.side:
            assert move.tells is not None
            assert move.tells != move.side
