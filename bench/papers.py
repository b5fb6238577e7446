"""`python -m bench.papers FOLDER`: sets the agendas in FOLDER, sheets as JSON, as the product's PDF.

Each file `COUNT.json` is a task: the time of one PDF. `pages COUNT` gives how many pages it has, `memory` the most that
this process and its child have held together, in MB, over ten PDFs of the longest.
"""

import json
import resource
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import django

django.setup()

import pikepdf

from bench.turns import clocked, serve
from mdt.meetings.pdf import agenda_pdf
from mdt.meetings.sheet import Row, Sheet

# A page gives up after ten seconds; a loaded machine is not what is measured here.
SECONDS, RENDERS = 120, 10


def sheet_in(file: Path) -> Sheet:
    held = json.loads(file.read_text(encoding="utf-8"))
    held["rows"] = tuple(Row(**row) for row in held["rows"])
    return Sheet(**held | {"columns": tuple(held["columns"])})


def pages(sheet: Sheet) -> float:
    with pikepdf.open(BytesIO(agenda_pdf(sheet, SECONDS))) as file:
        return float(len(file.pages))


def memory(sheet: Sheet) -> float:
    for _ in range(RENDERS):
        agenda_pdf(sheet, SECONDS)
    held = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(held) / 1024


def main(folder: Path) -> None:
    sheets = {file.stem: sheet_in(file) for file in folder.glob("*.json")}
    tasks: dict[str, Callable[[], float]] = {"memory": lambda: memory(sheets[max(sheets, key=int)])}
    for name, sheet in sheets.items():
        tasks[name] = lambda sheet=sheet: clocked(lambda: agenda_pdf(sheet, SECONDS))  # type: ignore[misc]
        tasks[f"pages {name}"] = lambda sheet=sheet: pages(sheet)  # type: ignore[misc]
    serve(tasks)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
