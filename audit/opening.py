"""Opening sealed words: the only way in, one event for all the records, committed before anything is opened."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol
from uuid import UUID

from audit.ledger import Acts, Recorded, witness
from privacy.datakeys import RecordKey, usable_data_keys
from privacy.documents import DocumentRefused
from privacy.keyring import KeyUnavailable
from privacy.sealing import SealBroken, Sealed, unseal


class Holds(Recorded, Protocol):
    """A record with sealed fields, and whose data key seals them."""

    @property
    def sealed_under(self) -> UUID: ...


class WordsBroken(Exception):
    """What is stored does not fit its record, or its key is gone. Nothing is shown in its place."""


class Words:
    """Opened words, while the `with` block lasts."""

    def __init__(self, records: Iterable[Holds], keys: dict[UUID, RecordKey], by: Acts) -> None:
        self._records = {record.sealed_under: record for record in records}
        self._keys: dict[UUID, RecordKey] | None = keys
        self._told = self._records.keys() - keys.keys()
        self._by = by

    def read(self, record: Any, field: str) -> Any:
        """The text or document of one sealed field, or None where nothing was sealed.

        Raises:
            WordsBroken: no key, a wrong key, another row's words, a flipped bit. One event tells of its record.
            RuntimeError: the `with` block is over.
        """
        if self._keys is None:
            raise RuntimeError("These words were opened and put away again.")
        sealed: Sealed | None = getattr(record, field)
        if sealed is None:
            return None
        under: UUID = record.sealed_under
        try:
            return unseal(sealed, self._keys[under])
        except (SealBroken, DocumentRefused, KeyError) as error:
            if under not in self._told:
                self._told.add(under)
                # A part of a record has no code of its own: the event names the record that it goes with.
                named = self._records.get(under)
                witness("words.broken", by=self._by, records=[named] if named else [], fields=[field])
            raise WordsBroken from error

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

    A record whose data key was shredded or changed does not keep the others shut: reading it raises WordsBroken.

    Raises:
        LedgerUnavailable: the event could not be written, so nothing is opened.
        WordsBroken: there is no keyring, or it does not answer.
    """
    records = list(records)
    named = [*beside, *records]
    doors = sorted({door or passed(record) for record in named})
    if named:
        witness(kind, by=by, records=named, door=", ".join(filter(None, doors)), purpose=purpose)
    words = Words(records, _keys_of(records, by), by)
    try:
        yield words
    finally:
        words.close()


def passed(record: Any) -> str:
    """By which doors whoever fetched a record came: what it says of them itself, or the one that `visible_to` found."""
    said: str = getattr(record, "passed", "") or getattr(record, "door", "")
    return said


def _keys_of(records: list[Holds], by: Acts) -> dict[UUID, RecordKey]:
    """The keys that can be had. One event names the records that have none, before anything is read."""
    if not records:
        return {}
    try:
        keys = usable_data_keys([record.sealed_under for record in records])
    except KeyUnavailable as error:
        witness("words.broken", by=by, records=records)
        raise WordsBroken from error
    if lost := [record for record in records if record.sealed_under not in keys]:
        witness("words.broken", by=by, records=lost)
    return keys
