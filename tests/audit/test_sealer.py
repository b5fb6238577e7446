import threading
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.db.utils import DatabaseError

from audit import sealer
from audit.ledger import System, compose, enter, witness
from audit.models import Checkpoint, Event
from audit.note import PublicKey, SigningKey, open_note
from audit.sealer import TreeBroken, seal
from audit.signing import SigningKeyUnavailable, make_key
from audit.tasks import seal as seal_task
from privacy.wall import Claims, acting
from tests.audit.conftest import check, write

Sql = Callable[..., list[tuple[Any, ...]]]


def _leaves(owner_sql: Sql) -> list[int]:
    return [row[0] for row in owner_sql("SELECT idx FROM ledger.leaf ORDER BY idx")]


def _sizes() -> list[int]:
    return list(Checkpoint.objects.using("owner").order_by("size").values_list("size", flat=True))


def _body() -> bytes:
    return compose("words.opened", System("test").as_actor(), (), "", "", (), {})


def test_every_event_gets_one_leaf_and_the_root_is_signed(sealing: PublicKey, owner_sql: Sql) -> None:
    write(3)
    assert seal() == 3
    write(2)
    assert seal() == 2

    assert _leaves(owner_sql) == [0, 1, 2, 3, 4]
    assert _sizes() == [3, 5]
    newest = Checkpoint.objects.using("owner").get(size=5)
    assert newest.key == str(sealing)
    assert open_note(newest.note, sealing).size == 5
    assert check().findings == []


def test_sealing_again_does_nothing(sealing: PublicKey, owner_sql: Sql) -> None:
    write(3)
    seal_task()
    seal_task()

    assert seal() == 0
    assert (_leaves(owner_sql), _sizes()) == ([0, 1, 2], [3])


def test_an_empty_ledger_has_nothing_to_sign(sealing: PublicKey) -> None:
    assert seal() == 0
    assert _sizes() == []


def test_a_transaction_that_commits_late_is_sealed_later(sealing: PublicKey, owner_sql: Sql) -> None:
    """The rule of `seq > last` would skip it for ever."""
    late = connections["audit"].copy("audit")
    try:
        late.set_autocommit(False)
        with late.cursor() as cursor:
            cursor.execute("SELECT ledger.append(%s)", [_body()])
        write(2)
        assert seal() == 2
        write(1)
        assert seal() == 1
        late.commit()
    finally:
        late.close()

    assert seal() == 1
    assert _leaves(owner_sql) == [0, 1, 2, 3]
    assert check().findings == []


def test_a_rolled_back_event_leaves_no_gap(sealing: PublicKey, owner_sql: Sql) -> None:
    write(1)
    gone = connections["audit"].copy("audit")
    gone.set_autocommit(False)
    with gone.cursor() as cursor:
        cursor.execute("SELECT ledger.append(%s)", [_body()])
    gone.rollback()
    gone.close()
    write(1)

    assert seal() == 2
    assert _leaves(owner_sql) == [0, 1]


@pytest.mark.django_db(transaction=True)
def test_events_of_one_transaction_are_sealed_whole_over_several_batches(
    sealing: PublicKey, owner_sql: Sql, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealer, "BATCH", 3)
    with transaction.atomic():
        for _ in range(7):
            enter("words.opened", by=System("test"))
    write(1)

    assert seal() == 8
    assert _leaves(owner_sql) == list(range(8))
    assert _sizes() == [3, 6, 8]
    assert check().findings == []


def test_a_sealer_killed_before_it_signs_leaves_nothing(sealing: PublicKey, owner_sql: Sql) -> None:
    write(2)
    with pytest.raises(RuntimeError), acting(Claims(kind="system"), using="audit"):
        with connections["audit"].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ledger.seal_batch(10)")
            assert cursor.fetchone() == (2,)
        raise RuntimeError
    assert _leaves(owner_sql) == []

    assert seal() == 2
    assert check().findings == []


