"""The verifier and the proofs as commands, as an auditor runs them: alone, on a copy."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.db import connections

from audit.ledger import System, witness
from audit.models import Checkpoint
from audit.note import PublicKey, TreeHead
from audit.signing import read_key
from audit.verify import verify
from tests.audit.conftest import words, write

Forge = Callable[..., None]


def run_alone(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The verifier as an auditor runs it: no settings, no database, nothing of this process."""
    return subprocess.run(
        [sys.executable, "-m", "audit.verify", *map(str, arguments)],
        cwd=project.BASE_DIR,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_verifier_runs_alone_and_its_exit_code_tells(
    ten: str, sealing: PublicKey, forge: Forge, tmp_path: Path
) -> None:
    copy, kept = tmp_path / "copy", tmp_path / "kept.note"
    call_command("audit_export", copy)
    kept.write_text(ten)

    whole = run_alone(copy, "--checkpoint", kept, "--key", sealing)
    assert (whole.returncode, whole.stderr) == (0, "")
    assert whole.stdout.endswith("The ledger is whole.\n")
    assert str(sealing) in whole.stdout

    text = copy.read_text()
    copy.write_text(text.replace('"kind":"words.opened"', '"kind":"words.broken"', 1))
    changed = run_alone(copy)
    assert changed.returncode == 1
    assert changed.stdout.endswith("First bad event: 0\nThe ledger is not whole.\n")

    copy.write_text(text[:500])
    for arguments in ((copy,), (tmp_path / "none",), (kept,), (copy, "--key", "x"), (copy, "--checkpoint", copy / "x")):
        broken = run_alone(*arguments)
        assert (broken.returncode, broken.stdout) == (2, "")
        assert broken.stderr.startswith("Nothing was checked.")


def test_the_verifier_needs_no_django() -> None:
    code = "import sys, audit.verify; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=project.BASE_DIR, check=False).returncode == 0


def test_manage_py_says_the_same(ten: str, forge: Forge, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "copy"
    call_command("audit_export", copy)
    call_command("audit_verify", copy)
    assert capsys.readouterr().out.endswith("The ledger is whole.\n")

    forge(f"DELETE FROM ledger.event WHERE id = '{_event_id(5)}'")
    call_command("audit_export", tmp_path / "second")
    with pytest.raises(SystemExit) as end:
        call_command("audit_verify", tmp_path / "second")
    assert end.value.code == 1
    assert "First bad event: 5" in capsys.readouterr().out


def test_a_copy_of_the_ledger_is_private_told_to_each_team_and_never_overwrites(
    sealing: PublicKey, tmp_path: Path, ledger: Any
) -> None:
    import uuid

    teams = {uuid.uuid4(), uuid.uuid4()}
    for team in teams:
        witness("words.opened", by=System("test", team))
    call_command("audit_export", tmp_path / "copy")

    assert {event.team for event in ledger.events("ledger.copied")} == teams
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="was not written"):
        call_command("audit_export", tmp_path / "copy")


def _proof(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    call_command("audit_proof", *arguments)
    made: dict[str, Any] = json.loads(capsys.readouterr().out)
    return made


def _event_id(index: int) -> str:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT event_id FROM ledger.leaf WHERE idx = %s", [index])
        return str(cursor.fetchone()[0])


def test_one_event_is_proved_without_the_others(ten: str, capsys: pytest.CaptureFixture[str]) -> None:
    proof = _proof(capsys, _event_id(6))

    report = verify([json.dumps(proof)], {})
    assert (report.findings, json.loads(report.proved)["id"]) == ([], _event_id(6))
    assert not any(_event_id(index) in json.dumps(proof) for index in (5, 7))
    other = _proof(capsys, _event_id(5))
    for name in ("leaf", "body", "path"):
        (found,) = verify([json.dumps(proof | {name: other[name]})], {}).findings
        assert "of the 10 that were signed" in found.words


def test_that_the_ledger_goes_on_is_proved_to_whoever_kept_a_checkpoint(
    ten: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = Checkpoint.objects.using("owner").get(size=6).note
    line = json.dumps(_proof(capsys, "--since", "6"))

    assert verify([line], {"kept": kept}).findings == []
    assert words(verify([line], {})) == ["None of the checkpoints given is the one of 6 events."]
    key = read_key(project.CHECKPOINT_KEY_PATH)
    another = TreeHead(key.name, 6, bytes(32)).sign(key)
    assert words(verify([line], {"another": another})) == ["The ledger of 10 events does not continue another."]


def test_what_is_not_sealed_cannot_be_proved(ten: str, ledger: Any, capsys: pytest.CaptureFixture[str]) -> None:
    write(1)
    unsealed = str(ledger.events()[-1].pk)
    for arguments in ((unsealed,), ("--since", "0"), ("--since", "11")):
        with pytest.raises(CommandError):
            call_command("audit_proof", *arguments)
    assert ledger.events("ledger.copied") == []


def test_a_proof_is_checked_by_the_same_command(
    ten: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], ledger: Any
) -> None:
    proof = tmp_path / "proof"
    made = _proof(capsys, _event_id(2))
    proof.write_text(json.dumps(made))
    assert len(ledger.events("ledger.copied")) == 1

    holds = run_alone(proof)
    assert (holds.returncode, holds.stderr) == (0, "")
    assert holds.stdout.endswith("The proof holds.\n")
    proof.write_text(json.dumps(made | {"leaf": 3}))
    assert run_alone(proof).returncode == 1
    assert run_alone(proof).stdout.endswith("The proof does not hold.\n")
    proof.write_text(json.dumps(made | {"checkpoint": ten.replace("10", "11")}))
    assert run_alone(proof).returncode == 2
