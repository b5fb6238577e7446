"""Data keys in the database: wrapped, walled, counted, and unavailable rather than guessed."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import override_settings

from privacy.datakeys import data_keys, new_data_key, new_data_keys, open_keyring, provider
from privacy.envelope import SealBroken, frame
from privacy.keyring import Created, FileKeyring, KeyringMissing, KeyUnavailable, prepare
from privacy.keys import new_key
from privacy.models import DataKey, KeyringUse
from privacy.wall import Claims, acting
from tests.privacy.conftest import TEAM

OTHER_TEAM = UUID("018f0000-0000-7000-8000-000000000002")


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Path]:
    """A keyring of this test's own, not made yet."""
    path = tmp_path / "keys" / "keyring.json"
    with override_settings(KEYRING_PATH=path):
        provider.cache_clear()
        yield path
    provider.cache_clear()


@pytest.fixture
def as_team(db: None) -> Iterator[None]:
    with acting(Claims("user", team=TEAM)):
        yield


@pytest.fixture
def no_use(owner_sql: Any) -> Iterator[None]:
    """A database that never had a key."""
    before = owner_sql("DELETE FROM privacy_keyringuse RETURNING key_id, first_used_at")
    yield
    owner_sql("DELETE FROM privacy_keyringuse")
    for row in before:
        owner_sql("INSERT INTO privacy_keyringuse VALUES (%s, %s)", *row)


def as_job(record: UUID) -> DataKey:
    """The row: only jobs read the table."""
    with acting(Claims("system")):
        return DataKey.objects.get(pk=record)


def test_a_key_is_saved_wrapped_and_comes_back(as_team: None) -> None:
    record = new_key()

    row, key = new_data_key(record, TEAM)

    again = as_job(record)
    assert (again.record_id, again.team_id, again.key_id) == (record, TEAM, provider().primary_id)
    assert key._key not in bytes(again.wrapped)
    assert data_keys([record])[record]._key == key._key
    assert len(key._key) == 32
    assert row.pk == record


def test_the_wrap_names_table_column_record_and_team(as_team: None) -> None:
    """By hand: table, column, row, record, team; and the file keyring opens it."""
    record = new_key()
    row, key = new_data_key(record, TEAM)
    written = str(record).encode()
    context = frame(b"privacy_datakey", b"wrapped", written, written, str(TEAM).encode())

    keyring = FileKeyring.read(settings.KEYRING_PATH)

    assert keyring.unwrap(row.key_id, row.wrapped, context) == key._key


def test_each_record_has_its_own_key(as_team: None) -> None:
    keys = new_data_keys([new_key() for _ in range(20)], TEAM)

    assert len({key._key for key in keys.values()}) == 20


def test_a_record_gets_no_second_key(as_team: None) -> None:
    """A second key would lose what the first one sealed."""
    record = new_key()
    _, first = new_data_key(record, TEAM)

    with pytest.raises(IntegrityError), transaction.atomic():
        new_data_key(record, TEAM)
    with pytest.raises(IntegrityError), transaction.atomic():
        new_data_keys([record], TEAM)
    assert data_keys([record])[record]._key == first._key


def test_a_destroyed_key_is_unavailable_and_names_the_record(as_team: None, owner_sql: Any) -> None:
    kept, shredded = new_key(), new_key()
    new_data_keys([kept, shredded], TEAM)
    with acting(Claims("system")):
        DataKey.objects.filter(pk=shredded).delete()

    with pytest.raises(KeyUnavailable, match=str(shredded)) as caught:
        data_keys([kept, shredded])
    assert str(kept) not in str(caught.value)


def test_no_record_needs_no_query(django_assert_num_queries: Any, as_team: None) -> None:
    with django_assert_num_queries(0):
        assert data_keys([]) == {}


def test_a_changed_wrap_breaks_and_names_the_record(as_team: None) -> None:
    record, other = new_key(), new_key()
    new_data_keys([record, other], TEAM)
    good = bytes(as_job(record).wrapped)
    swapped = bytes(as_job(other).wrapped)

    with acting(Claims("system")):
        for wrong in (swapped, good[:-1], b"", bytes([2]) + good[1:], good[:-1] + bytes([good[-1] ^ 1])):
            DataKey.objects.filter(pk=record).update(wrapped=wrong)
            with pytest.raises(SealBroken) as caught:
                data_keys([record])
            assert caught.value.place == ("privacy_datakey", "wrapped", str(record), record)
        DataKey.objects.filter(pk=record).update(wrapped=good, team_id=OTHER_TEAM)
        with pytest.raises(SealBroken):
            data_keys([record])
        DataKey.objects.filter(pk=record).update(team_id=TEAM)
        assert data_keys([record])[record]


def test_a_key_of_another_keyring_is_named(as_team: None) -> None:
    record = new_key()
    new_data_key(record, TEAM)
    with acting(Claims("system")):
        DataKey.objects.filter(pk=record).update(key_id="key-elsewhere")

    with pytest.raises(KeyringMissing) as caught:
        data_keys([record])
    assert caught.value.key_ids == ["key-elsewhere"]


# The wall -----------------------------------------------------------------------------------------------------


