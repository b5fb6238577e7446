"""Named one-line breaks of the product; the tests beside each must turn red. Called by `script/mutants`.

Each break is made in a copy of the working tree, never in the tree itself. The last line is `N of N caught`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from breaks import MUTANTS
from breaks.mutant import LINT, Mutant

PROJECT = Path(__file__).resolve().parent.parent


def copy_of_the_tree(to: Path) -> None:
    """The files that git knows or would, without what is ignored; the environment is linked."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=PROJECT, capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    for name in filter(None, names.split("\0")):
        if (PROJECT / name).exists():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, to / name)
    (to / ".venv").symlink_to(PROJECT / ".venv")


def is_noticed(mutant: Mutant, tree: Path, anew: bool) -> bool:
    """Break, run, mend. A break that no longer fits the code counts as not caught."""
    path = tree / mutant.file
    before = path.read_text(encoding="utf-8")
    if before.count(mutant.old) < 1:
        print(f"  {mutant.name}: its place in {mutant.file} is gone", flush=True)
        return False
    path.write_text(before.replace(mutant.old, mutant.new, 1), encoding="utf-8")
    try:
        return _turns_red(mutant, tree, anew)
    finally:
        path.write_text(before, encoding="utf-8")


def _turns_red(mutant: Mutant, tree: Path, anew: bool) -> bool:
    """True when the tests ran and found something: exit code 1. A file without such a test is exit code 5."""
    tool = tree / ".venv" / "bin"
    if mutant.noticed_by == (LINT,):
        command = [str(tool / LINT)]
    else:
        database = ["--reuse-db", *["--create-db"][:anew]]
        command = [str(tool / "python"), "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *database]
        command += mutant.noticed_by
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.testing", "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(command, cwd=tree, env=os.environ | settings, capture_output=True, text=True)
    return run.returncode == 1


def main(names: list[str]) -> int:
    wanted = [mutant for mutant in MUTANTS if not names or mutant.name in names]
    # Those that a database is made from come last: each of them needs one of its own.
    wanted.sort(key=lambda mutant: mutant.rebuilds)
    os.environ.setdefault("MDT_HOME", str(PROJECT / "var" / "test"))
    launcher = [sys.executable, "-m", "config.launcher"]
    if subprocess.run([*launcher, "database", "--disposable"], cwd=PROJECT).returncode:
        return 1
    caught = 0
    try:
        with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
            copy_of_the_tree(Path(folder))
            for number, mutant in enumerate(wanted):
                noticed = is_noticed(mutant, Path(folder), anew=number == 0 or mutant.rebuilds)
                caught += noticed
                print(f"{'caught' if noticed else 'NOT CAUGHT'}: {mutant.name}", flush=True)
    finally:
        subprocess.run([*launcher, "stop"], cwd=PROJECT)
    print(f"{caught} of {len(wanted)} caught")
    return 0 if caught == len(wanted) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
