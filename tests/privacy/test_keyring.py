"""The keyring file: made once, refused when it is missing, open to others, or not what was written."""

import base64
import copy
import json
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from privacy.envelope import SealBroken
from privacy.keyring import (
    Created,
    FileKeyring,
    KeyProvider,
    KeyringDamaged,
    KeyringMissing,
    KeyUnavailable,
    Opened,
    fingerprint,
    prepare,
)

PROJECT = Path(__file__).resolve().parents[2]
KEY = bytes(range(32))
KEY_ID = "key-5b35ab1b48e21714"
DATA_KEY = bytes(range(50, 82))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "keyring.json"


@pytest.fixture
def written(path: Path) -> Path:
    """A keyring in place, made by the product."""
    prepare(path, database_had_keys=False)
    return path


def write(path: Path, content: Any) -> None:
    """Put a keyring there by hand."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    path.chmod(0o600)


def content(*keys: bytes) -> dict[str, Any]:
    encoded = {fingerprint(key): base64.b64encode(key).decode() for key in keys}
    return {"format": 1, "primary": fingerprint(keys[0]), "keys": encoded}


def everything_in(folder: Path) -> set[str]:
    return {str(entry.relative_to(folder)) for entry in folder.rglob("*")}


def test_makes_a_key_for_a_database_that_never_had_one(path: Path) -> None:
    made = prepare(path, database_had_keys=False)

    assert isinstance(made, Created)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert everything_in(path.parent) == {"keyring.json"}
    held = json.loads(path.read_bytes())
    assert held["format"] == 1
    assert list(held["keys"]) == [held["primary"]] == [made.keyring.primary_id]
    assert len(base64.b64decode(held["keys"][held["primary"]])) == 32
    assert str(path) in made.notice


def test_a_wide_umask_does_not_open_it(path: Path) -> None:
    before = os.umask(0)
    try:
        prepare(path, database_had_keys=False)
    finally:
        os.umask(before)

    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_opens_what_it_made(written: Path) -> None:
    key_id = json.loads(written.read_bytes())["primary"]
    before = written.read_bytes()

    opened = prepare(written, database_had_keys=True, expected_key_ids=[key_id])

    assert type(opened) is Opened
    assert opened.keyring.key_ids == {key_id}
    assert written.read_bytes() == before


def test_two_installations_get_two_keys(tmp_path: Path) -> None:
    one = prepare(tmp_path / "one" / "keyring.json", database_had_keys=False)
    two = prepare(tmp_path / "two" / "keyring.json", database_had_keys=False)

    assert one.keyring.primary_id != two.keyring.primary_id


@pytest.mark.parametrize("had_keys", [True, False])
def test_a_missing_keyring_refuses_names_the_key_and_makes_nothing(path: Path, had_keys: bool) -> None:
    """A named key is enough to know that the database had one, whatever else the caller says."""
    with pytest.raises(KeyringMissing) as caught:
        prepare(path, database_had_keys=had_keys, expected_key_ids=["key-b", "key-a"])

    assert caught.value.key_ids == ["key-a", "key-b"]
    assert "key-a, key-b" in str(caught.value)
    assert not path.parent.exists()


def test_a_database_that_had_keys_gets_no_new_one_even_when_none_is_named(path: Path) -> None:
    with pytest.raises(KeyringMissing):
        prepare(path, database_had_keys=True)

    assert not path.parent.exists()


def test_an_unmounted_volume_behind_a_link_counts_as_missing(path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    path.symlink_to(path.parent / "not-mounted" / "keyring.json")

    with pytest.raises(KeyringMissing) as caught:
        prepare(path, database_had_keys=True, expected_key_ids=[KEY_ID])
    assert caught.value.key_ids == [KEY_ID]
    with pytest.raises(KeyringMissing):
        prepare(path, database_had_keys=False)
    assert everything_in(path.parent) == {"keyring.json"}


def test_moved_away_and_put_back_opens_again(written: Path, tmp_path: Path) -> None:
    key_id, wrapped = FileKeyring.read(written).wrap(DATA_KEY, b"place")
    written.rename(tmp_path / "away.json")
    with pytest.raises(KeyringMissing):
        prepare(written, database_had_keys=True, expected_key_ids=[key_id])
    (tmp_path / "away.json").rename(written)

    opened = prepare(written, database_had_keys=True, expected_key_ids=[key_id])

    assert opened.keyring.unwrap(key_id, wrapped, b"place") == DATA_KEY


def test_the_keyring_of_another_installation_is_refused(written: Path) -> None:
    before = written.read_bytes()

    with pytest.raises(KeyringMissing) as caught:
        prepare(written, database_had_keys=True, expected_key_ids=[KEY_ID])

    assert caught.value.key_ids == [KEY_ID]
    assert written.read_bytes() == before


def test_a_restored_database_may_find_its_older_keyring(written: Path) -> None:
    """A keyring without a database is opened, not replaced: it may belong to a backup."""
    assert type(prepare(written, database_had_keys=False)) is Opened


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610, 0o602])
def test_a_file_open_to_others_is_refused(written: Path, mode: int) -> None:
    written.chmod(mode)

    with pytest.raises(KeyringDamaged, match="0600"):
        prepare(written, database_had_keys=True)


@pytest.mark.parametrize("mode", [0o750, 0o705, 0o777])
def test_a_folder_open_to_others_is_refused(written: Path, mode: int) -> None:
    written.parent.chmod(mode)

    with pytest.raises(KeyringDamaged, match="0700"):
        prepare(written, database_had_keys=True)


def test_nothing_is_made_in_a_folder_open_to_others(path: Path) -> None:
    path.parent.mkdir()
    path.parent.chmod(0o755)

    with pytest.raises(KeyringDamaged, match="0700"):
        prepare(path, database_had_keys=False)
    assert everything_in(path.parent) == set()


def test_a_read_only_keyring_is_enough(written: Path) -> None:
    written.chmod(0o400)

    assert type(prepare(written, database_had_keys=True)) is Opened


def test_every_truncation_refuses_and_changes_nothing(written: Path) -> None:
    whole = written.read_bytes()

    for length in range(len(whole)):
        write(written, whole[:length])
        with pytest.raises(KeyringDamaged):
            prepare(written, database_had_keys=False)
        assert written.read_bytes() == whole[:length]


def test_every_changed_byte_of_a_key_refuses(path: Path) -> None:
    """A damaged key never passes for the key that its id names."""
    good = json.dumps(content(KEY)).encode()
    start = good.index(base64.b64encode(KEY))

    for position in range(start, start + 44):
        changed = bytearray(good)
        changed[position] = ord("A") if changed[position] != ord("A") else ord("B")
        write(path, bytes(changed))
        with pytest.raises(KeyringDamaged):
            prepare(path, database_had_keys=True)


@pytest.mark.parametrize(
    "wrong",
    [
        b"\xff\xfe",
        b"null",
        [],
        {},
        {"format": 1, "primary": KEY_ID},
        {"format": 1, "primary": KEY_ID, "keys": {}},
        {"format": 1, "primary": KEY_ID, "keys": [KEY_ID]},
        {"format": 1, "primary": [], "keys": {KEY_ID: base64.b64encode(KEY).decode()}},
        {"format": 1, "primary": "key-other", "keys": {KEY_ID: base64.b64encode(KEY).decode()}},
        {"format": 2, "primary": KEY_ID, "keys": {KEY_ID: base64.b64encode(KEY).decode()}},
        {"format": 1, "primary": KEY_ID, "keys": {KEY_ID: base64.b64encode(KEY).decode()}, "more": 1},
        {"format": 1, "primary": KEY_ID, "keys": {KEY_ID: base64.b64encode(KEY[:31]).decode()}},
        {"format": 1, "primary": KEY_ID, "keys": {KEY_ID: KEY.hex()}},
        {"format": 1, "primary": KEY_ID, "keys": {KEY_ID: None}},
        {"format": 1, "primary": "key-x", "keys": {"key-x": base64.b64encode(KEY).decode()}},
    ],
)
def test_whatever_is_not_a_keyring_is_refused(path: Path, wrong: Any) -> None:
    write(path, wrong)

    with pytest.raises(KeyringDamaged) as caught:
        prepare(path, database_had_keys=True)
    assert base64.b64encode(KEY).decode() not in str(caught.value)


def test_a_keyring_written_by_hand_opens(path: Path) -> None:
    """The id is "key-" and the first 16 hex digits of HMAC-SHA-256(key, "mdt keyring id")."""
    write(path, {"format": 1, "primary": KEY_ID, "keys": {KEY_ID: base64.b64encode(KEY).decode()}})

    assert prepare(path, database_had_keys=True, expected_key_ids=[KEY_ID]).keyring.primary_id == KEY_ID


def test_a_new_primary_wraps_while_older_keys_still_open(path: Path) -> None:
    """What rotation needs: the old wrap opens, is wrapped again under the new key, and the old key can go."""
    older, newer = KEY, bytes(reversed(KEY))
    write(path, content(older))
    old_id, old_wrap = FileKeyring.read(path).wrap(DATA_KEY, b"place")
    write(path, content(newer, older))
    both = FileKeyring.read(path)

    new_id, new_wrap = both.wrap(both.unwrap(old_id, old_wrap, b"place"), b"place")

    assert (old_id, new_id) == (fingerprint(older), fingerprint(newer))
    write(path, content(newer))
    alone = FileKeyring.read(path)
    assert alone.unwrap(new_id, new_wrap, b"place") == DATA_KEY
    with pytest.raises(KeyringMissing) as caught:
        alone.unwrap(old_id, old_wrap, b"place")
    assert caught.value.key_ids == [old_id]


def test_a_wrapped_key_is_bound_to_its_place_and_to_its_key(path: Path) -> None:
    other = bytes(reversed(KEY))
    write(path, content(KEY, other))
    keyring: KeyProvider = FileKeyring.read(path)
    key_id, wrapped = keyring.wrap(DATA_KEY, b"place")

    with pytest.raises(SealBroken):
        keyring.unwrap(key_id, wrapped, b"another place")
    with pytest.raises(SealBroken):
        keyring.unwrap(fingerprint(other), wrapped, b"place")
    for position in range(len(wrapped)):
        changed = bytearray(wrapped)
        changed[position] ^= 1
        with pytest.raises(SealBroken):
            keyring.unwrap(key_id, bytes(changed), b"place")


def test_it_prints_no_key(path: Path) -> None:
    write(path, content(KEY))
    opened = prepare(path, database_had_keys=True)

    shown = f"{opened} {opened.keyring!r} {opened.keyring}"
    assert "[keyring]" in shown
    assert "AAECAwQ" not in shown
    assert "\\x01\\x02" not in shown
    assert copy.deepcopy(opened).keyring is opened.keyring
    with pytest.raises(TypeError):
        pickle.dumps(opened)


def test_sixteen_at_once_make_one_key(path: Path) -> None:
    barrier = Barrier(16)

    def start() -> Opened:
        barrier.wait()
        return prepare(path, database_had_keys=False)

    with ThreadPoolExecutor(16) as pool:
        results = [future.result() for future in [pool.submit(start) for _ in range(16)]]

    assert sum(isinstance(result, Created) for result in results) == 1
    assert len({result.keyring.primary_id for result in results}) == 1
    assert everything_in(path.parent) == {"keyring.json"}


def test_processes_at_once_make_one_key(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from privacy.keyring import prepare; sys.stdin.readline();"
        "print(prepare(Path(sys.argv[1]), database_had_keys=False).keyring.primary_id)"
    )
    command = [sys.executable, "-c", code, str(path)]
    running = [
        subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]

    for process in running:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    printed = {process.communicate(timeout=60)[0].strip() for process in running}

    assert printed == {json.loads(path.read_bytes())["primary"]}


def test_half_a_file_left_by_a_killed_process_is_no_keyring(path: Path) -> None:
    write(path.with_name("keyring.json.half"), b'{"format": 1, "pri')

    assert isinstance(prepare(path, database_had_keys=False), Created)
    assert everything_in(path.parent) == {"keyring.json"}


def test_a_full_disk_leaves_no_half_keyring(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            prepare(path, database_had_keys=False)
        assert everything_in(path.parent) == set()
    assert isinstance(prepare(path, database_had_keys=False), Created)


def test_django_is_not_needed(path: Path) -> None:
    """The launcher opens the keyring before anything of Django is there."""
    code = "import sys, privacy.keyring; print([name for name in sys.modules if name.startswith('django')])"

    printed = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=True, capture_output=True, text=True)

    assert printed.stdout == "[]\n"


def test_each_refusal_is_a_key_that_cannot_be_had() -> None:
    assert issubclass(KeyringMissing, KeyUnavailable)
    assert issubclass(KeyringDamaged, KeyUnavailable)
