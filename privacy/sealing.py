"""Sealed fields: words and profiles that print as `[sealed]` until `audit.opening` opens them.

A value is padded, then sealed under its record's data key for exactly its table, column and row
(`privacy/envelope.py`). Reading a record never opens it: its fields hold `Sealed` objects.
"""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn, cast
from uuid import UUID

import rfc8785
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from privacy.datakeys import RecordKey, data_keys, new_data_key, new_data_keys
from privacy.documents import Document
from privacy.envelope import Place, SealBroken, Secret, lock, unlock
from privacy.keyring import KeyUnavailable

__all__ = [
    "KeyUnavailable",
    "Place",
    "RecordKey",
    "SealBroken",
    "Sealed",
    "SealedDocument",
    "SealedText",
    "data_keys",
    "new_data_key",
    "new_data_keys",
    "seal",
    "unseal",
]

Words = str | Document

# Sizes tell words apart ("no" from a paragraph), so every value fills whole buckets.
_BUCKET = 256
_END = b"\x80"


class Sealed(Secret):
    """A value that nobody has opened. Two are equal when their bytes are.

    `place` is None for one that came without its row (`.values()`): it can be shown, as `[sealed]`, not opened.
    """

    __slots__ = ("_blob", "_decode", "place")
    place: Place | None
    _blob: bytes
    _decode: Callable[[bytes], Words]

    def __init__(self, blob: bytes, decode: Callable[[bytes], Words], place: Place | None = None) -> None:
        object.__setattr__(self, "_blob", blob)
        object.__setattr__(self, "_decode", decode)
        object.__setattr__(self, "place", place)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and self._blob == other._blob

    def __hash__(self) -> int:
        return hash(self._blob)


