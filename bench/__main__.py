"""`script/bench [--first-start]`: statements per page, and requests per second beside a bare page, in one run.

It fills an installation of its own in a temporary folder. Every timed page is first checked for the right rows. The
two pages are timed in turn (A B A B ...), so that the ratio holds when the machine's speed drifts; medians are quoted.
`--first-start` also times `script/server` in a fresh clone, from the command to its first page.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--first-start", action="store_true", help="also time a first start from a fresh clone")
    parser.add_argument("--rounds", type=int, default=7, help="counted rounds of each page")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ |= {
            "MDT_HOME": folder,
            "MDT_KEYRING": f"{folder}-keyring/keyring.json",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
        }
        launcher = [sys.executable, "-m", "config.launcher"]
        subprocess.run([*launcher, "database"], cwd=PROJECT, check=True)
        try:
            return subprocess.run(
                [sys.executable, "-m", "bench.run", str(given.rounds), str(given.first_start)]
            ).returncode
        finally:
            subprocess.run([*launcher, "stop"], cwd=PROJECT, check=False)


if __name__ == "__main__":
    sys.exit(main())
