"""Rows of the roof: help and the gallery."""

from tests.access.matrix import row

ROWS = [
    row("help", others=200, out=200),
    row("gallery", others=200, out=200),
    row("gallery-sample", at=lambda cast: {"name": "home"}, others=200, out=200),
]
