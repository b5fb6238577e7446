"""Sealed fields in memory: nothing prints, nothing opens elsewhere than where it was sealed."""

import copy
import json
import logging
import pickle
from typing import Any
from uuid import UUID

import pytest
import rfc8785
from auditlog.diff import model_instance_diff
from auditlog.registry import auditlog
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.migrations.writer import MigrationWriter
from django.forms import modelform_factory
from django.forms.models import model_to_dict
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from privacy.documents import DocumentRefused
from privacy.envelope import frame, lock
from privacy.sealing import RecordKey, SealBroken, Sealed, SealedDocument, SealedText, seal, unseal
from tests.privacy.by_hand import KEY, by_hand
from tests.privacy.sample import Age, Letter, Profile, Question

CANARY = "Canary words"
LETTER = "018f0000-0000-7000-8000-00000000000a"
OTHER = UUID("018f0000-0000-7000-8000-00000000000b")
PROFILE = Profile(age=Age.CHILD, ticks=("Canary",), alone=None)


def blob(sealed: Sealed | None) -> bytes:
    assert sealed is not None
    return sealed._blob


def placed(model: type[models.Model], column: str, stored: bytes, **values: Any) -> Any:
    """The attribute of a row that was read with these bytes in its column."""
    instance = model(**values)
    field: Any = model._meta.get_field(column)
    setattr(instance, column, field.from_db_value(stored, None, None))
    return getattr(instance, column)


@pytest.fixture
def sealed(letter: Letter, key: RecordKey) -> Letter:
    seal(letter, key, note=CANARY, profile=PROFILE)
    return letter


def test_words_made_by_hand_open(key: RecordKey) -> None:
    """Table, column, row, record, then version; UTF-8, 0x80, zeros to 256 bytes."""
    context = (
        b"\x00\x00\x00\x0dsample_letter\x00\x00\x00\x04note"
        b"\x00\x00\x00\x24018f0000-0000-7000-8000-00000000000a"
        b"\x00\x00\x00\x24018f0000-0000-7000-8000-00000000000a"
    )
    plain = "niña".encode() + b"\x80" + bytes(250)
    assert len(plain) == 256

    stored = by_hand(plain, context=context)

    assert unseal(placed(Letter, "note", stored, id=UUID(LETTER)), key) == "niña"


def test_a_profile_made_by_hand_opens(key: RecordKey) -> None:
    context = (
        b"\x00\x00\x00\x0dsample_letter\x00\x00\x00\x07profile"
        b"\x00\x00\x00\x24018f0000-0000-7000-8000-00000000000a"
        b"\x00\x00\x00\x24018f0000-0000-7000-8000-00000000000a"
    )
    text = b'{"age":"child","alone":null,"kind":"sample-profile","ticks":[],"v":1}'
    stored = by_hand(text + b"\x80" + bytes(255 - len(text)), context=context)

    assert unseal(placed(Letter, "profile", stored, id=UUID(LETTER)), key) == Profile(age=Age.CHILD)


@pytest.mark.parametrize(
    "text", [b'{"age":"child","kind":"sample-profile","v":2}', b'{"kind":"other","v":1}', b"[1]", b'"a"']
)
def test_a_document_of_another_release_is_refused(key: RecordKey, text: bytes) -> None:
    """Whole bytes that this release cannot read are no broken seal, and no value either."""
    context = frame(b"sample_letter", b"profile", LETTER.encode(), LETTER.encode())
    stored = by_hand(text + b"\x80" + bytes(255 - len(text)), context=context)

    with pytest.raises(DocumentRefused):
        unseal(placed(Letter, "profile", stored, id=UUID(LETTER)), key)


def test_a_question_is_bound_to_its_own_row_and_sealed_under_its_letter(key: RecordKey) -> None:
    context = frame(b"sample_question", b"note", str(OTHER).encode(), LETTER.encode())
    stored = by_hand(b"when?\x80" + bytes(250), context=context)

    assert unseal(placed(Question, "note", stored, id=OTHER, letter_id=UUID(LETTER)), key) == "when?"


