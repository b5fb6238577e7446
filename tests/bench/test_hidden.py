"""The ranks that say whether time tells of what is hidden."""

import pytest

from bench.hidden import ranks


def test_ranks_are_worked_out_as_by_hand() -> None:
    """1, 2 beside 2, 3: ranks 1, 2.5, 2.5, 4, so U is 3.5 - 3 = 0.5 of 4 pairs, with the variance 4/12 x (5 - 6/12)."""
    told = ranks([1, 2], [2, 3])
    assert told.effect == 0.125
    # z = (1.5 - 0.5) / 1.5 ** 0.5 = 0.8165, of which 0.2071 lies beyond.
    assert told.p == pytest.approx(0.4142, abs=0.0001)


def test_what_is_equal_is_even() -> None:
    assert ranks([5, 5, 5], [5, 5]) == (0.5, 1.0)
    assert ranks([1, 4], [2, 3]) == (0.5, 1.0)


def test_two_hundred_that_differ_by_a_tenth_do_not_do_so_by_chance() -> None:
    """40 of the first side lie below all others; the rest beat 21, 22, up to 180 of them: 16,080 of 40,000 pairs."""
    others = [float(number) for number in range(1000, 1200)]
    ones = [float(number) for number in range(40)] + [value + 0.5 for value in others[20:180]]
    told = ranks(ones, others)
    assert told.effect == 0.402
    # z = (3920 - 0.5) / (40,000 / 12 x 401) ** 0.5 = 3.390.
    assert told.p == pytest.approx(0.0007, abs=0.00005)
