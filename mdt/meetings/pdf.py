"""An agenda or minutes as an accessible PDF (PDF/UA-1), set by typst in a child process that ends with it."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from mdt.meetings.letters import composed, missing_in, named
from mdt.meetings.minutes import MinutesSheet
from mdt.meetings.sheet import Sheet

CONTENT_TYPE = "application/pdf"
SECONDS = 10
AGENDA, MINUTES = "agenda.typ", "minutes.typ"

_NOT_MADE = "We could not make the PDF. Print this page from your browser instead."
_TYPESETTER = Path(__file__).with_name("typesetter.py")


class PdfRefused(Exception):
    """No PDF was made. The message is fit for the screen: of the paper it holds single letters at most."""


class LettersMissing(PdfRefused):
    """The sheet has letters that the face cannot show; boxes or gaps in their place would go unnoticed."""

    def __init__(self, letters: str) -> None:
        self.letters = letters
        super().__init__(
            f"The PDF cannot show these letters: {named(letters)}. Print this page from your browser instead."
        )


def agenda_pdf(sheet: Sheet, seconds: float = SECONDS) -> bytes:
    """One part of an agenda as a PDF file. Raises as `setting`."""
    with setting(AGENDA, seconds) as typeset:
        return typeset(sheet)


@contextmanager
def setting(template: str, seconds: float = SECONDS) -> Iterator[Callable[[Sheet | MinutesSheet], bytes]]:
    """`with setting(AGENDA) as typeset: file = typeset(sheet)`, the sheet made inside.

    The child starts and loads its face while the database is asked for the sheet. It is gone when the block is over;
    `seconds` bound the setting alone.

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
    if missing := missing_in(_text(document)):
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
    if isinstance(value, str):
        return composed(value)
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