@given(st.text(max_size=900))
def test_words_round_trip(words: str) -> None:
    letter = Letter()
    key = RecordKey(letter.pk, KEY)

    seal(letter, key, note=words)

    assert letter.note is not None
    assert unseal(letter.note, key) == words
    assert (len(blob(letter.note)) - 81) % 256 == 0
    assert 0 < len(blob(letter.note)) - 81 - len(words.encode()) <= 256


def test_text_that_is_not_unicode_is_refused_unquoted(letter: Letter, key: RecordKey) -> None:
    with pytest.raises(ValueError, match="UTF-8") as caught:
        seal(letter, key, note="Canary \ud800")
    assert caught.value.__suppress_context__
    assert "Canary" not in str(caught.value)
    assert letter.note is None


@given(st.binary(max_size=600))
def test_padding_keeps_bytes_that_look_like_padding(tail: bytes) -> None:
    words = "\x80\x00" + tail.decode("latin-1") + "\x00\x80\x00"
    letter = Letter()
    key = RecordKey(letter.pk, KEY)

    seal(letter, key, note=words)

    assert letter.note is not None
    assert unseal(letter.note, key) == words


@pytest.mark.parametrize(("length", "stored"), [(0, 337), (1, 337), (255, 337), (256, 593), (511, 593), (512, 849)])
def test_sizes_tell_the_bucket_only(letter: Letter, key: RecordKey, length: int, stored: int) -> None:
    seal(letter, key, note="a" * length)

    assert len(blob(letter.note)) == stored


def test_a_profile_round_trips(sealed: Letter, key: RecordKey) -> None:
    assert sealed.profile is not None
    opened = unseal(sealed.profile, key)

    assert isinstance(opened, Profile)
    assert (opened.age, opened.ticks, opened.alone) == (Age.CHILD, ("Canary",), None)


def test_none_empties_a_field(sealed: Letter, key: RecordKey) -> None:
    seal(sealed, key, note=None)

    assert sealed.note is None
    assert sealed.profile is not None


def test_every_changed_byte_is_an_error_that_names_the_place(sealed: Letter, key: RecordKey) -> None:
    stored = blob(sealed.note)

    for position in range(len(stored)):
        changed = bytearray(stored)
        changed[position] ^= 0x01
        with pytest.raises(SealBroken) as caught:
            unseal(placed(Letter, "note", bytes(changed), id=sealed.pk), key)
        assert caught.value.place == ("sample_letter", "note", LETTER, UUID(LETTER))
        assert str(caught.value) == f"sample_letter.note of {LETTER} does not open."


def test_every_truncation_is_an_error(sealed: Letter, key: RecordKey) -> None:
    stored = blob(sealed.note)

    for length in range(len(stored)):
        with pytest.raises(SealBroken):
            unseal(placed(Letter, "note", stored[:length], id=sealed.pk), key)


def test_swapped_blobs_do_not_open(sealed: Letter, key: RecordKey) -> None:
    """Between rows, columns, kinds, tables and records; with either record's key."""
    note, profile = blob(sealed.note), blob(sealed.profile)
    own = UUID(LETTER)
    elsewhere = [
        placed(Letter, "note", note, id=OTHER),
        placed(Letter, "remark", note, id=own),
        placed(Letter, "profile", note, id=own),
        placed(Letter, "note", profile, id=own),
        placed(Question, "note", note, id=own, letter_id=own),
        placed(Question, "note", note, id=OTHER, letter_id=own),
    ]

    for value in elsewhere:
        for opener in (key, RecordKey(OTHER, KEY)):
            with pytest.raises(SealBroken):
                unseal(value, opener)
    assert unseal(placed(Letter, "note", note, id=own), key) == CANARY


def test_a_question_moved_under_another_letter_does_not_open(key: RecordKey) -> None:
    question = Question(id=OTHER, letter_id=UUID(LETTER))
    seal(question, key, note=CANARY)
    moved = placed(Question, "note", blob(question.note), id=OTHER, letter_id=OTHER)

    for opener in (key, RecordKey(OTHER, KEY)):
        with pytest.raises(SealBroken):
            unseal(moved, opener)