def test_sealers_at_once_make_one_tree(sealing: PublicKey, owner_sql: Sql) -> None:
    """Ten rounds of three sealers that start together, while events go on being written."""
    barrier = threading.Barrier(4)
    problems: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        try:
            for _ in range(10):
                barrier.wait(timeout=30)
                work()
        except BaseException as error:  # noqa: BLE001  # handed to the test below
            problems.append(error)
            barrier.abort()
        finally:
            connections["audit"].close()

    threads = [threading.Thread(target=run, args=(work,)) for work in (seal, seal, seal, lambda: write(5))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal()

    assert problems == []
    assert _leaves(owner_sql) == list(range(50))
    assert check().findings == []


def test_an_event_that_waits_twice_gets_one_leaf(sealing: PublicKey, owner_sql: Sql) -> None:
    write(2)
    seal()
    owner_sql("INSERT INTO ledger.unsealed SELECT event_id FROM ledger.leaf")
    write(1)

    assert seal() == 1
    assert check().findings == []


def test_the_same_event_sent_twice_waits_once(sealing: PublicKey, owner_sql: Sql) -> None:
    body = _body()
    for _ in range(2):
        with connections["audit"].cursor() as cursor:
            cursor.execute("SELECT ledger.append(%s)", [body])

    assert owner_sql("SELECT count(*) FROM ledger.unsealed") == [(1,)]
    assert (seal(), seal()) == (1, 0)


def test_it_signs_nothing_on_top_of_what_it_did_not_sign(
    sealing: PublicKey, forge: Callable[..., None], owner_sql: Sql
) -> None:
    write(3)
    seal()
    write(1)
    forge("UPDATE ledger.checkpoint SET edge = sha256('a') || sha256('b')")

    with pytest.raises(TreeBroken, match="edge"):
        seal()
    forge("UPDATE ledger.checkpoint SET edge = 'x'")
    with pytest.raises(TreeBroken, match="edge"):
        seal()
    forge("UPDATE ledger.checkpoint SET note = replace(note, '3', '4')")
    with pytest.raises(TreeBroken, match="checkpoint 3"):
        seal()
    forge("TRUNCATE ledger.checkpoint")
    with pytest.raises(TreeBroken, match="next leaf is 3, but 0 are signed"):
        seal()
    assert _leaves(owner_sql) == [0, 1, 2]


def test_without_its_key_nothing_is_sealed_and_none_is_made(sealing: PublicKey, settings: Any, owner_sql: Sql) -> None:
    write(1)
    path: Path = settings.CHECKPOINT_KEY_PATH
    kept = path.read_text()
    path.unlink()
    with pytest.raises(SigningKeyUnavailable, match="is not in"):
        seal()
    path.write_text(kept[:-6])
    path.chmod(0o600)
    with pytest.raises(SigningKeyUnavailable, match="not complete"):
        seal()
    path.write_text(kept)
    path.chmod(0o640)
    with pytest.raises(SigningKeyUnavailable, match="0600"):
        seal()
    path.write_text(SigningKey.make("mdt-referrals/another").write())
    path.chmod(0o600)
    with pytest.raises(SigningKeyUnavailable, match="another installation"):
        seal()
    assert _leaves(owner_sql) == []

    path.write_text(kept)
    assert seal() == 1


def test_a_key_is_made_once_and_only_for_a_database_that_never_signed(
    sealing: PublicKey, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path: Path = settings.CHECKPOINT_KEY_PATH
    call_command("audit_key")
    assert capsys.readouterr().out.splitlines()[-1] == str(sealing)
    with pytest.raises(FileExistsError):
        make_key(path, "mdt-referrals/test")

    write(1)
    seal()
    path.unlink()
    with pytest.raises(CommandError, match="is not in"):
        call_command("audit_key")
    assert not path.exists()


def test_a_first_key_is_private_and_its_public_half_is_told(
    sealing: PublicKey, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path: Path = settings.CHECKPOINT_KEY_PATH
    path.unlink()
    call_command("audit_key")

    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]
    told = PublicKey.parse(capsys.readouterr().out.splitlines()[-1])
    assert told.name == "mdt-referrals/test"
    write(1)
    seal()
    assert check().key == str(told)


@pytest.mark.parametrize(
    ("alias", "claims"),
    [
        ("audit", None),
        ("audit", Claims("auditor")),
        ("audit", Claims("system", team=uuid.uuid4())),
        ("default", Claims("system")),
    ],
)
@pytest.mark.parametrize(
    "statement",
    ["SELECT * FROM ledger.seal_batch(10)", "SELECT ledger.add_checkpoint(1, 'a', 'b', 'c', 'd')"],
)
def test_only_the_system_seals(sealing: PublicKey, owner_sql: Sql, alias: str, claims: Any, statement: str) -> None:
    write(1)
    context = acting(claims, using=alias) if claims else transaction.atomic(using=alias)
    with pytest.raises(DatabaseError), context, connections[alias].cursor() as cursor:
        cursor.execute(statement)
    assert _leaves(owner_sql) == []


@pytest.mark.parametrize("alias", ["default", "audit"])
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO ledger.leaf VALUES (9, gen_random_uuid(), 'x')",
        "UPDATE ledger.leaf SET idx = idx + 1",
        "DELETE FROM ledger.leaf",
        "TRUNCATE ledger.leaf",
        "INSERT INTO ledger.checkpoint VALUES (9, 'x', 'x', 'x', 'x')",
        "UPDATE ledger.checkpoint SET size = 1",
        "DELETE FROM ledger.checkpoint",
        "DELETE FROM ledger.unsealed",
        "SELECT * FROM ledger.unsealed",
        "SELECT * FROM ledger.leaf",
    ],
)
def test_neither_serving_role_touches_the_seal(sealing: PublicKey, alias: str, statement: str) -> None:
    write(2)
    seal()
    context = acting(Claims("system"), using=alias)
    with pytest.raises(DatabaseError, match="permission denied"), context, connections[alias].cursor() as cursor:
        cursor.execute(statement)
    assert check().findings == []


