"""The shapes a YAML file may have: kinds of single values, lists, records.

A record is a named tuple with `shaped` above it, so that one declaration serves reading, checking, the parsed cache
and the JSON Schema. Named tuples, because a quick command defines them seven times faster than frozen dataclasses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar, cast

from rhythm.values import NamedTuple

_T = TypeVar("_T")

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


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
    WEEKDAYS = "weekdays"
    HOURS = "hours"
    ZONE = "zone"
    COUNTRY = "country"


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
"""A `type` is a record: a named tuple declared with `shaped`."""

Plain = dict[str, object]
"""What YAML and the cache hold: dicts, lists, texts, numbers and booleans that were checked."""


def whole(low: int, high: int) -> Shape:
    """A whole number from `low` to `high`."""
    return Kind(Form.WHOLE, low, high)


def share() -> Shape:
    """A number from 0 to 1."""
    return Kind(Form.SHARE)


def switch() -> Shape:
    """true or false."""
    return Kind(Form.SWITCH)


def text() -> Shape:
    """A text of one paragraph."""
    return Kind(Form.TEXT)


def email() -> Shape:
    """An e-mail address, or nothing."""
    return Kind(Form.EMAIL, may_be_empty=True)


def weekdays() -> Shape:
    """Days of the week, `mon-fri` or `mon,tue,thu`; read as a list with commas."""
    return Kind(Form.WEEKDAYS)


def hours() -> Shape:
    """Spans of a day, `09:00-12:00, 13:00-17:30`."""
    return Kind(Form.HOURS)


def zone() -> Shape:
    """The name of a time zone such as Europe/Berlin, or nothing."""
    return Kind(Form.ZONE, may_be_empty=True)


def country() -> Shape:
    """A country, or a part of one: DE, DE-BY; or nothing."""
    return Kind(Form.COUNTRY, may_be_empty=True)


def slug() -> Shape:
    """A short name as it is stored: lower-case letters, digits and underscores."""
    return Kind(Form.SLUG)


def choice(*choices: str) -> Shape:
    """One of a closed list."""
    return Kind(Form.CHOICE, choices=choices)


def section(record: type) -> Shape:
    """A group of keys."""
    return record


def each(item: Kind | type, low: int = 0) -> Shape:
    """A list."""
    return Each(item, low)


def named(name: Kind, value: Kind) -> Shape:
    """Free names with values."""
    return Named(name, value)


_SHAPES: dict[type, dict[str, Shape]] = {}


def shaped(**shapes: Shape) -> Callable[[type[_T]], type[_T]]:
    """Says of a record, which is a named tuple, what shape each of its fields has."""

    def remember(record: type[_T]) -> type[_T]:
        _SHAPES[record] = shapes
        return record

    return remember


def shapes_of(record: type) -> dict[str, Shape]:
    """Key to shape, in the order the record declares them."""
    return _SHAPES[record]


def build(record: type[_T], plain: Mapping[str, object], base: _T | None = None) -> _T:
    """The value that checked `plain` data stand for; keys that are not given come from `base`.

    Raises TypeError, KeyError or AttributeError when `plain` was not checked against this record.
    """
    given: dict[str, Any] = {}
    for name, shape in shapes_of(record).items():
        if name in plain:
            inner = None if base is None else getattr(base, name)
            given[name] = _value(shape, plain[name], inner)
    return record(**given) if base is None else cast(_T, cast(Any, base)._replace(**given))


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
    for name, shape in shapes_of(type(value)).items():
        inner = getattr(value, name)
        if isinstance(shape, type):
            for key, leaf in flatten(inner):
                yield f"{name}.{key}", leaf
        elif isinstance(shape, Named):
            for key, leaf in inner.items():
                yield f"{name}.{key}", leaf
        else:
            yield name, inner


def _value(shape: Shape, plain: Any, base: Any) -> Any:
    if isinstance(shape, Kind):
        return plain
    if isinstance(shape, Each):
        return tuple(_value(shape.item, item, None) for item in plain)
    if isinstance(shape, Named):
        return MappingProxyType(dict(plain))
    return build(shape, plain, base)
