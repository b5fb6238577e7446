"""The guard's aims on the corpus that it was tuned on; the held-out corpus is measured by `bench/guard.py` alone."""

import json
from typing import Any

import pytest

from bench.guard import HELD_OUT, ROOT, TUNING, right
from privacy.guard import examine

LINES: list[dict[str, Any]] = [json.loads(line) for line in TUNING.read_text(encoding="utf-8").splitlines()]
STOPS = [line for line in LINES if line["tier"] == "stop"]


def _share(tier: str) -> float:
    lines = [line for line in LINES if line["tier"] == tier]
    return sum(right(line, examine(line["text"])) for line in lines) / len(lines)


@pytest.mark.parametrize("line", STOPS, ids=lambda line: f"{line['kind']}-{STOPS.index(line)}")
def test_every_structured_identifier_is_stopped(line: dict[str, Any]) -> None:
    assert right(line, examine(line["text"]))


def test_nine_of_ten_names_and_details_are_asked_about() -> None:
    assert _share("ask") >= 0.9


def test_at_most_one_clean_note_in_twenty_is_disturbed() -> None:
    assert _share("clean") >= 0.95


@pytest.mark.skipif(not HELD_OUT.exists(), reason="the part of another hand is not in this tree")
def test_the_part_that_nobody_tunes_on_is_large_enough() -> None:
    assert len(HELD_OUT.read_text(encoding="utf-8").splitlines()) >= 300


def test_nothing_but_the_bench_reads_it() -> None:
    """Whatever else named it could learn from it."""
    code = [path for path in ROOT.rglob("*.py") if not {".venv", "var", "node_modules"} & set(path.parts)]
    named = {path.relative_to(ROOT).as_posix() for path in code if "held_out" in path.read_text(encoding="utf-8")}

    assert named == {"bench/guard.py", "tests/privacy/test_guard_corpus.py"}
