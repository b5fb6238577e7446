"""Reading spreadsheets: what people save a log as, what is damaged, and what is built to hurt."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from referrals.importing import spreadsheet
from referrals.importing.spreadsheet import FORMULA, SourceRow, Unreadable, read
from tests.referrals.log import csv_log, csv_text, row, saved, with_part, xlsx_log

TWO = "name,words\r\nA,café – yes\r\nB,no\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_encodings_of_a_csv(encoding: str) -> None:
    sheet = read(TWO.encode(encoding))

    assert sheet.header == ("name", "words")
    assert sheet.rows == [SourceRow(2, ("A", "café – yes")), SourceRow(3, ("B", "no"))]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_line_ends_of_a_csv(line_end: str) -> None:
    assert [one.number for one in read(TWO.replace("\r\n", line_end).encode()).rows] == [2, 3]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_csv_of_another_separator_reads_the_same(separator: str) -> None:
    """What a spreadsheet program writes depends on the machine's region; a note may hold the usual comma."""
    text = separator.join(["name", "words"]) + "\r" + separator.join(["A", '"one, ""two"" and more"']) + "\r"

    assert read(text.encode()).rows == [SourceRow(2, ("A", 'one, "two" and more'))]


def test_a_workbook_reads_like_the_csv_of_it() -> None:
    rows = [row(), row(note="Two\nlines, and a comma")]

    assert read(xlsx_log(*rows)) == read(csv_log(*rows))


def test_a_row_is_counted_as_the_spreadsheet_counts_it() -> None:
    """A quoted line break stays in its row; a blank row is one, and is left out."""
    text = 'a,b\n"one\ntwo",x\n\n , \n,,\nlast,y\n'

    assert read(text.encode()).rows == [SourceRow(2, ("one\ntwo", "x")), SourceRow(6, ("last", "y"))]


def test_cells_of_a_workbook_become_plain_text() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["a", "b", "c", "d", "e", "f"])
    sheet.append([date(2026, 8, 3), datetime(2026, 8, 3, 14, 30), 12, 12.0, 1.5, "=1+1"])
    sheet["A4"] = "after a blank row"

    assert read(saved(workbook)).rows == [
        SourceRow(2, ("2026-08-03", "2026-08-03T14:30:00", "12", "12", "1.5", FORMULA)),
        SourceRow(4, ("after a blank row",)),
    ]


def test_only_the_first_sheet_is_read_and_the_others_are_told_of() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["a"])
    workbook.create_sheet("other").append(["b"])

    sheet = read(saved(workbook))
    assert (sheet.header, sheet.rows, sheet.sheets) == (("a",), [], 2)


def test_a_workbook_whose_claimed_size_leaves_cells_out_is_read_whole() -> None:
    content = xlsx_log(row(), row())
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        inside = parts.read("xl/worksheets/sheet1.xml")
    smaller = inside.replace(b'ref="A1:P3"', b'ref="A1:B2"')
    assert smaller != inside

    assert read(with_part(content, "xl/worksheets/sheet1.xml", smaller)) == read(content)


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
CELL = b'<c r="%s" t="inlineStr"><is><t>x</t></is></c>'


def crafted(inside: bytes) -> bytes:
    return with_part(xlsx_log(row()), "xl/worksheets/sheet1.xml", SHEET % inside)


def bomb() -> bytes:
    """Unpacks to 80 MB from less than 1 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", bytes(80 * 2**20))
    return out.getvalue()


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>' + SHEET % b""

DAMAGED = {
    "nothing": b"",
    "a blank first row": b"\r\na,b\r\n",
    "utf-16": TWO.encode("utf-16"),
    "utf-16 without a mark": TWO.encode("utf-16-le"),
    "letters of no kind": b"a,b\n\x81\x8d,\xff\xfe\n",
    "an old workbook": b"\xd0\xcf\x11\xe0" + bytes(600),
    "a cut workbook": xlsx_log(row())[:900],
    "a zip of something else": with_part(xlsx_log(row()), "[Content_Types].xml", b"<x/>"),
    "a quotation mark that is not closed": b'a,b\n"one,x\ntwo,y\n',
    "text after a quotation mark": b'a,b\n"one"two,x\n',
    "entities": with_part(xlsx_log(row()), "xl/worksheets/sheet1.xml", ENTITIES),
    "entities in utf-16": with_part(xlsx_log(row()), "xl/worksheets/sheet1.xml", ENTITIES.decode().encode("utf-16")),
    "a row far below": crafted(b'<row r="99999999999">' + CELL % b"A99999999999" + b"</row>"),
    "a cell far to the right": crafted(b'<row r="1">' + CELL % b"XFD1" + b"</row>"),
    "a workbook that unpacks to too much": bomb(),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_what_cannot_be_read_is_refused_in_words(what: str) -> None:
    with pytest.raises(Unreadable, match=r"^[A-Z].*\.$") as refusal:
        read(DAMAGED[what])
    assert refusal.value.__suppress_context__ or refusal.value.__context__ is None


def test_an_unclosed_quotation_mark_is_named_by_its_row() -> None:
    with pytest.raises(Unreadable, match=r"^Row 3 cannot be read"):
        read(b'a,b\none,x\n"two,y\n')


def test_sizes_are_bounded() -> None:
    line = "x,y\r\n"
    assert len(read(("a,b\r\n" + line * 10_000).encode()).rows) == 10_000
    with pytest.raises(Unreadable, match="more than 10,000 rows"):
        read(("a,b\r\n" + line * 10_001).encode())
    with pytest.raises(Unreadable, match="larger than 4 MB"):
        read(b"a" * (spreadsheet.MAX_BYTES + 1))
    with pytest.raises(Unreadable, match="Row 2 has more than 60 columns"):
        read(b"a\n" + b"x," * 60 + b"x\n")


def test_a_csv_keeps_a_cell_that_is_long() -> None:
    """Up to the csv module's own limit; above it the file is refused by its row."""
    assert len(read(csv_text([row(note="x" * 100_000)]).encode()).rows[0].cells[-1]) == 100_000
    with pytest.raises(Unreadable, match=r"^Row 2 .* a cell is very long"):
        read(csv_text([row(note="x" * 200_000)]).encode())
