"""What a named break is."""

from dataclasses import dataclass
from typing import Final

LINT: Final = "lint-imports"


@dataclass(frozen=True)
class Mutant:
    """`old` becomes `new`, once, in `file`; `noticed_by` are pytest arguments, or the import linter."""

    name: str
    file: str
    old: str
    new: str
    noticed_by: tuple[str, ...]

    @property
    def rebuilds(self) -> bool:
        """Whether the break is in what a database is made from, so that no database of before may be used."""
        return "/migrations/" in self.file or self.file in ("privacy/wall.py", "mdt/meetings/locks.py")