class SealedAttribute(DeferredAttribute):
    """The attribute of a sealed field: gives `Sealed` with its place, takes nothing but `Sealed` or None."""

    field: "SealedField"

    def __get__(self, instance: models.Model | None, cls: type[models.Model] | None = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is None or value is None or value.place is not None or instance.pk is None:
            return value
        return Sealed(value._blob, value._decode, self.field.place_of(instance))

    def __set__(self, instance: models.Model, value: Sealed | None) -> None:
        instance.__dict__[self.field.attname] = self.field.to_python(value)


if TYPE_CHECKING:
    _Bytes = models.BinaryField[Sealed | None, Sealed | None]
else:
    _Bytes = models.BinaryField


class SealedField(_Bytes):
    """Bytes in the database, `Sealed` in Python. Not in forms, not searchable, not serialised.

    The key is that of the record itself, or of the record whose id the model's `sealed_under` gives.
    """

    descriptor_class = SealedAttribute
    empty_strings_allowed = False

    def encode(self, value: Any) -> bytes:
        """The bytes of a value of this field's type.

        Raises:
            TypeError: a value of another type.
        """
        raise NotImplementedError

    def decode(self, plain: bytes) -> Words:
        """What `encode` was given.

        Raises:
            SealBroken: bytes that it cannot have made; Python's own errors would carry them.
        """
        raise NotImplementedError

    def place_of(self, instance: models.Model) -> Place:
        """Where this field's value of `instance` belongs."""
        # Asked of the class: an AttributeError inside the property must not pass for its absence.
        elsewhere = hasattr(type(instance), "sealed_under")
        record = instance.sealed_under if elsewhere else instance.pk  # type: ignore[attr-defined]
        # A key may still be the text it was given as; the place is the same before and after saving.
        row = str(instance._meta.pk.to_python(instance.pk))
        whose = record if isinstance(record, UUID) else UUID(str(record))
        return Place(self.model._meta.db_table, cast(str, self.column), row, whose)

    def to_python(self, value: Any) -> Sealed | None:
        if value is None or isinstance(value, Sealed):
            return value
        raise TypeError(f"{self} takes what privacy.sealing.seal() makes, not {type(value).__name__}.")

    def from_db_value(self, value: bytes | None, *args: object) -> Sealed | None:
        return None if value is None else Sealed(bytes(value), self.decode)

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        value = self.to_python(super().pre_save(model_instance, add))
        if value is not None and value.place != self.place_of(model_instance):
            raise TypeError(f"{self} holds a value that was sealed for another place.")
        return value

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        value = self.to_python(value)
        if value is None:
            return None
        if value.place is None or value.place[:2] != (self.model._meta.db_table, self.column):
            raise TypeError(f"{self} got a value that was sealed for another place.")
        return super().get_db_prep_value(value._blob, connection, prepared)

    def value_to_string(self, obj: models.Model) -> NoReturn:
        raise TypeError(f"{self} is not serialised.")


class SealedText(SealedField):
    """Words: any text."""

    def encode(self, value: Any) -> bytes:
        if not isinstance(value, str):
            raise TypeError(f"SealedText seals str, not {type(value).__name__}.")
        try:
            return value.encode()
        except UnicodeEncodeError:
            # Python's own error carries the whole text.
            raise ValueError("SealedText seals text that UTF-8 can write.") from None

    def decode(self, plain: bytes) -> Words:
        try:
            return plain.decode()
        except UnicodeDecodeError:
            raise SealBroken from None


class SealedDocument(SealedField):
    """A profile: a typed, versioned `privacy.documents.Document`, as RFC 8785 JSON."""

    def encode(self, value: Any) -> bytes:
        if not isinstance(value, Document):
            raise TypeError(f"SealedDocument seals a Document, not {type(value).__name__}.")
        return rfc8785.dumps(value.as_json())

    def decode(self, plain: bytes) -> Words:
        try:
            # From text: of bytes it would first guess the encoding.
            held = json.loads(plain.decode())
        except ValueError:
            raise SealBroken from None
        return Document.load(held)


def seal(instance: models.Model, data_key: RecordKey, /, **values: str | Document | None) -> None:
    """Seal each value into the field of that name; None empties the field. Saving is the caller's.

    Raises:
        TypeError: no sealed field of that name, a value of another type, or another record's key.
        ValueError: text that is not Unicode (a lone surrogate).
    """
    for name, value in values.items():
        field = instance._meta.get_field(name)
        if not isinstance(field, SealedField):
            raise TypeError(f"{field} is not sealed.")
        setattr(instance, name, None if value is None else _sealed(field, instance, data_key, value))


def _sealed(field: SealedField, instance: models.Model, data_key: RecordKey, value: str | Document) -> Sealed:
    if instance.pk is None:
        raise TypeError(f"{field} is bound to its row, which has no id yet.")
    place = field.place_of(instance)
    if place.record != data_key.record_id:
        raise TypeError(f"{field} is sealed under the data key of its own record.")
    return Sealed(lock(data_key._key, place.context, _pad(field.encode(value))), field.decode, place)


def unseal(sealed: Sealed, data_key: RecordKey) -> Words:
    """The words (str) or the typed document, in its newest version. Only `audit.opening` may call this.

    Raises:
        SealBroken: another key or place, or changed bytes; `place` says where.
        DocumentRefused: whole, but of a kind or version that this release does not know.
        TypeError: a value without its row.
    """
    place = sealed.place
    if place is None:
        raise TypeError("This value came without its row. Read it from its record.")
    try:
        return sealed._decode(_unpad(unlock(data_key._key, place.context, sealed._blob)))
    except SealBroken:
        raise SealBroken(place) from None


def _pad(plain: bytes) -> bytes:
    """Fill the last bucket (ISO/IEC 7816-4: one 0x80, then zeros), with at least one byte."""
    marked = plain + _END
    return marked + bytes(-len(marked) % _BUCKET)


def _unpad(padded: bytes) -> bytes:
    plain, end, rest = padded.rpartition(_END)
    if len(padded) % _BUCKET or not end or rest.strip(b"\0"):
        raise SealBroken
    return plain
