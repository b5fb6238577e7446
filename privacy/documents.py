"""Typed, versioned documents: what a sealed profile holds, checked when it is made and when it is read.

    class ReferralProfile(Document, kind="referral-profile", version=1):
        age: AgeBand
        languages: tuple[str, ...] = ()

A subclass is a frozen, keyword-only dataclass. Fields may be str, bool, int, a `TextChoices` or other string enum,
a tuple of one of these, or one of these or None. Nobody can add a field that its class does not name.
"""

from collections.abc import Callable, Hashable
from dataclasses import MISSING, dataclass, fields
from enum import Enum
from types import NoneType, UnionType
from typing import Any, ClassVar, NoReturn, Self, Union, dataclass_transform, get_args, get_origin, get_type_hints

_KINDS: "dict[str, type[Document]]" = {}
_RESERVED = {"kind", "v", "version"}


class DocumentRefused(ValueError):
    """Not a document that this version of the system knows; the message never quotes a value."""


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Document:
    """A document of one registered kind. It prints as its kind: an opened profile must not reach a log."""

    kind: ClassVar[str]
    version: ClassVar[int]
    _readers: ClassVar[dict[str, Callable[[Any], Any]]]
    _required: ClassVar[frozenset[str]]

    def __init_subclass__(cls, *, kind: str, version: int) -> None:
        if kind in _KINDS:
            raise ValueError(f"Two documents of kind {kind}.")
        cls.kind, cls.version = kind, version
        dataclass(frozen=True, kw_only=True, repr=False)(cls)
        if _RESERVED & _names(cls):
            raise ValueError(f"{kind}: {sorted(_RESERVED)} are not for fields.")
        hints = get_type_hints(cls)
        cls._readers = {name: _reader(hints[name], name) for name in sorted(_names(cls))}
        cls._required = frozenset(_names(cls, required=True))
        _KINDS[kind] = cls

    def __post_init__(self) -> None:
        for name, read in self._readers.items():
            object.__setattr__(self, name, read(getattr(self, name)))

    def __repr__(self) -> str:
        return f"[{self.kind}]"

    def as_json(self) -> dict[str, Any]:
        """The document as JSON's types, with its kind and version."""
        held = {name: _plain(getattr(self, name)) for name in self._readers}
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
        if not cls._required <= held.keys() <= cls._readers.keys():
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


def _reader(hint: Any, name: str) -> Callable[[Any], Any]:
    """What gives a value as the type that `hint` says, or refuses it: found out once for a class, not for each value.

    A refusal never says the value, which may be what must not be told.
    """
    choices = get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        (only,) = set(choices) - {NoneType}
        one = _reader(only, name)
        return lambda value: None if value is None else one(value)

    def refuse() -> NoReturn:
        raise DocumentRefused(f"{name} is not what this kind of document holds there.")

    if get_origin(hint) is tuple:
        each = _reader(choices[0], name)
        return lambda value: tuple(map(each, value)) if isinstance(value, (list, tuple)) else refuse()
    if isinstance(hint, type) and issubclass(hint, Enum):
        members = {key: member for member in hint for key in (member, member.value)}
        return lambda value: members[value] if isinstance(value, Hashable) and value in members else refuse()
    return lambda value: value if type(value) is hint else refuse()
