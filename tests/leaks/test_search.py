"""The search of the leak tests finds what it looks for: else its silence would say nothing."""

import base64
import pickle
import zlib
from pathlib import Path

import pytest

from tests.leaks.search import answers, files, found, whole

WORD = "bougainvillea"
TEXT = f"the person likes {WORD} in spring"


@pytest.mark.parametrize(
    "blob",
    [
        TEXT.encode(),
        TEXT.upper().encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-be"),
        TEXT.encode().hex().encode(),
        TEXT.encode().hex().upper().encode(),
        base64.b64encode(TEXT.encode()),
        base64.b64encode(TEXT.encode()[1:]),
        base64.b64encode(TEXT.encode()[2:]),
        base64.urlsafe_b64encode(TEXT.encode()),
        base64.b64encode(WORD.encode()),
    ],
)
def test_a_word_is_found_however_it_is_written(blob: bytes) -> None:
    assert found(b"\x00\xff before " + blob + b" after", WORD)


def test_another_word_is_not() -> None:
    assert found(base64.b64encode(b"bougainvillas are another word") + b"bougainville", WORD) == []


@pytest.mark.parametrize(
    "blob",
    [
        b'{"age":"x","gender":"women"}',
        b"{'gender': 'any'}",
        b"gender=Women&area=x",
        b'{\\"gender\\": \\"women\\"}',
        b"<Profile gender=<Gender.WOMEN: 'women'>>",
    ],
)
def test_an_answer_is_found_behind_its_question(blob: bytes) -> None:
    assert answers(b"\x00\xff" + blob, {"gender": ["women", "any"]})


def test_a_question_without_its_answer_is_not() -> None:
    assert answers(b'["gender","area"] women; gender unknown; gender: womens', {"gender": ["women"]}) == []


def test_bytes_of_a_dump_are_read_twice() -> None:
    """Base64 inside a column of bytes: as the dump writes it, it is hex of base64."""
    dump = b"1\t\\\\x" + base64.b64encode(TEXT.encode()).hex().encode() + b"\tother\n"

    assert found(dump, WORD) == []
    assert found(whole(dump), WORD)


def test_files_are_searched_with_their_names_and_a_cache_unpacked(tmp_path: Path) -> None:
    (tmp_path / f"{WORD}.csv").write_bytes(b"nothing")
    (tmp_path / "entry.djcache").write_bytes(pickle.dumps(1.0) + zlib.compress(pickle.dumps(TEXT)))

    assert [bool(found(content, WORD)) for _, content in files(tmp_path)] == [True, True]
