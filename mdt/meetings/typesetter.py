"""The short-lived child that sets a paper: the sheet as JSON on stdin, a PDF/UA-1 file on stdout.

Its one argument names the template.

Started by path in Python's isolated mode with an empty environment; it imports nothing of the project, and no
pathlib, which takes as long to import as typst takes for a page.
"""

import os
import sys

import typst

TEMPLATES = os.path.join(os.path.dirname(os.path.realpath(__file__)), "typst")


def main() -> None:
    pdf = typst.compile(
        os.path.join(TEMPLATES, sys.argv[1]),
        root=TEMPLATES,
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"sheet": sys.stdin.buffer.read().decode()},
    )
    assert isinstance(pdf, bytes)  # noqa: S101 - one output file is asked for, so it is never a list
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