def test_another_team_finds_no_key(as_team: None) -> None:
    record = new_key()
    new_data_key(record, TEAM)

    for kind in ("user", "auditor", "system"):
        with acting(Claims(kind, team=OTHER_TEAM)):
            assert not DataKey.objects.exists()
            with pytest.raises(KeyUnavailable):
                data_keys([record])


def test_who_has_a_key_by_its_records_name_lists_none(as_team: None) -> None:
    """How many records a team has, and when each was made, is nobody's to read off."""
    record = new_key()
    new_data_key(record, TEAM)

    assert data_keys([record])
    assert not DataKey.objects.exists()


def test_no_context_finds_no_key(db: None) -> None:
    record = new_key()
    with acting(Claims("user", team=TEAM)):
        new_data_key(record, TEAM)

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('mdt.context', '', true)")
    assert not DataKey.objects.exists()


def test_nobody_makes_a_key_for_another_team(as_team: None) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        new_data_key(new_key(), OTHER_TEAM)


def test_a_person_neither_destroys_nor_changes_a_key(as_team: None) -> None:
    record = new_key()
    new_data_key(record, TEAM)

    assert DataKey.objects.filter(pk=record).delete()[0] == 0
    assert DataKey.objects.filter(pk=record).update(key_id="key-other") == 0
    assert data_keys([record])


# Which keys were ever used ------------------------------------------------------------------------------------


def test_the_database_notes_each_key_that_wraps(as_team: None, at: Path) -> None:
    """Without being asked, once per key, for new rows and for rows that are wrapped again."""
    before = set(KeyringUse.objects.values_list("key_id", flat=True))
    primary = prepare(at, database_had_keys=False).keyring.primary_id

    new_data_keys([new_key() for _ in range(3)], TEAM)
    assert set(KeyringUse.objects.values_list("key_id", flat=True)) - before == {primary}

    with acting(Claims("system")):
        DataKey.objects.update(key_id="key-newer")
    assert set(KeyringUse.objects.values_list("key_id", flat=True)) - before == {primary, "key-newer"}


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO privacy_keyringuse VALUES ('key-x', now())",
        "DELETE FROM privacy_keyringuse",
        "UPDATE privacy_keyringuse SET key_id = 'key-x'",
        "TRUNCATE privacy_keyringuse",
    ],
)
def test_the_app_cannot_make_the_database_forget(as_team: None, sql: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_first_start_makes_a_key_and_the_second_opens_it(no_use: None, at: Path) -> None:
    first = open_keyring()
    second = open_keyring()

    assert isinstance(first, Created)
    assert not isinstance(second, Created)
    assert list(KeyringUse.objects.using("owner").values_list("key_id", flat=True)) == [first.keyring.primary_id]


def test_a_database_that_had_a_key_starts_with_no_other(no_use: None, at: Path, tmp_path: Path) -> None:
    """Also when nothing was sealed yet: the keyring was told of, and may have been backed up."""
    key_id = open_keyring().keyring.primary_id
    at.rename(tmp_path / "away")

    with pytest.raises(KeyringMissing) as caught:
        open_keyring()
    assert caught.value.key_ids == [key_id]
    assert not at.exists()
    prepare(at, database_had_keys=False)
    with pytest.raises(KeyringMissing):
        open_keyring()
    (tmp_path / "away").replace(at)
    assert open_keyring().keyring.primary_id == key_id


def test_starts_at_once_agree_on_one_key(no_use: None, at: Path) -> None:
    """Two launchers cannot both make the first key."""
    opened, barrier = [], threading.Barrier(4)

    def start() -> None:
        barrier.wait()
        opened.append(prepare(at, database_had_keys=False).keyring.primary_id)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(opened) == {open_keyring().keyring.primary_id}
    assert len(opened) == 4


# A keyring that is gone, a KMS that does not answer ------------------------------------------------------------


def test_a_missing_keyring_seals_and_opens_nothing(as_team: None, at: Path) -> None:
    with pytest.raises(KeyringMissing):
        new_data_key(new_key(), TEAM)
    assert not at.parent.exists()
    assert not DataKey.objects.exists()


def test_a_keyring_put_back_is_found_without_a_restart(as_team: None, at: Path) -> None:
    with pytest.raises(KeyringMissing):
        provider()
    prepare(at, database_had_keys=False)

    assert new_data_key(new_key(), TEAM)


class Silent:
    """A KMS that wraps, and then does not answer."""

    primary_id = "kms-1"

    def wrap(self, data_key: bytes, context: bytes) -> tuple[str, bytes]:
        return self.primary_id, os.urandom(40)

    def unwrap(self, key_id: str, wrapped: bytes, context: bytes) -> bytes:
        raise KeyUnavailable("No answer.")


def test_another_provider_takes_the_keyrings_place(as_team: None) -> None:
    record = new_key()
    with override_settings(KEY_PROVIDER=f"{__name__}.Silent"):
        provider.cache_clear()
        new_data_key(record, TEAM)
        with pytest.raises(KeyUnavailable, match="No answer"):
            data_keys([record])
    provider.cache_clear()

    assert as_job(record).key_id == "kms-1"
