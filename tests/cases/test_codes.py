import itertools
import re

import pytest

from cases.codes import ALPHABET, check_sign, new_code, read_code

# Worked out by hand: sum of (place + 2) x index in the alphabet, modulo 31.
# A=8: "22222222" is 0 -> "2"; "32222222" is 2x1=2 -> "4"; "2222222Z" is 9x30=270, 270 mod 31 = 22 -> "R".
KNOWN = {"22222222": "2", "32222222": "4", "2222222Z": "R"}


@pytest.mark.parametrize(("free", "check"), KNOWN.items())
def test_the_check_sign_is_the_weighted_sum(free: str, check: str) -> None:
    assert check_sign(free) == check


def test_a_code_reads_back_however_it_is_typed() -> None:
    code = new_code("HT")

    assert re.fullmatch(r"HT-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]", code)
    for typed in (code, code.lower(), code.replace("-", ""), f"  {code.replace('-', ' ')} "):
        assert read_code(typed) == code


def test_every_single_wrong_sign_is_found() -> None:
    code = new_code("RF")
    for place in (3, 4, 5, 6, 8, 9, 10, 11, 13):
        for sign in ALPHABET:
            if sign != code[place]:
                assert read_code(code[:place] + sign + code[place + 1 :]) is None


def test_every_swap_of_neighbours_is_found() -> None:
    for one, two in itertools.combinations(ALPHABET, 2):
        good, bad = f"22{one}{two}2222", f"22{two}{one}2222"
        assert check_sign(good) != check_sign(bad)


@pytest.mark.parametrize("typed", ["", "HT", "HT-7F3K", "O0I1L", "HT-7F3K-9QXM-4-4", "é" * 11, "\x00" * 11])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read_code(typed) is None
