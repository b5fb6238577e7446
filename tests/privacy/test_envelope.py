"""The sealed bytes, held against the primitives themselves and against every change of a byte."""

import copy
import json
import pickle
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from privacy.envelope import Place, SealBroken, Secret, frame, lock, unlock
from tests.privacy.by_hand import KEY, by_hand, stretch

OTHER_KEY = bytes(range(1, 33))
CONTEXT = frame(b"referrals_referral", b"note", b"row", b"record")


def test_opens_a_blob_made_by_hand() -> None:
    """Version, commitment, nonce, ciphertext: each where the format says it is."""
    context = b"\x00\x00\x00\x05table" + b"\x00\x00\x00\x06column" + b"\x00\x00\x00\x03row"

    assert unlock(KEY, context, by_hand(b"words", context=context)) == b"words"


def test_known_bytes() -> None:
    """Key 00..1f, nonce 64..83, place ("place",), plaintext "words": computed once without the module."""
    blob = bytes.fromhex(
        "01"
        "e19b5ba5c0cfffe5917967bad636e720a40bc20acb24256f14ef8ea9798e65e0"
        "6465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f80818283"
        "3ace3fb2aae055cf6dc99284e66b51ba4e6ca9b5aa"
    )

    assert unlock(KEY, bytes.fromhex("00000005706c616365"), blob) == b"words"


def test_opens_by_hand_what_the_module_sealed() -> None:
    blob = lock(KEY, CONTEXT, b"words")
    stretched = stretch(KEY, blob[33:65])

    assert blob[0] == 1
    assert blob[1:33] == stretched[32:64]
    opened = AESGCM(stretched[:32]).decrypt(stretched[64:], blob[65:], CONTEXT + b"\x00\x00\x00\x01\x01")
    assert opened == b"words"


def test_frame_is_length_then_part() -> None:
    assert frame(b"ab", b"c") == b"\x00\x00\x00\x02ab\x00\x00\x00\x01c"
    assert frame(b"", b"abc") == b"\x00\x00\x00\x00\x00\x00\x00\x03abc"


def test_a_place_is_framed_in_order() -> None:
    place = Place("t", "c", "row-1", UUID("018f0000-0000-7000-8000-00000000000a"))

    assert place.context == (
        b"\x00\x00\x00\x01t\x00\x00\x00\x01c\x00\x00\x00\x05row-1\x00\x00\x00\x24018f0000-0000-7000-8000-00000000000a"
    )


@given(st.binary(max_size=2000), st.lists(st.binary(max_size=40), max_size=5))
def test_round_trip(plain: bytes, parts: list[bytes]) -> None:
    blob = lock(KEY, frame(*parts), plain)

    assert unlock(KEY, frame(*parts), blob) == plain
    assert len(blob) == len(plain) + 81


@given(st.lists(st.binary(max_size=6), max_size=5), st.lists(st.binary(max_size=6), max_size=5))
def test_two_contexts_never_pass_for_each_other(here: list[bytes], there: list[bytes]) -> None:
    blob = lock(KEY, frame(*here), b"words")

    if here == there:
        assert unlock(KEY, frame(*there), blob) == b"words"
    else:
        with pytest.raises(SealBroken):
            unlock(KEY, frame(*there), blob)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ((b"ab", b"c"), (b"a", b"bc")),
        ((b"ab", b"c"), (b"abc", b"")),
        ((b"ab", b"c"), (b"abc",)),
        ((b"ab", b"c"), (b"c", b"ab")),
        ((b"ab",), (b"ab", b"\x01")),
        ((b"ab",), (b"ab", b"")),
    ],
)
def test_a_shifted_boundary_is_another_place(here: tuple[bytes, ...], there: tuple[bytes, ...]) -> None:
    with pytest.raises(SealBroken):
        unlock(KEY, frame(*there), lock(KEY, frame(*here), b"words"))


def test_every_flipped_bit_is_noticed() -> None:
    blob = lock(KEY, CONTEXT, b"a few words")

    for position in range(len(blob)):
        for bit in range(8):
            changed = bytearray(blob)
            changed[position] ^= 1 << bit
            with pytest.raises(SealBroken):
                unlock(KEY, CONTEXT, bytes(changed))