@pytest.mark.parametrize("statement", ["UPDATE ledger.leaf SET idx = idx + 1", "DELETE FROM ledger.checkpoint"])
def test_the_owner_needs_to_switch_the_triggers_off_first(sealing: PublicKey, owner_sql: Sql, statement: str) -> None:
    write(1)
    seal()
    with pytest.raises(DatabaseError, match="append-only"):
        owner_sql(statement)


def test_a_checkpoint_covers_all_leaves_and_grows(sealing: PublicKey) -> None:
    write(2)
    seal()
    for size in (1, 2, 3):
        context = acting(Claims("system"), using="audit")
        refused = pytest.raises(DatabaseError, match="more than the one before")
        with refused, context, connections["audit"].cursor() as cursor:
            cursor.execute("SELECT ledger.add_checkpoint(%s, 'a', 'b', 'c', 'd')", [size])
    assert _sizes() == [2]


def test_auditors_of_every_team_read_checkpoints_and_nobody_else(sealing: PublicKey) -> None:
    write(1)
    seal()

    def seen(kind: str) -> int:
        with acting(Claims(kind), using="audit"):
            return Checkpoint.objects.using("audit").count()

    assert (seen("auditor"), seen("system"), seen("user")) == (1, 1, 0)
    assert Checkpoint.objects.using("audit").count() == 0


def test_how_long_something_has_waited_for_its_seal_can_be_asked(sealing: PublicKey, owner_sql: Sql) -> None:
    def waiting(kind: str) -> Any:
        with acting(Claims(kind), using="audit"):
            return sealer.unsealed_since()

    write(1)
    seal()
    assert waiting("auditor") is None
    write(2)
    oldest = Event.objects.using("owner").order_by("at")[1].at
    assert waiting("auditor") == oldest
    assert waiting("user") is None
    witness("words.opened", by=System("test"))
    seal()
    assert waiting("auditor") is None
