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
    template = os.path.join(TEMPLATES, sys.argv[1])
    # Loads the face, while who started this is still making the sheet.
    compiler = typst.Compiler(template, root=TEMPLATES, ignore_system_fonts=True)
    sheet = sys.stdin.buffer.read().decode()
    pdf = compiler.compile(template, format="pdf", pdf_standards=["ua-1"], sys_inputs={"sheet": sheet})
    assert isinstance(pdf, bytes)  # noqa: S101 - one output file is asked for, so it is never a list
    sys.stdout.buffer.write(pdf)
    sys.stdout.flush()
    # To take Python down tidily takes as long as a page.
    os._exit(0)


if __name__ == "__main__":
    main()
