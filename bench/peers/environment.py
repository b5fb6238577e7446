"""The peers' own environment: requirements/bench.txt, hashed, in a folder of the bench."""

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
LOCK = PROJECT / "requirements" / "bench.txt"


def peers_python(folder: Path) -> Path:
    """Make the environment in `folder` and install the lock into it, unless it is there whole; its Python."""
    python, stamp = folder / "bin" / "python", folder / "installed"
    if not stamp.exists() or stamp.read_bytes() != LOCK.read_bytes():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        install = ["-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet", "install"]
        subprocess.run([python, *install, "--require-hashes", "--no-deps", "--requirement", LOCK], check=True)
        stamp.write_bytes(LOCK.read_bytes())
    return python
