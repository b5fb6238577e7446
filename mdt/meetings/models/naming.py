"""How rows of meetings are named on screens and in the ledger."""

from uuid import UUID


def reference(kind: str, key: UUID) -> str:
    """A short name for screens and ledger, from the random end of the key: "MT-9F03C1D2"."""
    return f"{kind}-{key.hex[-8:].upper()}"
