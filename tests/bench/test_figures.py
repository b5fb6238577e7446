"""The bench's own judgement: a figure that is missed, or was never measured, fails the run."""

import pytest

from bench.figures import FIGURES, Results, verdict
from bench.run import NOT_QUICK


def reached() -> Results:
    """Every figure exactly at its limit."""
    return Results(values={figure.key: figure.limit for figure in FIGURES})


def test_all_at_their_limits_are_reached() -> None:
    assert verdict(reached())


@pytest.mark.parametrize("key", [figure.key for figure in FIGURES])
def test_one_that_is_missed_or_missing_fails_the_run(key: str) -> None:
    missed, missing = reached(), reached()
    limit = missing.values.pop(key)
    least = next(figure.least for figure in FIGURES if figure.key == key)
    missed.values[key] = limit - 0.01 if least else limit + 0.01
    assert not verdict(missed)
    assert not verdict(missing)


def test_quick_leaves_out_what_it_names_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    results = reached()
    for key in NOT_QUICK:
        del results.values[key]
    assert verdict(results, NOT_QUICK)
    assert capsys.readouterr().out.count("not covered") == len(NOT_QUICK)
    results.values["bare"] = 0.1
    assert not verdict(results, NOT_QUICK)


def test_a_ratio_is_the_median_of_the_rounds_ratios() -> None:
    results = Results()
    # The machine was ten times slower in the second round, for both sides.
    results.compare("bare", [(1.0, 2.0), (10.0, 20.0), (3.0, 2.0)])
    assert results.values["bare"] == 0.5
