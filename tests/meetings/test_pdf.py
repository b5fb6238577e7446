"""The PDF of an agenda: its structure, its text, and what is refused before anything is set."""

import io
import math
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
import typst

from mdt.meetings import pdf
from mdt.meetings.letters import LETTERS
from mdt.meetings.pdf import AGENDA, LettersMissing, PdfRefused, agenda_pdf, setting
from mdt.meetings.sheet import Row, Sheet

SHEET = Sheet(
    body="County team",
    when="Thursday, November 5, 2026, 12:00 p.m. to 2:00 p.m. PST",
    place="Courthouse Annex, room 210",
    status="",
    part="Child case review",
    shield="Confidential: child abuse team.",
    rows=(
        Row(1, "RF-7F3K-9QXM-4", "Shelter", "Within 3 days", "Unanswered for 6 days", "Juvenile Department", 10),
        Row(2, "RF-2K9D-4HTN-8", "Legal help", "", "Deferred from October 1", "", 0),
    ),
    printed="Printed by Practice Person (Practice Agency), November 2, 2026, 9:14 a.m. PST",
)


def words(file: bytes) -> list[str]:
    """The text of each page, with runs of white space as one blank."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(file)).pages]


def long(count: int) -> Sheet:
    return replace(SHEET, rows=tuple(replace(SHEET.rows[0], number=n) for n in range(1, count + 1)))


def test_the_text_is_the_sheet_and_nothing_else():
    (page,) = words(agenda_pdf(SHEET))
    # The mark across the page comes first, and says the same as the line at its foot.
    assert page == (
        "Printed by Practice Person (Practice Agency), November 2, 2026, 9:14 a.m. PST "
        "County team Agenda Thursday, November 5, 2026, 12:00 p.m. to 2:00 p.m. PST "
        "Courthouse Annex, room 210 Child case review Confidential: child abuse team. No. Item Presenter Minutes "
        "1 RF-7F3K-9QXM-4 Shelter Within 3 days Unanswered for 6 days Juvenile Department 10 "
        "2 RF-2K9D-4HTN-8 Legal help Deferred from October 1 "
        "Printed by Practice Person (Practice Agency), November 2, 2026, 9:14 a.m. PST Page 1 of 1"
    )


@pytest.mark.parametrize("agency", ["JOIN", "Gateway Center for Domestic Violence Services (practice)"])
def test_the_mark_across_the_page_stays_on_one_line_within_it(agency: str):
    printed = f"Printed by Practice Person, {agency}, November 29, 2026, 12:48 a.m. PST"
    lines: list[tuple[str, float, float]] = []

    def keep(text: str, matrix: list[float], *_: object) -> None:
        if text.strip():
            lines.append((text.strip(), matrix[4], matrix[5]))

    (page,) = pypdf.PdfReader(io.BytesIO(agenda_pdf(replace(SHEET, printed=printed)))).pages
    page.extract_text(visitor_text=keep)
    mark, x, y = lines[0]
    assert mark == printed
    # It goes through the middle of the page, so that it ends as far inside as it begins.
    right, up = float(page.mediabox.width) / 2 - x, float(page.mediabox.height) / 2 - y
    assert math.degrees(math.atan2(up, right)) == pytest.approx(38, abs=2)
    assert min(x, y) > 0


def test_a_draft_says_so():
    draft = agenda_pdf(replace(SHEET, status="Draft. Not published yet."))
    assert (
        "room 210 Draft. Not published yet. Child case review Confidential: child abuse team. No. Item"
        in words(draft)[0]
    )


def test_an_agenda_without_items_says_so():
    assert (
        "child abuse team. Nothing is in this part for you. Printed by" in words(agenda_pdf(replace(SHEET, rows=())))[0]
    )


def test_it_is_tagged_titled_and_has_a_language():
    with pikepdf.open(io.BytesIO(agenda_pdf(SHEET))) as file:
        assert file.Root.Lang == "en-US"
        assert file.Root.MarkInfo.Marked
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert file.docinfo["/Title"] == "Agenda, County team, Child case review"
        with file.open_metadata() as metadata:
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert "/StructTreeRoot" in file.Root


def tags(node: object) -> list[str]:
    """The names of the structure tree, parents first."""
    if isinstance(node, pikepdf.Array):
        return [name for child in node for name in tags(child)]
    if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
        return []
    return [str(node.S), *tags(node.get("/K"))]


def test_a_table_over_three_pages_stays_one_table_with_one_head():
    file = agenda_pdf(long(30))
    assert len(words(file)) == 3
    with pikepdf.open(io.BytesIO(file)) as opened:
        names = tags(opened.Root.StructTreeRoot.K)
    assert (names.count("/H1"), names.count("/Table"), names.count("/THead"), names.count("/TH")) == (
        1,
        1,
        1,
        4,
    )
    assert names.count("/TR") == 31


def test_header_row_and_page_number_stand_on_every_page():
    pages = words(agenda_pdf(long(30)))
    assert [page.count("No. Item Presenter Minutes") for page in pages] == [1, 1, 1]
    assert [page.rsplit("PST ", 1)[1] for page in pages] == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]


def test_the_same_sheet_gives_the_same_bytes():
    """No clock and no chance in the file: what differs between two readers' files differs in their sheets."""
    assert agenda_pdf(SHEET) == agenda_pdf(SHEET)