@pytest.mark.parametrize("wrong", [bytes(32), bytes(range(1, 33))])
def test_another_key_does_not_open(sealed: Letter, wrong: bytes) -> None:
    assert sealed.note is not None
    with pytest.raises(SealBroken):
        unseal(sealed.note, RecordKey(sealed.pk, wrong))


@pytest.mark.parametrize("version", [0, 2, 255])
def test_another_version_does_not_open(key: RecordKey, version: int) -> None:
    context = frame(b"sample_letter", b"note", LETTER.encode(), LETTER.encode())
    plain = b"words\x80" + bytes(250)

    for said, bound in [(version, version), (1, version), (version, 1)]:
        stored = by_hand(plain, context=context, version=said, bound=bound)
        with pytest.raises(SealBroken):
            unseal(placed(Letter, "note", stored, id=UUID(LETTER)), key)


@pytest.mark.parametrize(
    ("column", "plain"),
    [
        ("note", b"words" + bytes(251)),
        ("note", b"words\x80" + bytes(249)),
        ("note", b"words\x80\x01" + bytes(249)),
        ("note", bytes(256)),
        ("note", b""),
        ("note", b"\xff\xfe\x80" + bytes(253)),
        ("profile", b"words\x80" + bytes(250)),
        ("profile", b'{"age":\x80' + bytes(248)),
    ],
)
def test_authentic_bytes_that_are_no_value_give_none(key: RecordKey, column: str, plain: bytes) -> None:
    """Only a fault of ours can seal such bytes; they still never come out as a value."""
    stored = lock(KEY, frame(b"sample_letter", column.encode(), LETTER.encode(), LETTER.encode()), plain)

    with pytest.raises(SealBroken) as caught:
        unseal(placed(Letter, column, stored, id=UUID(LETTER)), key)
    assert caught.value.__suppress_context__


def test_it_prints_sealed_everywhere(sealed: Letter, caplog: pytest.LogCaptureFixture) -> None:
    note, profile = sealed.note, sealed.profile

    logging.getLogger("sample").warning("note %s %r", note, profile)
    page = Template("{{ l.note }}|{{ l.profile }}|{{ l.note|upper }}|{{ l.note|default:'none' }}|{{ l.note|length }}")
    shown = page.render(Context({"l": sealed}))

    assert caplog.messages == ["note [sealed] [sealed]"]
    assert shown == "[sealed]|[sealed]|[SEALED]|[sealed]|0"
    assert f"{note}{note!r}{note!s:>12}{note:>12}{[profile]}" == "[sealed][sealed]    [sealed][sealed][[sealed]]"
    assert bool(note) is True


def test_it_is_not_serialised(sealed: Letter) -> None:
    note = sealed.note

    for refuse in (
        json.dumps,
        rfc8785.dumps,
        pickle.dumps,
        DjangoJSONEncoder().encode,
        lambda value: pickle.dumps(sealed),
        lambda value: serializers.serialize("json", [sealed]),
        lambda value: json.dumps(model_to_dict(sealed, fields=None) | {"note": value}),
        vars,
        list,
        bytes,
        memoryview,
    ):
        with pytest.raises((TypeError, rfc8785.CanonicalizationError)) as caught:
            refuse(note)  # type: ignore[operator]
        assert "Canary" not in str(caught.value)


def test_a_copied_value_is_the_same_value(sealed: Letter, key: RecordKey) -> None:
    twin = copy.deepcopy({"note": sealed.note})

    assert twin["note"] == sealed.note
    assert twin["note"] is not None
    assert unseal(twin["note"], key) == CANARY


def test_auditlog_notes_no_more_than_sealed(letter: Letter, key: RecordKey) -> None:
    before = Letter(id=letter.pk)
    seal(letter, key, note=CANARY, profile=PROFILE)
    auditlog.register(Letter)
    try:
        changes = model_instance_diff(before, letter)
    finally:
        auditlog.unregister(Letter)

    assert changes["note"] == ("None", "[sealed]")
    assert "Canary" not in str(changes)


