"""Typed, versioned documents: what a sealed profile holds, checked when it is made and when it is read.

    class ReferralProfile(Document, kind="referral-profile", version=1):
        age: AgeBand
        languages: tuple[str, ...] = ()

A subclass is a frozen, keyword-only dataclass. Fields may be str, bool, int, a `TextChoices` or other string enum,
a tuple of one of these, or one of these or None. Nobody can add a field that its class does not name.
"""

from collections.abc import Callable
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
    _readers: ClassVar[dict[str, Callable[[Any], Any]]]
    _required: ClassVar[frozenset[str]]
    _defaults: ClassVar[dict[str, Any]]

    def __init_subclass__(cls, *, kind: str, version: int) -> None:
        if kind in _KINDS:
            raise ValueError(f"Two documents of kind {kind}.")
        cls.kind, cls.version = kind, version
        dataclass(frozen=True, kw_only=True, repr=False)(cls)
        held = {one.name: one.default for one in fields(cls)}  # type: ignore[arg-type]  # it is a dataclass now
        if _RESERVED & held.keys():
            raise ValueError(f"{kind}: {sorted(_RESERVED)} are not for fields.")
        hints = get_type_hints(cls)
        cls._readers = {name: _reader(hints[name]) for name in sorted(held)}
        cls._defaults = {name: default for name, default in held.items() if default is not MISSING}
        cls._required = frozenset(held.keys() - cls._defaults.keys())
        _KINDS[kind] = cls

    def __post_init__(self) -> None:
        # Past the frozen attributes: a page reads 25 documents of ten fields.
        held = self.__dict__
        for name, read in self._readers.items():
            try:
                held[name] = read(held[name])
            except (KeyError, TypeError):
                # Never with the value, which may be what must not be told.
                raise DocumentRefused(f"{name} is not what this kind of document holds there.") from None

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
        made = cls.__new__(cls)
        made.__dict__.update(cls._defaults | held)
        made.__post_init__()
        return made


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _reader(hint: Any) -> Callable[[Any], Any]:
    """What gives a value as the type that `hint` says, or raises KeyError or TypeError: found out once for a class."""
    choices = get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        (only,) = set(choices) - {NoneType}
        if issubclass(only, Enum):
            return {None: None, **_members(only)}.__getitem__
        one = _reader(only)
        return lambda value: None if value is None else one(value)
    if get_origin(hint) is tuple:
        each = _reader(choices[0])
        return lambda value: tuple(map(each, _of_type(value, list, tuple)))
    if issubclass(hint, Enum):
        return _members(hint).__getitem__
    return lambda value: _of_type(value, hint)


def _members(of: type[Enum]) -> dict[Any, Enum]:
    return {key: member for member in of for key in (member, member.value)}


def _of_type(value: Any, *types: type) -> Any:
    if type(value) not in types:
        raise TypeError
    return value