@pytest.mark.parametrize(
    "text",
    [
        '#read("agenda.typ")',
        "*bold* _it_ $x$ = Heading",
        "#panic()",
        "<label> @label",
        '"; \\ /* x */',
        "// gone",
    ],
)
def test_markup_in_the_data_stays_text(text: str):
    sheet = replace(SHEET, rows=(replace(SHEET.rows[0], detail=text),))
    assert text in words(agenda_pdf(sheet))[0]


@pytest.mark.parametrize("letter", ["中", "ع", "አ", "😀", "ก", "\x07", "\u202e", "\u2066", "\ufffd"])
def test_a_letter_that_the_face_lacks_is_refused_before_anything_is_set(letter: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf, "_TYPESETTER", Path("nowhere.py"))
    with pytest.raises(LettersMissing) as refusal:
        agenda_pdf(replace(SHEET, rows=(replace(SHEET.rows[0], presenter=f"Practice {letter} Person"),)))
    assert refusal.value.letters == letter


def test_the_refusal_names_each_letter_once_and_nothing_else():
    with pytest.raises(LettersMissing) as refusal:
        agenda_pdf(replace(SHEET, place="Room 文, 中 and 文\x07"))
    assert str(refusal.value) == (
        "The PDF cannot show these letters: U+0007 中 文. Print this page from your browser instead."
    )


def test_letters_written_with_a_loose_accent_are_composed():
    assert "Sala número" in words(agenda_pdf(replace(SHEET, place="Sala nu\u0301mero")))[0]


@pytest.mark.parametrize("weight", ["regular", "semibold", "bold"])
def test_every_letter_that_is_let_through_is_in_the_face(weight: str):
    """The check of the face is PDF/UA-1 itself: typst refuses to write it when one glyph is missing."""
    letters = " ".join(chr(point) for first, last in LETTERS for point in range(first, last + 1))
    source = '#set document(title: "T")\n#set text(font: "Libertinus Serif", fallback: false, ligatures: false)\n'
    source += f'= T\n#text(weight: "{weight}", sys.inputs.letters)'
    made = typst.compile(
        source.encode(),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"letters": letters},
    )
    assert isinstance(made, bytes)


def test_typesetting_that_takes_too_long_is_stopped():
    with pytest.raises(PdfRefused, match="could not make the PDF"):
        agenda_pdf(SHEET, seconds=0.001)


def test_a_child_whose_sheet_is_never_made_does_not_stay(monkeypatch: pytest.MonkeyPatch):
    """It starts before what its reader may see has been asked for."""
    started: list[subprocess.Popen[bytes]] = []

    class Watched(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Watched)
    with pytest.raises(LookupError), setting(AGENDA):
        raise LookupError
    assert [child.returncode for child in started] == [-signal.SIGKILL]


def test_where_no_child_can_be_started_there_is_no_file(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(PdfRefused, match="could not make the PDF"):
        agenda_pdf(SHEET)


def test_a_child_that_ends_badly_gives_no_file_and_tells_nothing_of_the_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    child = tmp_path / "child.py"
    child.write_text("import sys\nprint('half a file')\nsys.exit('RF-7F3K-9QXM-4')\n")
    monkeypatch.setattr(pdf, "_TYPESETTER", child)
    with pytest.raises(PdfRefused) as refusal:
        agenda_pdf(SHEET)
    assert str(refusal.value) == "We could not make the PDF. Print this page from your browser instead."
    assert refusal.value.__cause__ is None


def test_the_child_gets_no_environment_and_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Neither passwords in variables nor our own modules (whose `calendar` would stand before Python's)."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    child = tmp_path / "child.py"
    child.write_text("import os, calendar\nprint('DATABASE_URL' in os.environ, len(os.environ), calendar.__file__)")
    monkeypatch.setattr(pdf, "_TYPESETTER", child)
    held, count, calendar = agenda_pdf(SHEET).decode().split()
    assert (held, int(count) <= 1) == ("False", True)  # Python itself may add LC_CTYPE
    assert calendar.startswith(sys.base_prefix)
