"""Opening sealed words: the only way in, one event for all the records, committed before anything is opened."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol
from uuid import UUID

from audit.ledger import Acts, Recorded, witness
from privacy.datakeys import data_keys
from privacy.documents import DocumentRefused
from privacy.keyring import KeyUnavailable
from privacy.sealing import SealBroken, Sealed, unseal


class Holds(Recorded, Protocol):
    """A record with sealed fields, and whose data key seals them."""

    @property
    def sealed_under(self) -> UUID: ...


class WordsBroken(Exception):
    """What is stored does not fit its record. Nothing is shown in its place."""


class Words:
    """Opened words, while the `with` block lasts."""

    def __init__(self, keys: dict[UUID, Any], by: Acts) -> None:
        self._keys: dict[UUID, Any] | None = keys
        self._by = by

    def read(self, record: Any, field: str) -> Any:
        """The text or document of one sealed field, or None where nothing was sealed.

        Raises:
            WordsBroken: wrong key, another row's words, a flipped bit. One event tells of it.
            RuntimeError: the `with` block is over.
        """
        if self._keys is None:
            raise RuntimeError("These words were opened and put away again.")
        sealed: Sealed | None = getattr(record, field)
        if sealed is None:
            return None
        try:
            return unseal(sealed, self._keys[record.sealed_under])
        except (SealBroken, DocumentRefused, KeyError) as error:
            named = [record] if hasattr(record, "code") else []
            raise _broken(self._by, named, [field]) from error

    def close(self) -> None:
        self._keys = None


@contextmanager
def opening(
    records: Iterable[Holds],
    *,
    by: Acts,
    purpose: str,
    door: str = "",
    kind: str = "words.opened",
    beside: Iterable[Recorded] = (),
) -> Iterator[Words]:
    """`with opening(referrals, by=user, purpose="inbox") as words: words.read(referral, "note")`.

    Args:
        records: what is opened, each named in the one event.
        purpose: a short key of why, e.g. "inbox", "answer".
        door: by which door they are seen; by default what `visible_to` found for each.
        kind: the event, where opening is part of a wider look that is to be one event.
        beside: what else that look shows, named in the same event; nothing of it is opened.

    Raises:
        LedgerUnavailable: the event could not be written, so nothing is opened.
        WordsBroken: a data key was changed, destroyed or cannot be unwrapped.
    """
    records = list(records)
    named = [*beside, *records]
    doors = sorted({door or getattr(record, "door", "") for record in named})
    if named:
        witness(kind, by=by, records=named, door=", ".join(filter(None, doors)), purpose=purpose)
    words = Words(_keys_of(records, by), by)
    try:
        yield words
    finally:
        words.close()


def _keys_of(records: list[Any], by: Acts) -> dict[UUID, Any]:
    if not records:
        return {}
    try:
        return data_keys([record.sealed_under for record in records])
    except (SealBroken, KeyUnavailable) as error:
        raise _broken(by, records, []) from error


def _broken(by: Acts, records: list[Any], fields: list[str]) -> WordsBroken:
    """One event, whatever the request becomes; then the error to raise."""
    witness("words.broken", by=by, records=records, fields=fields)
    return WordsBroken()
