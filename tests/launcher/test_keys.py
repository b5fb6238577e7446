"""The keyring is made once; without it, or with a damaged one, nothing starts and nothing is made."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from privacy.keyring import prepare
from tests.launcher.conftest import Installation
from tests.launcher.test_refusals import assert_refused

pytestmark = pytest.mark.services


def _keyring(installation: Installation) -> Path:
    return Path(json.loads((installation.home / "services.json").read_text())["keyring"])


@pytest.fixture
def kept(stopped: Installation) -> Iterator[Path]:
    """The keyring's place; what lay there is put back afterwards."""
    path = _keyring(stopped)
    before = path.read_bytes()
    yield path
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(before)


def test_first_start_tells_where_the_key_is_and_the_next_does_not(stopped: Installation, kept: Path) -> None:
    before = kept.read_bytes()
    assert [line for line in stopped.printed[0] if str(kept) in line and "Copy this file" in line] != []
    assert kept.stat().st_mode & 0o777 == 0o600
    assert not kept.is_relative_to(stopped.home)
    assert str(kept) not in "".join(stopped.start())
    assert kept.read_bytes() == before


def test_missing_keyring(stopped: Installation, kept: Path) -> None:
    key_id = json.loads(kept.read_text())["primary"]
    kept.unlink()
    assert_refused(stopped.run("serve"), 16, key_id, str(kept), "Nothing was made")
    assert not kept.exists()
    assert stopped.commands() == []


def test_keyring_of_another_installation(stopped: Installation, kept: Path, tmp_path: Path) -> None:
    """A key that opens nothing must not pass for the lost one."""
    key_id = json.loads(kept.read_text())["primary"]
    tmp_path.chmod(0o700)
    prepare(tmp_path / "keyring.json", database_had_keys=False)
    kept.write_bytes((tmp_path / "keyring.json").read_bytes())
    assert_refused(stopped.run("serve"), 16, key_id)


@pytest.mark.parametrize("part", ["cut short", "open to others"])
def test_damaged_keyring(stopped: Installation, kept: Path, part: str) -> None:
    if part == "cut short":
        kept.write_bytes(kept.read_bytes()[:-20])
    else:
        kept.chmod(0o644)
    before = kept.read_bytes()
    assert_refused(stopped.run("serve"), 17, str(kept), "Nothing was changed")
    assert kept.read_bytes() == before
    assert stopped.commands() == []