def test_equal_when_the_bytes_are(letter: Letter, key: RecordKey) -> None:
    seal(letter, key, note=CANARY, remark=CANARY)
    first = letter.note
    seal(letter, key, note=CANARY)

    assert first == first
    assert first != letter.note
    assert letter.note != letter.remark
    assert letter.note != CANARY
    assert letter.note is not None
    assert len({first, letter.note, letter.remark, letter.note}) == 3


@pytest.mark.parametrize("value", ["words", "", b"words", {"a": 1}, 3, True, PROFILE])
def test_plain_values_are_not_taken(letter: Letter, value: Any) -> None:
    with pytest.raises(TypeError, match="seal") as caught:
        letter.note = value
    assert "words" not in str(caught.value)
    with pytest.raises(TypeError):
        Letter(note=value)
    with pytest.raises(TypeError):
        Letter._meta.get_field("note").clean(value, letter)
    assert letter.note is None


@pytest.mark.parametrize(
    "values",
    [{"note": 3}, {"note": b"words"}, {"note": PROFILE}, {"profile": "words"}, {"profile": {"v": 1}}, {"state": "x"}],
)
def test_only_the_right_kind_of_value_is_sealed(letter: Letter, key: RecordKey, values: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        seal(letter, key, **values)
    assert letter.note is None
    assert letter.profile is None


def test_another_records_key_does_not_seal(letter: Letter) -> None:
    """It would be lost: whoever opens it will be given the record's own key."""
    with pytest.raises(TypeError, match="own record"):
        seal(letter, RecordKey(OTHER, KEY), note=CANARY)
    with pytest.raises(TypeError):
        seal(Question(letter_id=OTHER), RecordKey(letter.pk, KEY), note=CANARY)


def test_a_fault_in_sealed_under_is_not_taken_for_its_absence() -> None:
    class Faulty(Question):
        class Meta:
            app_label = "sample"
            proxy = True

        @property
        def sealed_under(self) -> UUID:
            return self.no_such_attribute  # type: ignore[attr-defined, no-any-return]

    with pytest.raises(AttributeError, match="no_such_attribute"):
        seal(Faulty(letter_id=OTHER), RecordKey(OTHER, KEY), note=CANARY)


def test_a_record_without_an_id_cannot_seal(key: RecordKey) -> None:
    with pytest.raises((TypeError, ValueError)):
        seal(Letter(id=None), key, note=CANARY)
    with pytest.raises((TypeError, ValueError)):
        seal(Question(id=None, letter_id=UUID(LETTER)), key, note=CANARY)


def test_an_id_given_as_text_is_the_same_place(key: RecordKey) -> None:
    letter = Letter(id=LETTER.upper())
    seal(letter, key, note=CANARY)

    assert unseal(placed(Letter, "note", blob(letter.note), id=UUID(LETTER)), key) == CANARY


def test_a_value_without_its_row_does_not_open(sealed: Letter, key: RecordKey) -> None:
    field: Any = Letter._meta.get_field("note")
    loose = field.from_db_value(blob(sealed.note), None, None)

    assert str(loose) == "[sealed]"
    with pytest.raises(TypeError, match="without its row"):
        unseal(loose, key)


def test_fields_are_written_into_migrations_without_a_trace_of_code() -> None:
    assert MigrationWriter.serialize(SealedText(null=True)) == (
        "privacy.sealing.SealedText(null=True)",
        {"import privacy.sealing"},
    )
    assert SealedDocument().deconstruct() == (None, "privacy.sealing.SealedDocument", [], {})


def test_forms_do_not_see_them() -> None:
    assert list(modelform_factory(Letter, fields="__all__").base_fields) == ["state"]


def test_keys_print_as_key(key: RecordKey) -> None:
    assert f"{key} {key!r} {[key]}" == "[key] [key] [[key]]"
    with pytest.raises(TypeError):
        pickle.dumps(key)
    with pytest.raises(AttributeError):
        key.record_id = OTHER
