"""The part that runs before anything is installed: which Python, its venv module, the locked packages."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.launcher.conftest import PROJECT

RUN = """
import runpy, sys
{before}
sys.argv = ["environment.py", "requirements/run.txt"]
runpy.run_path({path!r}, run_name="__main__")
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The script and a lock of one package that no index has."""
    (tmp_path / "script").mkdir()
    (tmp_path / "requirements").mkdir()
    shutil.copy(PROJECT / "script" / "environment.py", tmp_path / "script")
    lock = f"mdt-no-such-package==1.0 --hash=sha256:{'0' * 64}\n"
    (tmp_path / "requirements" / "run.txt").write_text(lock)
    (tmp_path / "requirements" / "dev.txt").write_text(lock)
    return tmp_path


def _run(clone: Path, before: str = "pass") -> subprocess.CompletedProcess[str]:
    # Loopback only: nothing is asked of a registry.
    environment = os.environ | {
        "PIP_INDEX_URL": "http://127.0.0.1:1/",
        "PIP_RETRIES": "0",
        "PIP_CONFIG_FILE": os.devnull,
    }
    environment.pop("PIP_EXTRA_INDEX_URL", None)
    code = RUN.format(before=before, path=str(clone / "script" / "environment.py"))
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_python_without_venv(clone: Path, module: str) -> None:
    """Debian's Python has one and lacks the other until python3-venv is installed."""
    done = _run(clone, before=f"sys.modules[{module!r}] = None")
    assert done.returncode == 11
    assert "has no venv module" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_packages_that_cannot_be_fetched(clone: Path) -> None:
    """What is installed is not asked for again, and a lock that has changed is."""
    lock, stamp = clone / "requirements" / "run.txt", clone / ".venv" / "installed-run.txt"
    done = _run(clone)
    assert done.returncode == 12
    record = clone / "var" / "log" / "packages.log"
    assert done.stderr == f"The packages could not be installed. {record} says why.\n"
    assert "mdt-no-such-package" in record.read_text()
    assert not stamp.exists()
    shutil.copy(lock, stamp)
    assert _run(clone).returncode == 0
    lock.write_text(lock.read_text().replace("1.0", "1.1"))
    assert _run(clone).returncode == 12


def test_a_start_that_was_killed_half_way_is_made_good(clone: Path) -> None:
    """The folder has its Python and not yet its pip: the next start makes it anew and gets as far as the lock."""
    made = subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(clone / ".venv")])
    assert made.returncode == 0
    assert _run(clone).returncode == 12
    assert "mdt-no-such-package" in (clone / "var" / "log" / "packages.log").read_text()


def test_no_python_that_is_new_enough(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", str(PROJECT / "script" / "find-python")],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 10
    assert done.stderr.startswith("Python 3.11 or newer was not found.")
    assert done.stdout == ""
