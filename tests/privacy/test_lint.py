"""Sealed words open in one module: lint refuses `unseal` and `unlock` anywhere else."""

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
WAYS = {
    "from privacy.sealing import unseal\n\nunseal()\n": 1,
    "from privacy import sealing\n\nsealing.unseal()\n": 1,
    "import privacy.sealing\n\nprivacy.sealing.unseal()\n": 1,
    "import privacy.sealing as s\n\nprint(s.unseal)\n": 1,
    "from privacy.envelope import unlock\n\nunlock()\n": 1,
    "from privacy.sealing import seal\n\nseal()\n": 0,
}


@pytest.mark.parametrize("source", WAYS)
@pytest.mark.parametrize(
    "path", ["referrals/views.py", "cases/actions.py", "audit/ledger.py", "tests/referrals/test_x.py"]
)
def test_unsealing_elsewhere_is_banned(path: str, source: str) -> None:
    assert _banned(path, source) == WAYS[source]


@pytest.mark.parametrize("path", ["audit/opening.py", "tests/privacy/test_x.py"])
def test_opening_may(path: str) -> None:
    assert _banned(path, next(iter(WAYS))) == 0


def _banned(path: str, source: str) -> int:
    command = [sys.executable, "-m", "ruff", "check", "--select", "TID251", "--output-format", "concise"]
    done = subprocess.run(
        [*command, "--stdin-filename", path, "-"], cwd=PROJECT, input=source, capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout.count("audit.opening")
