"""Reading the old log's spreadsheet, CSV or XLSX, from memory into rows of plain text. Nothing touches the disk."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, NamedTuple

import openpyxl

MAX_BYTES = 4 * 2**20
MAX_ROWS = 10_000
MAX_COLUMNS = 60
# An XLSX is a ZIP: what it unpacks to is bounded before anything is unpacked.
_MAX_UNPACKED = 64 * 2**20
_MAX_PARTS = 500
# The last row of any spreadsheet program; a cell far below must not make us count for ever.
_LAST_ROW = 2**20
# Stands for every formula: what it would compute is nobody's business here.
FORMULA = "="

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS = "Save it as CSV UTF-8 or as an Excel workbook (.xlsx), then try again."


class Unreadable(Exception):
    """The file as a whole cannot be read. The message is for the screen and never quotes it."""


class SourceRow(NamedTuple):
    """One row as it stands in the spreadsheet: `number` counts from 1, which is the header."""

    number: int
    cells: Sequence[str]


@dataclass(frozen=True)
class LogSheet:
    """The header and the rows that are not blank. `sheets` is how many sheets the workbook has; the first is read."""

    header: Sequence[str] = field(repr=False)
    rows: Sequence[SourceRow] = field(repr=False)
    sheets: int = 1


def read(content: bytes) -> LogSheet:
    """The first sheet of a CSV (UTF-8 with or without BOM, or cp1252) or XLSX file.

    Raises:
        Unreadable: another format, damaged, empty, or too large.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(f"The file is larger than {MAX_BYTES // 2**20} MB. Split it, then bring in each part.")
    if content.startswith(_OLE):
        raise Unreadable(f"This is an older Excel file or one with a password. {_SAVE_AS}")
    if content.startswith(_ZIP):
        return _of_workbook(content)
    return _sheet(_csv_rows(_text(content)))


def _sheet(rows: Iterable[Sequence[str]], sheets: int = 1) -> LogSheet:
    """Split off the header and leave out blank rows; `rows` begins at the spreadsheet's first row."""
    header: Sequence[str] = ()
    kept: list[SourceRow] = []
    for number, row in enumerate(rows, start=1):
        if number > _LAST_ROW:
            raise Unreadable("The file has more rows than a spreadsheet can have.")
        cells = _trimmed(row)
        if len(cells) > MAX_COLUMNS:
            raise Unreadable(f"Row {number} has more than {MAX_COLUMNS} columns.")
        if number == 1:
            header = cells
        elif cells:
            kept.append(SourceRow(number, cells))
        if len(kept) > MAX_ROWS:
            raise Unreadable(f"The file has more than {MAX_ROWS:,} rows. Split it, then bring in each part.")
    if not header:
        raise Unreadable("The first row is blank. It must name the columns.")
    return LogSheet(header, kept, sheets)


def _trimmed(row: Sequence[str]) -> tuple[str, ...]:
    """Without the blank cells at the end; an empty tuple for a blank row."""
    last = max((place for place, cell in enumerate(row, start=1) if cell.strip()), default=0)
    return tuple(row[:last])


def _text(content: bytes) -> str:
    if content.startswith(_UTF_16) or b"\0" in content:
        raise Unreadable(f"This is not a file that we can read. {_SAVE_AS}")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(f"The letters of this file are not in a form that we can read. {_SAVE_AS}")


def _separator(text: str) -> str:
    """What stands between the names of the columns most often: some spreadsheet programs write semicolons or tabs."""
    header = re.split(r"[\r\n]", text, maxsplit=1)[0]
    return max(",;\t", key=header.count)


def _csv_rows(text: str) -> Iterator[list[str]]:
    number = 0
    try:
        # Strict: with a quotation mark that is never closed, the rest of the file would become one cell.
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True):
            number += 1
            yield row
    except csv.Error:
        raise Unreadable(
            f"Row {number + 1} cannot be read: a quotation mark is not closed, or a cell is very long."
        ) from None


def _of_workbook(content: bytes) -> LogSheet:
    try:
        _require_harmless(content)
        with warnings.catch_warnings():
            # openpyxl warns of decorations that it leaves out.
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            first: Any = workbook.worksheets[0]
            # The size that the file claims may be smaller than what is in it.
            first.reset_dimensions()
            return _sheet(map(_cells, first.iter_rows()), len(workbook.sheetnames))
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001 - a damaged part raises anything, and the error may quote a cell
        raise Unreadable(f"This workbook is damaged or protected. {_SAVE_AS}") from None


def _require_harmless(content: bytes) -> None:
    """Refuse a ZIP that unpacks to more than it should, and XML that could grow by itself or fetch something."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        listed = parts.infolist()
        # zipfile never unpacks more of a part than its entry says.
        if len(listed) > _MAX_PARTS or sum(part.file_size for part in listed) > _MAX_UNPACKED:
            raise Unreadable("The workbook unpacks to more than we can read. Copy the log to a new workbook.")
        for part in listed:
            # Without the zeros, UTF-16 reads like the rest.
            if b"<!DOCTYPE" in parts.read(part).replace(b"\0", b""):
                raise Unreadable(f"This workbook is damaged or protected. {_SAVE_AS}")


def _cells(row: Sequence[Any]) -> list[str]:
    if len(row) > 1000:
        raise Unreadable("A cell stands far to the right of the log. Copy the log to a new workbook.")
    return [_cell(cell) for cell in row]


def _cell(cell: Any) -> str:
    """A cell as text: days as YYYY-MM-DD, whole numbers without a point, every formula as FORMULA."""
    value = cell.value
    if cell.data_type == "f":
        return FORMULA
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date().isoformat()
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
