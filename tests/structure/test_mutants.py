"""Each named break still fits the code that it breaks: one that has drifted away proves nothing."""

import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT / "script"))

from mutants import LINT, MUTANTS, Mutant  # noqa: E402 - the folder of scripts is no package


@pytest.mark.parametrize("mutant", MUTANTS, ids=[mutant.name for mutant in MUTANTS])
def test_a_break_fits_and_names_a_test_that_is_there(mutant: Mutant) -> None:
    assert (PROJECT / mutant.file).read_text().count(mutant.old) >= 1
    tests = [argument for argument in mutant.noticed_by if argument.startswith("tests/")]
    assert mutant.noticed_by == (LINT,) or tests
    assert [path for path in tests if not (PROJECT / path.partition("::")[0]).exists()] == []
