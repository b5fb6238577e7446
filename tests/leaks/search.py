"""Looking for a word in anything that was kept, however it was written down."""

import base64
import pickle
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

# How a dump writes bytes: the ledger's own, keys, sealed words.
_HEX: Final = re.compile(rb"\\\\x([0-9a-f]{8,})")
_AROUND: Final = 60
# A desk says in plain whom it takes: the youngest together with the next, whose end PostgreSQL may write shorter. A
# profile says one age group.
_WHOM_A_DESK_TAKES: Final = re.compile(rb"under_12\W{1,8}12_1")


def _base64(word: bytes, before: int) -> bytes:
    """The signs of base64 that stay the same whatever stands around the word, with `before` bytes in front."""
    written = base64.b64encode(bytes(before) + word)
    return written[-(-before * 8 // 6) : (before + len(word)) * 8 // 6]


def spellings(word: str) -> dict[str, bytes]:
    """The ways in which a word of plain letters may have been written, each by its name."""
    plain = word.encode()
    return {
        "utf-8": plain,
        "utf-16-le": word.encode("utf-16-le"),
        "utf-16-be": word.encode("utf-16-be"),
        "hex": plain.hex().encode(),
        **{f"base64, {before} before": _base64(plain, before) for before in range(3)},
    }


def found(blob: bytes, word: str) -> list[str]:
    """Where `blob` holds the word: which spelling, and what stands around its first place. Case does not matter."""
    small = blob.lower()
    traces = []
    for name, spelling in spellings(word).items():
        at = blob.find(spelling) if name.startswith("base64") else small.find(spelling)
        if at >= 0:
            traces.append(f"{name}: {blob[max(0, at - _AROUND) : at + len(spelling) + _AROUND]!r}")
    return traces


def without_the_directory(blob: bytes) -> bytes:
    """What is left when the lists of age groups that desks take are taken out."""
    return _WHOM_A_DESK_TAKES.sub(b"", blob)


def answers(blob: bytes, choices: Mapping[str, Iterable[str]]) -> list[str]:
    """Where a question stands right before one of its answers, as in JSON, a form or a printed row.

    For answers that are everyday words: alone they would be found everywhere.
    """
    questions = "|".join(f"{name}\\W{{1,8}}(?:{'|'.join(values)})" for name, values in choices.items())
    return [repr(match[0]) for match in re.finditer(rf"\b(?:{questions})\b".encode(), blob, re.IGNORECASE)]


def whole(dump: bytes) -> bytes:
    """A dump with every column of bytes written out a second time as it is, so that nothing hides twice wrapped."""
    return dump + b"\n".join(
        bytes.fromhex(match[1][: len(match[1]) // 2 * 2].decode()) for match in _HEX.finditer(dump)
    )


def files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file below `folder` with its name as part of what is searched; entries of Django's cache unpacked."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.is_symlink():
            continue
        content = path.read_bytes()
        if path.suffix == ".djcache":
            with path.open("rb") as file:
                pickle.load(file)
                content += zlib.decompress(file.read())
        yield path, str(path).encode() + b"\n" + content
