"""Takes one layer off the product in this process, so that a page can be timed with and without it.

`event`: opening words leaves no event. `sealing`: a record's words are stored as they are, and no data key is fetched;
whatever filled the database must have had the same layer off.
"""

from collections.abc import Iterable
from typing import Any
from unittest.mock import patch
from uuid import UUID

from audit import opening
from privacy import envelope, sealing
from privacy.datakeys import RecordKey

_NO_KEY = bytes(envelope.KEY_BYTES)


def take_off(layer: str) -> None:
    """Leave off `event` or `sealing`; nothing for an empty name."""
    if layer == "event":
        patch.object(opening, "witness", _no_event).start()
    elif layer == "sealing":
        patch.multiple(sealing, lock=_as_it_is, unlock=_as_it_is).start()
        patch.object(opening, "_keys_of", _no_keys).start()
    elif layer:
        raise ValueError(f"There is no layer {layer}.")


def _no_event(*args: Any, **kwargs: Any) -> None:
    """In place of `audit.ledger.witness`."""


def _as_it_is(key: bytes, context: bytes, content: bytes) -> bytes:
    """In place of `lock` and `unlock`."""
    return content


def _no_keys(records: Iterable[opening.Holds], by: object) -> dict[UUID, RecordKey]:
    """In place of the data keys' query."""
    return {record.sealed_under: RecordKey(record.sealed_under, _NO_KEY) for record in records}
