"""The face of the product's PDF, taken out of the typst wheel's library, so that a peer can set the same."""

import struct
from importlib.util import find_spec
from pathlib import Path

FACE = "Libertinus Serif"


def write_face(folder: Path) -> None:
    """Its upright styles as OpenType files in `folder`, each under its weight: `400.otf`."""
    spec = find_spec("typst")
    assert spec and spec.submodule_search_locations
    (library,) = Path(spec.submodule_search_locations[0]).glob("*.so")
    for weight, font in _upright(library.read_bytes()):
        (folder / f"{weight}.otf").write_bytes(font)


def _upright(library: bytes) -> list[tuple[int, bytes]]:
    """OpenType files lie in it whole: the number of tables, then each table's tag, sum, place and length."""
    fonts, at = [], library.find(b"OTTO")
    while at >= 0:
        (count,) = struct.unpack_from(">H", library, at + 4)
        if 8 < count < 40 and at + 12 + 16 * count < len(library):
            rows = [struct.unpack_from(">4sIII", library, at + 12 + 16 * number) for number in range(count)]
            font = library[at : at + max(place + length for _, _, place, length in rows)]
            places = {tag: place for tag, _, place, _ in rows}
            if FACE.encode("utf-16-be") in font and b"OS/2" in places:
                (weight,), (style,) = (struct.unpack_from(">H", font, places[b"OS/2"] + field) for field in (4, 62))
                fonts += [] if style & 1 else [(weight, font)]
        at = library.find(b"OTTO", at + 4)
    return fonts
