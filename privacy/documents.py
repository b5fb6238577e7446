"""Typed, versioned documents: what a sealed profile holds, checked when it is made and when it is read.

    class ReferralProfile(Document, kind="referral-profile", version=1):
        age: AgeBand
        languages: tuple[str, ...] = ()

A subclass is a frozen, keyword-only dataclass. Fields may be str, bool, int, a `TextChoices` or other string enum,
a tuple of one of these, or one of these or None. Nobody can add a field that its class does not name.
"""

from contextlib import suppress
from dataclasses import MISSING, dataclass, fields
from enum import Enum
from types import NoneType, UnionType
from typing import Any, ClassVar, Self, Union, dataclass_transform, get_args, get_origin, get_type_hints

_KINDS: "dict[str, type[Document]]" = {}
_RESERVED = {"kind", "v", "version"}


class DocumentRefused(ValueError):
    """Not a document that this version of the system knows; the message never quotes a value."""


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Document:
    """A document of one registered kind. It prints as its kind: an opened profile must not reach a log."""

    kind: ClassVar[str]
    version: ClassVar[int]
    _hints: ClassVar[dict[str, Any]]

    def __init_subclass__(cls, *, kind: str, version: int) -> None:
        if kind in _KINDS:
            raise ValueError(f"Two documents of kind {kind}.")
        cls.kind, cls.version = kind, version
        dataclass(frozen=True, kw_only=True, repr=False)(cls)
        if _RESERVED & _names(cls):
            raise ValueError(f"{kind}: {sorted(_RESERVED)} are not for fields.")
        cls._hints = get_type_hints(cls)
        _KINDS[kind] = cls

    def __post_init__(self) -> None:
        for name in _names(type(self)):
            object.__setattr__(self, name, _typed(self._hints[name], getattr(self, name), name))

    def __repr__(self) -> str:
        return f"[{self.kind}]"

    def as_json(self) -> dict[str, Any]:
        """The document as JSON's types, with its kind and version."""
        held = {name: _plain(getattr(self, name)) for name in _names(type(self))}
        return {"kind": self.kind, "v": self.version, **held}

    @classmethod
    def load(cls, document: Any) -> Self:
        """Read what `as_json` gave, of this class (or, on `Document`, of any kind), upgrading older versions.

        Raises:
            DocumentRefused: another kind, a newer version, an unknown or missing field, a value of another type.
        """
        held = dict(document) if isinstance(document, dict) else {}
        kind, version = held.pop("kind", None), held.pop("v", None)
        found = _KINDS.get(kind) if isinstance(kind, str) else None
        if found is None or not issubclass(found, cls):
            raise DocumentRefused("A document of another kind.")
        if type(version) is not int or not 1 <= version <= found.version:
            raise DocumentRefused(f"A {kind} of a version that this system does not know.")
        for older in range(version, found.version):
            held = found.upgrade(older, held)
        return found._of(held)

    @classmethod
    def upgrade(cls, version: int, held: dict[str, Any]) -> dict[str, Any]:
        """The fields of version + 1 from those of `version`. Each kind that has had two versions says how."""
        raise DocumentRefused(f"A {cls.kind} of version {version} has no way up.")

    @classmethod
    def _of(cls, held: dict[str, Any]) -> Self:
        if not _names(cls, required=True) <= held.keys() <= _names(cls):
            raise DocumentRefused(f"A {cls.kind} with other fields than this system knows.")
        return cls(**held)


def _names(cls: type[Document], *, required: bool = False) -> set[str]:
    """The names of a document's fields, all or those without a default."""
    held = fields(cls)  # type: ignore[arg-type]  # every subclass is a dataclass
    return {one.name for one in held if not required or one.default is one.default_factory is MISSING}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _typed(hint: Any, value: Any, name: str) -> Any:
    """`value` as the type that `hint` says.

    Raises:
        DocumentRefused: it is of another type, or no member of its enum.
    """
    choices = get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        (hint,) = set(choices) - {NoneType}
        return None if value is None else _typed(hint, value, name)
    if get_origin(hint) is tuple and isinstance(value, (list, tuple)):
        return tuple(_typed(choices[0], one, name) for one in value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        with suppress(ValueError):
            return hint(value)
    if type(value) is not hint:
        # Never with the value, which may be what must not be told.
        raise DocumentRefused(f"{name} is not what this kind of document holds there.")
    return value
