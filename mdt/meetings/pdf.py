"""An agenda or minutes as an accessible PDF (PDF/UA-1), set by typst in a child process that ends with it."""

import json
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from mdt.meetings.minutes import MinutesSheet
from mdt.meetings.sheet import Sheet

CONTENT_TYPE = "application/pdf"
SECONDS = 10
AGENDA, MINUTES = "agenda.typ", "minutes.typ"

_NOT_MADE = "We could not make the PDF. Print this page from your browser instead."
_TYPESETTER = Path(__file__).with_name("typesetter.py")
# What Libertinus Serif, the face in the typst wheel, has in each weight that the template uses: Latin with
# Vietnamese and the okina, Greek, Cyrillic, punctuation. tests/meetings/test_pdf.py sets every one of them.
LETTERS = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x23F), (0x250, 0x2E4), (0x384, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1),
    (0x3A3, 0x3CE), (0x3FD, 0x45F), (0x490, 0x4C4), (0x1E00, 0x1E9B), (0x1EA0, 0x1EF9), (0x2010, 0x2027),
    (0x2030, 0x2037), (0x2039, 0x203E), (0x20AC, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122),
    (0x2190, 0x2193),
)  # fmt: skip


class PdfRefused(Exception):
    """No PDF was made. The message is fit for the screen: of the paper it holds single letters at most."""


class LettersMissing(PdfRefused):
    """The sheet has letters that the face cannot show; boxes or gaps in their place would go unnoticed."""

    def __init__(self, letters: str) -> None:
        self.letters = letters
        shown = " ".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in letters)
        super().__init__(f"The PDF cannot show these letters: {shown}. Print this page from your browser instead.")


def agenda_pdf(sheet: Sheet, seconds: float = SECONDS) -> bytes:
    """One part of an agenda as a PDF file. Raises as `setting`."""
    with setting(AGENDA, seconds) as typeset:
        return typeset(sheet)


@contextmanager
def setting(template: str, seconds: float = SECONDS) -> Iterator[Callable[[Sheet | MinutesSheet], bytes]]:
    """`with setting(AGENDA) as typeset: file = typeset(sheet)`, the sheet made inside.

    The child starts and loads its face while the database is asked for the sheet. It is gone when the block is over.

    Raises:
        LettersMissing: by `typeset`, before anything is set.
        PdfRefused: no child could be started, or it ended badly or late.
    """
    try:
        # Isolated and with an empty environment: the child has no business with the database's passwords.
        # What it says is not kept, since typst quotes the text that it trips over.
        child = subprocess.Popen(
            [sys.executable, "-I", _TYPESETTER, template],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
        )
    except OSError:
        raise PdfRefused(_NOT_MADE) from None
    with child:
        try:
            yield lambda sheet: _set(child, sheet, seconds)
        finally:
            child.kill()


def _set(child: "subprocess.Popen[bytes]", sheet: Sheet | MinutesSheet, seconds: float) -> bytes:
    document = _document(sheet)
    missing = "".join(sorted(set(_text(document)) - _LETTERS))
    if missing:
        raise LettersMissing(missing)
    try:
        file, _ = child.communicate(json.dumps(document).encode(), seconds)
    except (subprocess.SubprocessError, OSError):
        raise PdfRefused(_NOT_MADE) from None
    if child.returncode:
        raise PdfRefused(_NOT_MADE)
    return file


def _document(sheet: Sheet | MinutesSheet) -> dict[str, object]:
    return {key: _composed(value) for key, value in asdict(sheet).items()}


def _composed(value: object) -> object:
    """Letters composed (a face has é, seldom e and an accent), any white space as one blank."""
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).split())
    if isinstance(value, dict):
        return {key: _composed(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_composed(inner) for inner in value]
    return value


def _text(value: object) -> str:
    if isinstance(value, dict):
        return "".join(map(_text, value.values()))
    if isinstance(value, list):
        return "".join(map(_text, value))
    return value if isinstance(value, str) else ""


_LETTERS = {chr(point) for first, last in LETTERS for point in range(first, last + 1)}
