"""One part of an agenda made for one reader: what the page, the print and the PDF all show, and nothing else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One item. `number` counts what this reader sees; empty strings stand for what is not set.

    `url` leads to the record from the page, `step_back` to stepping back from it; neither is printed.
    """

    number: int
    code: str
    title: str
    detail: str
    reason: str
    presenter: str
    minutes: int
    url: str = ""
    step_back: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A title block, the rows, and who had it made and when: all words are ready to be shown."""

    body: str
    when: str
    place: str
    status: str
    part: str
    shield: str
    rows: tuple[Row, ...]
    printed: str
    title: str = "Agenda"
    columns: tuple[str, ...] = ("No.", "Item", "Presenter", "Minutes")
    empty: str = "Nothing is in this part for you."
