"""Named tuples that are quick to define."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from operator import itemgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    try:
        from _collections import _tuplegetter as _field
    except ImportError:

        def _field(index, doc):
            return property(itemgetter(index), doc=doc)

    class _Defining(type):
        """Gives the class that a statement describes what belongs to a named tuple of its fields."""

        def __new__(cls, name, bases, body):
            if bases[0] is tuple or hasattr(bases[0], "_fields"):
                return super().__new__(cls, name, bases, body)
            fields = tuple(body["__annotations__"])
            defaults = {field: body[field] for field in fields if field in body}
            for index, field in enumerate(fields):
                body[field] = _field(index, None)
            body |= {"__slots__": (), "_fields": fields, "__match_args__": fields, "_field_defaults": defaults}
            body.setdefault("__new__", _maker(body["__qualname__"], fields, tuple(defaults.values())))
            return super().__new__(cls, name, bases, body)

    class NamedTuple(tuple, metaclass=_Defining):
        """What `typing.NamedTuple` is, at a fraction of its cost: that one compiles each annotation, and a
        maker for each tuple; here all tuples of as many fields have the same compiled maker, under names of
        their own. `rhythm log` defines some eighty tuples, the app a hundred before its first paint. Modules
        that use this one have their annotations as strings (`from __future__ import annotations`), so that
        nothing evaluates them at all."""

        __slots__ = ()

        @classmethod
        def _make(cls, values: Iterable[Any]):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **values: Any):
            made = self._make(map(values.pop, self._fields, self))
            if values:
                raise ValueError(f"Got unexpected field names: {list(values)!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            fields = ", ".join(f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({fields})"

        def __getnewargs__(self):
            return tuple(self)

    def _maker(of: str, fields: tuple[str, ...], defaults: tuple[Any, ...]) -> FunctionType:
        code = _code(len(fields)).replace(co_varnames=("_cls", *fields), co_name="__new__")
        made = FunctionType(code, {"new": tuple.__new__, "__builtins__": {}}, "__new__", defaults)
        made.__qualname__ = f"{of}.__new__"
        return made

    @cache
    def _code(count: int) -> CodeType:
        """Makes a tuple of so many fields; compiled once for all tuples that have as many."""
        fields = ", ".join(f"_{number}" for number in range(count))
        return eval(f"lambda _cls, {fields}: new(_cls, ({fields},))").__code__  # noqa: S307 - nobody's text is in it
