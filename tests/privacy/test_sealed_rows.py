"""Sealed fields in the database, under the app's role: what is stored, read back, and refused."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.models import F

from privacy.keys import new_key
from privacy.sealing import RecordKey, SealBroken, Sealed, data_keys, new_data_key, new_data_keys, seal, unseal
from tests.privacy.conftest import TEAM
from tests.privacy.sample import Age, Letter, Profile, Question

pytestmark = pytest.mark.usefixtures("in_team")
WORDS = "Canary words"
PROFILE = Profile(age=Age.ADULT, ticks=("Canary",))


def made() -> tuple[Letter, RecordKey]:
    letter = Letter()
    _, key = new_data_key(letter.pk, TEAM)
    seal(letter, key, note=WORDS, profile=PROFILE)
    letter.save(force_insert=True)
    return letter, key


def stored(model: type[Letter] | type[Question], pk: UUID, column: str = "note") -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {model._meta.db_table} WHERE id = %s", [pk])
        return bytes(cursor.fetchone()[0])


def overwrite(model: type[Letter] | type[Question], pk: UUID, value: bytes, column: str = "note") -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET {column} = %s WHERE id = %s", [value, pk])


def opened(record: Any, field: str = "note") -> Any:
    """As audit.opening does: the data key that the value names, then the value."""
    value = getattr(record, field)
    return unseal(value, data_keys([value.place.record])[value.place.record])


def test_what_is_saved_opens_after_reading_it_again() -> None:
    letter, _ = made()

    again = Letter.objects.get(pk=letter.pk)

    assert isinstance(again.note, Sealed)
    assert opened(again) == WORDS
    assert opened(again, "profile") == PROFILE
    assert again.remark is None


def test_no_word_is_in_the_stored_bytes() -> None:
    letter, _ = made()

    for column in ("note", "profile"):
        held = stored(Letter, letter.pk, column)
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert "Canary".encode(encoding) not in held
        assert b"child" not in held
        assert b"adult" not in held


def test_saving_again_writes_the_same_bytes() -> None:
    letter, _ = made()
    before = stored(Letter, letter.pk)

    again = Letter.objects.get(pk=letter.pk)
    again.state = "sent"
    again.save()

    assert stored(Letter, letter.pk) == before


def test_every_way_of_reading_gives_sealed() -> None:
    letter, _ = made()
    rows = Letter.objects.filter(pk=letter.pk)

    deferred = rows.defer("note").get()
    only = rows.only("note").get()
    fresh = Letter(id=letter.pk)
    fresh.refresh_from_db()
    loose = [
        rows.values("note").get()["note"],
        rows.values_list("note", flat=True).get(),
        rows.annotate(other=F("note")).get().other,
        Letter.objects.raw("SELECT * FROM sample_letter WHERE id = %s", [letter.pk])[0].note,
        next(rows.iterator()).note,
    ]

    assert {str(value) for value in loose} == {"[sealed]"}
    assert all(isinstance(value, Sealed) for value in loose)
    assert [opened(record) for record in (deferred, only, fresh)] == [WORDS] * 3


def test_many_at_once() -> None:
    """25 records: one statement for their keys, one for their rows, one to read the keys again."""
    letters = [Letter() for _ in range(25)]
    keys = new_data_keys([letter.pk for letter in letters], TEAM)
    for number, letter in enumerate(letters):
        seal(letter, keys[letter.pk], note=f"Canary {number}")
    Letter.objects.bulk_create(letters)

    read = {letter.pk: letter for letter in Letter.objects.all()}

    again = data_keys(read)
    assert [unseal(read[letter.pk].note, again[letter.pk]) for letter in letters] == [
        f"Canary {number}" for number in range(25)
    ]


def test_the_keys_of_many_records_are_one_query(django_assert_num_queries: Any) -> None:
    ids = [new_key() for _ in range(25)]
    with django_assert_num_queries(1):
        new_data_keys(ids, TEAM)
    with django_assert_num_queries(1):
        assert set(data_keys(ids)) == set(ids)
    with django_assert_num_queries(1):
        new_data_key(new_key(), TEAM)


def test_bulk_update_keeps_the_seal() -> None:
    letter, key = made()
    seal(letter, key, note="Other words")

    Letter.objects.bulk_update([letter], ["note"])

    assert opened(Letter.objects.get(pk=letter.pk)) == "Other words"


def test_a_question_opens_with_its_letters_key() -> None:
    letter, key = made()
    question = Question(letter_id=letter.pk)
    seal(question, key, note="Canary when?")
    question.save(force_insert=True)

    again = Question.objects.get(pk=question.pk)

    assert again.note is not None
    assert again.note.place is not None
    assert again.note.place.record == letter.pk
    assert opened(again) == "Canary when?"
    assert opened(Question.objects.only("note").get(pk=question.pk)) == "Canary when?"


def test_plain_values_are_refused_by_every_way_of_writing() -> None:
    letter, _ = made()
    before = stored(Letter, letter.pk)
    rows = Letter.objects.filter(pk=letter.pk)

    for write in (
        lambda: rows.update(note=WORDS),
        lambda: rows.update(note=b""),
        lambda: Letter.objects.create(note=WORDS),
        lambda: Letter.objects.filter(note=WORDS).count(),
        lambda: rows.update(remark=Letter.objects.get(pk=letter.pk).note),
        lambda: rows.update(note=rows.values_list("note", flat=True)[0]),
    ):
        with pytest.raises(TypeError) as caught, transaction.atomic():
            write()
        assert "Canary" not in str(caught.value)
    assert stored(Letter, letter.pk) == before


def test_anothers_value_is_not_saved() -> None:
    letter, _ = made()
    other, _ = made()
    before = stored(Letter, other.pk)

    other.note = letter.note
    with pytest.raises(TypeError, match="another place"), transaction.atomic():
        other.save()
    with pytest.raises(TypeError, match="another place"), transaction.atomic():
        Letter.objects.bulk_create([Letter(note=letter.note)])

    assert stored(Letter, other.pk) == before


def test_a_deleted_record_can_still_be_printed() -> None:
    letter, _ = made()
    again = Letter.objects.get(pk=letter.pk)

    again.delete()

    assert str(again.note) == "[sealed]"


def test_empty_and_absent_are_found_by_isnull_only() -> None:
    letter, _ = made()

    assert list(Letter.objects.filter(note__isnull=False)) == [letter]
    assert list(Letter.objects.filter(remark=None)) == [letter]
    Letter.objects.filter(pk=letter.pk).update(note=None)
    assert Letter.objects.get(pk=letter.pk).note is None


def test_swapped_rows_and_columns_do_not_open() -> None:
    one, _ = made()
    two, _ = made()
    note, profile, others = stored(Letter, one.pk), stored(Letter, one.pk, "profile"), stored(Letter, two.pk)

    for target, column, value in [
        (one, "note", others),
        (two, "note", note),
        (one, "remark", note),
        (one, "profile", note),
        (one, "note", profile),
        (one, "note", b""),
        (one, "note", note[:-1]),
    ]:
        overwrite(Letter, target.pk, value, column)
        again = Letter.objects.get(pk=target.pk)
        with pytest.raises(SealBroken) as caught:
            opened(again, column)
        assert caught.value.place == ("sample_letter", column, str(target.pk), target.pk)
        # Saving what does not open leaves it as it is.
        again.save()
        assert stored(Letter, target.pk, column) == value
    overwrite(Letter, one.pk, note)
    assert opened(Letter.objects.get(pk=one.pk)) == WORDS


def test_a_question_swapped_with_its_letter_does_not_open() -> None:
    letter, key = made()
    question = Question(id=letter.pk, letter_id=letter.pk)
    seal(question, key, note="Canary when?")
    question.save(force_insert=True)
    overwrite(Question, question.pk, stored(Letter, letter.pk))

    with pytest.raises(SealBroken):
        opened(Question.objects.get(pk=question.pk))
