"""Parcels: only who got one, for what it was for, within the hour, and unchanged."""

import hashlib
import hmac
import uuid
from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
import time_machine
from django.test import override_settings

from privacy.derivation import derived_key
from privacy.parcel import ParcelRefused, open_parcel, open_place, seal_parcel, seal_place

ANA, BEN = uuid.uuid4(), uuid.uuid4()


def test_what_was_sealed_comes_back_to_whom_it_was_for() -> None:
    for content in (b"", b"words", bytes(100_000)):
        assert open_parcel(seal_parcel(content, purpose="old log", to=ANA), purpose="old log", by=ANA) == content


def test_nothing_of_it_can_be_read_on_the_way() -> None:
    parcel = seal_parcel(b"canary in a field", purpose="old log", to=ANA)

    assert b"canary" not in urlsafe_b64decode(parcel)
    assert parcel != seal_parcel(b"canary in a field", purpose="old log", to=ANA)


@pytest.mark.parametrize(("purpose", "by"), [("old log", BEN), ("another", ANA)])
def test_neither_another_person_nor_another_purpose(purpose: str, by: uuid.UUID) -> None:
    with pytest.raises(ParcelRefused):
        open_parcel(seal_parcel(b"words", purpose="old log", to=ANA), purpose=purpose, by=by)


def test_each_byte_counts() -> None:
    raw = urlsafe_b64decode(seal_parcel(b"words", purpose="old log", to=ANA))
    for place in range(len(raw)):
        changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        with pytest.raises(ParcelRefused):
            open_parcel(urlsafe_b64encode(changed).decode(), purpose="old log", by=ANA)
    for cut in (raw[:-1], raw[:40], b""):
        with pytest.raises(ParcelRefused):
            open_parcel(urlsafe_b64encode(cut).decode(), purpose="old log", by=ANA)


@pytest.mark.parametrize("text", ["", "not base64!", "ä", "AAAA"])
def test_text_that_is_no_parcel(text: str) -> None:
    with pytest.raises(ParcelRefused):
        open_parcel(text, purpose="old log", by=ANA)


def test_it_lasts_an_hour() -> None:
    with time_machine.travel("2026-11-22T10:00:00Z", tick=False) as clock:
        parcel = seal_parcel(b"words", purpose="old log", to=ANA)
        clock.shift(3600)
        assert open_parcel(parcel, purpose="old log", by=ANA) == b"words"
        clock.shift(1)
        with pytest.raises(ParcelRefused):
            open_parcel(parcel, purpose="old log", by=ANA)


@override_settings(WALL_KEY="11" * 32)
def test_a_purposes_key_is_hkdf_of_the_installations_secret() -> None:
    """RFC 5869 by hand: extract with a salt of zeros, expand once."""
    extracted = hmac.new(bytes(32), bytes.fromhex("11" * 32), hashlib.sha256).digest()

    assert derived_key("parcel") == hmac.new(extracted, b"mdt parcel\x01", hashlib.sha256).digest()
    assert derived_key("parcel") != derived_key("old log row")


# Places in lists ----------------------------------------------------------------------------------------------


def test_a_place_comes_back_always_the_same_and_says_nothing_on_the_way() -> None:
    place = seal_place("2026-03-01T10:00 row", purpose="inbox")

    assert open_place(place, purpose="inbox") == "2026-03-01T10:00 row"
    assert place == seal_place("2026-03-01T10:00 row", purpose="inbox")
    assert b"2026" not in urlsafe_b64decode(place + "=" * (-len(place) % 4))


@pytest.mark.parametrize("text", ["", "A", "not ours at all", "é", "QUFB" * 9])
def test_a_place_that_is_not_ours_is_none(text: str) -> None:
    with pytest.raises(ParcelRefused):
        open_place(text, purpose="inbox")


def test_a_place_of_another_list_is_none() -> None:
    with pytest.raises(ParcelRefused):
        open_place(seal_place("row", purpose="inbox"), purpose="seen by")
