"""`python -m bench.peers.weasy FOLDER`: sets agendas with WeasyPrint: the sheets in FOLDER as JSON, in the face there.

Each file `COUNT.json` is a task: the time of one PDF. `pages COUNT` gives how many pages it has.
"""

import json
import sys
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from bench.turns import clocked, serve

# As the product's template (mdt/meetings/typst/agenda.typ) says it.
_STYLE = """
@page { size: 8.5in 11in; margin: 0.8in 0.85in 0.9in; @bottom-left { content: string(printed); }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); } }
body { font-family: "Face", serif; font-size: 12pt; line-height: 0.99; color: #1b1b1b; margin: 0 }
h1 { font-size: 24pt; font-weight: 600; margin: .35em 0 .5em } h2 { font-size: 16pt; margin: .35em 0 .5em }
p { margin: 0 } .printed { string-set: printed content(); height: 0; overflow: hidden }
table { width: 100%; border-collapse: collapse; margin-top: .8em }
td, th { padding: 7pt; text-align: left; vertical-align: top; border-bottom: .5pt solid #a9aeb1 }
tr { break-inside: avoid } td:nth-child(3) { width: 1.75in }
td:nth-child(1), td:nth-child(4) { width: 1px; text-align: right }
th { font-size: 11pt; font-weight: 600; background: #f0f0f0 } .quiet { color: #565c65 }
"""


def markup(sheet: dict[str, Any]) -> str:
    said = {name: escape(value) for name, value in sheet.items() if isinstance(value, str)}
    head = "".join(f"<th>{escape(name)}</th>" for name in sheet["columns"])
    rows = "".join(map(_row, sheet["rows"]))
    return (
        f"<html lang=en><title>{said['title']}, {said['body']}</title><div class=printed>{said['printed']}</div>"
        f"<p class=quiet>{said['body']}</p><h1>{said['title']}</h1><p><b>{said['when']}</b></p><p>{said['place']}</p>"
        f"<h2>{said['part']}</h2><p class=quiet>{said['shield']}</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></html>"
    )


def _row(row: dict[str, Any]) -> str:
    said = {name: escape(str(value)) for name, value in row.items()}
    return (
        f"<tr><td>{said['number']}</td><td><p><b>{said['code']}</b> {said['title']}</p><p>{said['detail']}</p>"
        f"<p class=quiet>{said['reason']}</p></td><td>{said['presenter']}</td><td>{said['minutes']}</td></tr>"
    )


def main(folder: Path) -> None:
    faces = FontConfiguration()
    rules = [
        f'@font-face {{ font-family: "Face"; font-weight: {file.stem}; src: url("{file.as_uri()}") }}'
        for file in folder.glob("*.otf")
    ]
    style = CSS(string="\n".join([*rules, _STYLE]), font_config=faces)

    def document(sheet: dict[str, Any]) -> Any:
        return HTML(string=markup(sheet)).render(stylesheets=[style], font_config=faces)

    tasks: dict[str, Callable[[], float]] = {}
    for file in sorted(folder.glob("*.json")):
        sheet = json.loads(file.read_text(encoding="utf-8"))
        tasks[file.stem] = lambda sheet=sheet: clocked(lambda: document(sheet).write_pdf())  # type: ignore[misc]
        tasks[f"pages {file.stem}"] = lambda sheet=sheet: float(len(document(sheet).pages))  # type: ignore[misc]
    serve(tasks)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
