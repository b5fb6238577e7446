"""`script/bench [--quick]`: the figures that the project promises, in one run; docs/bench.md says how to read them.

It fills databases of its own in a temporary folder. Every timed page is first checked for the right rows, words and
event, and for a 404 to another agency. Two sides of a figure take turns, so that the ratio holds when the machine's
speed drifts; medians are quoted. It ends with 1 when a figure is missed or was not measured.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from bench import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="up to 100 thousand referrals, about 12 minutes")
    parser.add_argument("--rounds", type=int, help="counted rounds of each figure (7, quick 5)")
    parser.add_argument("--only", nargs="+", choices=run.PARTS, help="only these parts; the others count as missed")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the databases there, and use those that are")
    given = parser.parse_args()
    plan = run.Plan(
        sizes=run.QUICK if given.quick else run.SIZES,
        rounds=given.rounds or (5 if given.quick else 7),
        parts=tuple(given.only or run.PARTS),
        quick=given.quick,
    )
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = given.keep.resolve() if given.keep else Path(temporary)
        os.environ |= {
            "MDT_HOME": str(folder / "home"),
            "MDT_KEYRING": str(folder / "keyring" / "keyring.json"),
            "DJANGO_SETTINGS_MODULE": "bench.settings",
        }
        return run.main(plan, folder)


if __name__ == "__main__":
    sys.exit(main())
