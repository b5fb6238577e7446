"""A ledger of one's own: emptied as only the database's owner can, with a signing key beside nothing else."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from audit import archive
from audit.ledger import System, witness
from audit.models import Checkpoint
from audit.note import PublicKey
from audit.sealer import seal
from audit.signing import make_key
from audit.verify import Report, verify

TABLES = ("event", "leaf", "checkpoint")


@pytest.fixture
def forge(owner_sql: Callable[..., Any]) -> Callable[..., Any]:
    """Run statements as one who owns the database and has switched its triggers off."""

    def run(*statements: str) -> None:
        for table in TABLES:
            owner_sql(f"ALTER TABLE ledger.{table} DISABLE TRIGGER USER")
        try:
            for statement in statements:
                owner_sql(statement)
        finally:
            for table in TABLES:
                owner_sql(f"ALTER TABLE ledger.{table} ENABLE TRIGGER USER")

    return run


@pytest.fixture
def sealing(forge: Callable[..., Any], tmp_path: Path, settings: Any) -> Iterator[PublicKey]:
    """An empty ledger and a signing key; what is in the ledger afterwards goes again."""
    empty = "TRUNCATE ledger.event, ledger.leaf, ledger.checkpoint, ledger.unsealed"
    forge(empty)
    settings.INSTALLATION_ID = "test"
    settings.CHECKPOINT_KEY_PATH = tmp_path / "keys" / "checkpoint.key"
    yield make_key(settings.CHECKPOINT_KEY_PATH, "mdt-referrals/test").public
    forge(empty)


def write(count: int) -> None:
    """Write events that belong to no team."""
    for _ in range(count):
        witness("words.opened", by=System("test"))


def check(**notes: str) -> Report:
    """Export the ledger as it is and verify the copy against `notes`."""
    return verify(list(archive.lines()), notes)


def words(report: Report) -> list[str]:
    return [found.words for found in report.findings]


@pytest.fixture
def ten(sealing: PublicKey) -> str:
    """Ten sealed events with a checkpoint after each but the eighth and ninth; returns the newest note."""
    for size in range(1, 11):
        write(1)
        if size not in (8, 9):
            seal()
    return newest()


def newest() -> str:
    return Checkpoint.objects.using("owner").latest("size").note
