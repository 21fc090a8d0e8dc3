"""The shapes a YAML file may have: kinds of single values, lists, records.

A record is a frozen dataclass whose fields carry their shape in the field's metadata, so that one
declaration serves reading, checking, the parsed cache and the JSON Schema. Shapes themselves are named
tuples, which a quick command defines six times faster than frozen dataclasses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import Field, fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast

_T = TypeVar("_T")


class Form(StrEnum):
    """How a single value is written."""

    WHOLE = "whole"
    SHARE = "share"
    SWITCH = "switch"
    TEXT = "text"
    CHOICE = "choice"
    EMAIL = "email"
    KEYS = "keys"
    SLUG = "slug"
    BINDING = "binding"


class Kind(NamedTuple):
    """A single value. `low` and `high` bound whole numbers (both allowed); `choices` is the closed list of
    a CHOICE; `may_be_empty` lets a text be left out after its colon."""

    form: Form
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()
    may_be_empty: bool = False


class Each(NamedTuple):
    """A list of at least `low` items of one shape."""

    item: Kind | type
    low: int = 0


class Named(NamedTuple):
    """Any number of names of the user's choice, each with a value of one kind."""

    name: Kind
    value: Kind


Shape = Kind | Each | Named | type
"""A `type` is a record: a dataclass made with the helpers below."""

Plain = dict[str, object]
"""What YAML and the cache hold: dicts, lists, texts, numbers and booleans that were checked."""


def whole(low: int, high: int) -> dict[str, Shape]:
    """A whole number from `low` to `high`."""
    return {"shape": Kind(Form.WHOLE, low, high)}


def share() -> dict[str, Shape]:
    """A number from 0 to 1."""
    return {"shape": Kind(Form.SHARE)}


def switch() -> dict[str, Shape]:
    """true or false."""
    return {"shape": Kind(Form.SWITCH)}


def text(*, may_be_empty: bool = False) -> dict[str, Shape]:
    """A text of one paragraph."""
    return {"shape": Kind(Form.TEXT, may_be_empty=may_be_empty)}


def email() -> dict[str, Shape]:
    """An e-mail address, or nothing."""
    return {"shape": Kind(Form.EMAIL, may_be_empty=True)}


def slug() -> dict[str, Shape]:
    """A short name as it is stored: lower-case letters, digits and underscores."""
    return {"shape": Kind(Form.SLUG)}


def choice(*choices: str) -> dict[str, Shape]:
    """One of a closed list."""
    return {"shape": Kind(Form.CHOICE, choices=choices)}


def section(record: type) -> dict[str, Shape]:
    """A group of keys."""
    return {"shape": record}


def each(item: Kind | type, low: int = 0) -> dict[str, Shape]:
    """A list."""
    return {"shape": Each(item, low)}


def named(name: Kind, value: Kind) -> dict[str, Shape]:
    """Free names with values."""
    return {"shape": Named(name, value)}


def shapes_of(record: type) -> dict[str, Shape]:
    """Key to shape, in the order the record declares them."""
    return {field.name: _shape(field) for field in fields(record)}


def build(record: type[_T], plain: Mapping[str, object], base: _T | None = None) -> _T:
    """The value that checked `plain` data stand for; keys that are not given come from `base`.

    Raises TypeError, KeyError or AttributeError when `plain` was not checked against this record.
    """
    given: dict[str, Any] = {}
    for field in fields(cast(Any, record)):
        if field.name in plain:
            inner = None if base is None else getattr(base, field.name)
            given[field.name] = _value(_shape(field), plain[field.name], inner)
    return record(**given) if base is None else cast(_T, replace(cast(Any, base), **given))


def leaves(record: type) -> Iterator[tuple[str, Kind]]:
    """Dotted key and kind of every single value of a record, sections opened, lists left out."""
    for name, shape in shapes_of(record).items():
        if isinstance(shape, Kind):
            yield name, shape
        elif isinstance(shape, type):
            for inner, kind in leaves(shape):
                yield f"{name}.{inner}", kind


def flatten(value: object) -> Iterator[tuple[str, object]]:
    """Dotted key and value of everything a record holds; the inverse of nesting, for showing."""
    for field in fields(cast(Any, value)):
        inner = getattr(value, field.name)
        shape = _shape(field)
        if isinstance(shape, type):
            for name, leaf in flatten(inner):
                yield f"{field.name}.{name}", leaf
        elif isinstance(shape, Named):
            for name, leaf in inner.items():
                yield f"{field.name}.{name}", leaf
        else:
            yield field.name, inner


def _shape(field: Field[Any]) -> Shape:
    return cast(Shape, field.metadata["shape"])


def _value(shape: Shape, plain: Any, base: Any) -> Any:
    if isinstance(shape, Kind):
        return plain
    if isinstance(shape, Each):
        return tuple(_value(shape.item, item, None) for item in plain)
    if isinstance(shape, Named):
        return MappingProxyType(dict(plain))
    return build(shape, plain, base)