def test_every_truncation_and_any_longer_blob_is_noticed() -> None:
    blob = lock(KEY, CONTEXT, b"a few words")

    for length in range(len(blob)):
        with pytest.raises(SealBroken):
            unlock(KEY, CONTEXT, blob[:length])
        with pytest.raises(SealBroken):
            unlock(KEY, CONTEXT, blob[length + 1 :])
    with pytest.raises(SealBroken):
        unlock(KEY, CONTEXT, blob + b"\x00")


@pytest.mark.parametrize("version", [0, 2, 3, 255])
def test_another_version_byte_is_refused(version: int) -> None:
    context = frame(b"place")
    with pytest.raises(SealBroken):
        unlock(KEY, context, by_hand(b"words", context=context, version=version, bound=version))


@pytest.mark.parametrize("bound", [0, 2])
def test_a_blob_of_another_version_cannot_be_relabelled(bound: int) -> None:
    """The version is in the associated data too: writing 1 into the first byte does not bring it back."""
    context = frame(b"place")
    with pytest.raises(SealBroken):
        unlock(KEY, context, by_hand(b"words", context=context, version=1, bound=bound))


def test_another_key_is_refused_by_the_commitment_alone() -> None:
    """A blob whose ciphertext opens under a key that it does not commit to gives nothing."""
    context = frame(b"place")
    blob = by_hand(b"words", context=context)
    stretched = stretch(OTHER_KEY, blob[33:65])
    associated = context + b"\x00\x00\x00\x01\x01"
    foreign = blob[:65] + AESGCM(stretched[:32]).encrypt(stretched[64:], b"other words", associated)

    with pytest.raises(SealBroken):
        unlock(OTHER_KEY, context, foreign)
    with pytest.raises(SealBroken):
        unlock(OTHER_KEY, context, blob)
    with pytest.raises(SealBroken):
        unlock(KEY, context, foreign)


def test_the_same_words_never_give_the_same_bytes() -> None:
    blobs = {lock(KEY, CONTEXT, b"words") for _ in range(50)}

    assert len(blobs) == 50
    assert len({blob[33:65] for blob in blobs}) == 50
    assert len({blob[1:33] for blob in blobs}) == 50


@pytest.mark.parametrize("key", [b"", bytes(16), bytes(31), bytes(33)])
def test_a_key_of_another_length_is_refused(key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        lock(key, CONTEXT, b"words")


def test_nothing_of_the_failure_is_told() -> None:
    """The error carries no bytes, and no chained error that would."""
    blob = bytearray(lock(KEY, CONTEXT, b"words"))
    blob[-1] ^= 1

    with pytest.raises(SealBroken) as caught:
        unlock(KEY, CONTEXT, bytes(blob))
    assert str(caught.value) == "It does not open."
    assert caught.value.place is None
    assert caught.value.__suppress_context__


class Held(Secret):
    __slots__ = ("_inside",)

    def __init__(self, inside: str) -> None:
        object.__setattr__(self, "_inside", inside)


def test_a_secret_prints_nothing_of_itself() -> None:
    held = Held("canary")

    shown = [
        str(held),
        repr(held),
        f"{held}",
        f"{held!r:>20}",
        f"{held:>20}",
        str([held]),
        format(held),
    ]
    assert not any("canary" in text for text in shown)
    assert shown[0] == shown[1] == shown[2] == shown[4] == "[sealed]"
    assert bool(held) is True


def test_a_secret_stays_in_the_process_and_does_not_change() -> None:
    held = Held("canary")

    for refuse in (pickle.dumps, json.dumps, vars, list, len, Held.__getstate__):
        with pytest.raises(TypeError) as caught:
            refuse(held)  # type: ignore[operator]
        assert "canary" not in str(caught.value)
    with pytest.raises(AttributeError):
        held._inside = "other"
    with pytest.raises(AttributeError):
        del held._inside
    assert copy.copy(held) is held
    assert copy.deepcopy([held])[0] is held
