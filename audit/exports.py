"""Part of the ledger as a spreadsheet: streamed, and safe to open."""

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime

from audit.explorer import Reader, Search, everything, now
from audit.ledger import witness
from audit.models import Event
from audit.sentences import tell

_HEADER = ("time (UTC)", "day", "sentence", "person", "agency", "roles", "kind", "door", "purpose", "codes", "event")
# Spreadsheet programs take a file without this mark for an old code page.
MARK = "\ufeff"
# A spreadsheet takes a cell that begins with one of these for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def export(search: Search, *, by: Reader, reason: str) -> Iterator[str]:
    """The lines of the file: all that `search` finds. That it is taken is on record before this returns.

    Raises:
        LedgerUnavailable: it could not be recorded, so nothing leaves.
    """
    until = now()
    witness("ledger.exported", by=by, records=search.sought, purpose=reason, detail=search.detail)
    return _lines(search, by, until)


def _lines(search: Search, by: Reader, until: datetime) -> Iterator[str]:
    yield MARK + line(_HEADER)
    count = 0
    for event in everything(search, by=by, until=until):
        count += 1
        yield line(_cells(event, search))
    # A file that was cut short lacks this.
    yield line([f"End of the export: {count} events"])


def _cells(event: Event, search: Search) -> list[str]:
    said, line = event.said, tell(event, search.zone)
    return [
        said["at"],
        line.day,
        str(line),
        said["actor"]["name"],
        said["agency"]["name"],
        " ".join(said["roles"]),
        event.kind,
        said["door"],
        said["purpose"],
        " ".join(event.codes),
        str(event.pk),
    ]


def line(cells: Sequence[str]) -> str:
    """One line of a CSV file, every cell safe."""
    echo = _Echo()
    return str(csv.writer(echo, quoting=csv.QUOTE_ALL).writerow([safe(cell) for cell in cells]))


class _Echo:
    """Gives back what is written to it: `csv` only writes to files."""

    def write(self, text: str) -> str:
        return text


def safe(cell: str) -> str:
    """A cell that no spreadsheet program runs."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell
